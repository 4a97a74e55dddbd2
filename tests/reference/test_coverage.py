"""Gates, coverage and its order, reasons and assumptions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from servdsl.model.contract import Contract, Remark
from servdsl.model.expressions import Builtin, Compare, Holds, InForce, Literal, Not
from servdsl.model.values import (
    Accepts,
    Beyond,
    Charge,
    Conflicts,
    Excludes,
    Lasts,
    Needs,
    Offered,
    Price,
    Quota,
    Requires,
    Share,
    Uses,
)
from servdsl.model.values import CalendarUnits as Units
from tests.reference.build import (
    addon,
    ask,
    choice,
    clause,
    contract,
    eur,
    fact,
    flag,
    is_,
    picked,
    price,
    ref,
    service,
    share,
    tier,
    unit,
    whole,
)

FACTS = (
    choice("channel", "mail", "phone"),
    choice("kind", "a", "b"),
    fact("given", "yes_no"),
    fact("bom", "money", currency="EUR"),
)
PARTS: dict[str, Any] = {
    "facts": FACTS,
    "things": (service("repair"), service("parts"), unit("visit", "visits")),
    "offers": (tier("base"), addon("extra"), addon("rival")),
}
ALL = clause("base", Share(share=share("1")), "repair")
NONE = clause("base", Share(share=share("0")), "repair")
CHARGED = clause("base", Charge(price=price(eur("5"))), "repair")
OPENED = "2026-03-10T10:00+00:00"


def covered(made: Contract, **facts: Any) -> Any:
    found = ask(made, **{"service": "repair", "opened": OPENED, **facts})
    return found["coverage"], found["needs"]


def visits(count: int, beyond: Beyond | None = None) -> tuple[Any, Any]:
    quota = Quota(limits="includes", count=whole(count), period="term", beyond=beyond)
    return clause("base", quota, "visit"), clause("base", Uses(count=Decimal(1), of="visit"), "repair")


@pytest.mark.parametrize(
    ("clauses", "answer"),
    [
        ([ALL], "covered"),
        ([NONE], "not_covered"),
        ([NONE, CHARGED], "chargeable"),
        ([CHARGED], "chargeable"),
        ([], "not_covered"),
        ([clause("base", Charge(price=price(eur("0"))), "repair")], "covered"),
        ([clause("base", Charge(price=Price(by="free")), "repair")], "covered"),
        ([clause("base", Quota(limits="includes", count=whole(1), period="term"), "repair")], "covered"),
        ([clause("base", Quota(limits="at_most", count=whole(1), period="term"), "repair")], "not_covered"),
        ([ALL, *visits(0)], "not_covered"),
        ([ALL, CHARGED, *visits(0)], "chargeable"),
        ([ALL, *visits(0, Beyond(price=Price(by="quote")))], "chargeable"),
        ([ALL, *visits(1)], "covered"),
        ([ALL, clause("base", Excludes(services=("repair",)))], "not_covered"),
        ([ALL, clause("base", Excludes(services=("parts",)))], "covered"),
        ([ALL, clause("base", Requires(condition=Holds(offer="extra")))], "not_covered"),
    ],
)
def test_the_order_of_coverage(clauses: list[Any], answer: str) -> None:
    assert covered(contract(*clauses, **PARTS)) == (answer, [])


def test_a_quota_is_read_strictly_before_the_ticket() -> None:
    made = contract(ALL, *visits(1), **PARTS)
    at = [{"at": OPENED, "type": "repair"}]
    assert covered(made, events=at)[0] == "covered"
    assert covered(made, events=[{"at": "2026-03-10T09:59:59+00:00", "type": "repair"}])[0] == "not_covered"


def test_what_may_be_bought_is_presumed() -> None:
    made = contract(ALL, clause("base", Offered(), when=flag("given")), **PARTS)
    assert picked(ask(made, service="repair"), "coverage", "offered", "needs") == ("covered", "undecided", [])
    assert picked(ask(made, service="repair", given=False), "coverage", "offered") == ("not_covered", "no")
    rivals = contract(ALL, clause("extra", Conflicts(offers=("rival",))), **PARTS)
    assert ask(rivals, addons=["extra"])["offered"] == "yes"
    assert ask(rivals, addons=["extra", "rival"])["offered"] == "no"


def test_being_in_force_is_presumed_too() -> None:
    made = contract(
        ALL,
        clause("base", Lasts(length=Units(count=1, unit="years"))),
        clause("base", Needs(condition=InForce())),
        **PARTS,
    )
    assert covered(made) == ("covered", [])
    assert covered(made, start="2025-01-01")[0] == "not_covered"


def test_gates_accumulate_and_one_certain_refusal_refuses() -> None:
    made = contract(
        ALL,
        clause("all tiers", Accepts(values=("mail",)), "channel"),
        clause("extra", Accepts(values=("phone",)), "channel", flag("given")),
        clause("base", Accepts(values=("a", "b")), "kind"),
        clause("base", Excludes(fact="kind", values=("b",)), when=is_("channel", "phone")),
        **PARTS,
    )
    assert covered(made, channel="mail") == ("covered", [])  # all kinds are accepted: none is asked for
    assert covered(made, channel="phone", kind="a")[0] == "not_covered"
    assert covered(made, channel="phone", kind="a", addons=["extra"], given=True)[0] == "covered"
    assert covered(made, channel="phone", addons=["extra"], given=True) == ("undecided", ["kind"])
    assert covered(made, channel="phone", kind="b", addons=["extra"])[0] == "not_covered"
    assert covered(made) == ("undecided", ["channel", "kind"])  # each gate is decided alone


def test_a_need_may_be_of_one_service() -> None:
    parts_asked = Compare(
        op="=", left=Builtin(name="service", type="choice"), right=Literal(type="choice", value="parts")
    )
    made = contract(
        ALL,
        clause("base", Share(share=share("1")), "parts"),
        clause("base", Needs(condition=flag("given")), when=parts_asked),
        **PARTS,
    )
    assert covered(made) == ("covered", [])
    assert covered(made, service="parts") == ("undecided", ["given"])
    found = ask(made)
    assert picked(found, "coverage", "services") == ("undecided", {"repair": "covered", "parts": "undecided"})
    assert found["needs"] == ["given", "service"]
    assert ask(made, given=True)["coverage"] == "covered"


def test_an_open_step_branches_and_agreement_decides() -> None:
    zero = clause("base", Share(share=share("0")), "repair", flag("given"))
    some = clause("base", Share(share=share("1")), "repair", Not(item=flag("given")))
    assert covered(contract(zero, some, **PARTS)) == ("undecided", ["given"])
    both = clause("base", Share(share=share("0.5")), "repair", flag("given"))
    assert covered(contract(both, some, **PARTS)) == ("covered", [])
    half = ask(contract(both, some, **PARTS), service="repair")
    assert half["shares"] == {}  # which share it is still depends


def test_a_charge_by_formula_needs_its_facts() -> None:
    made = contract(clause("base", Charge(price=Price(amount=ref("bom", "money", "EUR"))), "repair"), **PARTS)
    assert covered(made) == ("undecided", ["bom"])
    assert covered(made, bom="0") == ("covered", [])
    assert covered(made, bom="1") == ("chargeable", [])


def test_reasons_and_assumptions() -> None:
    made = contract(
        clause("base", Share(share=share("1")), "repair", sources=("A-1",), says="Covered."),
        clause("base", Accepts(values=("mail",)), "channel", sources=("A-2",)),
        clause("base", Excludes(fact="kind", values=("b",)), sources=("A-3",)),
        clause("base", Needs(condition=flag("given")), when=is_("channel", "phone"), sources=("A-4",)),
        assumptions=(
            Remark(name="later", text="", origin=ALL.origin, sources=("A-3", "A-9")),
            Remark(name="first", text="", origin=ALL.origin, sources=("A-1",)),
        ),
        **PARTS,
    )
    found = ask(made, service="repair", channel="mail", kind="a")
    assert [reason["sources"] for reason in found["reasons"]] == [["A-1"], ["A-2"]]
    assert found["reasons"][0] == {
        "clause": "base.share.repair.1",
        "says": "Covered.",
        "at": "hand.plan:1",
        "sources": ["A-1"],
        "steps": [],
    }
    assert found["assumptions"] == ["first"]
    refused = ask(made, service="repair", channel="mail", kind="b")
    assert [reason["sources"] for reason in refused["reasons"]] == [["A-1"], ["A-2"], ["A-3"]]
    assert refused["assumptions"] == ["later", "first"]
    phone = ask(made, service="repair", channel="phone", kind="a", given=True)
    assert [reason["sources"] for reason in phone["reasons"]] == [["A-1"], ["A-2"], ["A-4"]]
