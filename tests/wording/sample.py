"""A small contract built by hand, in three languages, with every kind of clause."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from servdsl.model import Contract
from servdsl.model.base import Labels, Origin
from servdsl.model.contract import (
    Calendar,
    CalendarRule,
    Choice,
    Clause,
    ClosedYearly,
    Fact,
    Holidays,
    Offer,
    Opened,
    Remark,
    State,
    Strength,
    Thing,
    Week,
    WeekLong,
    Weekly,
    Window,
)
from servdsl.model.expressions import And, Arithmetic, Compare, Condition, Expr, FactRef, Literal, Not, Or
from servdsl.model.values import (
    BusinessTime,
    Elapsed,
    PromiseOf,
    Value,
    Within,
)

HERE = Origin(file="contracts/sample.plan", line=7)
LANGUAGES = ("en", "es", "zh")


def labels(en: str, es: str, zh: str) -> Labels:
    return Labels(texts=(("en", en), ("es", es), ("zh", zh)))


def hours(count: str) -> Elapsed:
    return Elapsed(seconds=Decimal(count) * 3600)


def business_hours(count: str, calendar: str | None = None) -> BusinessTime:
    return BusinessTime(seconds=Decimal(count) * 3600, calendar=calendar)


def euros(amount: str) -> Literal:
    return Literal(type="money", value=Decimal(amount), currency="EUR")


def number(value: str) -> Literal:
    return Literal(type="number", value=Decimal(value))


def percent(share: str) -> Literal:
    return Literal(type="percent", value=Decimal(share))


SEVERITY = FactRef(name="severity", type="choice")
WARRANTY = FactRef(name="warranty", type="yes_no")
PUMPS = FactRef(name="pumps", type="whole")
WORTH = FactRef(name="worth", type="money", currency="EUR")


def severity_is(choice: str) -> Compare:
    return Compare(op="=", left=SEVERITY, right=Literal(type="choice", value=choice))


CRITICAL = severity_is("critical")
MANY = Compare(op=">=", left=PUMPS, right=Literal(type="whole", value=Decimal(3)))
CHEAP = Compare(op="<", left=WORTH, right=euros("50000"))


def times(left: Expr, right: Expr) -> Arithmetic:
    return Arithmetic(op="*", left=left, right=right, type="money", currency="EUR")


def both(*items: Expr) -> And:
    return And(items=items)


def either(*items: Expr) -> Or:
    return Or(items=items)


def no(item: Expr) -> Not:
    return Not(item=item)


def clause(
    value: Value,
    thing: str = "",
    when: Condition | None = None,
    strength: Strength = "plain",
    layers: tuple[str, ...] = ("silver",),
    sources: tuple[str, ...] = (),
    line: int = 7,
) -> Clause:
    return Clause(
        id=f"{layers[0]}.{value.kind}.{thing}.{line}",
        layers=layers,
        thing=thing,
        when=when,
        strength=strength,
        value=value,
        origin=Origin(file="contracts/sample.plan", line=line),
        sources=sources,
    )


def within(count: str) -> PromiseOf:
    return PromiseOf(promise=Within(limit=hours(count)))


OFFICE = Calendar(
    name="office",
    labels=labels("Office hours", "Horario de oficina", "工作日"),
    schedule=Week(
        rules=(
            CalendarRule(
                rule=Weekly(weekdays=(0, 1, 2, 3, 4), spans=((540, 840), (960, 1140))),
                origin=HERE,
                sources=("DOC-040", "DOC-041"),
            ),
            CalendarRule(rule=Holidays(country="MX", dates=((date(2026, 2, 2), "Constitución"),)), origin=HERE),
            CalendarRule(
                rule=ClosedYearly(first=(12, 28), last=(1, 2), labels=Labels(texts=(("en", "Turn of the year"),))),
                origin=HERE,
            ),
            CalendarRule(
                rule=Opened(first=date(2026, 10, 10), last=date(2026, 10, 10), spans=((540, 780),)), origin=HERE
            ),
        )
    ),
    origin=HERE,
)
NIGHTS = Calendar(
    name="nights",
    labels=labels("Nights", "Noches", "晚间"),
    schedule=Week(rules=(CalendarRule(rule=Weekly(weekdays=(0, 4), spans=((1080, 1920),)), origin=HERE),)),
    origin=HERE,
)
PLANT = Calendar(
    name="plant",
    labels=labels("Plant", "Planta", "工厂"),
    schedule=Week(
        rules=(CalendarRule(rule=WeekLong(from_day=6, from_minute=1320, to_day=4, to_minute=1200), origin=HERE),)
    ),
    origin=HERE,
)


def sample(language: str = "en", clauses: tuple[Clause, ...] = ()) -> Contract:
    """The contract, whose first language is `language`."""
    order = (language, *(other for other in LANGUAGES if other != language))
    return Contract(
        name="sample",
        labels=labels("Sample care", "Cuidado de muestra", "样本服务"),
        languages=order,
        currencies=("EUR",),
        zone="America/Mexico_City",
        in_force=(date(2026, 1, 1), None),
        horizon=(date(2026, 1, 1), date(2046, 1, 1)),
        file="contracts/sample.plan",
        source_sha256="0" * 64,
        assumptions=(
            Remark(name="no_date", text="The document prints no date.", origin=HERE),
            Remark(
                name="business_hours", text="Hours are business hours.", origin=HERE, sources=("DOC-023", "DOC-024")
            ),
        ),
        facts=(
            Fact(
                name="severity",
                labels=labels("Severity", "Gravedad", "严重程度"),
                type="choice",
                scope="ticket",
                choices=(
                    Choice(name="critical", labels=labels("Critical", "A: impacto crítico", "停机")),
                    Choice(name="weak", labels=labels("Weak", "Débil", "减弱")),
                    Choice(name="other", labels=labels("Other", "Otra", "其他")),
                ),
                origin=HERE,
            ),
            Fact(
                name="warranty",
                labels=labels("Under warranty", "En garantía", "质保期内"),
                type="yes_no",
                scope="ticket",
                origin=HERE,
            ),
            Fact(
                name="pumps",
                labels=labels("Number of pumps", "Bombas", "泵数"),
                type="whole",
                scope="customer",
                origin=HERE,
            ),
            Fact(
                name="worth",
                labels=labels("Value of the pumps", "Valor de las bombas", "设备价值"),
                type="money",
                currency="EUR",
                scope="customer",
                origin=HERE,
            ),
        ),
        things=(
            Thing(
                name="advice", key="advice", kind="service", labels=labels("Advice", "Asesoría", "咨询"), origin=HERE
            ),
            Thing(name="parts", key="parts", kind="service", labels=labels("Parts", "Repuestos", "备件"), origin=HERE),
            Thing(name="visit", key="visits", kind="unit", labels=labels("Visit", "Visita", "上门"), origin=HERE),
        ),
        windows=(
            Window(
                name="respond",
                labels=labels("Response", "Tiempo de respuesta", "响应时间"),
                starts=("opened",),
                ends="responded",
                origin=HERE,
            ),
        ),
        states=(
            State(
                name="waiting",
                labels=labels("Waiting for the customer", "En espera del Cliente", "等待客户"),
                starts="asked",
                ends="answered",
                origin=HERE,
            ),
        ),
        calendars=(OFFICE, NIGHTS, PLANT),
        offers=(
            Offer(
                name="silver", kind="tier", labels=labels("Silver", "Plata", "银"), origin=HERE, sources=("DOC-001",)
            ),
            Offer(
                name="gold",
                kind="tier",
                labels=labels("Gold", "Oro", "金"),
                parent="silver",
                origin=HERE,
                sources=("DOC-002",),
            ),
            Offer(
                name="night_watch",
                kind="addon",
                labels=labels("Night watch", "Guardia nocturna", "晚间服务"),
                origin=HERE,
            ),
        ),
        clauses=clauses,
    )
