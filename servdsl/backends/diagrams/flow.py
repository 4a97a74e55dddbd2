"""The flow: what starts and stops the clock, who is called when, what closes and reopens a ticket.

levels     3 ← 4        upwards, to and fro
           1 → 2
ticket     report → clock → done → closed
pauses     waiting → attempts → closed
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from servdsl.backends.diagrams.content.cases import offers_text
from servdsl.backends.diagrams.content.flows import Flow, flows, level_of, state_of, trigger_text
from servdsl.backends.diagrams.drawing.canvas import (
    Key,
    Row,
    Text,
    gap,
    heading,
    kept,
    legend,
    lines,
    paragraph,
    section,
    spacer,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, citation, cite_lines, clause_link, marked, said
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.placed import Board, Box, Point, Spot, Stroke
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    AMBER_DARK,
    BLUE,
    BLUE_DARK,
    BLUE_MID,
    HEAD,
    HEIGHT,
    INK,
    MUTE,
    NOTE,
    PANEL,
    TEXT,
)
from servdsl.model import Contract
from servdsl.model.contract import Clause

WIDE, BETWEEN, MARGIN = 200, 32, 12
ROOM = WIDE - 25
"""For the texts of a box."""
MOST_WINDOWS = 9
"""Names of times that a box has."""
BUS = 44
"""Between the ticket's lane and those above and below it."""
STEP = 26
"""Between two rows of levels or pauses."""
TITLE = 26
NEXT = {"color": MUTE, "penwidth": "1.4"}
BACK = {"color": BLUE_DARK, "penwidth": "1.4", "style": "dashed"}


def pictures(contract: Contract) -> list[Picture]:
    """A picture for each group of offers with a flow of its own; none where there is no escalation, pause or closing. A
    list of sentences where they would not fit."""
    speaker = Speaker(contract)
    found: list[Picture] = [_Drawing(speaker, flow).board() for flow in flows(contract)]
    if not found:
        return []
    if any(one.height > HEIGHT for one in found):
        return _listed(speaker, contract)
    for number, one in enumerate(found, 1):
        one.name = "flow" if number == 1 else f"flow-{number}"
        one.id = f"{contract.name}-{one.name}"
        title = speaker.say("flow", "title")
        one.title = (
            title if len(found) == 1 else speaker.say("common", "page", title=title, number=number, count=len(found))
        )
        one.rows[:0] = heading(one.title, speaker.say("flow", "subtitle", contract=speaker.title))
    return found


def _listed(speaker: Speaker, contract: Contract) -> list[Picture]:
    """Every clause of the flow as a sentence."""
    assumed = Assumed(speaker)
    rows: list[Row] = []
    for flow in flows(contract):
        levels = [clause for level in flow.levels for clause in level]
        pauses = [clause for _, clauses in flow.pauses for clause in clauses]
        rows += kept([gap(6), paragraph(offers_text(speaker, flow.offers), TEXT, bold=True)])
        parts = {"levels": levels, "pauses": [*flow.moved, *pauses]}
        parts["closing"] = [*flow.closings, *flow.attempts, *flow.reopenings]
        for key, clauses in parts.items():
            if clauses:
                rows += kept([section(speaker.say("flow", key))])
                rows += [_sentence(speaker, assumed, clause) for clause in clauses]
    subtitle = speaker.say("flow", "subtitle", contract=speaker.title)
    return paged(speaker, "flow", speaker.say("flow", "about"), subtitle, filled(rows, lambda _: ()))


def _sentence(speaker: Speaker, assumed: Assumed, clause: Clause) -> Row:
    rests = assumed.on(clause.sources)
    text = f"{said(speaker, clause)} ({marked(citation(clause.sources, clause.origin), rests)})"
    made = paragraph(text, NOTE, most=4, link=clause_link(speaker, clause))
    return replace(made, notes=assumed.notes(rests))


def _x(column: int) -> int:
    return MARGIN + column * (WIDE + BETWEEN)


def _right(column: int) -> int:
    """The right end of a frame whose last box stands in a column."""
    return _x(column) + WIDE + MARGIN


@dataclass(slots=True)
class _Drawing:
    """One flow as a board."""

    speaker: Speaker
    flow: Flow
    rests: set[int] = field(default_factory=set)
    found: Board = field(init=False)
    assumed: Assumed = field(init=False)

    def board(self) -> Board:
        self.found = Board("", "", "", self.speaker.say("flow", "about"))
        self.assumed = Assumed(self.speaker)
        top = self._levels()
        bottom = self._ticket(top)
        self.found.room = round(self._pauses(bottom))
        self._edges()
        offers = offers_text(self.speaker, self.flow.offers)
        many = len(self.flow.offers) < len(self.speaker.contract.offers)
        rows = [paragraph(offers, TEXT, bold=True, most=3)] if many else []
        notes = [note for _, note in self.assumed.notes(self.rests)]
        self.found.rows = [*rows, *self._legend(), *notes, gap(4)]
        return self.found

    # ── Boxes ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _levels(self) -> float:
        """The levels' boxes, from the bottom row upwards; the place below them."""
        boxes = [self._level(cases) for cases in self.flow.levels]
        if not boxes:
            return 0
        rows = [boxes[start : start + 3] for start in range(0, len(boxes), 3)]
        top = float(TITLE + 8)
        for number in reversed(range(len(rows))):
            high = max(box.height for box in rows[number])
            for place, box in enumerate(rows[number]):
                column = 1 + place if number % 2 == 0 else 3 - place
                self.found.place(box, _x(column), top, high)
            top += high + STEP
        bottom = top - STEP + 10
        self.found.frame(0, 0, _right(min(len(boxes), 3)), bottom, self.speaker.say("flow", "levels"))
        return bottom + BUS

    def _level(self, cases: Sequence[Clause]) -> Box:
        level = level_of(cases[0])
        texts = list(
            lines(
                self.speaker.say("flow", "numbered", number=level.number, label=level.labels.own),
                ROOM,
                TEXT,
                bold=True,
                most=4,
            )
        )
        for clause in cases:
            texts += [*lines(trigger_text(self.speaker, clause), ROOM, NOTE, most=6), *self._cited(clause)]
        link = clause_link(self.speaker, cases[0])
        return Box(f"level {level.number}", WIDE, tuple(texts), BLUE_MID, BLUE_DARK, BLUE_DARK, link)

    def _cited(self, clause: Clause) -> tuple[Text, ...]:
        rests = self.assumed.on(clause.sources)
        self.rests |= set(rests)
        cited = cite_lines(citation(clause.sources, clause.origin), ROOM, 3, rests)
        return tuple(replace(text, color=INK) for text in cited)

    def _ticket(self, top: float) -> float:
        """The ticket's own way; the place below it."""
        boxes = [self._report(), self._clock(), self._done()]
        if self.flow.closings or self.flow.attempts or self.flow.reopenings:
            boxes.append(self._closed())
        high = max(box.height for box in boxes)
        for column, box in enumerate(boxes):
            self.found.place(box, _x(column), top, high)
        return top + high

    def _report(self) -> Box:
        starts = dict.fromkeys(start for window in self.flow.windows for start in window.starts) or {"opened": None}
        names = [self.speaker.voice.event(start) for start in starts]
        first = names[0][:1].upper() + names[0][1:]
        texts = [*lines(first, ROOM, TEXT, bold=True, most=3)]
        texts += [part for name in names[1:] for part in lines(name, ROOM, NOTE, most=3)]
        return Box("report", WIDE, tuple(texts), BLUE, BLUE_DARK, BLUE_DARK)

    def _clock(self) -> Box:
        texts = [*lines(self.speaker.say("flow", "clock"), ROOM, TEXT, bold=True, most=2)]
        names = [self.speaker.voice.name("window", window.name) for window in self.flow.windows]
        for name in self.speaker.some(names, MOST_WINDOWS):
            texts += lines(name, ROOM, NOTE, most=2)
        for clause in self.flow.moved:
            texts += [spacer(4), *lines(said(self.speaker, clause), ROOM, NOTE, most=6), *self._cited(clause)]
        link = clause_link(self.speaker, self.flow.moved[0]) if self.flow.moved else None
        return Box("clock", WIDE, tuple(texts), BLUE, BLUE_DARK, BLUE_DARK, link)

    def _done(self) -> Box:
        texts = [*lines(self.speaker.say("flow", "done"), ROOM, TEXT, bold=True, most=2)]
        ends = dict.fromkeys(self.speaker.voice.event(window.ends) for window in self.flow.windows)
        for end in self.speaker.some(list(ends), MOST_WINDOWS):
            texts += lines(end, ROOM, NOTE, most=2)
        return Box("done", WIDE, tuple(texts), BLUE, BLUE_DARK, BLUE_DARK)

    def _closed(self) -> Box:
        texts = [*lines(self.speaker.say("flow", "closed"), ROOM, TEXT, bold=True, most=2)]
        for clause in (*self.flow.closings, *self.flow.reopenings):
            texts += [*lines(said(self.speaker, clause), ROOM, NOTE, most=6), *self._cited(clause), spacer(4)]
        first = next(iter((*self.flow.closings, *self.flow.reopenings)), None)
        link = clause_link(self.speaker, first) if first else None
        return Box("closed", WIDE, tuple(texts), HEAD, INK, INK, link)

    def _pauses(self, top: float) -> float:
        """A row for each state, with what closes the ticket while it lasts; the place below them."""
        rows = [(state.name, [self._state(state.name, clauses)]) for state, clauses in self.flow.pauses]
        free = [clause for clause in self.flow.attempts if state_of(clause) is None]
        for name, boxes in rows:
            boxes += [self._attempt(clause) for clause in self.flow.attempts if state_of(clause) == name]
        made = [boxes for _, boxes in rows] + [[self._attempt(clause)] for clause in free]
        if not made:
            return top + 8
        below = top + BUS + TITLE
        start = below - TITLE - 8
        last = 1
        if self._beside():
            made = [[box for boxes in made for box in boxes]]
            last = len(made[0])
        for boxes in made:
            first = 1 if boxes[0].key.startswith("state") else 2
            high = max(box.height for box in boxes)
            for place, box in enumerate(boxes):
                column, down = (first + place, 0) if place < 2 or self._beside() else (2, place - 1)
                last = max(last, column)
                self.found.place(box, _x(column), below + down * (high + STEP), high)
            below += high + STEP + (0 if self._beside() else max(len(boxes) - 2, 0)) * (high + STEP)
        self.found.frame(0, start, _right(last), below - STEP + 10 - start, self.speaker.say("flow", "pauses"))
        return below - STEP + 12

    def _beside(self) -> bool:
        """Whether the states stand side by side: where nothing closes the ticket while one lasts."""
        return not self.flow.attempts and len(self.flow.pauses) <= 3

    def _state(self, name: str, clauses: Iterable[Clause]) -> Box:
        state = next(one for one in self.speaker.contract.states if one.name == name)
        voice = self.speaker.voice
        span = self.speaker.say("ladder", "window", start=voice.event(state.starts), end=voice.event(state.ends))
        texts = [*lines(voice.name("state", name), ROOM, TEXT, bold=True, most=3), *lines(span, ROOM, NOTE, most=4)]
        for clause in clauses:
            texts += [spacer(4), *lines(said(self.speaker, clause), ROOM, NOTE, most=5), *self._cited(clause)]
        link = next((clause_link(self.speaker, clause) for clause in clauses), None)
        return Box(f"state {name}", WIDE, tuple(texts), AMBER, AMBER_DARK, AMBER_DARK, link)

    def _attempt(self, clause: Clause) -> Box:
        texts = (*lines(said(self.speaker, clause), ROOM, NOTE, most=8), *self._cited(clause))
        link = clause_link(self.speaker, clause)
        return Box(f"closes {clause.id}", WIDE, texts, PANEL, INK, INK, link)

    # ── Lines ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _edges(self) -> None:
        spots = self.found.spots
        chain = [spots[key] for key in ("report", "clock", "done", "closed") if key in spots]
        closes = bool(self.flow.closings)
        for left, right in pairwise(chain):
            if right.box.key != "closed" or closes:
                self._stroke(left, right, ((left.right, left.middle), (right.left, right.middle)))
        self._level_edges(spots["clock"])
        self._pause_edges(spots["clock"])
        if self.flow.reopenings:
            clock, closed = spots["clock"], spots["closed"]
            y, x = clock.top - 14, clock.center + 50
            self._stroke(closed, clock, ((closed.center, closed.top), (closed.center, y), (x, y), (x, clock.top)), BACK)

    def _stroke(self, source: Spot, target: Spot, points: tuple[Point, ...], style: dict[str, str] = NEXT) -> None:
        self.found.strokes.append(Stroke(source.box.key, target.box.key, points, style))

    def _level_edges(self, clock: Spot) -> None:
        """From the clock to the levels of the lowest row that it calls, and from level to level."""
        for number, cases in enumerate(self.flow.levels):
            level = level_of(cases[0])
            spot = self.found.spots[f"level {level.number}"]
            before = self.found.spots.get(f"level {level.after_level}")
            if before is not None:
                self._chain(before, spot)
            elif number < 3:
                y = clock.top - 28
                way: tuple[Point, ...] = (
                    (clock.center, clock.top),
                    (clock.center, y),
                    (spot.center, y),
                    (spot.center, spot.bottom),
                )
                straight = ((clock.center, clock.top), (clock.center, spot.bottom))
                self._stroke(clock, spot, straight if spot.center == clock.center else way)

    def _chain(self, before: Spot, after: Spot) -> None:
        if before.top == after.top and abs(before.left - after.left) == WIDE + BETWEEN:
            right = before.left < after.left
            start = before.right if right else before.left
            self._stroke(before, after, ((start, before.middle), (after.left if right else after.right, after.middle)))
        elif before.left == after.left and after.top < before.top:
            self._stroke(before, after, ((before.center, before.top), (after.center, after.bottom)))

    def _pause_edges(self, clock: Spot) -> None:
        first = True
        for state, _ in self.flow.pauses:
            spot = self.found.spots[f"state {state.name}"]
            if first:
                left, right = clock.center - 30, clock.center + 30
                self._stroke(clock, spot, ((left, clock.bottom), (left, spot.top)))
                self._stroke(spot, clock, ((right, spot.top), (right, clock.bottom)), BACK)
            elif self._beside():
                self._pause_beside(clock, spot)
            else:
                self._pause_below(clock, spot)
            first = False
        for clause in self.flow.attempts:
            self._attempt_edges(clock, clause)

    def _pause_beside(self, clock: Spot, spot: Spot) -> None:
        """To a state in the same row as the first, and back, over that row."""
        out, back = clock.center + 80, clock.center + 62
        high, low = clock.bottom + 12, clock.bottom + 24
        there, here = spot.center + 30, spot.center - 30
        self._stroke(clock, spot, ((out, clock.bottom), (out, high), (there, high), (there, spot.top)))
        self._stroke(spot, clock, ((here, spot.top), (here, low), (back, low), (back, clock.bottom)), BACK)

    def _pause_below(self, clock: Spot, spot: Spot) -> None:
        """To a state in a lower row, and back, on the left of those above it."""
        x, y = clock.left - BETWEEN / 2 + 6, clock.bottom - 10
        self._stroke(clock, spot, ((clock.left, y), (x, y), (x, spot.middle), (spot.left, spot.middle)))
        x, y, lower = x - 12, y - 14, spot.middle + 14
        self._stroke(spot, clock, ((spot.left, lower), (x, lower), (x, y), (clock.left, y)), BACK)

    def _attempt_edges(self, clock: Spot, clause: Clause) -> None:
        spots = self.found.spots
        spot, closed = spots[f"closes {clause.id}"], spots["closed"]
        state = spots.get(f"state {state_of(clause)}")
        if state is not None and state.top == spot.top:
            self._stroke(state, spot, ((state.right, state.middle), (spot.left, spot.middle)))
        elif state is None:
            x = clock.right + BETWEEN / 2
            y = clock.bottom - 10
            self._stroke(clock, spot, ((clock.right, y), (x, y), (x, spot.middle), (spot.left, spot.middle)))
        self._stroke(
            spot, closed, ((spot.right, spot.middle), (closed.center, spot.middle), (closed.center, closed.bottom))
        )

    def _legend(self) -> tuple[Row, ...]:
        keys = {"ticket": Key("", BLUE, "", BLUE_DARK)}
        keys |= {"level": Key("", BLUE_MID, "", BLUE_DARK)} if self.flow.levels else {}
        keys |= {"pause": Key("", AMBER, "", AMBER_DARK)} if self.flow.pauses else {}
        keys |= {"end": Key("", HEAD, "", INK, border=INK)} if "closed" in self.found.spots else {}
        return legend([replace(key, label=self.speaker.say("flow", f"legend_{name}")) for name, key in keys.items()])
