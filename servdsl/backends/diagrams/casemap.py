"""The case map: for each decided value the cells of the facts that matter, and in each the clause that decides it.

A value with many cells is summed up clause by clause; one that is decided in a single case only, in a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from servdsl.backends.diagrams.casecells import (
    EXCEPTION,
    GENERAL,
    INDENT,
    MISSING,
    NEVER,
    NOTHING,
    OVERLAP,
    PAINTS,
    UNSOLD,
    CaseCells,
)
from servdsl.backends.diagrams.content.cases import offers_text, when_text
from servdsl.backends.diagrams.content.decisions import Decided, Decider, Map, Mark, Region, maps
from servdsl.backends.diagrams.content.tiles import Code, Layout, Tiles, place_text, small
from servdsl.backends.diagrams.drawing.canvas import BAR, Cell, Row, gap, kept, lines, paragraph, row, section, tall
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import citation, cite_lines, said
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import CITE, HEAD, MUTE, NOTE, PANEL, WIDTH
from servdsl.cells import Study
from servdsl.wording.topics import topic
from servdsl.wording.voice import unique

LABEL = 190
GAP = 3
STATE = 150
MOST_TOGETHER = 6
"""Rows of a table that are never parted by a page's end."""
MOST_LISTED = 12
"""Groups of offers that are listed one by one; of more, only those with gaps and overlaps."""


def pictures(study: Study, tested: frozenset[Mark] | None = None) -> list[Picture]:
    """The case map, in as many pictures as it needs; none where no value has cases. `tested`: what examples touch, None
    where nobody has looked."""
    speaker = Speaker(study.contract)
    drawn = _Drawn(speaker, tested)
    found = maps(speaker, study)
    single = [one for one in found if _is_single(one)]
    several = [one for one in found if one not in single]
    body = [part for before, one in zip([None, *several], several, strict=False) for part in drawn.map(one, before)]
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


PLAIN = {"open": NOTHING, "unsold": UNSOLD, "never": NEVER}
"""How a tile in which nothing is decided is shown."""


class _Drawn:
    """Maps as rows."""

    def __init__(self, speaker: Speaker, tested: frozenset[Mark] | None) -> None:
        self._speaker = speaker
        self._cells = CaseCells(speaker, tested)

    def map(self, shown: Map, before: Map | None) -> list[Row]:
        """The rows of a value with several cases; its name is not repeated after another map `before` of it."""
        title = section(topic(self._speaker.voice, shown.kind, shown.thing))
        again = before is not None and (before.kind, before.thing) == (shown.kind, shown.thing)
        start = kept([replace(gap(2), under=(title,))] if again else [gap(6), title])
        tiles = Tiles(shown) if small(shown) else None
        layout = tiles.layout() if tiles else None
        if tiles is None or layout is None:
            return [*start, *self._summed(shown, title), gap(6)]
        return [*start, *self._grid(tiles, layout, title), gap(6)]

    # ── A table of tiles ────────────────────────────────────────────────────────────────────────────────────────────

    def _grid(self, tiles: Tiles, layout: Layout, title: Row) -> list[Row]:
        every = [(n, at) for n in range(len(tiles.map.columns)) for at in layout.places(layout.columns)]
        states = {place: self._states(tiles, layout, place) for place in every}
        places = [place for place in every if states[place] - {"open", "unsold", "never"}]
        wide = (WIDTH - LABEL) // len(places) - GAP
        label = WIDTH - len(places) * (wide + GAP)
        head = self._head(tiles.map, layout, places, label, wide)
        found = kept(head)
        for at in layout.places(layout.rows):
            texts = place_text(self._speaker, tiles.map, layout, layout.rows, at)
            shown = [part for text in texts for part in lines(text, label - 16, NOTE, most=6)]
            cells = [self._tile(tiles, tiles.code(layout, n, at, column), n, wide) for n, column in places]
            made = _spaced(Cell(label, tuple(shown), indent=8), [cell for cell, _ in cells])
            high = max(round(max(tall(shown), *(cell.height for cell, _ in cells))) + 8, 28)
            notes = self._cells.assumed.notes(number for _, rests in cells for number in rests)
            found += [replace(row(high, *made, notes=notes), under=(title, *head), keep=True), gap(GAP)]
        found += self._left_out(tiles, layout, {at: states[at] for at in every if at not in places})
        return kept(found[:-1]) + found[-1:] if len(layout.places(layout.rows)) <= MOST_TOGETHER else found

    def _left_out(
        self, tiles: Tiles, layout: Layout, states: Mapping[tuple[int, tuple[int, ...]], set[str]]
    ) -> Iterator[Row]:
        """The columns that are only named, alike ones of several offers once; whose they are where not all have them."""
        owners: dict[str, list[str]] = {}
        for (number, at), state in states.items():
            if state == {"never"}:
                continue
            texts = place_text(self._speaker, tiles.map, layout, layout.columns, at)
            look = NOTHING if "open" in state else UNSOLD
            text = f"{PAINTS[look].glyph} {self._speaker.say('casemap', look)}: {'; '.join(texts)}"
            owners.setdefault(text, []).extend(tiles.map.columns[number].offers)
        every = [offer for column in tiles.map.columns for offer in column.offers]
        for text, offers in owners.items():
            of = "" if set(offers) == set(every) else f" · {offers_text(self._speaker, offers)}"
            yield paragraph(f"{text}{of}", CITE, color=MUTE)

    def _states(self, tiles: Tiles, layout: Layout, place: tuple[int, tuple[int, ...]]) -> set[str]:
        """What happens in a column: a column in which nothing is decided, and nothing ought to be, is only named."""
        return {tiles.code(layout, place[0], at, place[1])[0][0] for at in layout.places(layout.rows)}

    def _head(
        self, shown: Map, layout: Layout, places: Sequence[tuple[int, tuple[int, ...]]], label: int, wide: int
    ) -> list[Row]:
        cells: list[Cell] = []
        for n, at in places:
            offers = offers_text(self._speaker, shown.columns[n].offers) if shown.columns[n].offers else ""
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
                state = EXCEPTION if region.is_exception and region.beaten >> cell & 1 else GENERAL
                return self._cells.decided(region.decider, state, wide)
            case "clash":
                return self._cells.overlap(decided, decided.clashes[number], wide), ()
            case "gap":
                return self._cells.missing(decided, 1 << cell, wide), ()
            case _:
                return self._cells.plain(PLAIN[kind], wide), ()

    # ── A list of clauses ───────────────────────────────────────────────────────────────────────────────────────────

    def _summed(self, shown: Map, title: Row) -> list[Row]:
        """The clauses of a value with many cells, with the number of cells that each decides; gaps and overlaps first."""
        found: list[Row] = []
        columns = shown.columns
        if len(columns) > MOST_LISTED:
            columns = tuple(one for one in columns if one.decided.clashes or one.decided.gap)
            text = self._speaker.say("casemap", "many", count=len(shown.columns), troubled=len(columns))
            found += kept([replace(paragraph(text, NOTE), under=(title,))])
            found.append(gap(GAP))
        for column in columns:
            decided = column.decided
            if column.offers:
                found += kept(
                    [replace(paragraph(offers_text(self._speaker, column.offers), NOTE, bold=True), under=(title,))]
                )
            wide = WIDTH - STATE - GAP
            for clash in decided.clashes:
                found += self._listed(self._cells.overlap(decided, clash, wide), OVERLAP, decided, clash.cells, title)
            if decided.gap:
                missing = self._cells.missing(decided, decided.gap, wide)
                found += self._listed(missing, MISSING, decided, decided.gap, title)
            for region in decided.regions:
                found += self._region(region, decided, wide, title)
            if decided.open_cells and not decided.gap:
                found += self._listed(self._cells.plain(NOTHING, wide), NOTHING, decided, decided.open_cells, title)
        return found

    def _region(self, region: Region, decided: Decided, wide: int, title: Row) -> Iterator[Row]:
        state = EXCEPTION if region.is_exception and region.beaten == region.cells else GENERAL
        cell, rests = self._cells.decided(region.decider, state, wide)
        when = region.decider.case.when
        condition = when_text(self._speaker, when) if when is not None else self._speaker.say("matrix", "always")
        if region.decider.case.strength == "otherwise":
            condition = self._speaker.say("matrix", "otherwise")
        above = lines(condition, wide - 2 * INDENT - BAR, NOTE, color=MUTE, most=4)
        first, *others = self._listed(replace(cell, lines=(*above, *cell.lines)), state, decided, region.cells, title)
        yield replace(first, notes=self._cells.assumed.notes(rests))
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
        deciders: dict[int, list[Decider]] = {}
        offers: dict[int, list[str]] = {}
        for column in (column for one in shown for column in one.columns):
            for region in column.decided.regions:
                deciders.setdefault(id(region.decider.case), []).append(region.decider)
                offers.setdefault(id(region.decider.case), []).extend(column.offers)
        for key, alike in deciders.items():
            found += self._single(alike, unique(offers[key]), title)
        return found

    def _single(self, deciders: Sequence[Decider], offers: Sequence[str], title: Row) -> list[Row]:
        decider = deciders[0]
        text = said(self._speaker, decider.clause) if decider.clause else self._cells.value(decider)
        room = WIDTH - LABEL - 2 * INDENT - BAR
        rests = self._cells.assumed.on(decider.case.sources)
        cited = cite_lines(citation(decider.case.sources, decider.case.origin), room, 2, rests)
        texts = (*lines(text, room, NOTE, most=4), *cited, *self._cells.mark(deciders, room))
        label = lines(offers_text(self._speaker, offers), LABEL - 14, NOTE, most=5)
        paint = PAINTS[GENERAL]
        cell = Cell(WIDTH - LABEL, texts, paint.fill, INDENT, bar=paint.bar, link=self._cells.link(decider))
        made = row(max(round(max(tall(texts), tall(label))) + 8, 26), Cell(LABEL, label, indent=4), cell)
        return [replace(made, under=(title,), notes=self._cells.assumed.notes(rests), keep=True), gap(GAP)]

    def legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        return self._cells.legend(shown)


def _spaced(label: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """A row's cells with gaps between them."""
    return [label, *(part for cell in cells for part in (Cell(GAP), cell))]
