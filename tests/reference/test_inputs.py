"""Facts in: every mistake is told at once; every type in each of its spellings."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from servdsl.model.expressions import Type
from servdsl.model.values import Quota
from servdsl.reference import InputErrors
from tests.reference.build import (
    addon,
    ask,
    choice,
    contract,
    define,
    fact,
    hours,
    ref,
    service,
    state,
    tier,
    unit,
    window,
    within,
)
from tests.reference.build import clause as said
from tests.reference.build import whole as number

TYPES: tuple[Type, ...] = (
    "money",
    "whole",
    "number",
    "percent",
    "date",
    "dates",
    "instant",
    "zone",
    "duration",
    "country",
    "yes_no",
)
MADE = contract(
    said("base", Quota(limits="includes", count=number(5), measure="hours", period="term"), "support"),
    facts=(
        *(fact(f"a_{kind}", kind, currency="EUR" if kind == "money" else None) for kind in TYPES),
        choice("severity", "s1"),
    ),
    defines=tuple(define(f"v_{kind}", kind, (ref(f"a_{kind}", kind), None)) for kind in TYPES),
    offers=(tier("base"), addon("extra")),
    things=(service("support"), unit("visit", "visits")),
    windows=(window("respond", "responded"),),
    states=(state("waiting", "asked", "answered"),),
)


def errors(**facts: Any) -> list[str]:
    with pytest.raises(InputErrors) as caught:
        ask(MADE, **facts)
    return caught.value.sentences


@pytest.mark.parametrize("opened", ["9999-12-31T23:59-06:00", "9999-12-31T23:59+01:00", "0001-01-01T00:00+09:00"])
def test_an_instant_that_some_zone_cannot_read_is_refused(opened: str) -> None:
    """In another zone it lies in a year that no calendar has."""
    assert [sentence.endswith("lies outside the years 2 to 9998") for sentence in errors(opened=opened)] == [True]


def test_all_mistakes_at_once() -> None:
    found = errors(
        tier="gold",
        nonsense=1,
        opened="2026-03-03T10:00",
        a_number=1.5,
        a_whole="1.5",
        severity="s9",
        addons={"extra": 0},
    )
    assert found == [
        "nonsense: unknown",
        "opened: 2026-03-03T10:00 has no offset from UTC",
        "tier: unknown gold",
        "addons: the quantity of extra is not a whole number from 1",
        "a_whole: 1.5 is not a whole number",
        "a_number: a floating-point number is not exact: write decimal text",
        "severity: unknown s9",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("a_money", {"amount": "1", "currency": "USD"}),
        ("a_money", {"amount": "1"}),
        ("a_number", True),
        ("a_number", "NaN"),
        ("a_date", "2026-02-30"),
        ("a_date", "20260203"),
        ("a_dates", "2026-02-03"),
        ("a_instant", "2026-02-03"),
        ("a_zone", "Mars/Olympus"),
        ("a_duration", "P"),
        ("a_duration", 1.5),
        ("a_country", "Portugal"),
        ("a_yes_no", "yes"),
        ("worked", [["2026-03-03T11:00+00:00", "2026-03-03T10:00+00:00"]]),
        ("addons", ["other"]),
        ("service", "visit"),
        ("events", [{"at": "2026-03-03T11:00+00:00", "type": "exploded"}]),
        ("events", [{"at": "2026-03-03T11:00+00:00", "type": "asked", "why": 1}]),
        ("events", [{"at": "2026-03-03T11:00+00:00", "type": "asked", "hours": "1"}]),
        ("events", [{"at": "2026-03-03T11:00+00:00", "type": "severity"}]),
        ("events", [{"at": "2026-03-03T11:00+00:00", "type": "support"}]),
        ("events", [{"at": "2026-03-03T11:00", "type": "asked"}]),
    ],
)
def test_wrong_values(key: str, value: Any) -> None:
    assert len(errors(**{key: value})) == 1


@pytest.mark.parametrize(
    ("kind", "given", "leaves"),
    [
        ("money", {"amount": "1.5", "currency": "EUR"}, None),
        ("whole", 3, "3"),
        ("number", "0.50", "0.5"),
        ("percent", "99.5", "99.5"),
        ("date", "2026-02-03", "2026-02-03"),
        ("dates", ["2026-02-04", "2026-02-03"], ["2026-02-03", "2026-02-04"]),
        ("instant", "2026-02-03T10:00+02:00", "2026-02-03T08:00:00+00:00"),
        ("zone", "Asia/Shanghai", "Asia/Shanghai"),
        ("duration", "PT1H30M", 5400),
        ("duration", 90, 90),
        ("country", "PT", "PT"),
        ("yes_no", True, True),
    ],
)
def test_types_in_and_out(kind: str, given: Any, leaves: Any) -> None:
    found = ask(MADE, **{f"a_{kind}": given})["values"][f"v_{kind}"]
    assert found.get("value") == leaves
    assert found["needs"] == []


def test_instants_leave_with_the_callers_offset_where_no_zone_is_known() -> None:
    parts: dict[str, Any] = {"facts": (fact("site", "zone"),), "zone_fact": "site", "windows": MADE.windows}
    made = contract(said("base", within(hours(1)), "respond"), **parts)
    assert (
        ask(made, opened="2026-03-03T10:00:00.5-03:00")["windows"]["respond"]["due"]
        == "2026-03-03T11:00:00.500000-03:00"
    )


def test_a_none_is_an_unknown_fact() -> None:
    assert ask(MADE, a_percent=None)["values"]["v_percent"]["needs"] == ["a_percent"]


def test_errors_survive_being_pickled() -> None:
    again = pickle.loads(pickle.dumps(InputErrors(["one", "two"])))
    assert (again.sentences, str(again)) == (["one", "two"], "one\ntwo")
