"""Which clause wins, and what is decided although facts are missing."""

from __future__ import annotations

from typing import Any

from servdsl.model.contract import Contract
from servdsl.model.expressions import And, Condition, During, Holds, InRange, Not, OneOf
from servdsl.model.values import Attends, Price
from servdsl.reference import answer
from tests.reference.build import (
    addon,
    ask,
    business,
    calendar,
    choice,
    clause,
    compare,
    contract,
    define,
    eur,
    fact,
    flag,
    hours,
    is_,
    picked,
    price,
    ref,
    share,
    tier,
    value_of,
    weekly,
    whole,
    window,
    within,
)

FACTS = (
    choice("severity", "s1", "s2", "s3"),
    choice("channel", "mail", "phone"),
    fact("urgent", "yes_no"),
    fact("pumps", "whole", low=0),
    fact("bom", "money", "customer", currency="EUR"),
    fact("limit", "money", "customer", currency="EUR"),
    fact("country", "country"),
)
RESPOND = (window("respond", "responded"),)
BOM = ref("bom", "money", "EUR")
OPENED = "2026-03-03T10:00+00:00"


def promises(*cases: tuple[int, Condition | None], **parts: Any) -> Contract:
    clauses = [clause("base", within(hours(n)), "respond", when) for n, when in cases]
    return contract(*clauses, facts=FACTS, windows=RESPOND, **parts)


def due(made: Contract, **facts: Any) -> Any:
    found = ask(made, opened=OPENED, **facts)["windows"]["respond"]
    return found["due"] and int(found["due"][11:13]) - 10, found["needs"]


PHONE, S1 = is_("channel", "phone"), is_("severity", "s1")


def test_the_case_that_implies_all_others_wins() -> None:
    made = promises((1, PHONE), (2, S1), (3, And(items=(S1, PHONE))), (4, None))
    assert due(made, severity="s1", channel="phone") == (3, [])
    assert due(made, severity="s1", channel="mail") == (2, [])
    assert due(made, severity="s2", channel="mail") == (4, [])


def test_implication_is_found_by_meaning_not_by_form() -> None:
    few = compare(ref("pumps", "whole"), "<", whole(3))
    made = promises((1, few), (2, compare(ref("pumps", "whole"), "<=", whole(2))), (3, None))
    found = ask(made, opened=OPENED, pumps=1)  # < 3 and <= 2 are one for whole numbers: neither is more special
    assert found["windows"]["respond"]["state"] == "undecided"
    assert found["problems"] == [
        "base.promise.respond.1 and base.promise.respond.2: both apply, and neither is more special"
    ]
    ranged = InRange(item=ref("pumps", "whole"), low=whole(1), high=whole(2))
    assert due(promises((1, few), (2, ranged)), pumps=2) == (2, [])
    assert due(promises((1, OneOf(item=ref("severity", "choice"), values=("s1", "s2"))), (2, S1)), severity="s1") == (
        2,
        [],
    )


def test_strengths() -> None:
    made = contract(
        clause("base", within(hours(1)), "respond", S1, strength="otherwise"),
        clause("base", within(hours(2)), "respond", strength="in any case", when=flag("urgent")),
        clause("base", within(hours(3)), "respond", PHONE),
        facts=FACTS,
        windows=RESPOND,
    )
    assert due(made, severity="s1", urgent=False, channel="mail") == (1, [])
    assert due(made, severity="s1", urgent=False, channel="phone") == (3, [])
    assert due(made, severity="s1", urgent=True, channel="phone") == (2, [])


def test_two_cases_conflict_unless_they_say_the_same() -> None:
    assert due(promises((1, S1), (1, PHONE)), severity="s1", channel="phone") == (1, [])
    found = ask(promises((1, S1), (2, PHONE)), opened=OPENED, severity="s1", channel="phone")
    assert picked(found["windows"]["respond"], "due", "state", "needs") == (None, "undecided", [])


def test_missing_facts_matter_only_where_they_change_the_result() -> None:
    made = promises((1, And(items=(S1, PHONE))), (2, None))
    assert due(made) == (None, ["channel", "severity"])
    assert due(made, severity="s2") == (2, [])
    assert due(made, severity="s1") == (None, ["channel"])
    assert due(promises((2, S1), (2, Not(item=S1)))) == (2, [])


def test_both_bands_zero_need_no_amount() -> None:
    low, high = (compare(BOM, op, eur("1000")) for op in ("<", ">="))
    made = contract(
        clause("base", price(eur("0")), when=low), clause("base", price(eur("0.00")), when=high), facts=FACTS
    )
    assert picked(ask(made)["price"], "amount", "needs") == ("0.00", [])


def test_a_formula_reads_facts_and_lacks_them() -> None:
    rate = {"type": "money", "currency": "EUR", "kind": "arithmetic", "op": "*"}
    made = contract(
        clause("base", Price.model_validate({"amount": {**rate, "left": share("0.02"), "right": BOM}}), when=S1),
        clause("base", price(eur("5")), when=Not(item=S1)),
        facts=FACTS,
    )
    assert picked(ask(made)["price"], "amount", "needs") == (None, ["bom", "severity"])
    assert ask(made, severity="s1")["price"]["needs"] == ["bom"]
    assert ask(made, severity="s1", bom="1000.25")["price"]["amount"] == "20.01"  # 20.005, half up
    assert ask(made, severity="s2")["price"]["needs"] == []


def test_two_unknowns_are_less_equal_or_greater() -> None:
    limit = ref("limit", "money", "EUR")
    less, more = compare(BOM, "<", limit), compare(limit, "<=", BOM)
    assert due(promises((1, less), (1, more))) == (1, [])
    assert due(promises((1, less), (2, more))) == (None, ["bom", "limit"])
    assert due(promises((1, less), (2, more)), limit="10") == (None, ["bom"])
    assert due(promises((1, less), (2, more)), limit="10", bom="10") == (2, [])


def test_an_open_country_is_named_or_another() -> None:
    pt = OneOf(item=ref("country", "country"), values=("PT",))
    assert due(promises((1, pt), (2, Not(item=pt)))) == (None, ["country"])
    assert due(promises((1, pt), (2, Not(item=pt))), country="MX") == (2, [])


def test_combinations_of_hours_that_never_happen_do_not_count() -> None:
    office, noon = calendar("office", weekly("0-4", "09:00-17:00")), calendar("noon", weekly("0-4", "12:00-13:00"))
    at_noon, in_office = (During(subject="opened", calendar=name) for name in ("noon", "office"))
    made = promises((1, at_noon), (2, in_office), (3, Not(item=in_office)), calendars=(office, noon))
    assert due(made) == (2, [])  # 10:00
    found = ask(made)["windows"]["respond"]  # no conflict of noon and outside the office, though nothing is known
    assert picked(found, "state", "needs") == ("undecided", ["opened"])


def test_near_layers_win_before_special_cases() -> None:
    offers = (tier("base"), tier("child", "base"), addon("fast"), addon("faster", 1), addon("rival"))
    made = contract(
        clause("all tiers", within(hours(8)), "respond"),
        clause("base", within(hours(6)), "respond", S1),
        clause("child", within(hours(5)), "respond"),
        clause("fast", within(hours(4)), "respond", PHONE),
        clause("faster", within(hours(2)), "respond", PHONE),
        clause("rival", within(hours(3)), "respond"),
        facts=FACTS,
        windows=RESPOND,
        offers=offers,
    )
    told: dict[str, Any] = {"severity": "s1", "channel": "phone"}
    assert due(made, **told) == (6, [])
    assert due(made, severity="s2") == (8, [])
    assert due(made, tier="child", **told) == (5, [])
    assert due(made, tier="child", addons=["fast"], **told) == (4, [])
    assert due(made, tier="child", addons=["fast"], severity="s1", channel="mail") == (5, [])
    assert due(made, tier="child", addons=["fast", "faster"], **told) == (2, [])
    assert due(made, tier="child", addons=["fast", "rival"], **told)[0] is None  # two add-ons of one level disagree


def test_hours_are_replaced_by_the_nearest_layer_and_added_to_by_it_and_nearer_ones() -> None:
    made = contract(
        clause("all tiers", Attends(calendar="office")),
        clause("all tiers", Attends(calendar="far", also=True)),
        clause("base", Attends(calendar="around")),
        clause("night", Attends(calendar="nights", also=True), when=flag("urgent")),
        facts=FACTS,
        offers=(tier("base"), tier("other"), addon("night")),
        calendars=tuple(calendar(name, weekly("0", "09:00-10:00")) for name in ("office", "far", "around", "nights")),
    )
    assert ask(made, addons=["night"], urgent=True)["attends"] == ["around", "nights"]
    assert ask(made, tier="other", urgent=True)["attends"] == ["office", "far"]
    assert ask(made, addons=["night"])["attends"] is None


def test_defined_values() -> None:
    whole_of = define("band", "whole", (whole(1), S1), (whole(2), Not(item=S1)))
    urgent_phone = define("hot", "yes_no", (And(items=(flag("urgent"), PHONE)), None))
    many = compare(value_of("band", "whole"), ">", whole(1))
    made = promises((1, many), (2, Not(item=many)), defines=(whole_of, urgent_phone))
    assert due(made) == (None, ["severity"])  # a value without its facts needs those
    assert due(made, severity="s2") == (1, [])
    assert due(made, severity="s2", band=1) == (2, [])  # a given one beats its formula
    values = ask(made, severity="s1", urgent=True)["values"]
    assert values == {"band": {"value": "1", "needs": []}, "hot": {"value": None, "needs": ["channel"]}}


def test_the_tier_is_true_by_name_its_parent_is_not() -> None:
    made = contract(
        clause("all tiers", within(hours(1)), "respond", Holds(offer="base")),
        clause("all tiers", within(hours(2)), "respond", Holds(offer="child")),
        windows=RESPOND,
        offers=(tier("base"), tier("child", "base")),
    )
    assert due(made, tier="child") == (2, [])


def test_without_a_tier_only_values_are_answered() -> None:
    made = promises((1, None), defines=(define("one", "whole", (whole(1), None)),))
    told = answer(made, {"opened": OPENED})
    assert told["values"] == {"one": {"value": "1", "needs": []}}
    assert picked(told, "coverage", "needs", "windows", "price") == ("undecided", ["tier"], {}, None)


def test_a_window_is_decided_when_every_completion_is_due_together() -> None:
    made = contract(
        clause("base", Attends(calendar="office")),
        clause("base", Attends(calendar="longer"), when=flag("urgent")),
        clause("base", within(business(4)), "respond"),
        facts=FACTS,
        windows=RESPOND,
        calendars=(
            calendar("office", weekly("0-4", "09:00-17:00")),
            calendar("longer", weekly("0-4", "09:00-20:00")),
        ),
    )
    assert due(made) == (4, [])  # 10:00 to 14:00 under both
    assert ask(made, opened="2026-03-03T15:00+00:00")["windows"]["respond"]["needs"] == ["urgent"]
