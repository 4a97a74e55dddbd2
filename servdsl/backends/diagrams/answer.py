"""One due instant, counted over the days: what counted, when the calendar was closed and why, when the clock stood still.

The way comes from an evaluator, `EVALUATOR.ways(facts)[window]`; the picture only lays it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from servdsl.backends.diagrams.drawing.axis import Axis, Piece
from servdsl.backends.diagrams.drawing.canvas import (
    Cell,
    Key,
    Row,
    Text,
    gap,
    heading,
    legend,
    lines,
    one_line,
    paints,
    paragraph,
    row,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, citation, clause_link, marked, said
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import (
    AMBER_DARK,
    AMBER_MID,
    AXIS,
    BLUE,
    BLUE_DARK,
    BLUE_STRONG,
    CITE,
    INK,
    MUTE,
    NOTE,
    PANEL,
    PAPER,
    WIDTH,
)
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.values import BusinessDays, BusinessTime, Computed, Elapsed, Length, PromiseOf, Within
from servdsl.wording.voice import plain, unique

LABEL, HOUR = 158, 31
STRIP = 24 * HOUR
REST = WIDTH - LABEL - STRIP
THICK = 26
FEWEST = 4
"""Days in a row without anything to tell that become one line."""
MOST_DAYS = 24
MOST_PARTS = 24
"""Days and stretches that are drawn; of more, the first and the last."""
GENERIC = frozenset({"break", "night", "weekend", "closed"})
TOLD = ("counted", "paused", "closed")
"""Kinds of stretches between start and end."""
MINUTES = 1440

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the way, in local time."""

    start: datetime
    end: datetime
    kind: str
    reasons: tuple[str, ...]

    @property
    def seconds(self) -> int:
        return int((self.end - self.start).total_seconds())


def answer(contract: Contract, way: Json, facts: Json | None = None) -> Picture:
    """The picture of a way, as `ways` of an evaluator gives it; `facts` are told in the subtitle. Raises KeyError and
    ValueError for what is no way."""
    return _Drawn(Speaker(contract), way, facts or {}).picture()


class _Drawn:
    """A way as rows."""

    def __init__(self, speaker: Speaker, way: Json, facts: Json) -> None:
        self._speaker = speaker
        self._facts = facts
        self._window = str(way["window"])
        clauses = {clause.id: clause for clause in speaker.contract.clauses}
        self._clause: Clause | None = clauses.get(str(way["clause"]))
        self._moments = {key: _moment(way[key]) for key in ("start", "target", "due", "not_before")}
        self._parts = list(_stretches(way["parts"]))
        self._stopped = self._last_counted() if self._stands_still else None
        if self._stopped is not None:
            self._parts = [
                replace(one, kind="paused") if one.kind == "open" and one.start >= self._stopped else one
                for one in self._parts
            ]

    def picture(self) -> Picture:
        say, contract = self._speaker.say, self._speaker.contract
        title = say("answer", "title")
        rows = [*heading(title, " · ".join(self._told())), *self._promise(), *self._axis()]
        rows += [one for day in self._shown_days() for one in day]
        rows += [gap(6), *self._sum(), gap(8)]
        about = say("answer", "about", window=self._speaker.voice.name("window", self._window))
        return Picture("answer", f"{contract.name}-answer", title, about, [*rows, *self._legend(rows)])

    @property
    def _stands_still(self) -> bool:
        """Whether the clock has been stopped and not yet started again, so that no end is known."""
        return self._moments["due"] is None and self._moments["not_before"] is None

    def _last_counted(self) -> datetime | None:
        """When a clock was stopped that has not been started again."""
        return max((one.end for one in self._parts if one.kind in TOLD), default=self._moments["start"])

    # ── What is asked ───────────────────────────────────────────────────────────────────────────────────────────────

    def _told(self) -> Iterator[str]:
        """The contract, the offers and the choices that were told, the zone."""
        contract, voice = self._speaker.contract, self._speaker.voice
        yield self._speaker.title
        offers = {offer.name for offer in contract.offers}
        named = [self._facts.get("tier"), *(self._facts.get("addons") or ())]
        yield from (voice.name("offer", str(name)) for name in named if name in offers)
        for fact in contract.facts:
            told = self._facts.get(fact.name)
            if fact.type == "choice" and isinstance(told, str):
                yield f"{voice.name('fact', fact.name)}: {voice.choice(fact.name, told)}"
        zone = contract.zone or self._facts.get(contract.zone_fact or "")
        if isinstance(zone, str):
            yield self._speaker.say("weekmap", "zone", zone=plain(zone))

    def _promise(self) -> list[Row]:
        name = self._speaker.voice.name("window", self._window)
        if self._clause is None:
            return [paragraph(name, NOTE, bold=True), gap(6)]
        assumed = Assumed(self._speaker)
        rests = assumed.on(self._clause.sources)
        cited = marked(citation(self._clause.sources, self._clause.origin), rests)
        text = f"{said(self._speaker, self._clause)} ({cited})"
        notes = [note for _, note in assumed.notes(rests)]
        return [paragraph(text, NOTE, most=4, link=clause_link(self._speaker, self._clause)), *notes, gap(6)]

    # ── Days ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _axis(self) -> list[Row]:
        axis = Axis(STRIP, STRIP, 24)
        ticks = axis.ticks((axis.x(hour), f"{hour:02d}") for hour in range(0, 25, 2))
        return [row(18, Cell(LABEL), *ticks, Cell(REST))]

    def _shown_days(self) -> Iterator[list[Row]]:
        """Each day's rows; days in a row without anything to tell as one line, too many days without their middle."""
        days: list[list[Row]] = []
        for quiet, run in groupby(self._days(), self._is_quiet):
            dates = list(run)
            if quiet and len(dates) >= FEWEST:
                days.append(self._skipped(dates))
            else:
                days += [self._day(day) for day in dates]
        if len(days) <= MOST_DAYS:
            yield from days
            return
        half = MOST_DAYS // 2
        yield from days[:half]
        yield [paragraph(self._speaker.say("answer", "more_days", count=len(days) - 2 * half), NOTE, color=MUTE)]
        yield from days[-half:]

    def _days(self) -> list[date]:
        dates = [part.start.date() for part in self._parts]
        dates += [moment.date() for moment in self._moments.values() if moment is not None]
        return [min(dates) + timedelta(days=n) for n in range((max(dates) - min(dates)).days + 1)]

    def _is_quiet(self, day: date) -> bool:
        marked_ = any(moment is not None and moment.date() == day for moment in self._moments.values())
        return not marked_ and all(part.kind in ("closed", "shut") for part, _, _ in self._on(day))

    def _on(self, day: date) -> list[tuple[Stretch, int, int]]:
        """The stretches of a day, each from and to a minute of it as the local clock reads."""
        found: list[tuple[Stretch, int, int]] = []
        at = 0
        for part in self._parts:
            if part.start.date() == day:
                low = max(_minute(part.start), at)
                high = MINUTES if part.end.date() > day else max(_minute(part.end), low)
                found.append((part, low, high))
                at = high
        return found

    def _skipped(self, days: Sequence[date]) -> list[Row]:
        why = unique(reason for day in days for part, _, _ in self._on(day) for reason in self._reasons(part.reasons))
        text = self._speaker.say("answer", "skipped", count=len(days), why=", ".join(why))
        cells = (
            Cell(LABEL, (Text("…", NOTE, MUTE),)),
            Cell(STRIP, (one_line(text, STRIP - 20, NOTE, color=MUTE),), PANEL, align="center"),
        )
        return [row(THICK, *cells, Cell(REST)), gap(3)]

    def _day(self, day: date) -> list[Row]:
        axis = Axis(STRIP, STRIP, MINUTES)
        pieces: list[Piece] = []
        for part, low, high in self._on(day):
            left, right = axis.x(low), axis.x(high)
            if right > left:
                pieces.append(Piece(left, right, self._bar(part, right - left, self._text(part))))
        name = self._day_name(day)
        strip = row(THICK, Cell(LABEL, (one_line(name, LABEL - 8, NOTE),)), *axis.cells(pieces), Cell(REST))
        return [*self._marks(axis, day), strip, gap(3)]

    def _day_name(self, day: date) -> str:
        weekday = self._speaker.words.names("weekmap", "weekdays_short")[day.weekday()]
        return f"{weekday} {day.isoformat()}"

    def _marks(self, axis: Axis, day: date) -> list[Row]:
        """What happens at an instant of a day, above its place."""
        found = [
            (axis.x(_minute(moment)), f"▼ {self._said(key, moment)}")
            for key, moment in self._moments.items()
            if moment is not None and moment.date() == day
        ]
        if not found:
            return []
        rows: list[Row] = []
        for place, text in sorted(found):
            shown = one_line(text, STRIP // 2, AXIS, bold=True)
            wide = int(shown.width) + 16
            start = min(max(place - 5, 0), STRIP - wide)
            marks = axis.cells([Piece(start, start + wide, Cell(wide, (shown,)))])
            rows.append(row(17, Cell(LABEL), *marks, Cell(REST)))
        return rows

    def _said(self, key: str, moment: datetime) -> str:
        return self._speaker.say("answer", key, time=_clock(moment))

    def _text(self, part: Stretch) -> str:
        """What may stand on a bar."""
        match part.kind:
            case "counted":
                return self._ordinal(part.start.date()) if self._by_days else self._amount(part.seconds)
            case "paused":
                return self._speaker.say("answer", "paused")
            case "open":
                return self._speaker.say("answer", "open")
            case _:
                return ", ".join(self._reasons(part.reasons))

    @property
    def _limit(self) -> Length | None:
        """What is promised; None for a cadence."""
        value = self._clause.value if self._clause is not None else None
        promise = value.promise if isinstance(value, PromiseOf) else None
        limit = promise.limit if isinstance(promise, Within) else None
        return None if isinstance(limit, Computed) else limit

    @property
    def _by_days(self) -> int | None:
        """How many business days are counted; None where time is."""
        return self._limit.count if isinstance(self._limit, BusinessDays) else None

    def _ordinal(self, day: date) -> str:
        """Which business day a date is; the last one is the last that counts."""
        dates = list(dict.fromkeys(part.start.date() for part in self._parts if part.kind == "counted"))
        number = (self._by_days or 0) - (len(dates) - 1 - dates.index(day))
        return self._speaker.say("answer", "ordinal", n=number) if number > 0 else ""

    def _reasons(self, reasons: Iterable[str]) -> list[str]:
        """Why a calendar is closed: the contract's own names, and general words."""
        return [self._speaker.say("answer", one) if one in GENERIC else plain(one) for one in reasons]

    def _bar(self, part: Stretch, wide: int, text: str) -> Cell:
        fill, color, border = {
            "counted": (BLUE_DARK, PAPER, ""),
            "paused": (AMBER_MID, INK, AMBER_DARK),
            "open": (BLUE, INK, BLUE_STRONG),
        }.get(part.kind, (PANEL, MUTE, ""))
        size = NOTE if part.kind == "counted" else CITE
        shown = Text(text, size, color, part.kind == "counted")
        fitting = (shown,) if text and shown.width <= wide - 4 else ()
        return Cell(wide, fitting, fill, align="center", border=border)

    # ── The sum ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sum(self) -> list[Row]:
        """Each stretch with what it adds and what is left, and the instant that comes of it."""
        told = self._told_parts() if self._by_days is None else []
        left = self._length(told)
        rows: list[Row] = []
        for part in told:
            amount = note = ""
            if part.kind == "counted":
                left = left - part.seconds if left is not None else None
                amount = self._amount(part.seconds)
                note = self._speaker.say("answer", "left", amount=self._amount(left)) if left else ""
            elif part.kind == "paused":
                note = self._speaker.say("answer", "paused")
                if self._stopped is not None and part.start >= self._stopped:
                    start = f"{self._day_name(part.start.date())} {_clock(part.start)}"
                    rows.append(self._line(f"{start} – …", "", note, INK))
                    break
            else:
                note = ", ".join(self._reasons(part.reasons))
            rows.append(self._line(self._span(part), amount, note, MUTE if part.kind == "closed" else INK))
        if len(rows) > MOST_PARTS:
            half = MOST_PARTS // 2
            text = self._speaker.say("answer", "more_parts", count=len(rows) - 2 * half)
            rows = [*rows[:half], paragraph(text, NOTE, color=MUTE), *rows[-half:]]
        return [*rows, *self._ends()]

    def _length(self, told: Sequence[Stretch]) -> int | None:
        """The seconds that count in all; None where the clock stands still and the promise is no length of time."""
        if not self._stands_still:
            return sum(part.seconds for part in told if part.kind == "counted")
        limit = self._limit
        return int(limit.seconds) if isinstance(limit, Elapsed | BusinessTime) else None

    def _told_parts(self) -> list[Stretch]:
        """What lies between start and end, neighbours of one kind as one."""
        found: list[Stretch] = []
        for part in self._parts:
            if part.kind not in TOLD:
                continue
            if found and found[-1].kind == part.kind and found[-1].end == part.start:
                found[-1] = replace(found[-1], end=part.end, reasons=unique([*found[-1].reasons, *part.reasons]))
            else:
                found.append(part)
        return found

    def _ends(self) -> Iterator[Row]:
        for key in ("target", "not_before", "due"):
            moment = self._moments[key]
            if moment is not None:
                words = self._said(key, moment)
                day = self._day_name(moment.date())
                yield self._line(day, "", f"{words} = {_clock(moment.astimezone(UTC))} UTC", INK, bold=True)
        if self._stands_still:
            yield paragraph(self._speaker.say("answer", "unknown"), NOTE, bold=True)

    def _line(self, when: str, amount: str, note: str, color: str, *, bold: bool = False) -> Row:
        wide = (LABEL + 190, 110)
        last = WIDTH - sum(wide)
        texts = lines(note, last - 30, NOTE, color=color, bold=bold, most=3)
        return row(
            max(round(sum(text.height for text in texts)) + 4, 19),
            Cell(wide[0], (one_line(when, wide[0] - 8, NOTE, color=color, bold=bold),)),
            Cell(wide[1], (one_line(amount, wide[1] - 8, NOTE, bold=True),) if amount else ()),
            Cell(last, texts, indent=8),
        )

    def _span(self, part: Stretch) -> str:
        start = f"{self._day_name(part.start.date())} {_clock(part.start)}"
        same = part.start.date() == part.end.date()
        return f"{start} – {_clock(part.end) if same else f'{self._day_name(part.end.date())} {_clock(part.end)}'}"

    def _amount(self, seconds: int) -> str:
        """Time that passed: "1 h 30 min"."""
        hours, rest = divmod(seconds, 3600)
        minutes, left = divmod(rest, 60)
        told = (("hours", hours), ("minutes", minutes), ("seconds", left))
        found = [self._speaker.say("answer", unit, n=n) for unit, n in told if n]
        return " ".join(found) or self._speaker.say("answer", "minutes", n=0)

    def _legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        used = {fill for fill, _ in paints(shown)}
        keys = {
            "counted": Key("", BLUE_DARK),
            "paused": Key("", AMBER_MID, border=AMBER_DARK),
            "open": Key("", BLUE, border=BLUE_STRONG),
            "closed": Key("", PANEL),
        }
        return legend(
            [
                replace(key, label=self._speaker.say("answer", f"legend_{name}"))
                for name, key in keys.items()
                if key.fill in used
            ]
        )


def _stretches(parts: Iterable[Json]) -> Iterator[Stretch]:
    for one in parts:
        start, end = datetime.fromisoformat(one["from"]), datetime.fromisoformat(one["to"])
        yield Stretch(start, end, one["kind"], tuple(one["reasons"]))


def _moment(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))


def _minute(moment: datetime) -> int:
    """The minute of its date that the local clock reads."""
    return moment.hour * 60 + moment.minute


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second or moment.microsecond else f"{moment:%H:%M}"
