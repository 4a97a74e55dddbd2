"""Conditions: normalised, typed, with values looked up by their fact."""

from __future__ import annotations

from decimal import Decimal

import pytest

from servdsl.model.expressions import (
    And,
    Builtin,
    Compare,
    Condition,
    During,
    FactRef,
    Holds,
    InForce,
    InRange,
    Literal,
    Not,
    OneOf,
    Or,
    StateIs,
    ValueRef,
    WindowIs,
)

from .support import found, only, sound

BODY = """fact severity { s1, s2, s3 }
fact channel { phone, email }
customer fact country country in PT, ES, MX
customer fact fee money in EUR
customer fact pumps whole from 1
customer fact uptime percent
customer fact sold date
fact vip yes or no
fact late yes or no
define urgent when severity is s1
service repair
service parts
state waiting from asked to answered
calendar office { monday to friday 09:00-18:00 }
window respond from opened to responded
addon night { price free }
"""
SEVERITY = FactRef(name="severity", type="choice")
VIP = FactRef(name="vip", type="yes_no")
LATE = FactRef(name="late", type="yes_no")
PUMPS = FactRef(name="pumps", type="whole")


def is_(value: str) -> Compare:
    return Compare(op="=", left=SEVERITY, right=Literal(type="choice", value=value))


def whole(number: int) -> Literal:
    return Literal(type="whole", value=Decimal(number))


def when(text: str) -> Condition | None:
    contract = sound(BODY + f"tier a {{ respond within 1 hour when {text} }}\n")
    (promise,) = [clause for clause in contract.clauses if clause.kind == "promise"]
    return promise.when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("severity is s1", is_("s1")),
        ("severity is not s1", Compare(op="!=", left=SEVERITY, right=Literal(type="choice", value="s1"))),
        ("not severity is s1", Not(item=is_("s1"))),
        ("severity in s1, s2", OneOf(item=SEVERITY, values=("s1", "s2"))),
        ("severity in s1", is_("s1")),
        ("vip", VIP),
        ("not vip", Not(item=VIP)),
        ("not not vip", VIP),
        ("vip is yes", VIP),
        ("vip is no", Not(item=VIP)),
        ("vip is not yes", Not(item=VIP)),
        ("vip is not no", VIP),
        ("urgent", ValueRef(name="urgent", type="yes_no")),
        ("vip and late and vip", And(items=(VIP, LATE))),
        ("vip and (late and severity is s1)", And(items=(VIP, LATE, is_("s1")))),
        ("vip or (late or vip)", Or(items=(VIP, LATE))),
        ("vip and (late or severity is s1)", And(items=(VIP, Or(items=(LATE, is_("s1")))))),
        ("vip and yes", VIP),
        ("vip or no", VIP),
        ("vip or yes", None),
        ("vip and 3 > 2", VIP),
        ("vip and 1 year > 11 months", VIP),
        ("yes", None),
        ("pumps >= 3", Compare(op=">=", left=PUMPS, right=whole(3))),
        ("3 <= pumps", Compare(op=">=", left=PUMPS, right=whole(3))),
        ("pumps is 3", Compare(op="=", left=PUMPS, right=whole(3))),
        ("pumps in 3 to 9", InRange(item=PUMPS, low=whole(3), high=whole(9))),
        (
            "uptime < 99.5%",
            Compare(
                op="<",
                left=FactRef(name="uptime", type="percent"),
                right=Literal(type="percent", value=Decimal("0.995")),
            ),
        ),
        ("opened during office", During(subject="opened", calendar="office")),
        ("opened outside office", Not(item=During(subject="opened", calendar="office"))),
        ("worked during office", During(subject="worked", calendar="office")),
        ("respond is breached", WindowIs(window="respond", status="breached")),
        ("respond is not met", Not(item=WindowIs(window="respond", status="met"))),
        ("waiting", StateIs(state="waiting")),
        ("night", Holds(offer="night")),
        ("tier is a", Holds(offer="a")),
        ("in_force", InForce()),
        ("not in_force", Not(item=InForce())),
        (
            "service is repair",
            Compare(
                op="=",
                left=Builtin(name="service", type="choice"),
                right=Literal(type="choice", value="repair"),
            ),
        ),
        (
            "country is PT",
            Compare(op="=", left=FactRef(name="country", type="country"), right=Literal(type="country", value="PT")),
        ),
    ],
)
def test_conditions(text: str, expected: Condition | None) -> None:
    assert when(text) == expected


def test_a_date_as_it_is_written() -> None:
    made = when("sold >= 2026-03-01")
    assert made == Compare(
        op=">=", left=FactRef(name="sold", type="date"), right=Literal(type="date", value="2026-03-01")
    )


def test_an_instant_in_local_time() -> None:
    made = when("opened >= 2026-03-01 08:30")
    assert made == Compare(
        op=">=",
        left=Builtin(name="opened", type="instant"),
        right=Literal(type="instant", value="2026-03-01T08:30"),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("severity", "SD306"),
        ("pumps", "SD306"),
        ("respond", "SD306"),
        ("opened", "SD306"),
        ("office", "SD203"),
        ("nobody", "SD201"),
        ("severity is s9", "SD210"),
        ("severity in s1, s9", "SD210"),
        ("country is FR", "SD210"),
        ("country is XX", "SD211"),
        ("respond is late", "SD210"),
        ("service is repairs", "SD201"),
        ("severity < 3", "SD304"),
        ("vip > 3", "SD304"),
        ("fee > 3", "SD301"),
        ("uptime > 99", "SD301"),
        ("fee > 3 USD", "SD302"),
        ("pumps in 9 to 3", "SD314"),
        ("vip is 3", "SD308"),
        ("severity is 3", "SD308"),
        ("sold during office", "SD706"),
    ],
)
def test_mistakes(text: str, code: str) -> None:
    assert only(BODY + f"tier a {{ respond within 1 hour when {text} }}\n").code == code


def test_every_part_reports_its_own_mistake() -> None:
    text = "tier a { respond within 1 hour when nobody and (severity is s9 or not country is XX) }\n"
    assert [code for code, _ in found(BODY + text)] == ["SD201", "SD210", "SD211"]


def test_the_other_side_of_a_broken_name_is_silent() -> None:
    assert [code for code, _ in found(BODY + "tier a { respond within 1 hour when sevrity is s1 }\n")] == ["SD201"]


def test_a_country_of_a_list_is_suggested() -> None:
    finding = only(BODY + "tier a { respond within 1 hour when country is FR }\n")
    assert finding.message == "`FR` is not a value of `country`"
    assert "`PT`, `ES`, `MX`" in finding.help
