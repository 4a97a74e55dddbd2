"""The difference: for whom a new text is better, worse or just different, old beside new, each change with a witness.

What changed is found elsewhere, and shown to be so; the picture only lays it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servdsl.backends.diagrams.drawing.canvas import (
    Cell,
    Key,
    Link,
    Row,
    Text,
    gap,
    kept,
    legend,
    lines,
    one_line,
    row,
    rule,
    section,
    spacer,
    tall,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import MOST_SAID, citation, cite_lines
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    AMBER_DARK,
    BLUE,
    BLUE_DARK,
    CITE,
    HEAD,
    INK,
    MUTE,
    NOTE,
    PANEL,
    RED,
    RED_DARK,
    TEXT,
    WIDTH,
)
from servdsl.model import Contract
from servdsl.wording.anchors import anchor
from servdsl.wording.topics import topic
from servdsl.wording.voice import plain, voice

if TYPE_CHECKING:
    from servdsl.differences import Change, Difference, Doubt, Place, Schedule

WHAT, WHOM, BEFORE, AFTER = 150, 130, 190, 230
SHOWN = WIDTH - WHAT - WHOM - BEFORE - AFTER
MARK = 62
MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict looks."""

    fill: str
    color: str
    glyph: str


LOOKS = {
    "better": Look(BLUE, BLUE_DARK, "▲"),
    "worse": Look(RED, RED_DARK, "▼"),
    "different": Look(AMBER, AMBER_DARK, "◄►"),
    "doubt": Look(PANEL, MUTE, "?"),
}


def difference(old: Contract, new: Contract, found: Difference) -> list[Picture]:
    """The picture of a difference, in the new contract's language and in as many pages as it needs."""
    speaker = Speaker(new)
    drawn = _Drawn(speaker, old)
    rows = [one for change in found.changes for one in drawn.change(change)]
    if found.doubts:
        rows += kept([gap(6), section(speaker.say("difference", "doubts"))])
        rows += [one for doubt in found.doubts for one in drawn.doubt(doubt)]
    if not rows:
        rows = [drawn.nothing()]
    subtitle = speaker.say("difference", "subtitle", contract=speaker.title)
    head = [*drawn.sum(found), *drawn.head()]
    return paged(speaker, "difference", speaker.say("difference", "about"), subtitle, filled(rows, drawn.legend, head))


class _Drawn:
    """Changes as rows."""

    def __init__(self, speaker: Speaker, old: Contract) -> None:
        self._speaker = speaker
        self._old = voice(old, speaker.language)
        self._clauses = {clause.id for clause in speaker.contract.clauses}
        self._offers = {offer.name for offer in speaker.contract.offers}

    def sum(self, found: Difference) -> list[Row]:
        """How many changes there are of each kind."""
        counts = {name: sum(change.verdict == name for change in found.changes) for name in LOOKS}
        counts["doubt"] = len(found.doubts)
        present = [name for name, count in counts.items() if count]
        if not present:
            return []
        wide = [WIDTH // len(present) + (n < WIDTH % len(present)) for n in range(len(present))]
        cells = []
        for name, room in zip(present, wide, strict=True):
            look = LOOKS[name]
            text = f"{look.glyph} {self._speaker.say('difference', f'count_{name}', count=counts[name])}"
            cells.append(
                Cell(room, (one_line(text, room - 10, NOTE, color=look.color, bold=True),), look.fill, align="center")
            )
        return [row(32, *cells), gap(8)]

    def head(self) -> list[Row]:
        titles = (("what", WHAT), ("whom", WHOM), ("before", BEFORE), ("after", AFTER), ("witness", SHOWN))
        cells = [
            Cell(room, (one_line(self._speaker.say("difference", key), room - 14, bold=True),), HEAD, 8)
            for key, room in titles
        ]
        return [row(30, *cells), rule(INK), gap(3)]

    def nothing(self) -> Row:
        """That no answer differs."""
        text = one_line(self._speaker.say("difference", "nothing"), WIDTH - 20, TEXT, bold=True)
        return row(30, Cell(WIDTH, (text,), indent=8))

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def change(self, change: Change) -> list[Row]:
        """One change: what, for whom, old, new, and the tickets that show it."""
        shown: list[Text] = []
        for witness in change.witnesses:
            look = LOOKS[witness.verdict]
            verdict = f"{look.glyph} {self._speaker.say('difference', witness.verdict)}"
            told = f"{witness.before} → {witness.after}"
            shown += lines(verdict, SHOWN - 16, CITE, color=look.color, bold=True) if len(change.witnesses) > 1 else ()
            shown += lines(witness.where, SHOWN - 16, NOTE, color=MUTE, most=5)
            shown += [*lines(told, SHOWN - 16, NOTE, most=6), spacer(4)]
        shown += self._schedule(change.schedule) if change.schedule is not None else ()
        return self._row(change, change.verdict, tuple(shown))

    def doubt(self, doubt: Doubt) -> list[Row]:
        """What could not be decided, and why."""
        return self._row(doubt, "doubt", lines(doubt.why, SHOWN - 16, NOTE, most=8))

    def _row(self, one: Change | Doubt, verdict: str, shown: tuple[Text, ...]) -> list[Row]:
        look = LOOKS[verdict]
        what = lines(self._named(one), WHAT - 14, TEXT, most=5)
        whom = lines(self._whom(one.offers), WHOM - 14, NOTE, most=8)
        before = self._places(one.old, BEFORE - 16)
        room = AFTER - MARK - 10
        word = self._speaker.say("difference", verdict)
        mark = (
            one_line(look.glyph, MARK - 8, NOTE, color=look.color, bold=True),
            *lines(word, MARK - 8, CITE, color=look.color, bold=True, most=2),
        )
        after = self._places(one.new, room)
        high = max(round(max(map(tall, (what, whom, before, mark, after, shown)))) + 10, 36)
        cells = (
            Cell(WHAT, what, indent=8),
            Cell(WHOM, whom, indent=8),
            Cell(BEFORE, before, indent=8),
            Cell(MARK, mark, look.fill, 6, link=self._link(one.new)),
            Cell(AFTER - MARK, after, look.fill, 4, link=self._link(one.new)),
            Cell(SHOWN, shown, indent=8),
        )
        return [*kept([row(high, *cells), rule(HEAD)]), gap(2)]

    def _named(self, one: Change | Doubt) -> str:
        return topic(self._speaker.voice, one.kind, one.thing)

    def _whom(self, offers: Iterable[str]) -> str:
        names = [
            self._speaker.voice.name("offer", name) if name in self._offers else self._old.name("offer", name)
            for name in offers
        ]
        return self._speaker.voice.listed(names, "both")

    def _places(self, places: Sequence[Place], room: int) -> tuple[Text, ...]:
        """What is written there, with what it cites."""
        if not places:
            return (Text("–", NOTE, MUTE),)
        found: list[Text] = []
        for place in places[:MOST_PLACES]:
            found += [
                *lines(place.says or place.name, room, NOTE, most=5),
                *cite_lines(citation(place.sources), room, 2),
            ]
            found.append(spacer(3))
        if len(places) > MOST_PLACES:
            more = self._speaker.say("common", "and_more", count=len(places) - MOST_PLACES)
            found += lines(more, room, NOTE, color=MUTE)
        return tuple(found)

    def _link(self, places: Sequence[Place]) -> Link | None:
        """The way to the first clause of the new text that has a place in its page."""
        for place in places:
            if place.name in self._clauses:
                return Link(anchor("clause", place.name), plain(place.says)[:MOST_SAID])
        return None

    def _schedule(self, schedule: Schedule) -> list[Text]:
        """The price year by year, and in total."""
        found: list[Text] = []
        for one in (*schedule.rows, *((schedule.total,) if schedule.total else ())):
            name = self._speaker.say("difference", "total") if one is schedule.total else str(one.at)
            change = f" ({one.difference})" if one.difference else ""
            found += lines(f"{name}: {one.before} → {one.after}{change}", SHOWN - 16, CITE, most=2)
        return found

    def legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        """What the paints of a page mean."""
        used = {cell.fill for one in shown for cell in one.cells}
        return legend(
            [
                Key(
                    self._speaker.say("difference", f"legend_{name}"),
                    look.fill,
                    look.glyph,
                    color=look.color,
                    border=look.color,
                )
                for name, look in LOOKS.items()
                if look.fill in used
            ]
        )
