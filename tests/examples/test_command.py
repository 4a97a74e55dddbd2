"""`servdsl test --coverage`: what it prints and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servdsl.cli import main

PLAN = """\
contract lamps "Lamps" {
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
window respond from opened to responded
tier base { respond within 2 hours }
tier plus { respond within 1 hour }
example "Base" {
  given tier base, opened 2026-03-02 10:00
  expect respond due 2026-03-02 12:00
}
"""
OTHER = """\
example "Plus" {
  given tier plus, opened 2026-03-02 10:00
  expect respond due 2026-03-02 11:00
}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(text: str, *options: str) -> Result:
    Path("lamps.plan").write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["test", "lamps.plan", *options])


def test_without_coverage_only_the_examples_speak() -> None:
    result = run(PLAN)
    assert (result.exit_code, result.stdout) == (0, "1 passed, 0 failed\n")


def test_what_no_example_touches_is_listed_and_does_not_fail() -> None:
    result = run(PLAN, "--coverage")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "  lamps.plan:7: tier plus: no example",
        "  lamps.plan:7: clause plus.windows.respond in `plus`: no example",
        "lamps: 1 of 2 cells and 2 of 3 other statements touched by an example",
        "1 passed, 0 failed",
    ]


def test_required_coverage_fails_until_it_is_complete() -> None:
    assert run(PLAN, "--require-coverage").exit_code == 1
    result = run(PLAN + OTHER, "--require-coverage")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "lamps: 2 of 2 cells and 3 of 3 other statements touched by an example",
        "2 passed, 0 failed",
    ]


def test_a_failing_example_fails_whatever_is_touched() -> None:
    result = run((PLAN + OTHER).replace("11:00", "11:30"), "--require-coverage")
    assert result.exit_code == 1
    assert (
        'lamps.plan:14: example "Plus": expected `respond due 2026-03-02 11:30`, found 2026-03-02T11:00:00+00:00'
        in (result.stdout)
    )


def test_json_holds_every_item_and_every_failure() -> None:
    result = run(PLAN.replace("12:00", "12:30"), "--coverage", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["passed"], found["failed"]) == (0, 1)
    assert found["failures"] == [
        {
            "contract": "lamps",
            "example": "Base",
            "file": "lamps.plan",
            "line": 10,
            "expected": "respond due 2026-03-02 12:30",
            "found": "2026-03-02T12:00:00+00:00",
        }
    ]
    (covered,) = found["coverage"]
    assert covered["cells"] == {"all": 2, "expected": 1}
    assert covered["items"][-1] == {
        "kind": "clause",
        "name": "plus.windows.respond",
        "layer": "plus",
        "file": "lamps.plan",
        "line": 7,
        "cell": True,
        "level": "untouched",
    }
