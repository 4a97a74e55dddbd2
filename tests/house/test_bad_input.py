"""Malformed input ends in one clear diagnostic, exit 1 or 2, in bounded time, with nothing half-written."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servdsl.cli import main

HEAD = "contract acme {\n  language en\n  currency EUR\n  zone Europe/Lisbon\n  in force from 2026-01-01\n}\n"

FILES: dict[str, bytes] = {
    "not utf-8": HEAD.encode() + b'note "caf\xe9"\n',
    "utf-16": HEAD.encode("utf-16"),
    "empty": b"",
    "only comments": b"# nothing\n",
    "a null character": HEAD.encode() + b"\x00\x00\n",
    "50,000 nested blocks": HEAD.encode() + b"tier a {\n" * 50_000,
    "50,000 nested parentheses": HEAD.encode() + b"define x when " + b"(" * 50_000 + b"yes" + b")" * 50_000 + b"\n",
    "a line of 10 MB": HEAD.encode() + b'note "' + b"x" * 10_000_000 + b'"\n',
    "a number of 10,000 digits": HEAD.encode() + b'tier a "A" { price ' + b"9" * 10_000 + b" EUR per month }\n",
    "a calendar that never opens": HEAD.encode()
    + b'window respond "R" from opened to responded\ncalendar shut "S" { closed 2026-01-01 }\n'
    + b'tier a "A" {\n  price free\n  attends during shut\n  respond within 4 business hours\n}\n',
    "a deadline past the horizon": HEAD.encode()
    + b'window respond "R" from opened to responded\n'
    + b'tier a "A" {\n  price free\n  respond within 90 years\n}\n',
    "an extends cycle": HEAD.encode() + b'tier a "A" extends b { price free }\ntier b "B" extends a { price free }\n',
    "a calendar cycle": HEAD.encode() + b"calendar a is b or a\ncalendar b is a\n",
    "a define cycle": HEAD.encode() + b"define a is b + 1\ndefine b is a + 1\n",
    "binary noise": bytes(range(256)) * 40,
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_a_bad_file_is_diagnosed_and_nothing_is_written(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.plan"
    path.write_bytes(content)
    out = tmp_path / "out"
    began = time.monotonic()
    result = run("build", str(path), "--out", str(out))
    assert time.monotonic() - began < 20
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert "SD" in result.output
    assert len(result.output) < 20_000
    assert not out.exists()


def test_a_calendar_cycle_and_the_like_are_said_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.plan"
    path.write_bytes(FILES["an extends cycle"])
    result = run("check", str(path))
    assert result.output.count(" error SD") == 1, result.output


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("check", "gone.plan"), ("explain", "SD999"), ("ask", "gone.plan"), ("new", "1x"), ("frobnicate",)],
)
def test_a_wrong_call_exits_2_with_a_sentence(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_an_output_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "acme").exit_code == 0
    Path("out").write_text("a file, not a folder")
    result = run("build", "acme.plan", "--out", "out/below")
    assert result.exit_code == 2
    assert "cannot write to" in result.output
    assert Path("out").read_text() == "a file, not a folder"


def test_new_check_test_fmt_build_in_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan = "acme.plan"
    calls = [
        ("new", "acme"),
        ("check", plan),
        ("test", plan),
        ("fmt", "--check", plan),
        ("build", plan),
        ("build", "--check", plan),
    ]
    for arguments in calls:
        result = run(*arguments)
        assert result.exit_code == 0, (arguments, result.output)
    Path("generated/acme/evaluator.py").write_text("changed")
    result = run("build", "--check", plan)
    assert result.exit_code == 1
    assert "evaluator.py: changed" in result.output


def test_two_contracts_of_one_name_are_an_error_at_the_second(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.plan").write_text(HEAD + 'tier basic "Basic" { price free }\n')
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert "b.plan:1:1: error SD050" in result.output
    assert "a.plan:1:1: the other contract" in result.output
