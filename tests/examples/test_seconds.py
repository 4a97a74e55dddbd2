"""Moments with seconds; worked by hand: half of 45 minutes are 22 minutes and 30 seconds."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from servdsl.cli import main
from servdsl.source import Source
from servdsl.syntax import format as formatted
from tests.decisions.support import Ask, at, both_evaluators, checked

PLAN = """\
contract lamps "Lamps" {
  zone Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
window respond from opened to responded, at risk at 50%
tier base {
  respond within {
    45 minutes when opened < 2026-03-02 12:00:30
    1 hour     otherwise
  }
}
"""
EXAMPLE = """\
example "Half of 45 minutes" {
  given tier base, opened 2026-03-02 10:00:05
  event 2026-03-02 10:44:59 responded
  as of 2026-03-02 10:45:04
  expect respond at risk 2026-03-02 10:22:35
  expect respond due 2026-03-02 10:45:05
}
"""


def test_a_risk_in_the_middle_of_a_minute_can_be_expected(tmp_path: Path) -> None:
    plan = tmp_path / "lamps.plan"
    plan.write_text(PLAN + EXAMPLE, encoding="utf-8")
    result = CliRunner().invoke(main, ["test", str(plan)])
    assert (result.exit_code, result.output) == (0, "1 passed, 0 failed\n")
    plan.write_text(PLAN + EXAMPLE.replace("10:22:35", "10:22"), encoding="utf-8")
    assert CliRunner().invoke(main, ["test", str(plan)]).exit_code == 1


def test_the_formatter_keeps_them() -> None:
    text = PLAN + "\n" + EXAMPLE
    assert formatted(Source("lamps.plan", text)) == text


@both_evaluators
@pytest.mark.parametrize(("opened", "due"), [("12:00:29", "12:45:29"), ("12:00:30", "13:00:30")])
def test_a_condition_may_name_a_second(ask: Ask, opened: str, due: str) -> None:
    answer = ask(PLAN, tier="base", opened=at(f"2026-03-02 {opened}"))
    assert answer["windows"]["respond"]["due"] == at(f"2026-03-02 {due}")


@pytest.mark.parametrize("wrong", ["10:00:60", "24:00:01", "10:60:00"])
def test_a_time_that_no_clock_shows(wrong: str) -> None:
    found = checked(PLAN + EXAMPLE.replace("10:00:05", wrong)).diagnostics
    assert [(d.code, wrong in d.message) for d in found if d.severity == "error"] == [("SD116", True)]


def test_hours_of_a_calendar_have_no_seconds() -> None:
    found = checked(PLAN + "calendar office { monday 09:00:15-17:00 }\n").diagnostics
    assert [d.span.line for d in found if d.severity == "error"] == [12]
