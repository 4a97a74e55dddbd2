"""One due instant over the days: the evaluator's way to it, and what the picture shows of that way, both worked by hand.

The office works Monday to Friday 09:00-13:00 and 14:00-18:00; Friday 2026-03-06 is a holiday of its own.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from servdsl import embedding
from servdsl.backends import diagrams
from servdsl.backends.diagrams import Picture
from servdsl.backends.diagrams.answer import HOUR, LABEL
from servdsl.backends.diagrams.drawing.style import AMBER_MID, BLUE, BLUE_DARK, HEIGHT, PANEL
from servdsl.cli.main import main
from servdsl.model import Contract
from tests.backends.pictured import HEAD, contract_of, links, parsed, row_of, said, words

PLAN = """
service support "Support"
window respond "Response" from opened to responded
window resolve "Solution" from opened to resolved
window arrive  "Arrival"  from opened to arrived
window report  "Report"   from opened to reported
window update  "Update"   from opened to updated
window survey  "Survey"   from opened to surveyed
state waiting "Waiting for the customer" from asked to answered
calendar office "Office hours" {
  monday to friday 09:00-13:00, 14:00-18:00
  closed 2026-03-06 "Works holiday"
}
tier base "Base" {
  attends during office
  respond within 8 business hours                                               @ACM-001
  respond pauses while waiting
  resolve within 3 business days                                                @ACM-002
  arrive within 8 to 12 hours                                                   @ACM-003
  report within 10 business hours or more                                       @ACM-004
  update every 2 hours until resolved                                           @ACM-005
  survey within 60 business days                                                @ACM-006
}
"""
THURSDAY = "2026-03-05T16:00:00+00:00"


@cache
def contract() -> Contract:
    return contract_of(PLAN)


@cache
def module() -> Any:
    return embedding.load(contract())


def ask(opened: str = THURSDAY, *events: tuple[str, str], as_of: str | None = None) -> dict[str, Any]:
    """Facts of a ticket."""
    told = [{"at": at, "type": kind} for at, kind in events]
    return {"tier": "base", "opened": opened, "events": told} | ({"as_of": as_of} if as_of else {})


def way(window: str, facts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = module().EVALUATOR.ways(module().Facts.from_dict(facts))[window]
    return found


def parts(found: dict[str, Any], *kinds: str) -> list[tuple[str, str]]:
    """The stretches of some kinds, as local dates and times."""
    return [(one["from"][:16], one["to"][:16]) for one in found["parts"] if one["kind"] in kinds]


def drawn(window: str, facts: dict[str, Any]) -> Picture:
    return diagrams.answer(contract(), way(window, facts), facts)


def bars(picture: Picture, day: str, *fills: str) -> list[tuple[float, float]]:
    """Where the stretches of some paints lie on a day, in hours."""
    cells = next(one.cells for one in picture.rows if one.cells and said(one.cells[0]) == day)
    found, at = [], -LABEL
    for cell in cells:
        if cell.fill in fills:
            found.append((at / HOUR, (at + cell.width) / HOUR))
        at += cell.width
    return found


def half_past(hour: int) -> float:
    """Where half past an hour lies: an hour is an odd number of units."""
    return ((2 * hour + 1) * HOUR + 1) // 2 / HOUR


def sums(picture: Picture) -> Iterator[list[str]]:
    """The lines under the days."""
    for one in picture.rows:
        texts = [said(cell) for cell in one.cells if cell.lines]
        if texts and (" – " in texts[0] or "UTC" in texts[-1]):
            yield texts


# ── The way ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_business_time_goes_round_a_holiday_and_a_weekend() -> None:
    """Two hours on Thursday, none on Friday's holiday and at the weekend, four and two on Monday."""
    found = way("respond", ask())
    assert found["due"] == "2026-03-09T16:00:00+00:00"
    assert parts(found, "counted") == [
        ("2026-03-05T16:00", "2026-03-05T18:00"),
        ("2026-03-09T09:00", "2026-03-09T13:00"),
        ("2026-03-09T14:00", "2026-03-09T16:00"),
    ]
    friday = next(one for one in found["parts"] if one["from"].startswith("2026-03-06"))
    assert (friday["kind"], friday["reasons"]) == ("closed", ["Works holiday"])
    assert found["clause"] == next(one.id for one in contract().clauses if one.thing == "respond")


def test_the_days_of_a_way_are_whole() -> None:
    found = way("respond", ask())
    ends = [one["from"] for one in found["parts"]] + [found["parts"][-1]["to"]]
    assert ends[0] == "2026-03-05T00:00:00+00:00"
    assert ends[-1] == "2026-03-10T00:00:00+00:00"
    assert [one["to"] for one in found["parts"]] == ends[1:]
    assert parts(found, "open") == [
        ("2026-03-05T09:00", "2026-03-05T13:00"),
        ("2026-03-05T14:00", "2026-03-05T16:00"),
        ("2026-03-09T16:00", "2026-03-09T18:00"),
    ]


def test_a_pause_moves_the_end_by_its_open_time() -> None:
    """Asked at 12:00, answered at 14:30: an hour and a half of open time, so 17:30 and not 16:00."""
    found = way("respond", ask(THURSDAY, ("2026-03-09T12:00:00Z", "asked"), ("2026-03-09T14:30:00Z", "answered")))
    assert found["due"] == "2026-03-09T17:30:00+00:00"
    assert parts(found, "paused") == [
        ("2026-03-09T12:00", "2026-03-09T13:00"),
        ("2026-03-09T14:00", "2026-03-09T14:30"),
    ]


def test_a_pause_that_has_not_ended_leaves_the_end_open() -> None:
    found = way("respond", ask(THURSDAY, ("2026-03-09T10:00:00Z", "asked"), as_of="2026-03-09T12:00:00Z"))
    assert found["due"] is None
    assert found["not_before"] is None
    assert parts(found, "counted")[-1] == ("2026-03-09T09:00", "2026-03-09T10:00")


def test_the_answers_of_an_evaluator_are_those_of_its_ways() -> None:
    """For every window that has a way, `due` is the answer's own."""
    facts = ask()
    answer = module().evaluate(module().Facts.from_dict(facts)).to_dict()
    found = module().EVALUATOR.ways(module().Facts.from_dict(facts))
    assert set(found) == {"respond", "resolve", "arrive", "report", "update", "survey"}
    for name, one in found.items():
        assert one["due"] == answer["windows"][name]["due"], name
        assert one["not_before"] == answer["windows"][name]["not_before"], name


# ── The picture ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_day_is_a_strip_of_what_counted_and_why_not() -> None:
    picture = drawn("respond", ask())
    assert bars(picture, "Thu 2026-03-05", BLUE_DARK) == [(16, 18)]
    assert bars(picture, "Thu 2026-03-05", BLUE) == [(9, 13), (14, 16)]
    assert bars(picture, "Fri 2026-03-06", PANEL) == [(0, 24)]
    assert bars(picture, "Mon 2026-03-09", BLUE_DARK) == [(9, 13), (14, 16)]
    assert bars(picture, "Mon 2026-03-09", BLUE) == [(16, 18)]
    assert "Works holiday" in " ".join(said(cell) for cell in row_of([picture], "Fri 2026-03-06"))
    assert "weekend" in " ".join(said(cell) for cell in row_of([picture], "Sat 2026-03-07"))
    shown = words([picture])
    assert "Response within 8 business hours. (ACM-001)" in shown
    assert "▼ counts from 16:00" in shown
    assert "▼ due 16:00" in shown


def test_the_sum_says_what_each_stretch_adds_and_leaves() -> None:
    assert list(sums(drawn("respond", ask()))) == [
        ["Thu 2026-03-05 16:00 – 18:00", "2 h", "6 h left"],
        ["Thu 2026-03-05 18:00 – Mon 2026-03-09 09:00", "Works holiday, weekend"],
        ["Mon 2026-03-09 09:00 – 13:00", "4 h", "2 h left"],
        ["Mon 2026-03-09 13:00 – 14:00", "break"],
        ["Mon 2026-03-09 14:00 – 16:00", "2 h"],
        ["Mon 2026-03-09", "due 16:00 = 16:00 UTC"],
    ]


def test_a_pause_is_a_stretch_of_its_own() -> None:
    events = (("2026-03-09T12:00:00Z", "asked"), ("2026-03-09T14:30:00Z", "answered"))
    picture = drawn("respond", ask(THURSDAY, *events))
    assert bars(picture, "Mon 2026-03-09", AMBER_MID) == [(12, 13), (14, half_past(14))]
    assert bars(picture, "Mon 2026-03-09", BLUE_DARK) == [(9, 12), (half_past(14), half_past(17))]
    assert "the clock stands still" in words([picture])


def test_while_the_clock_stands_still_nothing_is_due() -> None:
    """Three of eight hours have passed; five are left whenever it goes on."""
    facts = ask(THURSDAY, ("2026-03-09T10:00:00Z", "asked"), as_of="2026-03-09T12:00:00Z")
    picture = drawn("respond", facts)
    assert bars(picture, "Mon 2026-03-09", BLUE_DARK) == [(9, 10)]
    assert bars(picture, "Mon 2026-03-09", AMBER_MID) == [(10, 13), (14, 18)]
    assert list(sums(picture))[-2:] == [
        ["Mon 2026-03-09 09:00 – 10:00", "1 h", "5 h left"],
        ["Mon 2026-03-09 10:00 – …", "the clock stands still"],
    ]
    shown = words([picture])
    assert "Not known while the clock stands still." in shown
    assert "▼ due" not in shown


def test_business_days_are_counted_by_their_number() -> None:
    """Reported on Thursday: Monday, Tuesday and Wednesday are the three, and Thursday is none of them."""
    picture = drawn("resolve", ask())
    for day, number in (("Mon 2026-03-09", 1), ("Tue 2026-03-10", 2), ("Wed 2026-03-11", 3)):
        assert f"business day {number}" in " ".join(said(cell) for cell in row_of([picture], day))
    thursday = " ".join(said(cell) for cell in row_of([picture], "Thu 2026-03-05"))
    assert "business day" not in thursday
    assert list(sums(picture)) == [["Wed 2026-03-11", "due 18:00 = 18:00 UTC"]]


def test_clock_time_runs_on_over_the_change_of_the_clocks() -> None:
    """Lisbon skips the hour from 01:00 on 2026-03-29: eight hours after 20:00 it is 05:00, twelve after it 09:00."""
    picture = drawn("arrive", ask("2026-03-28T20:00:00+00:00"))
    assert bars(picture, "Sat 2026-03-28", BLUE_DARK) == [(20, 24)]
    assert bars(picture, "Sun 2026-03-29", BLUE_DARK) == [(0, 9)]
    shown = words([picture])
    assert "▼ target 05:00" in shown
    assert "▼ due 09:00" in shown
    assert next(sums(picture)) == ["Sat 2026-03-28 20:00 – Sun 2026-03-29 09:00", "12 h"]


def test_a_lower_bound_is_no_limit() -> None:
    picture = drawn("report", ask())
    assert "▼ not before 10:00, no limit" not in words([picture])
    # two hours on Thursday, eight on Monday
    assert "▼ not before 18:00, no limit" in words([picture])
    assert "due" not in words([picture]).replace("due, and why", "")


def test_a_cadence_shows_its_last_round() -> None:
    """Updated at 17:00, so due again at 19:00."""
    picture = drawn("update", ask(THURSDAY, ("2026-03-05T17:00:00Z", "updated")))
    assert "▼ due 19:00" in words([picture])
    assert bars(picture, "Thu 2026-03-05", BLUE_DARK) == [(17, 19)]


def test_days_without_anything_to_tell_are_one_line() -> None:
    """A holiday of a week between two working days, and days in the middle of a long way."""
    text = PLAN.replace('closed 2026-03-06 "Works holiday"', 'closed 2026-03-06 to 2026-03-13 "Works holiday"')
    longer = contract_of(text)
    made = embedding.load(longer)
    found = made.EVALUATOR.ways(made.Facts.from_dict(ask()))["respond"]
    picture = diagrams.answer(longer, found)
    assert "10 days without counted time (Works holiday, weekend)" in words([picture])
    assert found["due"] == "2026-03-16T16:00:00+00:00"


def test_a_way_of_many_days_is_shown_by_its_ends() -> None:
    """60 business days after 2026-03-05, one of them a holiday: 2026-05-29, a Friday."""
    picture = drawn("survey", ask())
    shown = words([picture])
    assert "more days …" in shown
    assert picture.height <= HEIGHT
    assert "Fri 2026-05-29" in shown


def test_the_clause_is_linked_to() -> None:
    found = next(one.id for one in contract().clauses if one.thing == "respond")
    assert links(parsed(drawn("respond", ask()))) == [f"#clause-{found}"]


def test_what_is_no_way_is_refused() -> None:
    with pytest.raises(KeyError):
        diagrams.answer(contract(), {"window": "respond"})
    with pytest.raises(ValueError, match="isoformat"):
        diagrams.answer(contract(), {**way("respond", ask()), "due": "tomorrow"})


@pytest.mark.parametrize(
    ("language", "told"),
    [("es", ("vence 16:00", "quedan 6 h", "fin de semana")), ("zh", ("到期", "尚余", "周末"))],
)
def test_other_languages(language: str, told: tuple[str, ...]) -> None:
    other = contract().model_copy(update={"languages": (language,)})
    picture = diagrams.answer(other, way("respond", ask()))
    shown = words([picture])
    for text in told:
        assert text in shown, text
    parsed(picture)


# ── The command ─────────────────────────────────────────────────────────────────────────────────────────────────────


def asked(folder: Path, name: str, *arguments: str) -> Result:
    plan = folder / "acme.plan"
    plan.write_text(HEAD + PLAN, encoding="utf-8")
    return CliRunner().invoke(main, ["ask", str(plan), "--picture", str(folder / name), *arguments])


TICKET = ("--given", "tier=base", "--given", f"opened={THURSDAY}")


@pytest.mark.parametrize(
    ("name", "begins"), [("due.png", b"\x89PNG"), ("due.pdf", b"%PDF"), ("due.dot", b'digraph "acme-answer"')]
)
def test_ask_draws_its_answer(tmp_path: Path, name: str, begins: bytes) -> None:
    done = asked(tmp_path, name, *TICKET)
    assert done.exit_code == 0, done.output
    assert "respond: due 2026-03-09T16:00:00+00:00" in done.output
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_ask_draws_the_window_that_is_due_next(tmp_path: Path) -> None:
    """The update is due two hours after the report, before all others."""
    asked(tmp_path, "due.svg", *TICKET)
    shown = " ".join(ElementTree.parse(tmp_path / "due.svg").getroot().itertext())
    assert "Update every 2 hours until resolved." in shown
    asked(tmp_path, "due.svg", *TICKET, "--given", "event=2026-03-05T17:00:00Z,resolved")
    shown = " ".join(ElementTree.parse(tmp_path / "due.svg").getroot().itertext())
    assert "Arrival" in shown


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("due.doc", TICKET, "end the picture's name in .svg"),
        ("due.svg", ("--given", "tier=base"), "start no window"),
        ("due.svg", (*TICKET, "--over", "year=1..2"), "leave out --over or --picture"),
        ("nowhere/due.svg", TICKET, "choose another name"),
    ],
)
def test_ask_says_why_it_cannot_draw(tmp_path: Path, name: str, arguments: tuple[str, ...], told: str) -> None:
    done = asked(tmp_path, name, *arguments)
    assert done.exit_code == 2
    assert told in done.output
