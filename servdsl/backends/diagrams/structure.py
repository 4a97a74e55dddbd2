"""The structure: a graph where it stays readable, else a table of the same relations, a row for each offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servdsl.backends.diagrams.canvas import (
    BAR,
    Cell,
    Key,
    Row,
    Text,
    gap,
    heading,
    legend,
    lines,
    one_line,
    row,
    rule,
    spacer,
)
from servdsl.backends.diagrams.captions import Speaker
from servdsl.backends.diagrams.cite import Assumed, citation, cite_lines
from servdsl.backends.diagrams.columns import Box, Column, Curve, box_width, graph
from servdsl.backends.diagrams.pages import pages
from servdsl.backends.diagrams.picture import Picture, spoken
from servdsl.backends.diagrams.relations import CLOCK, Edge, Promised, Relations, size
from servdsl.backends.diagrams.style import (
    AMBER,
    AMBER_DARK,
    AXIS,
    BLUE,
    BLUE_DARK,
    CITE,
    HEAD,
    HEIGHT,
    INK,
    MUTE,
    NOTE,
    PANEL,
    PAPER,
    RED_DARK,
    WIDTH,
)
from servdsl.model import Contract
from servdsl.model.contract import Calendar, Offer
from servdsl.wording import calendar_lines
from servdsl.wording.voice import unique

MOST_PARTS = 44
"""Nodes and edges that a graph may have together; more become a table."""
MOST_COLUMN = 10
"""Nodes one above the other."""
INDENT = 8
NAME, HANGS = 250, 280
STEP = 16
"""Indent of a plan under the one it extends."""

EDGES = {
    "extends": {"color": BLUE_DARK, "penwidth": "2.2"},
    "requires": {"color": AMBER_DARK, "style": "dashed", "penwidth": "1.4"},
    "conflicts": {"color": RED_DARK, "style": "dotted", "penwidth": "1.8", "dir": "none"},
    "uses": {"color": MUTE, "penwidth": "1.1"},
}
SAMPLES = {
    "extends": ("▬▬►", BLUE_DARK),
    "requires": ("- - ►", AMBER_DARK),
    "conflicts": ("· · · ·", RED_DARK),
    "uses": ("──►", MUTE),
}


class StructurePicture(Picture):
    """A picture of columns and curves under its rows."""

    __slots__ = ("columns", "curves")
    columns: list[Column]
    curves: list[Curve]

    def words(self) -> tuple[tuple[str, ...], ...]:
        boxes = ((column.title, *(spoken(box.texts) for box in column.boxes)) for column in self.columns)
        return (*Picture.words(self), *boxes)

    def dot(self) -> str:
        """The picture as DOT; without columns it is its rows alone."""
        return str(graph(self, self.columns, self.curves).source) if self.columns else Picture.dot(self)


def pictures(contract: Contract) -> list[Picture]:
    """The structure, in as many pictures as it needs."""
    speaker = Speaker(contract)
    relations = Relations(speaker)
    tall = max(len([o for o in contract.offers if o.kind == kind]) for kind in ("tier", "addon"))
    columns = (tall, len(relations.promised), len(contract.calendars))
    if size(contract, relations) <= MOST_PARTS and max(columns) <= MOST_COLUMN and relations.adjacent():
        drawn = _graph(speaker, relations)
        if drawn.height + max((column.height for column in drawn.columns), default=0) <= HEIGHT:
            return [drawn]
    return _tables(speaker, relations)


def _blank(speaker: Speaker, number: int, count: int) -> Picture:
    contract = speaker.contract
    title = speaker.say("structure", "title")
    if count > 1:
        title = speaker.say("common", "page", title=title, number=number, count=count)
    name = "structure" if number == 1 else f"structure-{number}"
    tiers = [offer for offer in contract.offers if offer.kind == "tier"]
    subtitle = speaker.say(
        "structure",
        "subtitle",
        contract=speaker.title,
        tiers=len(tiers),
        addons=len(contract.offers) - len(tiers),
        windows=len(contract.windows),
        calendars=len(contract.calendars),
    )
    about = speaker.say("structure", "about")
    return Picture(name, f"{contract.name}-{name}", title, about, list(heading(title, subtitle)))


# ── The table ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _tables(speaker: Speaker, relations: Relations) -> list[Picture]:
    titles = ("plan_column", "hangs_column", "gives_column")
    wide = (NAME, HANGS, WIDTH - NAME - HANGS)
    cells = [
        Cell(room, (one_line(speaker.say("structure", title), room - 20, bold=True),), HEAD, 10)
        for title, room in zip(titles, wide, strict=True)
    ]
    head = [row(32, *cells), rule(INK), gap(4)]
    body = [part for offer, depth in _in_order(speaker.contract) for part in _offer(speaker, relations, offer, depth)]
    body += _calendar_rows(speaker)
    parts = pages(body, HEIGHT - 130)
    found: list[Picture] = []
    for number, part in enumerate(parts, 1):
        picture = _blank(speaker, number, len(parts))
        picture.rows += [*head, *part, gap(8), *_table_legend(speaker)]
        found.append(picture)
    return found


def _in_order(contract: Contract) -> list[tuple[Offer, int]]:
    """Tiers, then add-ons, each followed by those that extend it, with their depth."""
    found: list[tuple[Offer, int]] = []

    def visit(offer: Offer, depth: int) -> None:
        found.append((offer, depth))
        for child in contract.offers:
            if child.parent == offer.name:
                visit(child, depth + 1)

    for kind in ("tier", "addon"):
        for offer in contract.offers:
            if offer.kind == kind and offer.parent is None:
                visit(offer, 0)
    return found


def _offer(speaker: Speaker, relations: Relations, offer: Offer, depth: int) -> list[Row]:
    addon = offer.kind == "addon"
    shift = min(depth, 5) * STEP
    room = NAME - BAR - INDENT - shift - 8
    name = ("+ " if addon else "► " if depth else "") + speaker.voice.name("offer", offer.name)
    cited = cite_lines(citation(offer.sources, offer.origin), room, 2)
    label = (*lines(name, room, bold=True, most=3), spacer(2), *cited)
    hangs = _items(_hangs(speaker, relations, offer), HANGS - 20, 6)
    wide = WIDTH - NAME - HANGS
    gives = _items(_gives(speaker, relations, offer), wide - 20, 4)
    height = max(sum(text.height for text in texts) for texts in (label, hangs, gives))
    paint = (AMBER, AMBER_DARK) if addon else (BLUE, BLUE_DARK)
    cells = (
        Cell(shift),
        Cell(NAME - shift, label, paint[0], INDENT, bar=paint[1]),
        Cell(HANGS, hangs, indent=10),
        Cell(wide, gives, indent=10),
    )
    filled = tuple(cell for cell in cells if cell.width)
    made = row(max(round(height) + 10, 30), *filled)
    return [replace(made, keep=True), replace(rule(HEAD), keep=True), gap(2)]


def _items(texts: Sequence[str], room: int, most: int) -> tuple[Text, ...]:
    """Texts one below the other, with a little room between them."""
    spaced = [part for text in texts for part in (spacer(4), *lines(text, room, NOTE, most=most))]
    return tuple(spaced[1:])


def _hangs(speaker: Speaker, relations: Relations, offer: Offer) -> list[str]:
    named = {
        "extends_of": (offer.parent,) if offer.parent else (),
        "requires_of": relations.required(offer.name),
        "conflicts_of": relations.conflicting(offer.name),
    }
    found: list[str] = []
    for key, names in named.items():
        if names:
            joint = "both" if key == "conflicts_of" else "or"
            offers = speaker.voice.listed([speaker.voice.name("offer", name) for name in names], joint)
            found.append(speaker.say("structure", key, offers=offers))
    return found or ["–"]


def _gives(speaker: Speaker, relations: Relations, offer: Offer) -> list[str]:
    found = [
        speaker.say(
            "structure",
            "promise",
            window=speaker.voice.name("window", one.window),
            values=" · ".join(relations.values(one)),
        )
        for one in relations.by_offer[offer.name]
    ]
    calendars = [speaker.voice.name("calendar", name) for name in relations.attended(offer.name)]
    if calendars:
        found.append(speaker.say("structure", "attends_of", things=speaker.voice.listed(calendars, "both")))
    return found or ["–"]


def _calendar_rows(speaker: Speaker) -> list[Row]:
    found: list[Row] = []
    for calendar in speaker.contract.calendars:
        room = NAME - BAR - INDENT - 8
        label = lines(speaker.voice.name("calendar", calendar.name), room, bold=True, most=3)
        label += cite_lines(citation(_calendar_sources(calendar), calendar.origin), room, 3)
        wide = WIDTH - NAME
        hours = calendar_lines(speaker.contract, calendar, speaker.language)
        texts = _items(hours[:12], wide - 20, 2)
        height = max(sum(text.height for text in label), sum(text.height for text in texts))
        cells = (Cell(NAME, label, PANEL, INDENT, bar=MUTE), Cell(wide, texts, indent=10))
        found += [replace(row(max(round(height) + 10, 30), *cells), keep=True), replace(rule(HEAD), keep=True), gap(2)]
    return found


def _table_legend(speaker: Speaker) -> tuple[Row, ...]:
    keys = [Key(speaker.say("structure", "tiers"), BLUE, "", BLUE_DARK)]
    if any(offer.kind == "addon" for offer in speaker.contract.offers):
        keys.append(Key(speaker.say("structure", "addons"), AMBER, "+", AMBER_DARK))
    if speaker.contract.calendars:
        keys.append(Key(speaker.say("structure", "calendars"), PANEL, "", MUTE))
    return legend(keys)


# ── The graph ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _graph(speaker: Speaker, relations: Relations) -> StructurePicture:
    blank = _blank(speaker, 1, 1)
    contract = speaker.contract
    edges = relations.edges()
    offers = {kind: [o for o in contract.offers if o.kind == kind] for kind in ("tier", "addon")}
    assumed = Assumed(speaker)
    parts = (*offers.values(), relations.promised, contract.calendars or [e for e in edges if e.target == CLOCK_BOX])
    wide = box_width(sum(1 for part in parts if part))
    columns = {
        "addons": [_offer_box(speaker, relations, offer, wide) for offer in offers["addon"]],
        "tiers": [_offer_box(speaker, relations, offer, wide) for offer in offers["tier"]],
        "windows": [_promise_box(speaker, relations, assumed, one, wide) for one in relations.promised.values()],
        "calendars": _calendar_boxes(speaker, edges, wide),
    }
    used = assumed.notes(n for one in relations.promised.values() for n in assumed.on(_sources(one)))
    rows = [*blank.rows, *_graph_legend(speaker, edges), *(note for _, note in used)]
    picture = StructurePicture(blank.name, blank.id, blank.title, blank.about, rows)
    picture.columns = [Column(speaker.say("structure", name), tuple(boxes)) for name, boxes in columns.items() if boxes]
    picture.curves = [_curve(edge) for edge in edges]
    return picture


def _curve(edge: Edge) -> Curve:
    return Curve(edge.source, edge.target, EDGES[edge.relation], blunt=edge.relation == "conflicts")


CLOCK_BOX = f"calendar {CLOCK}"


def _room(wide: int) -> int:
    return wide - 2 * INDENT - BAR - 2


def _offer_box(speaker: Speaker, relations: Relations, offer: Offer, wide: int) -> Box:
    room = _room(wide)
    addon = offer.kind == "addon"
    name = ("+ " if addon else "") + speaker.voice.name("offer", offer.name)
    calendars = [speaker.voice.name("calendar", one) for one in relations.attended(offer.name)]
    hours = speaker.say("structure", "attends_of", things=speaker.voice.listed(calendars, "both")) if calendars else ""
    texts = (
        *lines(name, room, bold=True, most=4),
        *lines(hours, room, NOTE, most=4),
        spacer(2),
        *cite_lines(citation(offer.sources, offer.origin), room, 2),
    )
    color = AMBER_DARK if addon else BLUE_DARK
    return Box(f"offer {offer.name}", wide, texts, AMBER if addon else BLUE, color, color)


def _promise_box(speaker: Speaker, relations: Relations, assumed: Assumed, one: Promised, wide: int) -> Box:
    room = _room(wide)
    values = [part for value in relations.values(one)[:6] for part in lines(value, room, NOTE, most=3)]
    sources = _sources(one)
    texts = (
        *lines(speaker.voice.name("window", one.window), room, bold=True, most=3),
        *values,
        spacer(2),
        *cite_lines(citation(sources, one.clauses[0].origin), room, 3, assumed.on(sources)),
    )
    return Box(one.key, wide, texts, PAPER, BLUE_DARK)


def _sources(one: Promised) -> tuple[str, ...]:
    return unique(source for clause in one.clauses for source in clause.sources)


def _calendar_boxes(speaker: Speaker, edges: Sequence[Edge], wide: int) -> list[Box]:
    boxes = [_calendar_box(speaker, one, wide) for one in speaker.contract.calendars]
    if any(edge.target == CLOCK_BOX for edge in edges):
        text = one_line(speaker.say("structure", "clock"), _room(wide), bold=True)
        boxes.append(Box(CLOCK_BOX, wide, (text,), PANEL, MUTE))
    return boxes


def _calendar_box(speaker: Speaker, calendar: Calendar, wide: int) -> Box:
    room = _room(wide)
    hours = calendar_lines(speaker.contract, calendar, speaker.language)
    shown = [part for text in hours[:4] for part in lines(text, room, AXIS, most=3)][:8]
    texts = (
        *lines(speaker.voice.name("calendar", calendar.name), room, bold=True, most=3),
        *shown,
        spacer(2),
        *cite_lines(citation(_calendar_sources(calendar), calendar.origin), room, 3),
    )
    return Box(f"calendar {calendar.name}", wide, texts, PANEL, MUTE)


def _calendar_sources(calendar: Calendar) -> tuple[str, ...]:
    ruled = getattr(calendar.schedule, "rules", ())
    return unique([*calendar.sources, *(source for rule in ruled for source in rule.sources)])


def _graph_legend(speaker: Speaker, edges: Sequence[Edge]) -> tuple[Row, ...]:
    """The lines in use, each with its stroke and word."""
    cells: list[Cell] = []
    used = {edge.relation for edge in edges}
    for relation, (sample, color) in SAMPLES.items():
        if relation in used:
            stroke, word = Text(sample, CITE, color, True), one_line(speaker.say("structure", relation), 240, NOTE)
            cells += [Cell(int(stroke.width) + 10, (stroke,)), Cell(int(word.width) + 22, (word,))]
    left = WIDTH - sum(cell.width for cell in cells)
    return (row(18, *cells, Cell(left)), gap(6)) if cells else ()
