"""The real contracts translate without a word, and some of their clauses are as the documents say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.contract import Holidays, Week, Weekly
from servdsl.model.expressions import And, Builtin, Compare, FactRef, InForce, Literal, Not, Pick, ValueRef
from servdsl.model.values import (
    Accepts,
    BusinessTime,
    CalendarUnits,
    Cancellable,
    Closes,
    CountsAsUsed,
    Elapsed,
    Excludes,
    Lasts,
    Level,
    Needs,
    NoPromise,
    Price,
    PromiseOf,
    Quota,
    Starts,
    Uses,
    Within,
)

from .support import clause, findings

FOLDER = Path(__file__).parents[2] / "contracts"


@pytest.fixture(scope="module")
def lastcall() -> Contract:
    return translated("lastcall.plan")


@pytest.fixture(scope="module")
def intecnia() -> Contract:
    return translated("intecnia.plan")


def translated(name: str) -> Contract:
    contract, all_ = findings((FOLDER / name).read_text(encoding="utf-8"))
    assert [(d.code, d.span.line, d.message) for d in all_] == []
    assert contract is not None
    return contract


def choice(fact: str, value: str) -> Compare:
    return Compare(op="=", left=FactRef(name=fact, type="choice"), right=Literal(type="choice", value=value))


def test_every_clause_has_an_id_of_its_own_and_a_sentence(lastcall: Contract, intecnia: Contract) -> None:
    for contract in (lastcall, intecnia):
        ids = [c.id for c in contract.clauses]
        assert len(set(ids)) == len(ids)
        assert all(c.says for c in contract.clauses)
        assert Contract.model_validate_json(contract.model_dump_json()) == contract


def test_last_call_head(lastcall: Contract) -> None:
    assert (lastcall.zone, lastcall.zone_fact, lastcall.languages) == (None, "site_zone", ("es",))
    assert lastcall.in_force == (date(2026, 1, 1), None)
    assert lastcall.horizon == (date(2026, 1, 1), date(2046, 1, 1))
    assert [offer.name for offer in lastcall.offers] == ["standard", "advanced"]
    assert lastcall.offers[0].sources == ("LAS-009",)


def test_last_call_promises_one_hour_for_critical_tickets_under_advanced(lastcall: Contract) -> None:
    made = clause(lastcall, "advanced.windows.respond.critical")
    assert made.value == PromiseOf(promise=Within(limit=Elapsed(seconds=Decimal(3600))))
    assert made.when == choice("severity", "critical")
    assert (made.layers, made.thing, made.strength) == (("advanced",), "respond", "plain")
    assert made.sources == ("LAS-039",)
    assert made.origin.column == 7


def test_last_call_hours_of_both_tiers(lastcall: Contract) -> None:
    hours = {
        c.id: c.value.promise.limit.seconds / 3600
        for c in lastcall.clauses
        if isinstance(c.value, PromiseOf)
        and isinstance(c.value.promise, Within)
        and isinstance(c.value.promise.limit, Elapsed)
    }
    printed = {"standard": ((2, 8), (4, 16), (8, 32)), "advanced": ((1, 4), (2, 8), (4, 16))}
    assert hours == {
        f"{tier}.windows.{window}.{severity}": row[column]
        for tier, rows in printed.items()
        for severity, row in zip(("critical", "moderate", "minimal"), rows, strict=True)
        for column, window in enumerate(("respond", "resolve"))
    }


def test_last_call_terms(lastcall: Contract) -> None:
    entitled = ValueRef(name="entitled_from", type="instant")
    assert clause(lastcall, "standard.starts").value == Starts(at=entitled)
    later = Pick(which="greater", left=FactRef(name="contracted", type="date"), right=entitled, type="instant")
    assert clause(lastcall, "advanced.starts").value == Starts(at=later)
    assert clause(lastcall, "advanced.lasts.monthly").value == Lasts(length=CalendarUnits(count=1, unit="months"))
    assert clause(lastcall, "advanced.lasts.yearly").when == choice("billing", "yearly")
    assert clause(lastcall, "advanced.cancellable").value == Cancellable(to_period_end=True)
    assert clause(lastcall, "advanced.price").value == Price(by="quote", per=("month", "year"))


def test_last_call_quotas(lastcall: Contract) -> None:
    three = Literal(type="whole", value=Decimal(3))
    assert clause(lastcall, "standard.at_most.request").value == Quota(
        limits="at_most", count=three, period="calendar month"
    )
    assert clause(lastcall, "advanced.at_most.request").value == Quota(limits="at_most", count=None)
    assert clause(lastcall, "standard.uses.support").value == Uses(count=Decimal(1), of="request")
    assert clause(lastcall, "standard.accepts.kind").value == Accepts(values=("problem", "question"))


def test_last_call_gate_for_all(lastcall: Contract) -> None:
    made = clause(lastcall, "all_tiers.offered.bought_here")
    assert (made.layers, made.when) == (("all tiers",), FactRef(name="bought_here", type="yes_no"))
    assert made.sources == ("LAS-002", "LAS-008")


def test_intecnia_office_hours(intecnia: Contract) -> None:
    (office,) = intecnia.calendars
    assert isinstance(office.schedule, Week)
    weekly, holidays = (rule.rule for rule in office.schedule.rules)
    assert weekly == Weekly(weekdays=(0, 1, 2, 3, 4), spans=((540, 840), (960, 1140)))
    assert isinstance(holidays, Holidays)
    days = dict(holidays.dates)
    assert {date(2026, 2, 2), date(2026, 3, 16), date(2026, 11, 16)} <= days.keys()  # first and third Mondays
    assert date(2026, 2, 5) not in days
    assert intecnia.horizon[1] == max(intecnia.horizon)


def test_intecnia_general_rule_and_table(intecnia: Contract) -> None:
    def hours(condition: str) -> Within:
        value = clause(intecnia, f"all_tiers.windows.respond.{condition}").value
        assert isinstance(value, PromiseOf)
        assert isinstance(value.promise, Within)
        return value.promise

    for condition, count in {"s1": 8, "s2": 10, "s3": 12, "otherwise": 8}.items():
        assert hours(condition) == Within(limit=BusinessTime(seconds=Decimal(3600 * count)))
    assert hours("s4") == Within(limit=BusinessTime(seconds=Decimal(3600 * 24)), or_more=True)
    assert clause(intecnia, "all_tiers.windows.respond.otherwise").strength == "otherwise"
    assert clause(intecnia, "all_tiers.windows.resolve").value == PromiseOf(
        promise=NoPromise(words=Labels(texts=(("es", "No se puede garantizar"),)))
    )


def test_intecnia_exclusions(intecnia: Contract) -> None:
    provided = FactRef(name="provided_by_us", type="yes_no")
    assert clause(intecnia, "all_tiers.excludes.not_provided_by_us").when == Not(item=provided)
    assert clause(intecnia, "all_tiers.excludes.subject").value == Excludes(
        fact="subject", values=("development", "training", "consulting")
    )
    special = Not(item=FactRef(name="special_contract", type="yes_no"))
    assert clause(intecnia, "all_tiers.excludes.discontinued_and_not_special_contract").when == And(
        items=(FactRef(name="discontinued", type="yes_no"), special)
    )


def test_intecnia_accepts_the_telephone_for_advice(intecnia: Contract) -> None:
    made = clause(intecnia, "all_tiers.accepts.channel.phone_advice")
    assert made.value == Accepts(values=("phone",))
    assert made.when == Compare(
        op="=", left=Builtin(name="service", type="choice"), right=Literal(type="choice", value="phone_advice")
    )
    assert clause(intecnia, "all_tiers.accepts.channel.email_failure").value == Accepts(values=None)


def test_intecnia_escalation_and_closure(intecnia: Contract) -> None:
    assert clause(intecnia, "all_tiers.level.2").value == Level(
        number=2, labels=Labels(texts=(("es", "Responsable de Calidad"),)), after_level=1
    )
    assert clause(intecnia, "all_tiers.closes.contact_attempts.wait_over").value == Closes(
        after=3, event="contact_attempts", calendar="office", state="waiting"
    )
    onsite = clause(intecnia, "all_tiers.counts_as_used.support.onsite_and_not_staff_received")
    assert onsite.value == CountsAsUsed()


def test_intecnia_policies(intecnia: Contract) -> None:
    owner = "basic+business+business_plus+corporate"
    assert clause(intecnia, f"{owner}.needs").value == Needs(condition=InForce())
    assert clause(intecnia, f"{owner}.lasts").sources == ("INT-060", "INT-061", "INT-062", "INT-063", "INT-013")
    assert clause(intecnia, f"{owner}.price").layers == ("basic", "business", "business_plus", "corporate")
    for tier, hours in {"basic": 5, "business": 20, "business_plus": 50, "corporate": 70}.items():
        made = clause(intecnia, f"{tier}.includes.support").value
        count = Literal(type="whole", value=Decimal(hours))
        assert made == Quota(limits="includes", count=count, measure="hours", period="term", ends_term=True)
    onsite = clause(intecnia, "corporate.includes.onsite_advice").value
    assert isinstance(onsite, Quota)
    assert onsite.counted_in == "support"
    assert onsite.beyond is not None
    assert onsite.beyond.price == Price(by="quote", per=("hour",))


def test_intecnia_example_of_a_missed_visit(intecnia: Contract) -> None:
    missed = [e for e in intecnia.examples if "Acceso negado por desinformación: la asesoría" in e.title]
    assert [event for example in missed for event in example.facts["events"]] == [  # type: ignore[union-attr]
        {"at": "2026-09-10T10:00:00-06:00", "type": "missed onsite_advice", "hours": "3"}
    ]
