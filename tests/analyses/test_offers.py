"""What an offer says that can never matter, or leaves unsaid: each with a contract that is free of it beside it."""

from __future__ import annotations

import pytest

from tests.analyses.plans import lines, said

BOTH = "accepts channel email\naccepts channel phone when urgent\n"


def tier(body: str, name: str = "gold") -> str:
    """A tier whose clauses begin in line 2."""
    return f"tier {name} {{\n{body}\n}}\n"


def test_facts_for_which_nothing_is_accepted() -> None:
    guarded = "accepts channel email when severity is s1\naccepts channel phone when urgent"
    assert said(tier(guarded), "SD417") == [
        (2, "no `channel` is accepted in `gold` where severity is s2 and urgent is no: every ticket is refused")
    ]
    assert lines(tier(BOTH), "SD417") == []
    assert lines(tier(guarded + "\noffered when severity is s1"), "SD417") == []


def test_two_numbers_that_bind_at_once() -> None:
    general = "includes 2 visits per contract year\n"
    assert said(tier(general + "includes 5 visits per contract year when vip"), "SD418") == [
        (3, "the quota of `visit` has two numbers where vip is yes: both bind, so only the smaller, 2, counts")
    ]
    apart = "includes 2 visits per contract year when not vip\nincludes 5 visits per contract year when vip"
    assert lines(tier(apart), "SD418") == []
    assert lines(tier(general + "includes 1 visit per calendar month when vip"), "SD418") == []
    assert lines(tier(general + "includes 2 visits per contract year when vip"), "SD418") == []
    assert lines(tier(general + "at most 9 visits per contract year"), "SD418") == [(3, "SD418")]


def test_graded_values_that_are_silent_for_some_facts() -> None:
    years = "includes 2 visits per contract year when severity is s1\nincludes 1 visit per contract year when severity is s2"
    assert said(tier(years), "SD406") == [
        (2, "the quota of `visit` says nothing in `gold` where severity is s3, so none is included")
    ]
    charges = "charges repair 10 EUR when severity is s1\ncharges repair 20 EUR when severity is s2"
    assert said(tier(charges), "SD406") == [
        (2, "`charges repair` says nothing in `gold` where severity is s3, so nothing is charged")
    ]
    assert lines(tier(charges + "\ncharges repair free otherwise"), "SD406") == []
    assert lines(tier("charges repair 10 EUR when severity is s1"), "SD406") == []
    terms = "lasts 1 year when vip\nlasts 2 years when region is eu and not vip"
    assert said(tier(terms), "SD406") == [
        (2, "`lasts` says nothing in `gold` where vip is no and region is us, so the term has no end")
    ]
    hours = "attends during office when region is eu\nattends during long when vip and region is us"
    assert said(tier(hours), "SD406") == [
        (2, "`attends` says nothing in `gold` where region is us and vip is no, so nobody attends")
    ]
    assert lines(tier(hours + "\nrespond within 1 business hour"), "SD406", "SD505") == [(4, "SD505")]


def test_a_tier_without_a_price() -> None:
    priced = tier("price 10 EUR per month", "silver")
    assert said(priced + tier("covers repair"), "SD419") == [(4, "`gold` has no price, and `silver` have one")]
    assert lines(priced + tier("price free"), "SD419") == []
    assert lines(tier("covers repair", "silver") + tier("covers repair"), "SD419") == []
    assert lines(priced + "tier gold extends silver { covers repair }\n", "SD419") == []


def test_a_price_without_a_period_where_another_has_one() -> None:
    priced = tier("price 10 EUR per month", "silver")
    assert said(priced + "tier gold extends silver { price 15 EUR }\n", "SD434") == [
        (4, "this price of `gold` is for no period, and another one is")
    ]
    assert lines(priced + tier("price 15 EUR"), "SD434") == []
    for other in ("15 EUR once", "15 EUR per year", "free", "by quote"):
        assert lines(priced + f"tier gold extends silver {{ price {other} }}\n", "SD434") == []
    cases = "price {\n10 EUR per month when vip\n15 EUR otherwise\n}"
    assert len(lines(tier(cases), "SD434")) == 1


def test_a_row_that_a_parent_fills() -> None:
    parent = tier("respond within 8 hours", "silver")
    two = "respond within 1 hour when severity is s1\nrespond within 2 hours when severity is s2"
    assert said(parent + f"tier gold extends silver {{\n{two}\n}}\n", "SD420") == [
        (5, "`respond` lists no case in `gold` where severity is s3; what a parent says holds there")
    ]
    exception = "respond within 1 hour when severity is s1"
    assert lines(parent + f"tier gold extends silver {{\n{exception}\n}}\n", "SD420") == []
    other = "respond within 1 hour when severity is s1\nrespond within 2 hours when urgent and severity is s2"
    assert lines(parent + f"tier gold extends silver {{\n{other}\n}}\n", "SD420") == []
    assert lines(tier(two + "\nrespond within 3 hours when severity is s3"), "SD420") == []


def test_a_charge_that_nobody_pays() -> None:
    charged = "charges repair 90 EUR per hour\n"
    assert [line for line, _ in lines(tier(charged + "covers repair"), "SD421")] == [2]
    assert lines(tier(charged + "covers repair 99%"), "SD421") == []
    assert lines(tier(charged + "covers repair when vip"), "SD421") == []
    assert lines(tier(charged + "covers repair\nincludes 3 hours of repair per contract year"), "SD421") == []
    used = "covers repair\nrepair uses 1 visit\nincludes 2 visits per contract year"
    assert lines(tier(charged + used), "SD421") == []
    assert lines(tier("charges repair free\ncovers repair"), "SD421") == []
    guarded = "charges repair 90 EUR per hour when vip\ncovers repair when vip"
    assert [line for line, _ in lines(tier(guarded), "SD421")] == [2]
    shared = "for all tiers { charges repair 90 EUR per hour }\n"
    assert lines(shared + tier("covers repair", "silver") + tier("covers repair 50%"), "SD421") == []


def test_an_exception_that_changes_nothing() -> None:
    general = "respond within 4 hours\n"
    assert lines(tier(general + "respond within 4 hours when severity is s1"), "SD422") == [(3, "SD422")]
    assert lines(tier(general + "respond within 2 hours when severity is s1"), "SD422") == []
    between = "respond within 2 hours when severity is s1\nrespond within 4 hours when severity is s1 and urgent"
    assert lines(tier(general + between), "SD422") == []
    settles = "respond within 2 hours when urgent\nrespond within 4 hours when urgent and severity is s1"
    assert lines(tier(general + settles), "SD422") == []
    listed = "covers repair { 100% when urgent\n no when not urgent\n no otherwise }"
    assert lines(tier(listed), "SD422") == []


def test_what_settles_a_conflict_changes_something() -> None:
    body = (
        "respond within 1 hour when severity is s1\nrespond within 2 hours when urgent\n"
        "respond within 1 hour when severity is s1 and urgent\nrespond within 9 hours otherwise"
    )
    assert lines(tier(body), "SD401", "SD422") == []


def test_what_a_source_says_twice_stays() -> None:
    document = "tier gold {\nrespond within 4 hours @DOC-1\nrespond within 4 hours when severity is s1 @DOC-2\n}\n"
    assert lines(document, "SD422") == []
    assert lines(document.replace("@DOC-2", "@DOC-1"), "SD422") == [(3, "SD422")]


def test_offers_that_nobody_can_buy() -> None:
    few = "tier silver { offered when pumps < 10 }\n"
    assert said(few + "addon extra { requires silver and pumps >= 10\n covers repair }\n", "SD423") == [
        (2, "nobody can buy `extra`: no facts satisfy all that it asks")
    ]
    assert lines(few + "addon extra { requires silver and pumps >= 9\n covers repair }\n", "SD423") == []
    assert lines("tier gold { offered when vip and not vip }\n", "SD423") == [(1, "SD423")]
    assert lines("tier gold { lasts while vip }\ntier top extends gold { offered when not vip }\n", "SD423") == [
        (2, "SD423")
    ]
    clash = "tier silver { }\naddon one { requires silver\n conflicts with two\n covers repair }\n"
    two = "addon two { requires silver\n covers repair }\n"
    assert lines(clash + two + "addon both { requires one and two\n covers repair }\n", "SD423") == [(7, "SD423")]
    assert lines(clash + two + "addon either { requires one or two\n covers repair }\n", "SD423") == []


def test_addons_that_change_nothing() -> None:
    body = "tier silver { covers repair when badge }\naddon badge { price 5 EUR per month }\n"
    assert lines(body, "SD424") == []
    assert lines(body.replace(" when badge", ""), "SD424") == [(2, "SD424")]
    assert lines(body.replace(" when badge", "").replace("per month", "once"), "SD424") == []
    assert lines(body.replace(" when badge", "").replace("price 5 EUR per month", "covers advice"), "SD424") == []


def test_uses_that_nothing_counts() -> None:
    assert said(tier("repair uses 1 visit"), "SD425") == [(2, "`repair uses` for nothing: no quota counts `visit`")]
    assert lines(tier("repair uses 1 visit\nincludes 2 visits per contract year"), "SD425") == []
    assert lines(tier("visit counts as used when urgent"), "SD425") == [(2, "SD425")]
    shared = "for all tiers { repair uses 1 visit }\ntier silver { }\n"
    assert lines(shared + tier("includes 2 visits per contract year"), "SD425") == []


def test_levels_in_a_circle() -> None:
    circle = 'level 1 "a" after level 3\nlevel 2 "b" 1 hour after level 1\nlevel 3 "c" after level 2'
    assert said(tier("respond within 1 hour\n" + circle), "SD426") == [
        (
            3,
            "the levels `level 1`, `level 3`, `level 2` wait for one another, whatever the facts: none of them is ever reached",
        )
    ]
    layered = 'for all tiers { level 1 "a" after level 2 }\ntier silver { level 2 "b" when urgent }\n'
    assert lines(layered + 'tier gold { level 2 "b" after level 1 }\n', "SD426") == [(1, "SD426")]
    above = layered + 'tier gold { level 2 "b" when respond is breached\n level 3 "c" after level 1 }\n'
    assert lines(above, "SD426") == []


def test_lower_bounds_that_do_not_say_so() -> None:
    fee = "define fee is from 100 EUR\ndefine more is fee + 1 EUR\n"
    assert said(fee + tier("price more per year"), "SD428") == [
        (4, "`price` is a lower bound, and does not say so: it reads `fee`, which is `from` an amount")
    ]
    assert lines(fee + tier("price from more per year"), "SD428") == []
    assert lines(fee.replace("from ", "") + tier("price more per year"), "SD428") == []


def test_clauses_that_decide_for_no_offer() -> None:
    shared = "for all tiers { respond within 8 hours }\n"
    assert said(shared + tier("respond within 4 hours"), "SD408") == [
        (1, "this case of `respond` never decides anything: a nearer layer always decides")
    ]
    assert lines(shared + tier("respond within 4 hours when urgent"), "SD408") == []
    assert lines(shared + "tier silver { }\n" + tier("respond within 4 hours"), "SD408") == []
    sold = "offered when severity is s1\nrespond within 2 hours when severity is s2\nrespond within 4 hours otherwise"
    assert said(tier(sold), "SD408") == [
        (3, "this case of `respond` never decides anything: no facts for which it is offered satisfy its condition")
    ]
    in_force = "lasts while pumps < 10\nrespond within 2 hours when pumps < 10\nrespond within 4 hours otherwise"
    assert said(tier(in_force), "SD408") == [
        (4, "this case of `respond` never decides anything: wherever it is offered and in force, other cases win")
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "excludes when severity is s2",
        "needs vip when severity is s2",
        "respond pauses while waiting when severity is s2",
        "accepts channel phone when severity is s2",
        "attends also during long when severity is s2",
        "reopens when severity is s2",
        "includes 2 visits per contract year when severity is s2",
    ],
)
def test_clauses_whose_condition_holds_nowhere(clause: str) -> None:
    """Any kind of clause, not only cases of a value: where the tier is not offered, nothing applies."""
    body = "state waiting from asked to answered\n" + tier(
        f"offered when severity is s1\nrespond within 1 hour\n{clause}"
    )
    (found,) = lines(body, "SD408", "SD411")
    assert found[0] == 5
    assert lines(body.replace("is s2", "is s1"), "SD408", "SD411") == []


def test_numbers_that_another_quota_never_lets_one_reach() -> None:
    body = "includes 2 visits per contract year\nat most 3 visits per contract month"
    assert [line for line, _ in lines(tier(body), "SD411")] == [3]
    assert lines(tier(body.replace("at most 3", "at most 1")), "SD411") == []
    assert lines(tier(body.replace("contract month", "calendar month")), "SD411") == []
    assert lines(tier(body.replace("year\n", "year, carry over until the term ends\n")), "SD411") == []


def test_a_row_that_says_no_for_one_offer() -> None:
    none, some = "includes 0 visits per contract year", "includes 3 visits per contract year"
    assert [code for _, code in lines(tier(none), "SD411")] == ["SD411"]
    assert lines(tier(none, "silver") + tier(some), "SD411") == []


def test_a_solution_that_may_be_due_before_the_response() -> None:
    hours = "attends during office\nrespond within 4 business hours\n"
    assert said(tier(hours + "resolve within 24 hours"), "SD409", "SD427") == [
        (4, "`resolve` can be due before `respond`, whatever the facts, opened 2026-01-02 15:00")
    ]
    assert lines(tier(hours + "resolve within 24 business hours"), "SD409", "SD427") == []
    assert lines(tier(hours + "resolve within 5 calendar days"), "SD409", "SD427") == []
    assert lines(tier(hours + "resolve within 4 hours"), "SD409", "SD427") == [(4, "SD409")]
    short = "attends during office\nrespond within 24 hours\nresolve within { 1 business hour when urgent\n no promise otherwise }"
    assert lines(tier(short), "SD409", "SD427") == [(4, "SD427")]


def test_addons_that_say_what_their_tiers_say() -> None:
    body = "tier silver {{ respond within 4 hours }}\naddon fast {{\n price 5 EUR per month\n {}\n}}\n"
    assert lines(body.format("respond within 4 hours"), "SD424") == [(2, "SD424")]
    assert lines(body.format("respond within 4 hours when urgent"), "SD424") == [(2, "SD424")]
    assert lines(body.format("respond within 3 hours when urgent"), "SD424") == []
    assert lines(body.format("respond within 4 hours\n covers repair"), "SD424") == []
    assert lines("tier gold { }\n" + body.format("respond within 4 hours"), "SD424") == []
    assert lines("tier gold { }\n" + body.format("requires silver\n respond within 4 hours"), "SD424") == [(3, "SD424")]


def test_what_is_refused_is_never_covered() -> None:
    covered = "covers repair\ncovers advice\n"
    assert said(tier(covered + "excludes repair"), "SD408") == [
        (2, "this case of `covers repair` never decides anything: `repair` is refused")
    ]
    assert lines(tier(covered + "excludes repair when urgent"), "SD408") == []
    both = "for all tiers { covers repair }\n"
    assert lines(both + "tier silver { }\n" + tier("excludes repair"), "SD408") == []
    assert said(tier("covers repair when urgent\nexcludes when urgent"), "SD408") == [
        (2, "this case of `covers repair` never decides anything: `repair` is refused")
    ]


def test_what_is_refused_is_never_accepted() -> None:
    assert said(tier("accepts channel phone\nexcludes channel phone"), "SD408") == [
        (2, "this case of `accepts channel` never decides anything: everything that it accepts is refused")
    ]
    assert lines(tier("accepts channel phone, email\nexcludes channel phone"), "SD408") == []
    assert lines(tier("accepts channel phone\nneeds urgent when channel is phone"), "SD408") == []


def test_dates_of_tickets_end_with_the_contract() -> None:
    """Tickets are opened from 2026-01-01 to 2026-12-31: what is said for all of that time leaves nothing open."""
    body = "respond within 4 hours when opened < {}\nrespond within 2 hours when opened {} {}"
    assert said(tier(body.format("2026-07-01 00:00", ">", "2026-07-01 00:00")), "SD404") == [
        (2, "`respond` is left open in `gold` where opened is 2026-07-01 00:00")
    ]
    assert lines(tier(body.format("2026-07-01 00:00", ">=", "2026-07-01 00:00")), "SD404") == []
    assert lines(tier("respond within 4 hours when opened >= 2026-01-01 00:00"), "SD404") == []
    assert lines(tier("respond within 4 hours when opened < 2027-01-01 00:00"), "SD404") == []
    assert lines(tier("respond within 4 hours when opened < 2026-12-31 00:00"), "SD404") == [(2, "SD404")]
