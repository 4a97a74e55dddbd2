"""The promise ladder: for each window, case and offer, a bar from the report to the limit, all on one time axis.

Clock time runs on; business time waits while its calendar is closed, so its bars are broken. The axis is an ordinary week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servdsl.backends.diagrams.content.ordinary import Course, OrdinaryWeek
from servdsl.backends.diagrams.content.promises import Ladder, Lane, Promises, Rung, sources_of
from servdsl.backends.diagrams.drawing.axis import Axis, Piece
from servdsl.backends.diagrams.drawing.canvas import (
    Cell,
    Key,
    Row,
    Text,
    gap,
    kept,
    legend,
    lines,
    paints,
    paragraph,
    row,
    rule,
    section,
    tall,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, citation, cite_lines, clause_link, marked, said
from servdsl.backends.diagrams.drawing.listing import name_lines
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    AMBER_DARK,
    BLUE,
    BLUE_DARK,
    BLUE_MID,
    CITE,
    HEAD,
    INK,
    LINE,
    MUTE,
    NOTE,
    PANEL,
    PAPER,
    TEXT,
    WIDTH,
)
from servdsl.cells import Study
from servdsl.model.contract import Window
from servdsl.model.values import Within
from servdsl.wording.voice import NO_BREAK

CASE, WHO = 168, 150
LANE = WIDTH - CASE - WHO
REACH = 400
"""How long the longest bar is; the rest of the axis is room for its words."""
THICK = 18
HOUR, DAY, WEEK = 3600, 86_400, 604_800
STEPS = (60, 300, 600, HOUR // 4)
HALVES = (HOUR // 2,)
LONG_STEPS = (HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, DAY, 2 * DAY, WEEK, 2 * WEEK, 30 * DAY)
"""Of axes to one hour, to two, and of longer ones."""
MOST_TICKS = 10
MOST_TOGETHER = 12
"""Lanes of one case that are never parted by a page's end."""
MOST_LISTED = 24
"""Lines of the names of plans that a lane counts."""
MOST_SILENT = 6
"""Lines of the names of plans that promise nothing."""
MOST_RATIO = 60
"""How many times the shortest promise the longest may be on one axis; else each window has an axis of its own."""


def pictures(study: Study) -> list[Picture]:
    """The ladder, in as many pictures as it needs; none where nothing is promised."""
    speaker = Speaker(study.contract)
    promises = Promises(speaker, study)
    ladders = promises.ladders()
    if not ladders:
        return []
    drawn = _Drawn(speaker, promises)
    shared = drawn.axis_of(ladders) if _comparable(ladders) else None
    body = [one for ladder in ladders for one in drawn.window(ladder, shared)]
    head = drawn.scale(shared) if shared else []
    about = speaker.say("ladder", "about")
    return paged(speaker, "ladder", about, _subtitle(speaker, promises.week), filled(body, drawn.legend, head))


def _subtitle(speaker: Speaker, week: OrdinaryWeek) -> str:
    if not week.business:
        return speaker.say("ladder", "subtitle_clock", contract=speaker.title)
    weekday = speaker.voice.phrases.names("date", "weekdays")[week.report.weekday()]
    told = speaker.say("ladder", "subtitle", contract=speaker.title, day=weekday, time=f"{week.report:%H:%M}")
    if not week.compared:
        return told
    zone = speaker.say("weekmap", "zone", zone=week.zone)
    return f"{told} · {zone} · {speaker.say('weekmap', 'compared')}"


def _comparable(ladders: Sequence[Ladder]) -> bool:
    counted = [one for one in ladders if one.longest]
    if not counted:
        return True
    return max(one.longest for one in counted) <= MOST_RATIO * max(min(one.shortest for one in counted), 1)


class _Drawn:
    """Ladders as rows."""

    def __init__(self, speaker: Speaker, promises: Promises) -> None:
        self._speaker = speaker
        self._promises = promises
        self._week = promises.week
        self._assumed = Assumed(speaker)

    # ── The axis ────────────────────────────────────────────────────────────────────────────────────────────────────

    def axis_of(self, ladders: Sequence[Ladder]) -> Axis:
        span = max((one.longest for one in ladders), default=0) or DAY
        axis = Axis(LANE, REACH, span)
        return replace(axis, grid=tuple(axis.x(at) for at in self._marks(axis)))

    def _marks(self, axis: Axis) -> list[int]:
        """Seconds after the report that have a gridline: midnights where days matter, else round numbers of hours."""
        until = axis.span * axis.width // axis.reach
        if self._by_day(axis):
            return [int((at - self._week.report).total_seconds()) for at in self._week.midnights(until)][:-1]
        steps = STEPS if axis.span <= HOUR else HALVES if axis.span <= 2 * HOUR else LONG_STEPS
        step = next((one for one in steps if axis.span / one <= MOST_TICKS), 60 * DAY)
        return list(range(0, until, step))

    def _by_day(self, axis: Axis) -> bool:
        return self._week.business and DAY // 2 < axis.span <= 16 * DAY

    def scale(self, axis: Axis) -> list[Row]:
        """The rows above an axis."""
        blank = Cell(CASE + WHO)
        if not self._by_day(axis):
            labels = [(axis.x(at), self._elapsed(axis, at)) for at in self._marks(axis)]
            return [row(18, blank, *axis.ticks(labels)), gap(2)]
        lists = [self._speaker.voice.phrases.names("date", "weekdays")]
        lists += [self._speaker.words.names("weekmap", key) for key in ("weekdays_short", "weekdays_letter")]
        first = self._week.report.weekday()
        bounds = [0, *axis.grid, axis.width]
        labels_of = [[names[(first + day) % 7] for names in lists] for day in range(len(bounds) - 1)]
        return [row(18, blank, *axis.bands(bounds, labels_of)), gap(2)]

    def _elapsed(self, axis: Axis, seconds: int) -> str:
        for unit, size in (("days", DAY), ("hours", HOUR), ("minutes", 60)):
            least = 3 * DAY if unit == "days" else 0
            if seconds % size == 0 and seconds > least and not (unit == "hours" and axis.span <= HOUR):
                return self._speaker.say("ladder", unit, n=seconds // size)
        return self._speaker.say("ladder", "hours" if axis.span > HOUR else "minutes", n=0)

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def window(self, ladder: Ladder, shared: Axis | None) -> list[Row]:
        """A window's rows, under its name; with an axis of its own where none is shared."""
        axis = shared or self.axis_of([ladder])
        title = section(self._speaker.voice.name("window", ladder.window.name))
        clocks = {self._clock(lane) for lane in ladder.lanes} - {""}
        clock = clocks.pop() if len(clocks) == 1 else None
        about = " · ".join(part for part in (self._from_to(ladder.window), clock) if part)
        scale = [] if shared else self.scale(axis)
        head = [gap(6), title, paragraph(about, NOTE, color=MUTE, most=3), *self._remarks(ladder), gap(4), *scale]
        found = kept(head)
        for rung in ladder.rungs:
            found += self._rung(axis, rung, (title, *scale), each=clock is None)
        if ladder.silent:
            text = f"{self._speaker.say('matrix', 'unsaid')}: {ladder.silent}"
            plans = name_lines(self._speaker, ladder.counted, WIDTH, MOST_SILENT)
            said_of = (*lines(text, WIDTH, NOTE, color=MUTE), *plans)
            made = Row(round(tall(said_of)) + 4, (Cell(WIDTH, said_of),))
            found = [*found[:-2], *kept(found[-2:]), made]
        return found

    def _from_to(self, window: Window) -> str:
        voice = self._speaker.voice
        starts = voice.listed([voice.event(start) for start in window.starts], "or")
        key = "from_to_customer" if window.by_customer else "window"
        if window.each:
            key = "each_from_to_customer" if window.by_customer else "each_from_to"
        text = self._speaker.say("ladder", key, start=starts, end=voice.event(window.ends))
        if window.at_risk is None:
            return text
        share = f"{(window.at_risk * 100).normalize():f}"
        return f"{text} · {self._speaker.say('ladder', 'at_risk', share=share)}"

    def _remarks(self, ladder: Ladder) -> list[Row]:
        found: list[Row] = []
        for clause in ladder.remarks:
            rests = self._assumed.on(clause.sources)
            text = f"{said(self._speaker, clause)} ({marked(citation(clause.sources, clause.origin), rests)})"
            one = paragraph(text, NOTE, most=3, link=clause_link(self._speaker, clause))
            found.append(replace(one, notes=self._assumed.notes(rests)))
        return found

    def _rung(self, axis: Axis, rung: Rung, under: tuple[Row, ...], *, each: bool) -> list[Row]:
        """A case's rows; `each`: every lane says on which clock it counts."""
        case = lines(rung.case, CASE - 14, TEXT, bold=True, most=8)
        made = [self._lane(axis, lane, case if number == 0 else (), each) for number, lane in enumerate(rung.lanes)]
        if len(made) <= MOST_TOGETHER:
            return [*kept([replace(made[0], under=under), *made[1:], gap(3)]), rule(HEAD), gap(3)]
        again = (*under, section(f"{rung.case} …")) if rung.case else under
        first, *others = made
        apart = [replace(first, under=under), *(replace(one, under=again) for one in others)]
        return [*apart[:-1], *kept([apart[-1], gap(3)]), rule(HEAD), gap(3)]

    def _lane(self, axis: Axis, lane: Lane, case: tuple[Text, ...], each: bool) -> Row:
        clock = self._clock(lane) if each else ""
        plans = name_lines(self._speaker, lane.counted, WHO - 12, MOST_LISTED)
        who = (*lines(lane.who, WHO - 12, TEXT, most=6), *plans, *lines(clock, WHO - 12, CITE, color=MUTE, most=3))
        rests = self._assumed.on(sources_of(lane))
        start = self._label_at(axis, lane)
        label = self._label(lane, axis.width - start, rests)
        high = max(THICK + 6, round(max(tall(case), tall(who), tall(label))) + 6)
        cells = (Cell(CASE, case), Cell(WHO, who), *axis.cells(self._pieces(axis, lane, label, start, high)))
        return row(high, *cells, notes=self._assumed.notes(rests))

    def _clock(self, lane: Lane) -> str:
        return self._promises.clock(lane) if lane.is_promised and not lane.clocked else ""

    # ── Bars ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _label_at(self, axis: Axis, lane: Lane) -> int:
        """Where a lane's words begin: after its bar."""
        if lane.course is None:
            return 0
        last = lane.course.rounds[-1] if lane.course.rounds else lane.course.end
        return min(max(axis.x(last), 3), REACH) + 6

    def _label(self, lane: Lane, room: int, rests: tuple[int, ...]) -> tuple[Text, ...]:
        promised = lane.is_promised
        text = f"{lane.text}{NO_BREAK}►" if _is_open(lane) else lane.text
        words = lines(text, room - 14, TEXT, bold=promised, color=INK if promised else MUTE, most=6)
        return (*words, *cite_lines(citation(sources_of(lane), lane.clause.origin), room - 14, 3, rests))

    def _pieces(self, axis: Axis, lane: Lane, label: tuple[Text, ...], start: int, high: int) -> list[Piece]:
        link = clause_link(self._speaker, lane.clause)
        inset = (high - THICK) // 2
        wide = int(max(text.width for text in label)) + 10
        if lane.course is None:
            empty = Cell(0, label, PAPER, 8, border=MUTE, dashed=True, link=link)
            return [Piece(0, axis.width, empty)]
        if _is_open(lane):
            open_end = Cell(0, label, AMBER, 8, border=AMBER_DARK, dashed=True, link=link)
            words = Piece(start - 6, axis.width, open_end)
        else:
            words = Piece(start, min(start + wide, axis.width), Cell(0, label, link=link))
        return [*(replace(one, cell=replace(one.cell, inset=inset, link=link)) for one in _bars(axis, lane)), words]

    def legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        """What the bars of a page mean."""
        used = paints(shown)
        keys = {
            "clock": Key("", BLUE_DARK),
            "business": Key("", BLUE_MID, border=BLUE_DARK),
            "waits": Key("", PANEL, border=LINE),
            "range": Key("", BLUE, border=BLUE_DARK),
            "open": Key("", AMBER, "►", border=AMBER_DARK, dashed=True),
            "none": Key("", PAPER, "–", border=MUTE, dashed=True, color=MUTE),
        }
        borderless = {(BLUE_DARK, ""): "clock"}
        found = [
            replace(key, label=self._speaker.say("ladder", f"legend_{name}"))
            for name, key in keys.items()
            if (key.fill, key.border) in used or name in {borderless[one] for one in used if one in borderless}
        ]
        return legend(found)


def _is_open(lane: Lane) -> bool:
    """Whether a promise is only a lower bound."""
    return isinstance(lane.promise, Within) and lane.promise.or_more


def _bars(axis: Axis, lane: Lane) -> list[Piece]:
    course = lane.course
    assert course is not None
    if course.rounds:
        return _rounds(axis, lane, course)
    target = course.target if course.target is not None else course.end
    found: list[Piece] = []
    at = 0
    for first, last in course.counted:
        found += _piece(axis, at, first, Cell(0, fill=PANEL, border=LINE))
        found += _piece(axis, first, min(last, target), _counted(lane))
        found += _piece(axis, max(first, target), last, Cell(0, fill=BLUE, border=BLUE_DARK))
        at = last
    found += _piece(axis, at, course.end, Cell(0, fill=PANEL, border=LINE))
    return found or [Piece(0, 3, _counted(lane))]


def _rounds(axis: Axis, lane: Lane, course: Course) -> list[Piece]:
    """The first intervals of a cadence, a little apart, as far as the axis goes."""
    found: list[Piece] = []
    starts = (0, *course.rounds)
    for first, last in zip(starts, course.rounds, strict=False):
        left, right = axis.x(first), axis.x(last)
        if right - left > 4 and right <= REACH:
            found.append(Piece(left, right - 2, _counted(lane)))
    return found or [Piece(0, max(axis.x(course.end), 3), _counted(lane))]


def _counted(lane: Lane) -> Cell:
    return Cell(0, fill=BLUE_DARK) if lane.calendars is None else Cell(0, fill=BLUE_MID, border=BLUE_DARK)


def _piece(axis: Axis, first: int, last: int, cell: Cell) -> list[Piece]:
    left, right = axis.x(first), axis.x(last)
    return [Piece(left, right, cell)] if right > left else []
