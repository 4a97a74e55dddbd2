"""Quotas and terms worked by hand: periods, carry-over, what uses what, exhaustion, renewal, cancelling."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from servdsl.model.contract import Clause, Contract
from servdsl.model.values import (
    CalendarUnits,
    Cancellable,
    CountsAsUsed,
    Lasts,
    LastsWhile,
    Quota,
    Renews,
    Starts,
    Uses,
)
from tests.reference.build import (
    addon,
    ask,
    clause,
    contract,
    fact,
    flag,
    picked,
    ref,
    service,
    tier,
    unit,
    whole,
)

THINGS = (service("support"), service("advice"), unit("visit", "visits"), unit("session", "sessions", "2"))
YEAR, MONTH = CalendarUnits(count=1, unit="years"), CalendarUnits(count=1, unit="months")
OPENED = "2026-03-10T10:00+00:00"


def includes(count: int | None, period: Any, thing: str = "visit", layer: str = "base", **more: Any) -> Clause:
    expr = None if count is None else whole(count)
    value = Quota(limits=more.pop("limits", "includes"), count=expr, period=period, **more)
    return clause(layer, value, thing)


def quotas(*clauses: Clause, **parts: Any) -> Contract:
    facts = (fact("urgent", "yes_no"), fact("bought", "date", "customer"), fact("seats", "whole", "customer"))
    return contract(*clauses, things=THINGS, facts=facts, **parts)


def use(at: str, kind: str = "visit", **more: Any) -> dict[str, Any]:
    return {"at": f"{at}T10:00+00:00", "type": kind, **more}


def left(made: Contract, *uses: dict[str, Any], key: str = "visits", **facts: Any) -> tuple[Any, ...]:
    found = ask(made, **{"opened": OPENED, "events": list(uses), **facts})["quotas"][key]
    return picked(found, "limit", "used", "left")


def test_a_use_belongs_to_the_period_of_its_instant() -> None:
    made = quotas(includes(3, "calendar month"))
    assert left(made, use("2026-02-28"), use("2026-03-01"), use("2026-03-10")) == ("3", "2", "1")
    found = ask(made, opened=OPENED)["quotas"]["visits"]
    assert found["period"] == ["2026-03-01T00:00:00+00:00", "2026-04-01T00:00:00+01:00"]


def test_contract_years_turn_at_local_midnight_of_the_anniversary() -> None:
    made = quotas(includes(3, "contract year"))
    uses = (use("2025-03-14"), use("2025-03-15"), use("2026-03-14"), use("2026-03-15"))
    facts = {"start": "2025-03-15T09:00+00:00", "as_of": "2026-03-20T00:00+00:00"}
    assert left(made, *uses, **facts) == ("3", "1", "2")
    assert left(made, *uses[:1], opened="2025-06-01T00:00+01:00", start=facts["start"]) == ("3", "0", "3")  # before it
    assert ask(made, opened=OPENED, events=[use("2026-01-05")])["quotas"]["visits"]["needs"] == ["start"]
    assert left(made) == ("3", "0", "3")  # nothing was used: no start is needed


def test_refused_uses_never_count() -> None:
    made = quotas(includes(2, "term"))
    found = ask(made, opened=OPENED, events=[use("2026-01-05"), use("2026-01-06"), use("2026-01-07")])["quotas"][
        "visits"
    ]
    assert picked(found, "used", "left", "exhausted_at") == ("2", "0", "2026-01-06T10:00:00+00:00")


def test_the_least_left_of_several_quotas_binds() -> None:
    made = quotas(includes(10, "calendar year"), includes(2, "calendar month", limits="at_most"))
    assert left(made, use("2026-03-01"), use("2026-01-05")) == ("2", "1", "1")
    assert left(made, *(use(f"2026-{month}-0{day}") for month in ("01", "02") for day in (1, 2, 3))) == ("2", "0", "2")


def test_a_near_layer_replaces_and_additions_add() -> None:
    offers = (tier("base"), tier("child", "base"), addon("extra"))
    made = quotas(
        includes(9, "calendar month", layer="all tiers"),
        includes(2, "contract year"),
        includes(1, "contract year", layer="extra", limits="adds"),
        includes(4, "term", "session", layer="extra", limits="adds"),
        offers=offers,
    )
    facts: dict[str, Any] = {"tier": "child", "start": "2026-01-01"}
    assert left(made, **facts) == ("2", "0", "2")
    assert left(made, addons={"extra": 3}, **facts) == ("5", "0", "5")
    assert left(made, addons={"extra": 2}, key="sessions", **facts) == ("8", "0", "8")  # added to nothing


def test_hours_blocks_and_shared_quotas() -> None:
    made = quotas(
        includes(5, "term", "advice", measure="hours", counted_in="support"),
        includes(20, "term", "support", measure="hours"),
        includes(4, "term", "session"),
        clause("base", Uses(count=Decimal(1), of="session"), "support"),
    )
    uses = [use("2026-01-05", "advice", hours="4"), use("2026-01-06", "support", hours="3.5")]
    found = ask(made, opened=OPENED, events=uses)["quotas"]
    assert {key: picked(found[key], "used", "left", "unit") for key in found} == {
        "support": ("7.5", "12.5", "hours"),
        "advice": ("4", "1", "hours"),
        "sessions": ("2", "2", "sessions"),  # 3.5 hours of support take 2; advice is counted in support's hours alone
    }


def test_a_use_takes_what_fits() -> None:
    made = quotas(includes(5, "term", "advice", measure="hours"))
    found = ask(made, opened=OPENED, events=[use("2026-01-05", "advice", hours="8")])["quotas"]["advice"]
    assert picked(found, "used", "left", "exhausted_at") == ("5", "0", "2026-01-05T10:00:00+00:00")


def test_what_was_carried_over_goes_first_and_lapses() -> None:
    made = quotas(includes(3, "calendar quarter", carry_over=MONTH))
    facts: dict[str, Any] = {"start": "2025-10-01"}
    assert left(made, as_of="2026-01-15T00:00+00:00", opened="2026-01-10T00:00+00:00", **facts) == ("6", "0", "6")
    # Four in January: three carried over, one of its own; from February the carried ones have lapsed.
    four = [use(f"2026-01-0{day}") for day in (5, 6, 7, 8)]
    assert left(made, *four, opened="2026-01-10T00:00+00:00", **facts) == ("6", "4", "2")
    assert left(made, *four, opened="2026-02-10T00:00+00:00", **facts) == ("6", "4", "2")
    assert left(made, four[0], opened="2026-02-10T00:00+00:00", **facts) == ("4", "1", "3")
    assert ask(made, opened=OPENED)["quotas"]["visits"]["needs"] == ["start"]


def test_per_event_per_unit_and_stock() -> None:
    event = quotas(includes(1, "event"))
    assert left(event, use("2026-03-09"), use("2026-03-11")) == ("1", "1", "0")
    per = quotas(includes(1, ("unit", "visit"), "session"))
    assert left(per, key="sessions") == ("0", "0", "0")
    assert left(per, use("2026-03-01"), use("2026-03-02", "session"), key="sessions") == ("1", "1", "0")
    assert left(per, use("2026-03-01"), use("2026-03-02", "session"), use("2026-03-03"), key="sessions") == (
        "1",
        "0",
        "1",
    )
    stock = quotas(includes(2, None))
    out = [use("2026-01-05"), use("2026-01-06"), use("2026-01-07", "returned visit")]
    assert left(stock, *out) == ("2", "1", "1")
    assert ask(stock, opened=OPENED, events=[out[2]])["problems"] == [
        "2026-01-07T10:00:00+00:00 returned visit: none is out"
    ]


def test_a_missed_one_counts_only_where_the_contract_says_so() -> None:
    made = quotas(includes(2, "term"), clause("base", CountsAsUsed(), "visit", flag("urgent")))
    assert left(made, use("2026-01-05", "missed visit"), urgent=True) == ("2", "1", "1")
    assert left(made, use("2026-01-05", "missed visit"), urgent=False) == ("2", "0", "2")
    assert ask(made, opened=OPENED, events=[use("2026-01-05", "missed visit")])["quotas"]["visits"]["needs"] == [
        "urgent"
    ]


def test_the_same_use_said_in_two_layers_is_one() -> None:
    made = quotas(
        includes(5, "term"),
        clause("all tiers", Uses(count=Decimal(1), of="visit"), "support"),
        clause("base", Uses(count=Decimal(1), of="visit"), "support"),
    )
    assert left(made, use("2026-01-05", "support")) == ("5", "1", "4")


# ── Terms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def term(made: Contract, *events: dict[str, Any], **facts: Any) -> tuple[Any, ...]:
    found = ask(made, **{"opened": OPENED, "events": list(events), **facts})
    return found["term"]["start"], found["term"]["end"], found["in_force"]


@pytest.mark.parametrize(
    ("opened", "in_force"),
    [
        ("2025-12-31T23:59:59", "no"),
        ("2026-01-01T00:00:00", "yes"),
        ("2026-12-31T23:59:59", "yes"),
        ("2027-01-01T00:00:00", "no"),
    ],
)
def test_a_term_is_half_open(opened: str, in_force: str) -> None:
    made = quotas(clause("base", Lasts(length=YEAR)))
    found = term(made, start="2026-01-01", opened=f"{opened}+00:00")
    assert found == ("2026-01-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00", in_force)


def test_a_start_by_formula_and_a_missing_one() -> None:
    made = quotas(clause("base", Starts(at=ref("bought", "date"))), clause("base", Lasts(length=YEAR)))
    assert term(made, bought="2026-03-01")[0] == "2026-03-01T00:00:00+00:00"
    assert term(made) == (None, None, "undecided")
    assert term(made, bought="2026-03-01", start="2026-02-01")[0] == "2026-02-01T00:00:00+00:00"


def test_a_cancellable_term_repeats_until_it_is_ended() -> None:
    made = quotas(clause("base", Lasts(length=MONTH)), clause("base", Cancellable(to_period_end=True)))
    told: dict[str, Any] = {"start": "2026-01-31", "opened": "2026-05-10T10:00+01:00"}
    assert term(made, **told)[1:] == (None, "yes")
    # Periods end on 28 February, 31 March, 30 April: months step from the original day.
    assert term(made, use("2026-03-30", "ended"), **told)[1:] == ("2026-03-31T00:00:00+01:00", "no")
    notice = quotas(
        clause("base", Lasts(length=MONTH)),
        clause("base", Cancellable(notice=CalendarUnits(count=30, unit="days"), to_period_end=True)),
    )
    assert term(notice, use("2026-03-30", "ended"), **told)[1] == "2026-04-30T00:00:00+01:00"
    assert ask(quotas(), events=[use("2026-03-30", "ended")])["problems"] == [
        "2026-03-30T11:00:00+01:00 ended: not cancellable"
    ]


def test_a_renewed_term_goes_on_while_no_renewal_is_missed() -> None:
    made = quotas(clause("base", Renews(every=YEAR)))
    told: dict[str, Any] = {"start": "2024-02-01"}
    assert term(made, **told)[1] == "2025-02-01T00:00:00+00:00"
    kept = (use("2025-01-20", "renewed"), use("2026-01-20", "renewed"))
    assert term(made, *kept, **told)[1:] == ("2027-02-01T00:00:00+00:00", "yes")
    assert term(made, use("2026-01-20", "renewed"), **told)[1] == "2025-02-01T00:00:00+00:00"  # too late


def test_whichever_comes_first() -> None:
    made = quotas(clause("base", Lasts(length=YEAR)), includes(2, "term", ends_term=True))
    uses = (use("2026-01-05"), use("2026-02-05"))
    assert term(made, *uses, start="2026-01-01")[1:] == ("2026-02-05T10:00:00+00:00", "no")
    assert term(made, uses[0], start="2026-01-01")[1:] == ("2027-01-01T00:00:00+00:00", "yes")
    assert term(made, *uses)[1:] == ("2026-02-05T10:00:00+00:00", "no")  # its start need not be known
    assert left(made, *uses, use("2026-03-01"), start="2026-01-01") == ("2", "2", "0")


def test_in_force_only_while() -> None:
    made = quotas(clause("base", LastsWhile(condition=flag("urgent"))))
    assert term(made, start="2026-01-01", urgent=True)[2] == "yes"
    assert term(made, urgent=False)[2] == "no"
    assert term(made, start="2026-01-01")[2] == "undecided"
