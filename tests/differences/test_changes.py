"""What a changed text means for the customer: pairs of contracts, the verdict worked by hand from the two texts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from servdsl.differences import Change, compare
from tests.differences.plans import BASE, contract, difference, edited, one_change

BETTER, WORSE, DIFFERENT = frozenset({"better"}), frozenset({"worse"}), frozenset({"different"})
BOTH = BETTER | WORSE


@dataclass(frozen=True)
class Pair:
    """An edit of the base contract; `first`: edits made to both texts before it."""

    name: str
    old: str
    new: str
    kind: str
    thing: str
    verdicts: frozenset[str]
    before: str = ""
    after: str = ""
    first: tuple[tuple[str, str], ...] = ()


PAIRS = (
    # due earlier is better, due later is worse
    Pair(
        "a promise is shortened",
        "respond within 8 business hours",
        "respond within 6 business hours",
        "promise",
        "respond",
        BETTER,
    ),
    Pair("a promise is lengthened", "resolve within 40 hours", "resolve within 48 hours", "promise", "resolve", WORSE),
    # 8 open hours from Monday 09:00 end at 17:00, 12 hours of the clock at 21:00; from Monday 17:00 at 16:00 on Tuesday,
    # and at 05:00 on Tuesday
    Pair(
        "open hours become hours of the clock",
        "respond within 8 business hours",
        "respond within 12 hours",
        "promise",
        "respond",
        BOTH,
    ),
    # 4 hours of the clock are over no later than 8 open ones, whenever they begin
    Pair(
        "hours of the clock that always end first",
        "respond within 8 business hours",
        "respond within 4 hours",
        "promise",
        "respond",
        BETTER,
    ),
    # the next business day ends at 18:00, which is 9 hours or more after the 8 open hours began to count
    Pair(
        "open hours become a business day",
        "respond within 8 business hours",
        "respond within next business day",
        "promise",
        "respond",
        WORSE,
    ),
    Pair(
        "a promise is withdrawn",
        "resolve within 40 hours",
        'resolve has no promise "best effort"',
        "promise",
        "resolve",
        WORSE,
    ),
    Pair(
        "a limit becomes a lower bound",
        "resolve within 40 hours",
        "resolve within 40 hours or more",
        "promise",
        "resolve",
        WORSE,
    ),
    Pair("a target is added", "resolve within 40 hours", "resolve within 24 to 40 hours", "promise", "resolve", BETTER),
    # the customer owes the end of `loan`: less time for it is worse
    Pair(
        "the customer has less time",
        "loan within 30 calendar days",
        "loan within 20 calendar days",
        "promise",
        "loan",
        WORSE,
    ),
    Pair(
        "an exception is added to a promise",
        "4 business hours otherwise",
        "4 business hours otherwise\n    1 business hour in any case when urgent",
        "promise",
        "respond",
        BETTER,
    ),
    # hours attended, and what they do to promises
    Pair("a closed day is added", '"Christmas"', '"Christmas"\n  closed 2026-06-10', "hours", "office", WORSE),
    Pair("the hours are widened", "friday 09:00-18:00", "friday 08:00-18:00", "hours", "office", BETTER),
    # business hours are reached sooner, but the close of a business day moves from 18:00 to 19:00
    Pair(
        "the hours are widened, and some promises count days",
        "friday 09:00-18:00",
        "friday 09:00-19:00",
        "hours",
        "office",
        BOTH,
        first=(("respond within 8 business hours", "respond within 2 business days"),),
    ),
    Pair(
        "the hours of a calendar from which others are joined are cut",
        "friday 09:00-18:00",
        "friday 09:00-17:00",
        "hours",
        "office",
        WORSE,
        first=(
            ("  attends during office", "  attends during all_day"),
            ("calendar nights {", "calendar all_day is office or nights\ncalendar nights {"),
        ),
    ),
    Pair("an add-on's hours are widened", "friday 18:00-22:00", "friday 18:00-23:00", "hours", "nights", BETTER),
    Pair("other hours are attended", "attends during office", "attends during nights", "attends", "", BOTH),
    # coverage, quotas, admission: more is better
    Pair("a share is cut", "covers parts 50%", "covers parts 40%", "share", "parts", WORSE, "50%", "40%"),
    Pair("a share lasts longer", "100% when year <= 2", "100% when year <= 3", "share", "parts", BETTER, "60%", "100%"),
    Pair("a service is covered no more", "  covers repair\n", "", "share", "repair", WORSE),
    Pair("a quota is lowered", "includes 2 visits", "includes 1 visit", "quota", "visit", WORSE),
    Pair("an add-on adds more", "adds 1 visit", "adds 2 visits", "quota", "visit", BETTER),
    Pair(
        "a use counts in steps",
        "3 hours of advice per calendar month",
        "3 hours of advice per calendar month, in steps of 10 minutes",
        "quota",
        "advice",
        WORSE,
    ),
    Pair("a cap falls away", "  at most 3 hours of advice per calendar month\n", "", "quota", "advice", BETTER),
    Pair(
        "a quota carries over",
        "includes 2 visits per contract year",
        "includes 2 visits per contract year, carry over until the term ends",
        "quota",
        "visit",
        BETTER,
    ),
    Pair(
        "an exclusion is added",
        "excludes when floor > 12",
        "excludes when floor > 12\n  excludes channel phone",
        "excludes",
        "",
        WORSE,
    ),
    Pair("an exclusion is widened", "excludes when floor > 12", "excludes when floor > 10", "excludes", "", WORSE),
    Pair(
        "a channel is admitted",
        "accepts channel email, phone",
        "accepts channel email, phone, chat",
        "accepts",
        "channel",
        BETTER,
    ),
    Pair(
        "a duty is added",
        "accepts channel email, phone",
        "accepts channel email, phone\n  needs urgent",
        "needs",
        "",
        WORSE,
    ),
    Pair(
        "fewer may buy it",
        "offered when devices <= 50",
        "offered when devices <= 40",
        "offered",
        "",
        WORSE,
        "yes",
        "no",
    ),
    Pair("a use costs a visit", "covers parts 50%", "covers parts 50%\n  repair uses 1 visit", "uses", "repair", WORSE),
    Pair(
        "a missed visit counts",
        "covers parts 50%",
        "covers parts 50%\n  visit counts as used when urgent",
        "counts_as_used",
        "visit",
        WORSE,
    ),
    # money: lower is better where nothing else differs
    Pair(
        "a price goes down",
        "price 100 EUR per month",
        "price 90 EUR per month",
        "price",
        "",
        BETTER,
        "100.00 EUR per month",
        "90.00 EUR per month",
    ),
    Pair(
        "a price goes up",
        "price 50 EUR per month",
        "price 55 EUR per month",
        "price",
        "",
        WORSE,
        "50.00 EUR per month",
        "55.00 EUR per month",
    ),
    Pair(
        "a price in another currency",
        "price 100 EUR per month",
        "price 100 USD per month",
        "price",
        "",
        DIFFERENT,
        first=(("currency EUR", "currency EUR, USD"),),
    ),
    Pair("a price for another period", "price 100 EUR per month", "price 100 EUR per year", "price", "", DIFFERENT),
    Pair("a price becomes free", "price 100 EUR per month", "price free", "price", "", BETTER),
    Pair("a price becomes a quote", "price 100 EUR per month", "price by quote", "price", "", DIFFERENT),
    Pair(
        "a price becomes a lower bound",
        "price 100 EUR per month",
        "price from 100 EUR per month",
        "price",
        "",
        DIFFERENT,
    ),
    # 2% in the first two years and 3% after: a flat 2.5% is dearer, then cheaper
    Pair("a graded price becomes flat", "price rate of worth", "price 2.5% of worth", "price", "", BOTH),
    Pair(
        "a charge has a minimum",
        "100 EUR per hour",
        "100 EUR per hour, at least 2 hours",
        "charge",
        "advice",
        WORSE,
        "100.00 EUR",
        "200.00 EUR",
    ),
    Pair("a discount grows", "discount 5% on", "discount 7% on", "discount", "advice", BETTER, "5%", "7%"),
    Pair("an amount", "credit 0% of fee", "credit 1% of fee", "amount", "credit", DIFFERENT),
    # escalation and the course of a ticket
    Pair("escalation comes sooner", "at 75% of respond", "at 50% of respond", "level", "1", BETTER),
    Pair("a level is removed", '  level 2 "Head" when respond is breached\n', "", "level", "2", WORSE),
    Pair("the clock stops no more", "  respond pauses while waiting\n", "", "pauses", "respond", BETTER),
    Pair(
        "a ticket may be reopened",
        "  covers repair\n",
        "  covers repair\n  reopens when urgent\n",
        "reopens",
        "",
        BETTER,
    ),
    Pair("a threshold moves", "at risk at 80%", "at risk at 90%", "window", "respond", DIFFERENT),
    # asked: it waited before and does not now; quoted: the other way round
    Pair("waiting begins otherwise", "from asked to answered", "from quoted to answered", "state", "waiting", BOTH),
    Pair("the term is bounded", "  covers parts 50%\n", "  covers parts 50%\n  lasts 1 year\n", "lasts", "", DIFFERENT),
    # declarations
    Pair(
        "an offer cannot be held with another",
        "  adds 1 visit",
        "  conflicts with gold\n  adds 1 visit",
        "conflicts",
        "",
        WORSE,
    ),
    Pair(
        "a fact takes another value", "email, phone, chat }", "email, phone, chat, fax }", "fact", "channel", DIFFERENT
    ),
    Pair(
        "a service comes",
        'service advice "Advice"',
        'service advice "Advice"\nservice loan_unit',
        "service",
        "loan_unit",
        DIFFERENT,
    ),
    Pair("in force for longer", "to 2027-12-31", "to 2028-12-31", "in force", "", BETTER),
    # from 10:00 to 18:00 in Madrid it is 09:00 to 17:00 in Lisbon: an hour sooner at either end
    Pair("another zone", "Europe/Lisbon", "Europe/Madrid", "zone", "", BOTH),
    Pair("a named condition is wider", "and urgent", "or urgent", "value", "busy", DIFFERENT),
    Pair("a table of a price", "| 3 to 8 | 3%   |", "| 3 to 8 | 4%   |", "value", "rate", WORSE),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name.replace(" ", "-"))
def test_the_verdict_of_a_change(pair: Pair) -> None:
    base = edited(*pair.first)
    found = difference((pair.old, pair.new), base=base)
    assert found.doubts == ()
    assert [(c.kind, c.thing, c.verdicts) for c in found.changes] == [(pair.kind, pair.thing, pair.verdicts)]
    (change,) = found.changes
    assert change.verdict == ("different" if len(pair.verdicts) > 1 else next(iter(pair.verdicts)))
    if pair.before:
        assert [(w.before, w.after) for w in change.witnesses] == [(pair.before, pair.after)]


TURNED = {"better": "worse", "worse": "better", "different": "different"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name.replace(" ", "-"))
def test_the_way_back_is_the_contrary(pair: Pair) -> None:
    base = edited(*pair.first)
    found = compare(contract(edited((pair.old, pair.new), text=base)), contract(base))
    assert found.doubts == ()
    verdicts = frozenset(TURNED[verdict] for verdict in pair.verdicts)
    assert [(c.kind, c.thing, c.verdicts) for c in found.changes] == [(pair.kind, pair.thing, verdicts)]


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 25


# ── What a change tells ─────────────────────────────────────────────────────────────────────────────────────────────


def only(change: Change, verdict: str) -> tuple[dict[str, object], str, str]:
    (witness,) = (w for w in change.witnesses if w.verdict == verdict)
    return dict(witness.question.new), witness.before, witness.after


def test_both_clauses_are_named_with_their_lines() -> None:
    change = one_change(("resolve within 40 hours", "resolve within 48 hours"))
    line = 1 + BASE.split("\n").index("  resolve within 40 hours")
    assert [(p.at, p.says) for p in change.old] == [(f"acme.plan:{line}", "Repair done within 40 hours.")]
    assert [(p.at, p.says) for p in change.new] == [(f"acme.plan:{line}", "Repair done within 48 hours.")]
    assert change.offers[:2] == ("basic", "gold")


def test_a_witness_is_the_smallest() -> None:
    facts, _, _ = only(one_change(("excludes when floor > 12", "excludes when floor > 10")), "worse")
    assert facts == {"tier": "basic", "floor": 11}
    facts, _, _ = only(one_change(("covers parts 50%", "covers parts 40%")), "worse")
    assert facts == {"tier": "basic"}


def test_a_holiday_is_told_once_with_a_deadline_that_it_moves() -> None:
    change = one_change(('"Christmas"', '"Christmas"\n  closed 2026-06-10'))
    facts, before, after = only(change, "worse")
    assert set(facts) <= {"tier", "severity", "opened"}
    # one of the promises of basic or gold, opened before 10 June and due on it, is due a day later
    assert before.startswith("due 2026-06-10")
    assert after.startswith("due 2026-06-11")
    assert {"basic", "gold"} <= set(change.offers)


def test_a_price_is_shown_over_the_years() -> None:
    change = one_change(("price rate of worth", "price 2.5% of worth"))
    assert change.schedule is not None
    assert change.schedule.fact == "year"
    assert [row.at for row in change.schedule.rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    worth = int(str(change.witnesses[0].question.new["worth"]))
    # 2.5% instead of 2% for two years, instead of 3% for six
    less, more = worth * 0.5 / 100, -worth * 0.5 / 100
    assert [row.difference for row in change.schedule.rows] == [f"{less:+.2f} EUR"] * 2 + [f"{more:+.2f} EUR"] * 6
    assert change.schedule.total is not None
    assert change.schedule.total.difference == f"{2 * less + 6 * more:+.2f} EUR"


def test_a_change_of_what_cannot_be_bought_is_none() -> None:
    found = difference(
        (
            "  respond within 8 business hours",
            "  respond within 8 business hours\n  resolve within 10 hours when devices > 60",
        )
    )
    assert found.same_meaning
    assert found.structure != ()


def test_an_offer_that_came_or_went() -> None:
    silver = 'tier silver "Silver" {\n  price 150 EUR per month\n  respond within 6 business hours\n}\n'
    end = "addon extra "
    with_it = edited((end, silver + end))
    gone = difference((silver, ""), base=with_it)
    assert [(c.kind, c.thing, c.verdict) for c in gone.changes] == [("offer", "silver", "worse")]
    come = difference((end, silver + end))
    assert [(c.kind, c.thing, c.verdict) for c in come.changes] == [("offer", "silver", "better")]


def test_a_condition_with_a_name_is_the_cause_of_what_it_decides() -> None:
    base = edited(("excludes when floor > 12", "excludes when floor > 12 and not busy"))
    found = difference(("and urgent", "or urgent"), base=base)
    # a ticket that is busy now is let in above the twelfth floor
    assert [(c.kind, c.thing, c.verdict) for c in found.changes] == [("value", "busy", "better")]
