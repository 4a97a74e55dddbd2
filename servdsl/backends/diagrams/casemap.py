"""The case map: for each decided value the cells of the facts that matter, and in each the clause that decides it.

A value with many cells is summed up clause by clause; one that is decided in a single case only, in a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servdsl.backends.diagrams.canvas import (
    BAR,
    Cell,
    Key,
    Link,
    Row,
    Text,
    gap,
    kept,
    legend,
    lines,
    paints,
    paragraph,
    row,
    section,
    tall,
)
from servdsl.backends.diagrams.captions import Speaker
from servdsl.backends.diagrams.cases import when_text
from servdsl.backends.diagrams.cite import Assumed, citation, cite_lines, clause_link, said, value_link
from servdsl.backends.diagrams.decisions import Clash, Column, Decided, Decider, Map, Mark, Region, maps
from servdsl.backends.diagrams.headings import witness_text
from servdsl.backends.diagrams.pages import filled, paged
from servdsl.backends.diagrams.picture import Picture
from servdsl.backends.diagrams.style import (
    AMBER,
    AMBER_DARK,
    BLUE,
    BLUE_STRONG,
    CITE,
    HEAD,
    INK,
    LINE,
    MUTE,
    NOTE,
    PANEL,
    PAPER,
    RED,
    RED_DARK,
    WIDTH,
)
from servdsl.backends.diagrams.tiles import Code, Layout, Tiles, offers_text, place_text, small
from servdsl.cells import witness
from servdsl.model import Contract
from servdsl.wording import value_text
from servdsl.wording.values import amount_words

LABEL = 190
GAP = 3
INDENT = 7
STATE = 150

GENERAL, EXCEPTION, MISSING, OVERLAP, NOTHING, UNSOLD = "general", "exception", "gap", "overlap", "nothing", "unsold"


@dataclass(frozen=True, slots=True)
class Paint:
    """How a state looks: background, bar, border, and the colour of its words."""

    fill: str
    bar: str = ""
    border: str = ""
    color: str = INK
    glyph: str = ""


PAINTS = {
    GENERAL: Paint(BLUE, BLUE_STRONG),
    EXCEPTION: Paint(AMBER, AMBER_DARK, glyph="▲"),
    MISSING: Paint(RED, RED_DARK, RED_DARK, RED_DARK, "○"),
    OVERLAP: Paint(RED_DARK, INK, color=PAPER, glyph="≠"),
    NOTHING: Paint(PANEL, LINE, color=MUTE, glyph="–"),
    UNSOLD: Paint("", "", LINE, MUTE, "·"),
}


def pictures(contract: Contract, tested: frozenset[Mark] | None = None) -> list[Picture]:
    """The case map, in as many pictures as it needs; none where no value has cases. `tested`: what examples touch, None
    where nobody has looked."""
    speaker = Speaker(contract)
    drawn = _Drawn(speaker, tested)
    found = maps(speaker)
    single = [one for one in found if _is_single(one)]
    body = [part for one in found if one not in single for part in drawn.map(one)]
    body += drawn.singles(single)
    if not body:
        return []
    subtitle = speaker.say("casemap", "subtitle", contract=speaker.title)
    return paged(speaker, "casemap", speaker.say("casemap", "about"), subtitle, filled(body, drawn.legend))


def _is_single(shown: Map) -> bool:
    """Whether one case decides the value, and the rest is silent on purpose."""
    return all(
        len(column.decided.regions) < 2 and not column.decided.clashes and not column.decided.gap
        for column in shown.columns
    )


class _Drawn:
    """Maps as rows."""

    def __init__(self, speaker: Speaker, tested: frozenset[Mark] | None) -> None:
        self._speaker = speaker
        self._tested = tested
        self._assumed = Assumed(speaker)

    def map(self, shown: Map) -> list[Row]:
        """The rows of a value with several cases."""
        title = section(self._name(shown))
        tiles = Tiles(shown) if small(shown) else None
        layout = tiles.layout() if tiles else None
        if tiles is None or layout is None:
            return [*kept([gap(6), title]), *self._summed(shown, title), gap(6)]
        return [*kept([gap(6), title]), *self._grid(tiles, layout, title), gap(6)]

    def _name(self, shown: Map) -> str:
        voice, thing = self._speaker.voice, shown.thing
        match shown.kind:
            case "promise":
                return voice.name("window", thing)
            case "share":
                return voice.name("thing", thing)
            case "charge" | "discount":
                return self._speaker.say("matrix", shown.kind, thing=voice.name("thing", thing))
            case "amount" | "define":
                return voice.name("value", thing)
            case "counts_from":
                return self._speaker.say("casemap", "counts_from", window=voice.name("window", thing))
            case "level":
                return self._speaker.say("casemap", "level", number=thing)
            case "attends":
                return self._speaker.say("casemap", "attends")
            case kind:
                return self._speaker.say("matrix", kind)

    # ── A table of tiles ────────────────────────────────────────────────────────────────────────────────────────────

    def _grid(self, tiles: Tiles, layout: Layout, title: Row) -> list[Row]:
        places = [(n, at) for n in range(len(tiles.map.columns)) for at in layout.places(layout.columns)]
        wide = (WIDTH - LABEL) // len(places) - GAP
        label = WIDTH - len(places) * (wide + GAP)
        head = self._head(tiles.map, layout, places, label, wide)
        found = kept(head)
        for at in layout.places(layout.rows):
            texts = place_text(self._speaker, tiles.map, layout, layout.rows, at)
            shown = [part for text in texts for part in lines(text, label - 16, NOTE, most=6)]
            cells = [self._tile(tiles, tiles.code(layout, n, at, column), n, wide) for n, column in places]
            made = _spaced(Cell(label, tuple(shown), PANEL, 8), [cell for cell, _ in cells])
            high = max(round(max(tall(shown), *(cell.height for cell, _ in cells))) + 8, 28)
            notes = self._assumed.notes(number for _, rests in cells for number in rests)
            found += [replace(row(high, *made, notes=notes), under=(title, *head), keep=True), gap(GAP)]
        return found

    def _head(
        self, shown: Map, layout: Layout, places: Sequence[tuple[int, tuple[int, ...]]], label: int, wide: int
    ) -> list[Row]:
        cells: list[Cell] = []
        for n, at in places:
            offers = offers_text(self._speaker, shown.columns[n]) if shown.columns[n].offers else ""
            texts = place_text(self._speaker, shown, layout, layout.columns, at)
            above = lines(offers, wide - 2 * INDENT, NOTE, bold=True, most=5)
            cells.append(
                Cell(wide, (*above, *(t for one in texts for t in lines(one, wide - 14, NOTE, most=5))), HEAD, 7)
            )
        high = max((round(max(cell.height for cell in cells)) + 8), 0)
        if not any(cell.lines for cell in cells):
            return []
        return [row(high, *_spaced(Cell(label, fill=HEAD), cells)), gap(GAP)]

    def _tile(self, tiles: Tiles, told: tuple[Code, int], column: int, wide: int) -> tuple[Cell, tuple[int, ...]]:
        """A tile, and the assumptions that it rests on."""
        (kind, number), cell = told
        decided = tiles.map.columns[column].decided
        match kind:
            case "region":
                region = decided.regions[number]
                state = EXCEPTION if region.beaten >> cell & 1 else GENERAL
                return self._decided(region.decider, state, wide)
            case "clash":
                return self._overlap(decided, decided.clashes[number], wide), ()
            case "gap":
                return self._missing(decided, 1 << cell, wide), ()
            case _:
                return self._plain(NOTHING if kind == "open" else UNSOLD, wide), ()

    def _decided(self, decider: Decider, state: str, wide: int) -> tuple[Cell, tuple[int, ...]]:
        paint = PAINTS[state]
        room = wide - 2 * INDENT - BAR
        text = f"{paint.glyph} {self._value(decider)}" if paint.glyph else self._value(decider)
        rests = self._assumed.on(decider.case.sources)
        cited = cite_lines(citation(decider.case.sources, decider.case.origin), room, 2, rests)
        texts = (*lines(text, room, NOTE, bold=state == EXCEPTION, most=5), *cited, *self._mark(decider, room))
        return Cell(wide, texts, paint.fill, INDENT, bar=paint.bar, link=self._link(decider)), rests

    def _mark(self, decider: Decider, room: int) -> tuple[Text, ...]:
        """That an example tests it."""
        if self._tested is None or decider.mark not in self._tested:
            return ()
        return lines(f"● {self._speaker.say('casemap', 'tested')}", room, CITE, color=INK, bold=True)

    def _overlap(self, decided: Decided, clash: Clash, wide: int) -> Cell:
        room = wide - 2 * INDENT - BAR
        paint = PAINTS[OVERLAP]
        both = f"{self._value(clash.first)} ≠ {self._value(clash.second)}"
        cited = " ≠ ".join(citation(one.case.sources, one.case.origin) for one in (clash.first, clash.second))
        texts = (
            *lines(f"{paint.glyph} {self._speaker.say('casemap', OVERLAP)}", room, NOTE, color=PAPER, bold=True),
            *lines(both, room, NOTE, color=PAPER, most=5),
            *lines(cited, room, CITE, color=PAPER, most=3),
            *self._shown(decided, clash.cells, room, PAPER),
        )
        return Cell(wide, texts, paint.fill, INDENT, bar=paint.bar, link=self._link(clash.second))

    def _missing(self, decided: Decided, cells: int, wide: int) -> Cell:
        room = wide - 2 * INDENT - BAR
        paint = PAINTS[MISSING]
        texts = (
            *lines(f"{paint.glyph} {self._speaker.say('casemap', MISSING)}", room, NOTE, color=RED_DARK, bold=True),
            *self._shown(decided, cells, room, INK),
        )
        return Cell(wide, texts, paint.fill, INDENT, bar=paint.bar, border=paint.border)

    def _shown(self, decided: Decided, cells: int, room: int, color: str) -> tuple[Text, ...]:
        """The smallest set of facts that shows some cells."""
        found = witness(decided.grid, cells, decided.within)
        if found is None:
            return ()
        text = self._speaker.say("casemap", "witness", facts=witness_text(self._speaker, found))
        return lines(text, room, CITE, color=color, most=5)

    def _plain(self, state: str, wide: int) -> Cell:
        paint = PAINTS[state]
        text = f"{paint.glyph} {self._speaker.say('casemap', state)}"
        texts = lines(text, wide - 2 * INDENT - BAR, NOTE, color=MUTE, most=3)
        return Cell(wide, texts, paint.fill, INDENT, bar=paint.bar, border=paint.border, dashed=state == UNSOLD)

    # ── A list of clauses ───────────────────────────────────────────────────────────────────────────────────────────

    def _summed(self, shown: Map, title: Row) -> list[Row]:
        """The clauses of a value with many cells, with the number of cells that each decides; gaps and overlaps first."""
        found: list[Row] = []
        for column in shown.columns:
            decided = column.decided
            if column.offers:
                found += kept([replace(paragraph(offers_text(self._speaker, column), NOTE, bold=True), under=(title,))])
            wide = WIDTH - STATE - GAP
            for clash in decided.clashes:
                found += self._listed(self._overlap(decided, clash, wide), OVERLAP, decided, clash.cells, title)
            if decided.gap:
                missing = self._missing(decided, decided.gap, wide)
                found += self._listed(missing, MISSING, decided, decided.gap, title)
            for region in decided.regions:
                found += self._region(region, decided, wide, title)
            if decided.open_cells and not decided.gap:
                found += self._listed(self._plain(NOTHING, wide), NOTHING, decided, decided.open_cells, title)
        return found

    def _region(self, region: Region, decided: Decided, wide: int, title: Row) -> Iterator[Row]:
        state = EXCEPTION if region.beaten == region.cells else GENERAL
        cell, rests = self._decided(region.decider, state, wide)
        when = region.decider.case.when
        condition = when_text(self._speaker, when) if when is not None else self._speaker.say("matrix", "always")
        if region.decider.case.strength == "otherwise":
            condition = self._speaker.say("matrix", "otherwise")
        above = lines(condition, wide - 2 * INDENT - BAR, NOTE, color=MUTE, most=4)
        first, *others = self._listed(replace(cell, lines=(*above, *cell.lines)), state, decided, region.cells, title)
        yield replace(first, notes=self._assumed.notes(rests))
        yield from others

    def _listed(self, cell: Cell, state: str, decided: Decided, cells: int, title: Row) -> list[Row]:
        count = self._speaker.say("casemap", "count", n=decided.size(cells), all=decided.size(decided.within))
        texts = (
            *lines(self._speaker.say("casemap", state), STATE - 16, NOTE, bold=True, most=2),
            *lines(count, STATE - 16, CITE, color=MUTE, most=2),
        )
        high = max(round(max(cell.height, tall(texts))) + 8, 28)
        made = row(high, cell, Cell(GAP), Cell(STATE, texts, PANEL, 8))
        return [replace(made, under=(title,), keep=True), gap(GAP)]

    # ── Values with one case ────────────────────────────────────────────────────────────────────────────────────────

    def singles(self, shown: Sequence[Map]) -> list[Row]:
        """Values that one case alone decides: its sentence, and for which offers."""
        if not shown:
            return []
        title = section(self._speaker.say("casemap", "singles"))
        found = kept([gap(6), title])
        listed: dict[Mark, tuple[Decider, list[str]]] = {}
        for one in shown:
            for column in one.columns:
                for region in column.decided.regions:
                    listed.setdefault(region.decider.mark, (region.decider, []))[1].extend(column.offers)
        for decider, offers in listed.values():
            found += self._single(decider, offers, title)
        return found

    def _single(self, decider: Decider, offers: Sequence[str], title: Row) -> list[Row]:
        whom = offers_text(self._speaker, Column(tuple(dict.fromkeys(offers)), None)) if offers else ""  # type: ignore[arg-type]
        text = said(self._speaker, decider.clause) if decider.clause else self._value(decider)
        room = WIDTH - LABEL - 2 * INDENT - BAR
        rests = self._assumed.on(decider.case.sources)
        cited = cite_lines(citation(decider.case.sources, decider.case.origin), room, 2, rests)
        texts = (*lines(text, room, NOTE, most=4), *cited, *self._mark(decider, room))
        label = lines(whom, LABEL - 14, NOTE, most=5)
        paint = PAINTS[GENERAL]
        cell = Cell(WIDTH - LABEL, texts, paint.fill, INDENT, bar=paint.bar, link=self._link(decider))
        made = row(max(round(max(tall(texts), tall(label))) + 8, 26), Cell(LABEL, label, indent=4), cell)
        return [replace(made, under=(title,), notes=self._assumed.notes(rests), keep=True), gap(GAP)]

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _value(self, decider: Decider) -> str:
        if decider.clause is not None:
            return value_text(self._speaker.contract, decider.clause.value, self._speaker.language)
        return amount_words(self._speaker.voice, decider.case.value, decider.case.lower_bound)  # type: ignore[union-attr, arg-type]

    def _link(self, decider: Decider) -> Link:
        if decider.clause is not None:
            return clause_link(self._speaker, decider.clause)
        return value_link(self._speaker, decider.mark[0], decider.case.sources)

    def legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        """What the paints of a page mean."""
        used = paints(shown)
        found = [
            Key(
                self._speaker.say("casemap", f"legend_{state}"),
                paint.fill,
                paint.glyph,
                paint.bar,
                paint.color,
                paint.border or LINE,
                state == UNSOLD,
            )
            for state, paint in PAINTS.items()
            if (paint.fill, paint.border) in used
            and not (state == UNSOLD and not any(c.dashed for r in shown for c in r.cells))
        ]
        if self._tested is not None:
            found.append(Key(self._speaker.say("casemap", "legend_tested"), "", "●"))
        return legend(found)


def _spaced(label: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """A row's cells with gaps between them."""
    return [label, *(part for cell in cells for part in (Cell(GAP), cell))]
