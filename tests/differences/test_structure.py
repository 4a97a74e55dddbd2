"""What is written differently and means the same: told, but apart."""

from __future__ import annotations

import pytest

from servdsl.differences import Structural
from tests.differences.plans import difference

EDITS = {
    "a label": (('"Gold"', '"Golden"'), ("changed", "tier", "gold: labels")),
    "a citation": (("@ACM-001", "@ACM-002"), ("changed", "assumption", "clock")),
    "a cited clause": (
        ("resolve within 40 hours", "resolve within 40 hours @ACM-007"),
        ("changed", "clause", "basic.windows.resolve: citations"),
    ),
    "an assumption's words": (("are hours of the clock", "are by the clock"), ("changed", "assumption", "clock")),
    "a note": (("fact severity", 'note "Greetings." @ACM-003\nfact severity'), ("added", "note", "Greetings.")),
    "an example": (
        ("fact severity", 'example "Free" { given tier basic\n expect price 100 EUR }\nfact severity'),
        ("added", "example", "Free"),
    ),
    "a fact": (("fact urgent", "fact remote yes or no\nfact urgent"), ("added", "fact", "remote")),
    "a value that nothing reads": (
        ("service repair", "define half is 50% of worth\nservice repair"),
        ("added", "value", "half"),
    ),
    "a calendar that nothing names": (
        ("calendar nights", "calendar sundays { sunday 10:00-12:00 }\ncalendar nights"),
        ("added", "calendar", "sundays"),
    ),
    "a unit": (("unit visit", "unit session, sessions\nunit visit"), ("added", "unit", "session")),
    "a window without a promise": (
        ("window loan", "window fetch from opened to fetched\nwindow loan"),
        ("added", "window", "fetch"),
    ),
    "a scope": (("customer fact uptime", "fact uptime"), ("changed", "fact", "uptime: scope")),
    "the document": (('document ACM "Acme Care"', 'document ACM "Acme Care 2"'), ("changed", "contract", "document")),
    "who owes a window": (("to handed_back by customer", "to handed_back"), ("changed", "window", "loan: owed by")),
    "words of no promise": (("resolve within 40 hours", 'resolve has no promise "soon"'), None),
}


def found(edit: tuple[str, str]) -> tuple[Structural, ...]:
    told = difference(edit)
    assert told.changes == ()
    assert told.doubts == ()
    return told.structure


@pytest.mark.parametrize("name", [name for name, (_, told) in EDITS.items() if told], ids=lambda n: n.replace(" ", "-"))
def test_a_change_of_what_is_written(name: str) -> None:
    edit, wanted = EDITS[name]
    assert wanted in [(one.what, one.kind, one.name) for one in found(edit)]


def test_places_on_both_sides() -> None:
    (label,) = found(('"Gold"', '"Golden"'))
    assert label.old_at == label.new_at
    assert (label.before, label.after) == ("en Gold", "en Golden")


def test_nothing_is_told_of_a_comment() -> None:
    assert found(("fact severity", "# what is wrong\nfact severity")) == ()
