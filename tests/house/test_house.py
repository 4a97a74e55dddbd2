"""The house rules that a reader relies on: small files, no machine's paths, documents that exist, commands that agree."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=False,
).stdout.splitlines()
FILES = [ROOT / name for name in LISTED if (ROOT / name).is_file()]
TEXTS = [
    p
    for p in FILES
    if p.suffix in {".py", ".md", ".toml", ".lark", ".plan", ".jinja", ".yaml", ".yml"} or p.name == "run"
]


def test_the_list_of_files_is_not_empty() -> None:
    assert len(TEXTS) > 50


@pytest.mark.parametrize(
    "path", [p for p in TEXTS if p.suffix in {".py", ".lark", ".jinja"}], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_no_source_file_is_over_600_lines(path: Path) -> None:
    if path.relative_to(ROOT).parts[0] == "generated" and path.name == "evaluator.py":
        pytest.skip("a generated evaluator is as long as its contract")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_no_file_names_a_path_of_a_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:home|root|work|Users|opt)/\w")
    found = [p for p in TEXTS if pattern.search(p.read_text(encoding="utf-8")) and p != Path(__file__)]
    assert found == []


def test_every_file_that_a_document_links_to_exists() -> None:
    for page in (p for p in FILES if p.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_ci_calls_the_command_of_the_readme() -> None:
    blocks = re.findall(r"```\n(.*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    tests = [block for block in blocks if "bin/pytest" in block]
    assert len(tests) == 1
    assert tests[0] in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
