"""Facts in: every value read exactly, every mistake told at once."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from servdsl.runtime import Fact, InputErrors, MissingFactsError, scalars
from servdsl.runtime.instants import BeyondHorizon, NaiveInstantError, NeverOpens, UnknownZoneError
from tests.runtime import by_hand
from tests.runtime.moments import years


@pytest.mark.parametrize(
    ("kind", "told", "kept"),
    [
        ("money", "30000.50", Fraction(60001, 2)),
        ("money", 7, Fraction(7)),
        ("money", Decimal("0.10"), Fraction(1, 10)),
        ("money", {"amount": "5", "currency": "EUR"}, Fraction(5)),
        ("percent", "99.5", Fraction(199, 200)),
        ("percent", Fraction(1, 2), Fraction(1, 2)),
        ("number", "-0.25", Fraction(-1, 4)),
        ("whole", "12", 12),
        ("duration", "PT4H30M", Fraction(16_200)),
        ("duration", "P1DT1S", Fraction(86_401)),
        ("duration", 90, Fraction(90)),
        ("duration", timedelta(milliseconds=1500), Fraction(3, 2)),
        ("date", "2028-02-29", date(2028, 2, 29)),
        ("dates", ["2026-05-02", "2026-05-01", "2026-05-02"], (date(2026, 5, 1), date(2026, 5, 2))),
        ("instant", "2026-03-06T17:30:00-03:00", datetime(2026, 3, 6, 20, 30, tzinfo=UTC)),
        ("country", "MX", "MX"),
        ("yes_no", False, False),
        ("zone", "America/Santiago", ZoneInfo("America/Santiago")),
    ],
)
def test_a_value_is_read_exactly(kind: Any, told: object, kept: object) -> None:
    assert scalars.read(Fact("x", kind, currency="EUR"), told) == kept


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("money", 1.5), ("money", True), ("money", "1e5"), ("money", "9" * 41), ("money", {"amount": "5", "currency": "USD"}),
        ("money", {"amount": "5"}), ("money", Decimal("Infinity")), ("percent", 99.5), ("number", "½"), ("number", ""),
        ("whole", "1.5"), ("whole", True), ("whole", 0), ("whole", 51), ("duration", "P1M"), ("duration", "PT"),
        ("duration", -1), ("duration", True), ("date", "2026-02-29"), ("date", "2026-03-06T10:00:00"), ("dates", "2026-05-01"),
        ("dates", [3]), ("instant", "2026-03-06T17:30:00"), ("instant", "yesterday"), ("instant", datetime(2026, 3, 6)),
        ("instant", "0001-01-01T00:00:00+14:00"), ("instant", "9999-12-31T23:59-06:00"), ("date", "9999-12-31"),
        ("date", "0001-01-01"), ("country", "XX"), ("country", "mx"), ("yes_no", "yes"), ("yes_no", 1),
        ("zone", "Mars/Olympus"), ("zone", "../etc/passwd"), ("zone", 3), ("choice", "c"), ("choice", None),
    ],
)  # fmt: skip
def test_a_wrong_value_is_an_error(kind: Any, told: object) -> None:
    fact = Fact("x", kind, currency="EUR", choices=("a", "b") if kind == "choice" else (), low=1, high=50)
    with pytest.raises(scalars.Wrong):
        scalars.read(fact, told)


def test_all_mistakes_come_in_one_error() -> None:
    with pytest.raises(InputErrors) as caught:
        by_hand.Facts.from_dict(
            {
                "tier": "plu", "addons": {"fast": 0, "slow": 1}, "severty": "critical", "opened": "2026-03-06T10:00:00",
                "value": 1.5, "seats": 51, "channel": "fax",
                "worked": [["2026-03-06T10:00:00Z", "2026-03-06T09:00:00Z"], ["2026-03-06T10:00:00Z"]],
                "events": [
                    {"at": "2026-03-06T10:00:00Z", "type": "respondd"},
                    {"at": "2026-03-06T10:00:00Z", "type": "severity", "value": "big"},
                    {"at": "2026-03-06T10:00:00Z", "type": "responded", "hours": "1"},
                    {"type": "responded"},
                ],
            }
        )  # fmt: skip
    assert caught.value.errors == (
        "there is no fact `severty`; did you mean `severity`?",
        "`opened`: `2026-03-06T10:00:00` has no offset from UTC",
        "`tier`: `plu` is none of base, plus; did you mean `plus`?",
        "`addons`: the quantity of `fast` is not a whole number from 1",
        "`addons`: there is no add-on `slow`",
        "`worked`: interval 1 ends before it starts",
        "`worked`: interval 2 is not a pair of instants",
        "`events`: event 1: there is no event `respondd`; did you mean `responded`?",
        "`events`: event 2: `value`: `big` is none of critical, moderate, minimal",
        "`events`: event 3: the event `responded` takes no hours",
        "`events`: event 4: an event has `at` and `type`, perhaps `value`, `hours`, `minutes` or `count`, nothing else",
        "`channel`: `fax` is none of mail, phone",
        "`seats`: `51` is above 50",
        "`value`: `1.5` is not an exact number: write it as decimal text",
    )


def test_facts_survive_the_way_through_the_typed_records() -> None:
    told = {
        "tier": "plus", "addons": ["fast"], "value": "12.50", "opened": "2026-03-06T17:30:00-03:00", "start": "2026-01-01",
        "severity": "critical", "site": "America/Santiago", "loud": True,
        "events": [{"at": "2026-03-06T18:00:00-03:00", "type": "responded"}],
    }  # fmt: skip
    facts = by_hand.Facts.from_dict(told)
    assert facts.subscription.addons == {"fast": 1}
    assert facts.subscription.value == Fraction(25, 2)
    assert facts.loud is True
    assert facts.opened is not None
    assert facts.opened.utcoffset() == timedelta(hours=-3)
    again = by_hand.EVALUATOR.facts(by_hand.EVALUATOR.told(facts))
    assert again == facts
    assert pickle.loads(pickle.dumps(facts)) == facts


def test_errors_survive_being_pickled() -> None:
    """As they must on their way back from another process."""
    for error in (
        InputErrors(["there is no fact `zzz`", "`tier`: `x` is none of a, b"]),
        MissingFactsError(frozenset({"site", "opened"})),
        MissingFactsError(frozenset(), "office: the holidays of FR are not known"),
        NaiveInstantError(datetime(2026, 3, 2)),
        UnknownZoneError("Europe/Atlantis"),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
    for kind in (BeyondHorizon, NeverOpens):
        outside = pickle.loads(pickle.dumps(kind(years())))
        assert (type(outside), str(outside), outside.horizon.end) == (kind, str(kind(years())), years().end)
    assert pickle.loads(pickle.dumps(InputErrors(["one", "two"]))).errors == ("one", "two")


def test_a_none_is_an_unknown_fact() -> None:
    assert by_hand.Facts.from_dict({"tier": None, "severity": None}) == by_hand.Facts()


def test_facts_are_frozen() -> None:
    facts = by_hand.Facts.from_dict({"severity": "critical"})
    with pytest.raises(AttributeError):
        facts.severity = "minimal"  # type: ignore[misc]
    assert facts.replace(severity="minimal").severity == "minimal"
    with pytest.raises(TypeError):
        facts.replace(severty="minimal")


def test_what_is_no_mapping_is_an_error() -> None:
    with pytest.raises(InputErrors):
        by_hand.EVALUATOR.facts([("tier", "plus")])  # type: ignore[arg-type]
