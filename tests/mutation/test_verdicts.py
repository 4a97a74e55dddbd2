"""What becomes of single mistakes in a small contract, judged by hand."""

from __future__ import annotations

import pytest

from servdsl.source import Source
from tests.mutation.classify import Bench, Verdict

PLAN = """\
contract pumps "Pumps" {
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
fact severity { high, low }
service parts
service labour
window respond from opened to responded
tier base {
  respond within {
    2 hours when severity is high
    4 hours when severity is low
  }
  covers parts
  covers labour when severity is high or severity is low
  accepts severity high, low
}
example "High" {
  given tier base, severity high, service parts, opened 2026-03-02 10:00
  expect respond due 2026-03-02 12:00
}
"""


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(Source("pumps.plan", PLAN))


def verdict(bench: Bench, kind: str, what: str, line: int) -> Verdict:
    (mistake,) = [m for m in bench.mistakes() if (m.kind, m.what, m.line) == (kind, what, line)]
    return bench.verdict(mistake)


def test_a_mistake_that_an_example_sees_is_caught(bench: Bench) -> None:
    found = verdict(bench, "length", "`2 hours` became `3 hours`", 11)
    assert (found.fate, found.example) == ("caught", "High")


def test_a_mistake_that_no_example_looks_at_is_unnoticed_and_shown(bench: Bench) -> None:
    """No example asks for low severity: due 4 hours after opening it becomes 5 hours."""
    found = verdict(bench, "length", "`4 hours` became `5 hours`", 12)
    assert found.fate == "unnoticed"
    assert found.question is not None
    assert found.question["severity"] == "low"
    assert found.differences[0].startswith("windows.respond.due: ")


def test_a_share_that_no_example_expects_is_unnoticed(bench: Bench) -> None:
    found = verdict(bench, "dropped clause", "`covers parts` is missing", 14)
    assert found.fate == "unnoticed"
    assert any(
        difference.startswith(("coverage: covered became", "services.parts: ")) for difference in found.differences
    )


def test_what_the_compiler_refuses_is_rejected(bench: Bench) -> None:
    """Both cases would speak for low: a conflict."""
    assert verdict(bench, "value", "`high` became `low`", 11).fate in ("rejected", "caught")
    assert verdict(bench, "dropped case", "`4 hours when severity is low` is missing", 12).fate == "rejected"


def test_what_changes_no_answer_is_equivalent(bench: Bench) -> None:
    """There are two values: accepting both is accepting any. The clause answers nothing that its absence does not."""
    assert verdict(bench, "dropped clause", "`accepts severity high, low` is missing", 16).fate == "equivalent"


CARE = """\
contract care "Care" {
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
fact purpose { cleaning, tuning }
customer fact bought date
define year is whole years from bought to opened + 1
service call
service parts
unit visit, visits
window respond from opened to responded
calendar weekdays { monday to friday 09:00-17:00 }
calendar saturdays { saturday 09:00-17:00 }
tier base {
  attends during weekdays
  respond within 2 business days on weekdays
  covers parts when year in 1 to 8
}
addon weekend { attends also during saturdays }
addon cleaning_visits {
  includes 3 visits per calendar year
  covers call
  call uses 1 visit when purpose is cleaning
}
example "Monday" {
  given tier base, opened 2026-03-02 10:00
  expect respond due 2026-03-04 17:00
}
"""


@pytest.fixture(scope="module")
def care() -> Bench:
    """A bench with few questions: those near a mistake have to find it."""
    return Bench(Source("care.plan", CARE), 60)


def test_the_first_day_in_force_is_asked_about(care: Bench) -> None:
    """Opened on 1 January, the contract is in force; a day later it is not yet."""
    assert verdict(care, "date", "`2026-01-01` became `2026-01-02`", 3).fate == "unnoticed"


def test_a_promise_is_asked_about_with_the_hours_that_an_addon_adds(care: Bench) -> None:
    """Without its calendar the promise counts the Saturdays of the add-on; nothing else shows it."""
    found = verdict(care, "dropped term", "`on weekdays` is missing", 16)
    assert found.fate == "unnoticed"
    assert found.question is not None
    assert found.question["addons"] == {"weekend": 1}
    assert found.differences[0].startswith("windows.respond.due: ")


def test_what_a_use_spends_is_asked_about_after_a_use(care: Bench) -> None:
    """Without its condition the clause lets a call for tuning spend a visit too."""
    found = verdict(care, "dropped condition", "`when purpose is cleaning` is missing", 23)
    assert found.fate == "unnoticed"
    assert found.question is not None
    assert [event["type"] for event in found.question["events"]] == ["call"]


def test_defined_figures_are_asked_about_on_and_beside_their_limits(care: Bench) -> None:
    """In year 9, which a caller may give as such, parts are covered no more."""
    found = verdict(care, "number", "`8` became `9`", 17)
    assert found.fate == "unnoticed"
    assert found.question is not None
    assert found.question["year"] == 9


def test_a_contract_with_failing_examples_is_no_bench() -> None:
    with pytest.raises(ValueError, match="1 expectations fail"):
        Bench(Source("pumps.plan", PLAN.replace("due 2026-03-02 12:00", "due 2026-03-02 12:30")))


def test_a_contract_with_errors_is_no_bench() -> None:
    with pytest.raises(ValueError, match="the contract has errors"):
        Bench(Source("pumps.plan", PLAN.replace("severity is low", "severity is lower")))
