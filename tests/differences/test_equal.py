"""Two contracts of one meaning are equal, however they are written: laid out, ordered, named, split, put in tables."""

from __future__ import annotations

import re

import pytest

from servdsl.differences import compare
from servdsl.source import Source
from servdsl.syntax import format as layout
from tests.differences.plans import BASE, contract, difference, edited


def renamed(text: str, **names: str) -> str:
    """The text with each name in place of another, wherever it stands outside quotes."""
    for old, new in names.items():
        text = re.sub(rf'\b{old}\b(?=(?:[^"]*"[^"]*")*[^"]*$)', new, text)
    return text


def formatted(text: str) -> str:
    """The canonical layout, from a text that was laid out badly."""
    made = layout(Source("acme.plan", re.sub(r"(?m)^  +", "      ", text)))
    assert isinstance(made, str)
    return made


def reordered(text: str) -> str:
    """The same statements from the last to the first, the head left where it is."""
    head, rest = text.split("\n}\n", 1)
    statements: list[list[str]] = []
    for line in rest.strip("\n").split("\n"):
        if line and not line.startswith((" ", "}")):
            statements.append([])
        if line:
            statements[-1].append(line)
    return "\n".join([head + "\n}", *("\n".join(lines) for lines in reversed(statements))]) + "\n"


WHOLE = {
    "laid out": formatted(BASE),
    "in another order": reordered(BASE),
    "calendars renamed": renamed(BASE, office="desk", nights="evenings"),
    "defined values renamed": renamed(BASE, busy="hectic", fee="basis", rate="grade"),
    "a unit renamed": renamed(BASE, visit="trip", visits="trips"),
    "a state renamed": renamed(BASE, waiting="standing_still"),
    "everything inside renamed at once": renamed(
        BASE, office="desk", busy="hectic", waiting="idle", visit="trip", visits="trips"
    ),
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=[name.replace(" ", "-") for name in WHOLE])
def test_another_text_of_one_meaning(text: str) -> None:
    assert text != BASE
    found = compare(contract(BASE), contract(text))
    assert found.changes == ()
    assert found.doubts == ()


TABLE = """  windows by severity {
    | severity | respond          |
    | s1       | 2 business hours |
    | otherwise | 4 business hours |
  }
"""
CASES = """  respond within {
    2 business hours when severity is s1
    4 business hours otherwise
  }
"""
EACH_DAY = "\n".join(
    f"  {day} 09:00-13:00, 13:00-18:00" for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
)
RATE = BASE[BASE.index("define rate ") : BASE.index("service repair")]

EDITS = {
    "sixty minutes": ("respond within 8 business hours", "respond within 480 business minutes"),
    "a case split in two": (
        "4 business hours otherwise",
        "4 business hours when severity is s2\n    4 business hours when severity is s3",
    ),
    "split by a fact that plays no part": (
        "2 business hours when severity is s1",
        "2 business hours when severity is s1 and urgent\n    2 business hours when severity is s1 and not urgent",
    ),
    "a table for cases": (CASES, TABLE),
    "a condition written out": ("4 business hours otherwise", "4 business hours when not severity is s1"),
    "an exclusion for each": (
        "excludes when floor > 12",
        "excludes when floor > 30\n  excludes when floor in 13 to 30",
    ),
    "an admission for each": ("accepts channel email, phone", "accepts channel phone\n  accepts channel email"),
    "whole numbers": ("offered when devices <= 50", "offered when not devices > 50 and devices < 51"),
    "a percentage of, and times": ("is 2% of worth", "is worth times 0.02"),
    "a formula in place": ("10% of fee when uptime < 99%", "0.2% of worth when uptime < 99%"),
    "a table in place": (
        "price rate of worth per year",
        "price per year {\n    2% of worth when year < 3\n    3% of worth otherwise\n  }",
    ),
    "a table in two columns": (RATE, 'define rate "Rate" is {\n  3% otherwise\n  2% when year in 1 to 2\n}\n\n'),
    "a day to each line": ("  monday to friday 09:00-18:00", EACH_DAY),
    "hours of day and night": ("resolve within 40 hours", "resolve within 40 business hours on around_clock"),
    "a clause in each tier": ("  covers repair\n  charges", "  charges"),
    "a silence said aloud": ("  price 50 EUR per month", "  price 50 EUR per month\n  loan has no promise"),
    "a named condition with its parts turned round": ("severity is s1 and urgent", "urgent and not severity in s2, s3"),
}
MORE = {
    "hours of day and night": (("window respond", "calendar around_clock is always\nwindow respond"),),
    "a clause in each tier": (("  covers parts 50%\n", "  covers parts 50%\n  covers repair\n"),),
    "a silence said aloud": (("  loan within 30 calendar days\n", ""),),
}
BOTH_SIDES = {"a silence said aloud"}


@pytest.mark.parametrize("name", EDITS, ids=[name.replace(" ", "-") for name in EDITS])
def test_a_statement_written_otherwise(name: str) -> None:
    more = MORE.get(name, ())
    base = edited(*more) if name in BOTH_SIDES else BASE
    found = difference(EDITS[name], *(() if name in BOTH_SIDES else more), base=base)
    assert found.changes == ()
    assert found.doubts == ()
    assert found.same_meaning


def test_clauses_for_several_offers_and_in_each() -> None:
    one = edited(("addon night_watch", "for basic, gold {\n  reopens when urgent\n}\naddon night_watch"))
    other = edited(
        ("  covers parts 50%\n", "  covers parts 50%\n  reopens when urgent\n"),
        ("  discount 5%", "  reopens when urgent\n  discount 5%"),
    )
    assert compare(contract(one), contract(other)).same_meaning


def test_what_is_equal_one_way_is_equal_the_other() -> None:
    for name, edit in EDITS.items():
        if name not in MORE:
            assert compare(contract(edited(edit)), contract(BASE)).same_meaning, name


def test_an_outside_name_is_a_rename_where_its_label_or_its_use_is_the_same() -> None:
    for text in (
        renamed(BASE, gold="premium"),
        renamed(BASE, severity="impact"),
        renamed(BASE, repair="mending"),
        renamed(BASE, resolve="fixed"),
        renamed(BASE, night_watch="late_hours"),
        edited(('tier gold "Gold"', 'tier premium "Premium"'), ("  requires gold", "  requires premium")),
    ):
        found = compare(contract(BASE), contract(text))
        assert found.same_meaning
        assert [
            one.what for one in found.structure if one.what in ("renamed", "removed", "added") and one.kind != "clause"
        ] == ["renamed"]


def test_an_outside_name_of_another_label_and_use_is_another_thing() -> None:
    found = difference(
        ('tier gold "Gold"', 'tier premium "Premium"'),
        ("  requires gold", "  requires premium"),
        ("2 business hours when severity is s1", "1 business hour when severity is s1"),
    )
    assert {(c.kind, c.thing, c.verdict) for c in found.changes} >= {
        ("offer", "gold", "worse"),
        ("offer", "premium", "better"),
    }


def test_a_renamed_thing_that_changes_too_is_compared_across_its_names() -> None:
    found = compare(
        contract(BASE),
        contract(edited(("price rate of worth", "price 4% of worth"), text=renamed(BASE, gold="premium"))),
    )
    assert [(c.kind, c.verdict, c.offers) for c in found.changes] == [("price", "worse", ("premium",))]
    question = found.changes[0].witnesses[0].question
    assert (question.old["tier"], question.new["tier"]) == ("gold", "premium")
