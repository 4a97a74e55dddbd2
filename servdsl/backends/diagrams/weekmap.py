"""The week map: seven days of twenty-four hours for each calendar in use, and under them the year's days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from servdsl.backends.diagrams.content.hours import Hours, WeekMap
from servdsl.backends.diagrams.content.week import DAY, WEEK, Stretch
from servdsl.backends.diagrams.drawing.canvas import (
    Cell,
    Key,
    Row,
    Text,
    gap,
    legend,
    lines,
    one_line,
    paints,
    paragraph,
    row,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, citation, marked
from servdsl.backends.diagrams.drawing.listing import name_lines
from servdsl.backends.diagrams.drawing.measure import width
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import (
    AMBER_DARK,
    AMBER_MID,
    AXIS,
    BLUE,
    BLUE_DARK,
    BLUE_MID,
    BLUE_STRONG,
    CITE,
    HEAD,
    INK,
    LINE,
    MUTE,
    NOTE,
    PANEL,
    PAPER,
    WIDTH,
)
from servdsl.backends.diagrams.year import year_rows, year_shown
from servdsl.cells import Study
from servdsl.model.contract import Clause
from servdsl.model.values import Elapsed, PromiseOf, Within
from servdsl.wording.numbers import clock_text, number
from servdsl.wording.voice import plain, unique

LABEL = 104
HOUR = 31
STRIP = 24 * HOUR
TOTAL = WIDTH - LABEL - STRIP
HIGH = 26
MARGIN = 6

MOST_NAMED = 6
"""Lines of the names of plans that a title counts."""

Bar = tuple[int, int, int]
"""Start and end in minutes of the day, and which of the week's extras it is, from 1; 0 for the hours of the plan."""


def pictures(study: Study) -> list[Picture]:
    """The week map, in as many pictures as it needs."""
    contract = study.contract
    speaker = Speaker(contract)
    hours = Hours(speaker, study)
    maps = hours.maps()
    rows: list[Row] = []
    for one in maps:
        rows += _map(speaker, one)
    if not maps:
        rows += _clock(speaker)
    rows += year_rows(speaker, study, hours.dated(maps))
    about = speaker.say("weekmap", "about", year=year_shown(contract))
    subtitle = speaker.say("weekmap", "subtitle", contract=speaker.title, zone=_zone(speaker))
    return paged(speaker, "weekmap", about, subtitle, filled(rows, lambda part: _legend(speaker, part)))


def _zone(speaker: Speaker) -> str:
    contract = speaker.contract
    if contract.zone_fact:
        return speaker.say("weekmap", "zone_fact", fact=speaker.voice.name("fact", contract.zone_fact))
    if contract.zone:
        return speaker.say("weekmap", "zone", zone=contract.zone)
    return speaker.say("weekmap", "no_zone")


# ── A week ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _map(speaker: Speaker, one: WeekMap) -> list[Row]:
    assumed = Assumed(speaker)
    rests = assumed.on(one.sources)
    cited = marked(citation(one.sources), rests)
    body = [_day(speaker, one, day) for day in range(7)]
    minutes = sum(end - start for start, end in one.base)
    total = speaker.say("weekmap", "week_total", hours=_hours(speaker, minutes))
    added = sum(end - start for extra in one.extras for start, end in extra.stretches)
    if added:
        total += " · " + speaker.say("weekmap", "with_addon", hours=_hours(speaker, added))
    extras = " · ".join(f"{mark} {plain(name)}" for name, mark in _marks(one).items())
    compared = speaker.say("weekmap", "compared") if one.compared else ""
    said = (" · ".join(filter(None, (total, cited))), extras, *one.seasons, compared)
    notes = [paragraph(text, NOTE, color=MUTE, most=4) for text in said if text]
    plans = name_lines(speaker, one.counted, WIDTH, MOST_NAMED, NOTE)
    title = (*lines(one.title, WIDTH, 14, bold=True, most=3), *plans)
    head = Row(round(sum(text.height for text in title)) + 8, (Cell(WIDTH, title),), notes=assumed.notes(rests))
    kept = [head, _axis(speaker, one.zone), *(part for day in body for part in (day, gap(2)))]
    return [*(replace(part, keep=True) for part in (*kept, *notes)), gap(10)]


def _marks(one: WeekMap) -> dict[str, str]:
    """How the bars of each that adds hours are marked, by its name: with a number where there are several."""
    names = unique(extra.name for extra in one.extras if extra.stretches)
    return {name: f"+{n}" if len(names) > 1 else "+" for n, name in enumerate(names, 1)}


def _axis(speaker: Speaker, zone: str = "") -> Row:
    """The hours over the strip, after the name of a zone of their own where it fits; a label is centred on its hour."""
    half = HOUR
    fits = zone and width(zone, AXIS) <= LABEL - half
    local = one_line(zone if fits else speaker.say("weekmap", "local"), LABEL - half, AXIS, color=MUTE)
    cells = [Cell(LABEL - half, (local,))]
    for hour in range(0, 25, 2):
        cells.append(Cell(2 * HOUR, (Text(f"{hour:02d}", AXIS, MUTE),), align="center"))
    return row(18, *cells, Cell(WIDTH - sum(cell.width for cell in cells)))


def _day(speaker: Speaker, one: WeekMap, day: int) -> Row:
    names = speaker.voice.phrases.names("date", "weekdays")
    bars = _bars(one, day)
    cells: list[Cell] = [Cell(LABEL, (one_line(names[day], LABEL - 4),))]
    at = 0
    for bar in bars:
        start, end, _ = bar
        if start > at:
            cells.append(Cell(_x(start) - _x(at), fill=PANEL))
        cells.append(_bar_cell(speaker, one, day, bar))
        at = end
    if at < DAY:
        cells.append(Cell(STRIP - _x(at), fill=PANEL))
    return row(HIGH, *(cell for cell in cells if cell.width), Cell(TOTAL, (_total(speaker, bars),), indent=MARGIN))


def _x(minute: int) -> int:
    return round(minute * HOUR / 60)


def _bars(one: WeekMap, day: int) -> list[Bar]:
    """What lies on a day, in order."""
    start = day * DAY
    found = [(*part, 0) for part in _on_day(one.base, start)]
    for place, extra in enumerate(one.extras, 1):
        found += [(*part, place) for part in _on_day(extra.stretches, start)]
    return sorted(found)


def _on_day(stretches: Sequence[Stretch], start: int) -> list[Stretch]:
    cut = ((max(a, start) - start, min(b, start + DAY) - start) for a, b in stretches)
    return [(a, b) for a, b in cut if a < b]


def _bar_cell(speaker: Speaker, one: WeekMap, day: int, bar: Bar) -> Cell:
    start, end, extra = bar
    wide = _x(end) - _x(start)
    if not extra:
        fitting = _first(_bar_texts(speaker, day, bar, one.base), wide, PAPER)
        return Cell(wide, fitting, BLUE_DARK, align="center", link=one.link)
    brought = one.extras[extra - 1]
    mark = _marks(one)[brought.name]
    hours = _bar_texts(speaker, day, bar, brought.stretches)
    named = [f"{mark} {plain(brought.name)} {text}" for text in (hours[0], hours[-1])]
    fitting = _first([*named, *(f"{mark} {text}" for text in hours), mark], wide, INK)
    return Cell(wide, fitting, AMBER_MID, align="center", border=AMBER_DARK, link=brought.link)


def _first(texts: Sequence[str], wide: int, color: str) -> tuple[Text, ...]:
    """The first text that fits a bar."""
    return next(((Text(text, NOTE, color),) for text in texts if width(text, NOTE) <= wide - 4), ())


def _bar_texts(speaker: Speaker, day: int, bar: Bar, same: Sequence[Stretch]) -> list[str]:
    """What could stand on a bar, from the fullest to the shortest; a night says where it comes from and goes to."""
    start, end, _ = bar
    before = start == 0 and _open_at(same, (day * DAY - 1) % WEEK)
    after = end == DAY and _open_at(same, ((day + 1) * DAY) % WEEK)
    opens, closes = clock_text(start), clock_text(end)
    hours = f"{opens} – {closes}"
    if before and after and end - start == DAY:
        return [f"◄ {hours} ►", hours]
    if before:
        names = speaker.voice.phrases.names("date", "weekdays")
        origin = speaker.say("weekmap", "from_before", day=names[(day - 1) % 7])
        return [f"{origin} – {closes}", f"◄ – {closes}", f"◄ {closes}"]
    if after:
        return [f"{opens} – ►", f"{opens} ►"]
    return [hours, f"{opens[:2]} – {closes[:2]}" if opens[3:] == closes[3:] == "00" else hours]


def _open_at(stretches: Sequence[Stretch], minute: int) -> bool:
    return any(start <= minute < end for start, end in stretches)


def _total(speaker: Speaker, bars: Sequence[Bar]) -> Text:
    base = sum(end - start for start, end, brought in bars if not brought)
    extra = sum(end - start for start, end, brought in bars if brought)
    if base and extra:
        text = f"{_hours(speaker, base)} + {_hours(speaker, extra)}"
    elif extra:
        text = speaker.say("weekmap", "with_addon", hours=_hours(speaker, extra))
    else:
        text = (
            speaker.say("weekmap", "total", hours=_hours(speaker, base)) if base else speaker.say("weekmap", "closed")
        )
    return one_line(text, TOTAL - MARGIN - 2, NOTE)


def _hours(speaker: Speaker, minutes: int) -> str:
    """Minutes in hours, to two places."""
    return number(speaker.voice.phrases, (Decimal(minutes) / 60).quantize(Decimal("0.01")))


# ── No calendar ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _clock(speaker: Speaker) -> list[Row]:
    """A contract without calendars: its hours run by the clock."""
    names = speaker.voice.phrases.names("date", "weekdays")
    text = Text(speaker.say("weekmap", "clock"), NOTE, INK)
    promised = [clause for clause in speaker.contract.clauses if _runs(clause)]
    sources = unique(source for clause in promised for source in clause.sources)
    assumed = Assumed(speaker)
    rests = assumed.on(sources)
    rows = [replace(_axis(speaker), notes=assumed.notes(rests))]
    for name in names:
        strip = Cell(STRIP, (text,), BLUE, align="center", border=BLUE_STRONG)
        day = Cell(LABEL, (one_line(name, LABEL - 4),))
        whole = one_line(speaker.say("weekmap", "total", hours="24"), TOTAL - MARGIN - 2, NOTE)
        rows += [row(HIGH, day, strip, Cell(TOTAL, (whole,), indent=MARGIN)), gap(2)]
    note = paragraph(speaker.say("weekmap", "clock_note"), NOTE, most=4)
    cited = marked(citation(sources), rests)
    return [*rows, gap(4), note, *([paragraph(cited, CITE, color=MUTE, most=4)] if cited else [])]


def _runs(clause: Clause) -> bool:
    value = clause.value
    if not isinstance(value, PromiseOf) or not isinstance(value.promise, Within):
        return False
    return isinstance(value.promise.limit, Elapsed)


def _legend(speaker: Speaker, shown: Sequence[Row]) -> tuple[Row, ...]:
    """What the paints of a page mean."""
    keys = {
        "clock": Key("", BLUE, border=BLUE_STRONG),
        "open": Key("", BLUE_DARK),
        "addon": Key("", AMBER_MID, "+", border=AMBER_DARK),
        "closed": Key("", PANEL),
        "work": Key("", BLUE_MID),
        "off": Key("", HEAD),
        "holiday": Key("", INK, "1", color=PAPER),
        "made": Key("", AMBER_MID, "+"),
    }
    used = paints(shown)
    found = [
        replace(key, label=speaker.say("weekmap", f"legend_{name}"))
        for name, key in keys.items()
        if (key.fill, "" if key.border == LINE else key.border) in used
    ]
    return legend(found) if found else ()
