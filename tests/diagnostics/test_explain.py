"""`servdsl explain`: one code, the index, and the page that is committed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from servdsl.cli import main
from servdsl.cli.explaining import grouped
from servdsl.diagnostics import catalogue

PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"


def explain(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["explain", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_committed_page_is_up_to_date() -> None:
    """If not: servdsl explain --format markdown > docs/diagnostics.md"""
    assert PAGE.read_text(encoding="utf-8") == explain("--format", "markdown")


def test_the_page_shows_every_code_with_its_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### (SD\d+)\n(.*?)(?=^### |\Z)", page, re.MULTILINE | re.DOTALL))
    assert list(sections) == list(catalogue())
    for code, row in catalogue().items():
        assert f"| [{code}](#{code.lower()}) | {row.severity} |" in page
        assert row.meaning.strip() in sections[code]
        for example in filter(str.strip, (row.before, row.after)):
            assert f"```text\n{example.strip(chr(10))}\n```" in sections[code]


def test_the_index_names_every_code_once_under_its_group() -> None:
    lines = explain().splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(catalogue())
    assert [line for line in lines if line and not line.startswith(" ")] == [
        title for title, own in grouped().items() if own
    ]
    assert not re.search(r"\{\w+\}", explain())


def test_all_prints_every_entry() -> None:
    told = explain("--all")
    assert all(f"{code} ({row.severity}): " in told for code, row in catalogue().items())


def test_one_code_whatever_its_case() -> None:
    told = explain("sd201")
    assert told == explain("SD201")
    assert all(part in told for part in ("SD201 (error)", "Way out: ", "Before:", "After:"))


@pytest.mark.parametrize("arguments", [("SD999",), ("SD201", "--all"), ("SD201", "--format", "markdown")])
def test_what_cannot_be_asked(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(main, ["explain", *arguments]).exit_code == 2


def test_only_what_no_single_small_file_shows_has_no_example() -> None:
    """Of the others, tests/cases/test_catalogue.py runs both examples. These are of bytes, of size, of several files, or of a
    translation: tests/syntax/test_reading.py, tests/semantics/test_shared.py, tests/house/test_bad_input.py and
    tests/syntax/test_keywords.py show them."""
    without = {code for code, row in catalogue().items() if not (row.before.strip() and row.after.strip())}
    bytes_, size, several = (
        {"SD001", "SD007"},
        {"SD003", "SD004", "SD009"},
        {"SD011", "SD012", "SD014", "SD015", "SD050"},
    )
    assert without == bytes_ | size | several | {"SD017"}
