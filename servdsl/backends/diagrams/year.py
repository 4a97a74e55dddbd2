"""The days of a year: worked, off, holidays and closures by number with their names below, days opened by date."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from servdsl.backends.diagrams.content.week import HOLIDAY, MADE, OFF, WORK, Day, Guards, day_of, rules, schedule_of
from servdsl.backends.diagrams.drawing.canvas import Cell, Row, Text, gap, lines, one_line, paragraph, row
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.measure import width
from servdsl.backends.diagrams.drawing.style import (
    AMBER_MID,
    AXIS,
    BLUE_MID,
    CITE,
    HEAD,
    INK,
    MUTE,
    NOTE,
    PAPER,
    SECTION,
    WIDTH,
)
from servdsl.model import Contract
from servdsl.model.contract import Closed, ClosedYearly, Holidays, Opened
from servdsl.model.expressions import Condition
from servdsl.wording import condition_text
from servdsl.wording.numbers import year_day_text
from servdsl.wording.voice import plain

LABEL = 96
BOX = 22
SPACE = 2
COUNT = WIDTH - LABEL - 31 * (BOX + SPACE)
HIGH = 18
COLUMNS = 3
MOST_NAMED = 60
PAINT = {WORK: BLUE_MID, OFF: HEAD, HOLIDAY: INK, MADE: AMBER_MID}


@dataclass(frozen=True, slots=True)
class Feast:
    """Days in a row with one name, under one number."""

    number: int
    first: date
    last: date
    name: str
    kind: str


def year_shown(contract: Contract) -> int:
    """The year that is drawn: the one in which most examples ask, else the first in force. (Not this year: the same
    contract gives the same picture.)"""
    first, last = contract.horizon[0].year, contract.horizon[1].year
    asked = (str(example.facts.get("opened", ""))[:4] for example in contract.examples)
    years = [int(year) for year in asked if year.isdigit() and first <= int(year) <= last]
    return min(years, key=lambda year: (-years.count(year), year), default=max(contract.in_force[0].year, first))


def year_rows(speaker: Speaker, calendars: Sequence[str]) -> list[Row]:
    """A year for each calendar with holidays or dated rules, and for each condition that guards them; equal ones once,
    those that never open not at all."""
    contract = speaker.contract
    found: dict[tuple[Day, ...], list[tuple[str, Guards]]] = {}
    year = _days(contract)
    for name in calendars:
        for guards in _guards(contract, name):
            days = tuple(day_of(contract, schedule_of(contract, name), day, guards) for day in year)
            if any(day.kind in (WORK, MADE) for day in days):
                found.setdefault(days, []).append((name, guards))
    return [row for days, shown in found.items() for row in _year(speaker, shown, days)]


def _title(speaker: Speaker, shown: Sequence[tuple[str, Guards]]) -> str:
    """The year, the calendars, and the condition where there is one."""
    year = speaker.say("weekmap", "year", year=year_shown(speaker.contract))
    names: dict[Guards, list[str]] = {}
    for name, guards in shown:
        names.setdefault(guards, []).append(speaker.voice.name("calendar", name))
    comma = speaker.voice.say("list", "comma")
    parts = [f"{comma.join(called)}{_when(speaker, guards)}" for guards, called in names.items()]
    return f"{year} · {'; '.join(parts)}"


def _when(speaker: Speaker, guards: Guards) -> str:
    if not guards:
        return ""
    condition = condition_text(speaker.contract, guards[0], speaker.language)
    return f" ({speaker.say('matrix', 'when', condition=condition)})"


def _guards(contract: Contract, calendar: str) -> list[Guards]:
    """The conditions under which a calendar has dated rules; nothing where it has none."""
    dated = [
        rule
        for rule in rules(contract, schedule_of(contract, calendar))
        if isinstance(rule.rule, Holidays | Closed | ClosedYearly | Opened)
    ]
    guarded: list[Condition] = []
    for rule in dated:
        if rule.when is not None and rule.when not in guarded:
            guarded.append(rule.when)
    if guarded:
        return [(condition,) for condition in guarded]
    return [()] if dated else []


def _days(contract: Contract) -> list[date]:
    first = date(year_shown(contract), 1, 1)
    return [first + timedelta(days=number) for number in range(366 if isleap(first.year) else 365)]


def _year(speaker: Speaker, shown: Sequence[tuple[str, Guards]], days: Sequence[Day]) -> list[Row]:
    year = year_shown(speaker.contract)
    dated = dict(zip(_days(speaker.contract), days, strict=True))
    feasts = _feasts(dated)
    numbers = {
        feast.first + timedelta(days=n): feast for feast in feasts for n in range((feast.last - feast.first).days + 1)
    }
    title = lines(_title(speaker, shown), WIDTH, SECTION, bold=True, most=3)
    head = row(round(sum(text.height for text in title)) + 8, Cell(WIDTH, title))
    months = [_month(speaker, dated, numbers, year, month) for month in range(1, 13)]
    grid = [head, _axis(speaker), *(part for one in months for part in (one, gap(SPACE)))]
    return [*(replace(part, keep=True) for part in grid), *_names(speaker, feasts, shown[0], year), gap(8)]


def _axis(speaker: Speaker) -> Row:
    cells = [Cell(LABEL)]
    cells += [Cell(BOX + SPACE, (Text(str(day), CITE, MUTE),), align="center") for day in range(1, 32)]
    count = one_line(speaker.say("weekmap", "month_days"), COUNT - 8, CITE, color=MUTE)
    return row(16, *cells, Cell(COUNT, (count,), indent=8))


def _month(speaker: Speaker, dated: dict[date, Day], numbers: dict[date, Feast], year: int, month: int) -> Row:
    name = speaker.voice.phrases.names("date", "months")[month - 1]
    cells = [Cell(LABEL, (one_line(name, LABEL - 4, NOTE),))]
    worked = 0
    for number in range(1, 32):
        day = date(year, month, number) if number <= monthrange(year, month)[1] else None
        cells += [_box(dated, numbers, day), Cell(SPACE)]
        worked += day is not None and dated[day].kind in (WORK, MADE)
    return row(HIGH, *cells, Cell(COUNT, (Text(str(worked), AXIS),), indent=8))


def _box(dated: dict[date, Day], numbers: dict[date, Feast], day: date | None) -> Cell:
    if day is None:
        return Cell(BOX)
    kind = dated[day].kind
    mark = str(numbers[day].number) if day in numbers else ""
    if kind == HOLIDAY:
        return Cell(BOX, (Text(mark, CITE, PAPER, True),), PAINT[kind], align="center")
    if kind == MADE:
        return Cell(BOX, (Text(f"+{mark}", CITE, INK),), PAINT[kind], align="center")
    return Cell(BOX, fill=PAINT[kind])


def _feasts(dated: dict[date, Day]) -> list[Feast]:
    found: list[Feast] = []
    for day, one in dated.items():
        if one.kind not in (HOLIDAY, MADE):
            continue
        last = found[-1] if found else None
        if last and last.last == day - timedelta(days=1) and (last.name, last.kind) == (one.name, one.kind):
            found[-1] = replace(last, last=day)
        else:
            found.append(Feast(len(found) + 1, day, day, one.name, one.kind))
    return found


def _names(speaker: Speaker, feasts: Sequence[Feast], of: tuple[str, Guards], year: int) -> list[Row]:
    """The dates and names, in columns; then the calendars that each customer gives."""
    texts = [_feast(speaker, feast) for feast in feasts[:MOST_NAMED]]
    if len(feasts) > MOST_NAMED:
        texts.append(speaker.say("common", "and_more", count=len(feasts) - MOST_NAMED))
    widest = max((width(text, NOTE) for text in texts), default=0)
    columns = next((count for count in (COLUMNS, 2) if widest <= WIDTH // count - 8), 1)
    wide = [WIDTH // columns + (index < WIDTH % columns) for index in range(columns)]
    deep = -(-len(texts) // columns)
    rows = [gap(6)]
    for line in range(deep):
        shown = [texts[line + column * deep] if line + column * deep < len(texts) else "" for column in range(columns)]
        cells = [Cell(w, (one_line(t, w - 8, NOTE),) if t else ()) for w, t in zip(wide, shown, strict=True)]
        rows.append(row(17, *cells))
    if not texts:
        rows.append(paragraph(speaker.say("weekmap", "none", year=year), NOTE))
    return [*(replace(one, keep=True) for one in rows), *_given(speaker, *of)]


def _feast(speaker: Speaker, feast: Feast) -> str:
    words = speaker.voice.phrases
    dates = year_day_text(words, feast.first.month, feast.first.day)
    if feast.last.month != feast.first.month:
        dates = f"{dates} – {year_day_text(words, feast.last.month, feast.last.day)}"
    elif feast.last != feast.first:
        dates = year_day_text(words, feast.first.month, f"{feast.first.day}–{feast.last.day}")
    name = plain(feast.name) or (speaker.say("weekmap", "makeup") if feast.kind == MADE else "")
    return f"{feast.number} · {dates} · {name}" if name else f"{feast.number} · {dates}"


def _given(speaker: Speaker, calendar: str, guards: Guards) -> list[Row]:
    own = [
        rule
        for rule in rules(speaker.contract, schedule_of(speaker.contract, calendar))
        if rule.when is None or rule.when in guards
    ]
    facts = dict.fromkeys(rule.rule.fact for rule in own if isinstance(rule.rule, Holidays) and rule.rule.fact)
    names = [speaker.voice.name("fact", fact) for fact in facts]
    return [paragraph(speaker.say("weekmap", "given", fact=name), NOTE, color=MUTE) for name in names]
