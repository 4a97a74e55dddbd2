"""A name that may be declared may be used wherever such a name is used; whatever cannot be used is refused at once."""

from __future__ import annotations

import re
from functools import cache

import pytest

from servdsl.semantics.reserved import CONNECTIVES, RESERVED
from servdsl.source import Source
from servdsl.syntax import parse
from servdsl.syntax.grammar import grammar

from .support import found, only

FACT = [
    "fact K yes or no",
    "tier a {\n offered when K and not K or K is a\n price K per month\n accepts K a\n}",
    "tier a {\n windows by K {\n  | K | w |\n  | a | 1 hour |\n }\n}",
    "define x is K + 2% of K times K",
    'example "x" {\n given K yes\n event 2026-01-01 10:00 K no\n expect needs K\n}',
]
DEFINED = [*FACT[1:4], "define K is 1", 'example "x" {\n given K 1\n expect K 1\n}']
COUNTED = [
    "service K\nunit k, K",
    "tier a {\n covers K\n covers K 50% when b\n charges K 3 EUR per hour\n excludes K when b\n K uses 1 K\n}",
    "tier a {\n includes 2 K per contract year\n includes 2 hours of K per term\n at most 3 K\n K counts as used when b\n}",
    "tier a {\n price 3 EUR per K\n discount 2% on K\n}\ntiers {\n | | a |\n | covers K | no |\n | includes K | 2 |\n}",
    'example "x" {\n given service K\n event 2026-01-01 10:00 missed K for 1 hour\n expect K 50%\n expect 2 K left\n}',
    'example "x" {\n given service K\n event 2026-01-01 10:00 K for 1 hour\n}',
    'example "x" {\n expect charges K 3 EUR\n expect K exhausted 2026-01-01 10:00\n expect 2 hours of K left\n}',
]
OFFER = [
    "tier K { price free }\naddon K extends K { requires K or x }",
    "for K, y { price free }\norder K < x < K",
    "tiers {\n | | K |\n | lasts | 1 year |\n}\naddons {\n | | lasts |\n | K | 1 year |\n}",
    'example "x" {\n given tier K, addon K 2\n expect price of K 3 EUR\n}',
]
USES = {
    "fact": FACT,
    "value": [
        "fact f { K, b }\nfact g {\n K\n b\n}",
        "tier a {\n offered when f is K or f in K, b\n accepts f K, b\n excludes f K\n}",
        "tier a {\n windows by f {\n  | f | w |\n  | K | 1 hour |\n  | b or K | 1 hour |\n }\n}",
        'example "x" {\n given f K\n event 2026-01-01 10:00 f K\n}',
    ],
    "define": DEFINED,
    "amount": [*DEFINED[:3], "tier a {\n amount K 3 EUR\n}", 'example "x" {\n expect K 3 EUR\n}'],
    "service": COUNTED,
    "unit": COUNTED,
    "window": [
        "window K from opened to done",
        "tier a {\n K within 4 hours\n K pauses while s\n K counts from x\n K has no promise\n K every 4 hours until x\n}",
        'tier a {\n windows by f {\n  | f | K |\n  | b | 1 hour |\n }\n closes when K is met\n level 1 "x" at 75% of K\n}',
        "tiers {\n | | a |\n | K | 1 hour |\n}",
        'example "x" {\n expect K due 2026-01-01 10:00\n expect K state met\n expect next due K\n expect K has no promise\n}',
    ],
    "state": ["state K from a to b", "tier a {\n w pauses while K\n closes when K and b\n}"],
    "calendar": [
        "calendar K { monday 08:00-09:00 }\ncalendar K is always\ncalendar x extends K { monday 08:00-09:00 }",
        "calendar x is K or y and K except K",
        "tier a {\n attends during K\n attends also during K when b\n offered when opened during K and b\n}",
        "tier a {\n w within 4 business hours on K\n closes after 3 calls on K when b\n}",
        'example "x" {\n expect K opens 2026-01-01 10:00\n expect K closed\n expect attends K, x\n}',
    ],
    "tier": OFFER,
    "addon": OFFER,
    "event": [
        "window w from K or x to K, at risk at 80%\nwindow v from x to K by customer\nstate s from K to K",
        "tier a {\n w every 4 hours until K when b\n w counts from K when b\n closes after 3 K on c\n}",
        'example "x" {\n event 2026-01-01 10:00 K\n}',
    ],
}


NEUTRAL = "some_name"


@cache
def read(use: str, word: str) -> str:
    """What becomes of a use with this word for the name: the nodes without their places; empty for a mistake."""
    file, mistakes = parse(Source("x.plan", f'contract c "C" {{\n}}\n{use.replace("K", word)}\n'))
    return "" if mistakes else re.sub(r"span=Span\([^)]*\)", "", repr(file.items))


def unusable(sort: str, word: str) -> bool:
    """Whether some use with this word is not what it is with any other name."""

    def without_names(text: str) -> str:
        return text.replace(f"Name(text='{NEUTRAL}', )", "K").replace(f"Name(text='{word}', )", "K")

    return any(without_names(read(use, word)) != without_names(read(use, NEUTRAL)) for use in USES[sort])


@pytest.mark.parametrize("sort", sorted(USES))
def test_every_word_that_is_no_reserved_one_may_be_used_as_a_name(sort: str) -> None:
    assert USES.keys() == RESERVED.keys()
    words = sorted(word for word in grammar().keywords.keys() - RESERVED[sort] - {"worked"} if word.isalpha())
    assert all(read(use, NEUTRAL) for use in USES[sort])
    assert [word for word in words if unusable(sort, word)] == []


@pytest.mark.parametrize("sort", sorted(USES))
def test_no_word_is_reserved_that_could_be_used_everywhere(sort: str) -> None:
    assert RESERVED[sort] >= CONNECTIVES
    assert [word for word in sorted(RESERVED[sort] - CONNECTIVES) if not unusable(sort, word)] == []


@pytest.mark.parametrize(
    "declaration",
    [
        "fact when yes or no",
        "fact kind { a, otherwise }",
        "customer fact kind { yes, no }",
        "define is is 3",
        "service parts, when",
        "unit hour, hours",
        "window price from opened to done",
        "window done from opened to until",
        "state not from asked to answered",
        "calendar always is always\ncalendar price { monday 08:00-09:00 }",
        "addon any { price free }",
    ],
)
def test_a_reserved_word_is_no_name(declaration: str) -> None:
    codes = {code for code, _ in found(declaration + "\ntier base { price free }\n")}
    assert codes == {"SD209"}


def test_yes_and_no_are_no_values() -> None:
    finding = only("fact kind { yes, maybe }\ntier base { price free }\n")
    assert (
        finding.help
        == "for a fact that holds or does not, write `yes or no` in place of the braces; else choose another name"
    )
