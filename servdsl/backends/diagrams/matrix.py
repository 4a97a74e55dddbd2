"""The coverage matrix: tiers in columns, what they get in rows, and the clause under each value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from servdsl.backends.diagrams.content.coverage import CHARGED, INCLUDED, NO, OPEN, VALUE, Block, Coverage, Entry, Line
from servdsl.backends.diagrams.drawing.canvas import (
    BAR,
    Cell,
    Key,
    Row,
    Text,
    gap,
    legend,
    lines,
    paints,
    paragraph,
    row,
    rule,
    section,
    spacer,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import (
    Assumed,
    citation,
    cite_lines,
    clause_link,
    offer_link,
    said,
    value_link,
)
from servdsl.backends.diagrams.drawing.measure import is_whole, largest
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    AMBER_DARK,
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
    TEXT,
    VIOLET,
    VIOLET_DARK,
    WIDTH,
)
from servdsl.cells import Study
from servdsl.model.contract import Clause, Offer
from servdsl.model.values import Price
from servdsl.wording.voice import NO_BREAK

LABEL = 228
NARROW = 200
"""Of the labels: beside few and beside many columns."""
GAP = 3
INDENT = 8
MOST_TIERS = 6
"""Columns of words that can be read side by side."""
MOST_LINES = 30
"""Lines of a cell's value; more are summed up."""
MOST_BROUGHT = 36
"""Lines of a row of what an add-on brings."""


def pictures(study: Study) -> list[Picture]:
    """The matrix, in as many pictures as its tiers and rows need."""
    contract = study.contract
    speaker = Speaker(contract)
    tiers = [offer for offer in contract.offers if offer.kind == "tier"]
    addons = [offer for offer in contract.offers if offer.kind == "addon"]
    bodies = [body for group in _groups(tiers) for body in _tier_pages(speaker, study, group)]
    bodies += _addon_pages(speaker, addons) if addons else []
    subtitle = speaker.say("matrix", "subtitle", contract=speaker.title)
    return paged(speaker, "matrix", speaker.say("matrix", "about"), subtitle, bodies)


def _groups(tiers: Sequence[Offer]) -> list[list[Offer]]:
    """The tiers in groups of nearly the same size; one empty group where there are none."""
    count = max(ceil(len(tiers) / MOST_TIERS), 1)
    size = ceil(len(tiers) / count)
    return [list(tiers[start * size : (start + 1) * size]) for start in range(count)]


# ── Tiers ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Columns:
    """The widths of a group of tiers' columns: equal, the rest of the width goes to the labels."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.column = (WIDTH - (LABEL if count < MOST_TIERS - 1 else NARROW)) // max(count, 1) - GAP
        self.label = WIDTH - count * (self.column + GAP)
        self.size = TEXT if count < MOST_TIERS - 1 else NOTE

    def cells(self, label: Cell, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        spaced = [part for cell in cells for part in (Cell(GAP, fill=label.fill), cell)]
        return (label, *spaced)


def _tier_pages(speaker: Speaker, study: Study, tiers: Sequence[Offer]) -> list[list[Row]]:
    if not tiers:
        return [[paragraph(speaker.say("matrix", "no_tiers"))]]
    columns = Columns(len(tiers))
    assumed = Assumed(speaker)
    body: list[Row] = []
    for block in Coverage(speaker, study, [tier.name for tier in tiers]).blocks():
        body += _block(speaker, columns, assumed, block)
    return filled(body, lambda part: _legend(speaker, part), _head(speaker, columns, tiers))


def _head(speaker: Speaker, columns: Columns, tiers: Sequence[Offer]) -> tuple[Row, ...]:
    room = columns.column - 2 * INDENT
    titles = [
        (
            *_fitted(speaker.voice.name("offer", tier.name), room, columns.size, INK, bold=True, most=4),
            spacer(2),
            *cite_lines(citation(tier.sources, tier.origin), room, 2),
        )
        for tier in tiers
    ]
    label = Cell(columns.label, lines(speaker.say("matrix", "plan"), columns.label - 20, bold=True), HEAD, 10)
    cells = [
        Cell(columns.column, texts, HEAD, INDENT, link=offer_link(speaker, tier))
        for tier, texts in zip(tiers, titles, strict=True)
    ]
    height = round(max(sum(text.height for text in texts) for texts in titles)) + 14
    return (row(max(height, 40), *columns.cells(label, cells)), rule(INK), gap(4))


def _block(speaker: Speaker, columns: Columns, assumed: Assumed, block: Block) -> list[Row]:
    title = replace(section(block.title.upper(), indent=10), height=30)
    rows = [_line(speaker, columns, assumed, line) for line in block.rows]
    return [title, *(one for first, *rest in rows for one in (replace(first, under=(title,)), *rest))]


def _line(speaker: Speaker, columns: Columns, assumed: Assumed, line: Line) -> list[Row]:
    room = columns.label - 20
    label = (
        *lines(line.label, room, TEXT, most=4),
        *lines(line.condition, room, NOTE, color=MUTE if line.label else INK, most=8),
    )
    cells = [_cell(speaker, assumed, columns, entry, columns.column) for entry in line.entries]
    first = line.entries[0]
    same = len(cells) > 1 and all(entry == first for entry in line.entries)
    if same and (first.state == VALUE or cells[0].height > 4 * TEXT * 1.2):
        joined = columns.count * (columns.column + GAP) - GAP
        above = "" if first.state == VALUE else speaker.say("matrix", "all_plans")
        cells = [_cell(speaker, assumed, columns, first, joined, above)]
    height = round(max(sum(text.height for text in label), *(cell.height for cell in cells))) + 12
    notes = assumed.notes(number for entry in line.entries for number in assumed.on(entry.sources))
    full = columns.cells(Cell(columns.label, label, indent=10), cells)
    return [replace(row(max(height, 36), *full, notes=notes), keep=True), replace(rule(HEAD), keep=True), gap(2)]


def _cell(speaker: Speaker, assumed: Assumed, columns: Columns, entry: Entry, wide: int, above: str = "") -> Cell:
    """An entry with its citation and the marks of the assumptions that it rests on."""
    room = wide - 2 * INDENT - BAR
    bold = entry.best
    color = MUTE if entry.state == NO else INK
    texts: list[Text] = [*lines(above, room, CITE, color=MUTE)] if above else []
    values = [part for one in entry.lines for part in _fitted(one, room, columns.size, color, bold=bold)]
    details = [part for one in entry.details for part in lines(one, room, CITE + 1)]
    texts += _at_most([*values, *details], MOST_LINES)
    rests = assumed.on(entry.sources)
    cited = citation(entry.sources, entry.clauses[0].origin if entry.clauses else None)
    fill, bar, border = _paint(entry, bool(rests))
    # the muted ink is too faint on the stronger blue
    faint = fill == BLUE_MID
    texts += [spacer(2), *(replace(one, color=INK if faint else MUTE) for one in cite_lines(cited, room, rests=rests))]
    link = clause_link(speaker, entry.clauses[0]) if entry.clauses else None
    link = value_link(speaker, entry.define, entry.sources) if entry.define else link
    return Cell(wide, tuple(texts), fill, INDENT, bar=bar, border=border, link=link)


def _fitted(text: str, room: int, size: int, color: str, *, bold: bool, most: int = 40) -> tuple[Text, ...]:
    """A text in lines, a little smaller where a long word would be cut otherwise, and not bold where that is not enough."""
    sizes = [one for one in (TEXT, NOTE, AXIS) if one <= size]
    bold = bold and is_whole(text, room, sizes[-1], bold)
    return lines(text, room, largest(text, room, sizes, bold), color=color, bold=bold, most=most)


def _at_most(texts: list[Text], most: int) -> list[Text]:
    if len(texts) <= most:
        return texts
    return [*texts[: most - 1], replace(texts[most - 1], text="…")]


def _paint(entry: Entry, rests: bool) -> tuple[str, str, str]:
    """Background, bar and border of a state."""
    border = INK if entry.best else ""
    if entry.state == NO:
        return PANEL, LINE, ""
    if entry.state == OPEN:
        return AMBER, AMBER_DARK, border
    if rests:
        return VIOLET, VIOLET_DARK, border
    if entry.state == VALUE:
        return PAPER, MUTE, HEAD
    if entry.state == CHARGED:
        return PAPER, AMBER_DARK, LINE
    return (BLUE_MID, BLUE_DARK, border) if entry.best else (BLUE, BLUE_STRONG, border)


def _legend(speaker: Speaker, shown: Sequence[Row]) -> tuple[Row, ...]:
    """What the paints of a page mean."""
    used = paints(shown)
    fills = {fill for fill, _ in used}
    keys = {
        "included": Key("", BLUE, "●", BLUE_STRONG),
        "best": Key("", BLUE_MID, "●", BLUE_DARK, border=INK),
        "no": Key("", PANEL, "–", LINE, color=MUTE),
        "charged": Key("", PAPER, "", AMBER_DARK),
        "value": Key("", PAPER, "", MUTE, border=HEAD),
        "open": Key("", AMBER, "○", AMBER_DARK),
        "assumed": Key("", VIOLET, "◊", VIOLET_DARK),
    }
    found = [
        replace(key, label=speaker.say("matrix", f"legend_{name}"))
        for name, key in keys.items()
        if ((key.fill, key.border) in used if key.fill == PAPER else key.fill in fills)
        or (key.border == INK and any(border == INK for _, border in used))
    ]
    return legend(found) if found else ()


# ── Add-ons ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _addon_pages(speaker: Speaker, addons: Sequence[Offer]) -> list[list[Row]]:
    assumed = Assumed(speaker)
    head = [
        row(
            30,
            Cell(LABEL, lines(speaker.say("matrix", "addon"), 200, bold=True), HEAD, 10),
            Cell(WIDTH - LABEL, lines(speaker.say("matrix", "addons_brings"), 400, bold=True), HEAD, INDENT),
        ),
        rule(INK),
        gap(4),
    ]
    body = [one for addon in addons for one in _addon(speaker, assumed, addon)]
    return filled(body, lambda part: _legend(speaker, part), head)


def _addon(speaker: Speaker, assumed: Assumed, addon: Offer) -> list[Row]:
    """The rows of an add-on: one, or several where it brings more than a row takes."""
    own = [c for c in speaker.contract.clauses if addon.name in c.layers]
    wide = WIDTH - LABEL - 2 * INDENT - BAR
    parts: list[tuple[list[Clause], list[Text]]] = [([], [])]
    for clause in own:
        texts = _brought(speaker, assumed, clause, wide)
        if len(parts[-1][1]) + len(texts) > MOST_BROUGHT and parts[-1][0]:
            parts.append(([], []))
        parts[-1][0].append(clause)
        parts[-1][1].extend(texts)
    made = [_addon_row(speaker, assumed, addon, *part, again=n > 0) for n, part in enumerate(parts)]
    return [one for row_ in made for one in (replace(row_, keep=True), replace(rule(HEAD), keep=True), gap(2))]


def _addon_row(
    speaker: Speaker, assumed: Assumed, addon: Offer, own: Sequence[Clause], texts: Sequence[Text], *, again: bool
) -> Row:
    room = LABEL - 20
    name = speaker.voice.name("offer", addon.name)
    label = (
        *lines(f"{name}{NO_BREAK}…" if again else name, room, TEXT, bold=True, most=4),
        *cite_lines(citation(addon.sources, addon.origin), room),
    )
    rests = tuple(number for clause in own for number in assumed.on(clause.sources))
    by_quote = any(isinstance(c.value, Price) and c.value.by == "quote" for c in own)
    fill, bar, _ = _paint(Entry((), OPEN if by_quote else INCLUDED), bool(rests))
    height = round(max(sum(t.height for t in label), sum(t.height for t in texts))) + 14
    link = offer_link(speaker, addon)
    cells = (Cell(LABEL, label, indent=10, link=link), Cell(WIDTH - LABEL, tuple(texts), fill, INDENT, bar=bar))
    return row(max(height, 34), *cells, notes=assumed.notes(rests))


def _brought(speaker: Speaker, assumed: Assumed, clause: Clause, room: int) -> list[Text]:
    rests = assumed.on(clause.sources)
    cited = cite_lines(citation(clause.sources, clause.origin), room, 2, rests)
    return [*lines(said(speaker, clause), room, NOTE, most=4), *cited, spacer(4)]
