"""`servdsl diff`: what it prints, and how it exits."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servdsl.cli import main
from tests.differences.plans import BASE, edited

WORSE = ("resolve within 40 hours", "resolve within 48 hours")
BETTER = ("covers parts 50%", "covers parts 60%")
LABEL = ('"Gold"', '"Golden"')
HOSTILE = ('"Gold"', '"Go<script>alert(1)</script>ld `x` | [a](b)"')


def run(tmp_path: Path, edit: tuple[str, str] | None, *more: str) -> Result:
    old, new = tmp_path / "old.plan", tmp_path / "new.plan"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(edited(*([edit] if edit else [])), encoding="utf-8")
    return CliRunner().invoke(main, ["diff", str(old), str(new), *more])


@pytest.mark.parametrize(
    ("edit", "fail_on", "exit_code"),
    [
        (WORSE, (), 0),
        (WORSE, ("--fail-on", "worse"), 1),
        (WORSE, ("--fail-on", "any"), 1),
        (BETTER, ("--fail-on", "worse"), 0),
        (BETTER, ("--fail-on", "any"), 1),
        (LABEL, ("--fail-on", "any"), 0),
        (None, ("--fail-on", "any"), 0),
        # better for some tickets and worse for others
        (("respond within 8 business hours", "respond within 12 hours"), ("--fail-on", "worse"), 1),
    ],
)
def test_exit_codes(tmp_path: Path, edit: tuple[str, str] | None, fail_on: tuple[str, ...], exit_code: int) -> None:
    assert run(tmp_path, edit, *fail_on).exit_code == exit_code


def test_a_contract_with_errors_is_a_wrong_call(tmp_path: Path) -> None:
    result = run(tmp_path, ("resolve within 40 hours", "resolve within 40 bananas"))
    assert result.exit_code == 2
    assert "new.plan:" in result.output


@pytest.mark.parametrize("missing", ["old.plan", "new.plan"])
def test_a_file_that_is_not_there(tmp_path: Path, missing: str) -> None:
    run(tmp_path, None)
    (tmp_path / missing).unlink()
    result = CliRunner().invoke(main, ["diff", str(tmp_path / "old.plan"), str(tmp_path / "new.plan")])
    assert result.exit_code == 2


def test_one_file_is_equal_to_itself(tmp_path: Path) -> None:
    run(tmp_path, None)
    result = CliRunner().invoke(main, ["diff", str(tmp_path / "old.plan"), str(tmp_path / "old.plan")])
    assert result.exit_code == 0
    assert result.stdout.endswith(": the same meaning\n")


def test_text_names_the_change_the_clauses_and_the_commands(tmp_path: Path) -> None:
    lines = run(tmp_path, BETTER).stdout.splitlines()
    assert lines[0].endswith("1 change of meaning (1 better)")
    assert lines[2] == "better: `covers parts` of `basic`"
    assert "before: 50%" in lines[6]
    assert lines[7].strip() == f"servdsl ask {tmp_path / 'old.plan'} --given tier=basic"
    assert "after: 60%" in lines[8]


def test_the_commands_replay_the_witness(tmp_path: Path) -> None:
    pauses = ("  respond pauses while waiting\n", "")
    for edit in (
        WORSE,
        BETTER,
        pauses,
        ("100 EUR per hour", "100 EUR per hour, at least 2 hours"),
        ("adds 1 visit", "adds 2 visits"),
    ):
        told = json.loads(run(tmp_path, edit, "--format", "json").stdout)
        (change,) = told["changes"]
        for witness in change["witnesses"]:
            path = witness["path"].split(".")
            found = [_at(witness["ask"][side], path) for side in ("old", "new")]
            assert found[0] != found[1], (edit, witness["ask"])


def _at(command: str, path: list[str]) -> object:
    words = shlex.split(command)
    assert words[:2] == ["servdsl", "ask"]
    result = CliRunner().invoke(main, [*words[1:], "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    for step in path:
        found = found[step]
    return found


def test_structure_is_told_apart_from_meaning(tmp_path: Path) -> None:
    out = run(tmp_path, LABEL).stdout
    assert out.splitlines()[0].endswith("the same meaning, 1 of what is written")
    assert "tier gold: labels: en Gold → en Golden" in out


def test_hostile_labels_are_text(tmp_path: Path) -> None:
    out = run(tmp_path, HOSTILE, "--format", "markdown").stdout
    assert "<script>" not in out
    assert "\\<script\\>" in out
    assert "\\[a\\]\\(b\\)" in out


def test_markdown_has_a_heading_for_each_change_and_a_table_for_a_schedule(tmp_path: Path) -> None:
    lines = run(tmp_path, ("price rate of worth", "price 2.5% of worth"), "--format", "markdown").stdout.splitlines()
    assert "## Different: `price` of `gold`" in lines
    assert "| year | before | after | difference |" in lines
    assert sum(line.startswith("```") for line in lines) == 4


def test_json_is_the_record(tmp_path: Path) -> None:
    told = json.loads(run(tmp_path, WORSE, "--format", "json").stdout)
    assert told["same_meaning"] is False
    (change,) = told["changes"]
    assert (change["kind"], change["thing"], change["verdict"]) == ("promise", "resolve", "worse")
    assert change["old"][0]["at"].startswith(str(tmp_path / "old.plan"))
    assert change["witnesses"][0]["question"]["new"]["tier"] == "basic"
