"""The days of a year: worked, off, holidays and closures by number with their names below, days opened by date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from servdsl.backends.diagrams.content.variants import guards_text, held_together
from servdsl.backends.diagrams.content.week import (
    HOLIDAY,
    MADE,
    OFF,
    WORK,
    Day,
    Guards,
    day_of,
    facts_of,
    is_dated,
    rules,
    schedule_of,
)
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
from servdsl.cells import Study
from servdsl.model import Contract
from servdsl.model.contract import CalendarRule, Closed, ClosedNth, ClosedYearly, Holidays, Opened
from servdsl.model.expressions import Condition
from servdsl.wording.calendars import rule_words, span_words
from servdsl.wording.numbers import year_day_text
from servdsl.wording.voice import lowered, plain, unique

LABEL = 96
BOX = 22
SPACE = 2
COUNT = WIDTH - LABEL - 31 * (BOX + SPACE)
HIGH = 18
COLUMNS = 3
MOST_NAMED = 60
MOST_REMARKS = 8
DATED = Holidays | Closed | ClosedYearly | ClosedNth | Opened
PAINT = {WORK: BLUE_MID, OFF: HEAD, HOLIDAY: INK, MADE: AMBER_MID}


@dataclass(frozen=True, slots=True)
class Feast:
    """Days in a row that are alike, under one number."""

    number: int
    first: date
    last: date
    day: Day


def year_shown(contract: Contract) -> int:
    """The year that is drawn: the one in which most examples ask, else the first in force. (Not this year: the same
    contract gives the same picture.)"""
    first, last = contract.horizon[0].year, contract.horizon[1].year
    asked = (str(example.facts.get("opened", ""))[:4] for example in contract.examples)
    years = [int(year) for year in asked if year.isdigit() and first <= int(year) <= last]
    return min(years, key=lambda year: (-years.count(year), year), default=max(contract.in_force[0].year, first))


Variant = tuple[str, Guards | None]
"""A calendar and the conditions that hold in it; None: its days are the same for all facts."""


def year_rows(speaker: Speaker, study: Study, calendars: Sequence[str]) -> list[Row]:
    """A year for each calendar with holidays or dated rules, and for the conditions that guard them; equal ones once, those
    that never open not at all."""
    contract = speaker.contract
    dates = list(_days(year_shown(contract)))
    found: dict[tuple[Day, ...], list[Variant]] = {}
    for name in calendars:
        schedule = schedule_of(contract, name)
        own: dict[tuple[Day, ...], list[Variant]] = {}
        for guards in _guards(study, rules(contract, schedule)):
            days = tuple(day_of(contract, schedule, day, guards) for day in dates)
            own.setdefault(days, []).append((name, guards))
        for days, variants in own.items():
            if any(day.kind in (WORK, MADE) for day in days):
                found.setdefault(days, []).extend(variants if len(own) > 1 else [(name, None)])
    return [row for days, shown in found.items() for row in _year(speaker, shown, dict(zip(dates, days, strict=True)))]


def _title(speaker: Speaker, shown: Sequence[Variant], year: int) -> str:
    """The year, the calendars, and the conditions where there are some."""
    names: dict[Guards | None, list[str]] = {}
    for name, guards in shown:
        names.setdefault(guards, []).append(speaker.voice.name("calendar", name))
    comma = speaker.voice.say("list", "comma")
    parts = [f"{comma.join(called)}{_when(speaker, guards)}" for guards, called in names.items()]
    return f"{speaker.say('weekmap', 'year', year=year)} · {'; '.join(parts)}"


def _when(speaker: Speaker, guards: Guards | None) -> str:
    if guards is None:
        return ""
    return f" ({guards_text(speaker, guards) or lowered(speaker.say('matrix', 'otherwise'))})"


def _guards(study: Study, ruled: Sequence[CalendarRule]) -> list[Guards]:
    """The conditions under which a calendar has dated rules; nothing where it has none. The days of a validity are none of
    them: each day is drawn as who reports on it finds it."""
    dated = [rule for rule in ruled if isinstance(rule.rule, DATED)]
    guarded: list[Condition] = []
    for rule in dated:
        when = facts_of(rule.when)
        if when is not None and when not in guarded:
            guarded.append(when)
    return held_together(study, guarded) if dated else []


def _days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _year(speaker: Speaker, shown: Sequence[Variant], dated: dict[date, Day]) -> list[Row]:
    year = min(dated).year
    feasts = _feasts(dated)
    numbers = {
        feast.first + timedelta(days=n): feast for feast in feasts for n in range((feast.last - feast.first).days + 1)
    }
    title = lines(_title(speaker, shown, year), WIDTH, SECTION, bold=True, most=3)
    head = row(round(sum(text.height for text in title)) + 8, Cell(WIDTH, title))
    months = [_month(speaker, dated, numbers, year, month) for month in range(1, 13)]
    grid = [head, _axis(speaker), *(part for one in months for part in (one, gap(SPACE)))]
    names = [*_names(speaker, feasts, year), *_remarks(speaker, shown)]
    return [*(replace(part, keep=True) for part in grid), *names, gap(8)]


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
        if last and last.last == day - timedelta(days=1) and last.day == one:
            found[-1] = replace(last, last=day)
        else:
            found.append(Feast(len(found) + 1, day, day, one))
    return found


def _names(speaker: Speaker, feasts: Sequence[Feast], year: int) -> list[Row]:
    """The dates and names, in columns."""
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
    return [replace(one, keep=True) for one in rows]


def _feast(speaker: Speaker, feast: Feast) -> str:
    words = speaker.voice.phrases
    dates = year_day_text(words, feast.first.month, feast.first.day)
    if feast.last.month != feast.first.month:
        dates = f"{dates} – {year_day_text(words, feast.last.month, feast.last.day)}"
    elif feast.last != feast.first:
        dates = year_day_text(words, feast.first.month, f"{feast.first.day}–{feast.last.day}")
    name = plain(feast.day.name) or (speaker.say("weekmap", "makeup") if feast.day.kind == MADE else "")
    hours = speaker.voice.say("calendar", "hours_joined").join(
        span_words(speaker.voice, span) for span in feast.day.spans
    )
    return " · ".join(part for part in (str(feast.number), dates, name, hours) if part)


def _remarks(speaker: Speaker, shown: Sequence[Variant]) -> list[Row]:
    """What boxes cannot show: closed hours, rules that hold on some days of reporting only, days that customers give."""
    contract = speaker.contract
    ruled = [
        rule
        for name, guards in shown
        for rule in rules(contract, schedule_of(contract, name))
        if guards is None or facts_of(rule.when) in (None, *guards)
    ]
    dated = [rule for rule in ruled if isinstance(rule.rule, DATED)]
    told = unique(rule_words(speaker.voice, rule) for rule in dated if _is_remarkable(rule))
    facts = unique(rule.rule.fact for rule in dated if isinstance(rule.rule, Holidays) and rule.rule.fact)
    given = [speaker.say("weekmap", "given", fact=speaker.voice.name("fact", fact)) for fact in facts]
    return [paragraph(text, NOTE, color=MUTE, most=3) for text in (*speaker.some(told, MOST_REMARKS), *given)]


def _is_remarkable(rule: CalendarRule) -> bool:
    """Whether boxes and their names do not say all of a rule."""
    match rule.rule:
        case Closed(spans=spans) | ClosedYearly(spans=spans) | ClosedNth(spans=spans) if spans:
            return True
        case Holidays(fact=str()):
            return rule.when is not None
        case _:
            return is_dated(rule.when)
