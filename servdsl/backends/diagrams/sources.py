"""The sources: each clause of the documents as a cell, and what became of it; contradictions, printed figures that differ.

Which statement cites what is the traceability matrix's to say; the picture only lays it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import groupby

from servdsl.backends.diagrams.drawing.canvas import (
    Cell,
    Key,
    Link,
    Row,
    Text,
    gap,
    kept,
    legend,
    lines,
    one_line,
    row,
    rule,
    section,
    tall,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import (
    MOST_SAID,
    NUMBERED,
    citation,
    cite_lines,
    condensed,
    example_link,
    remark_link,
)
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import (
    BLUE_MID,
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
    VIOLET,
    VIOLET_DARK,
    WIDTH,
)
from servdsl.model import Contract
from servdsl.model.contract import Example, Expect, Remark
from servdsl.traceability import Traceability, Traced
from servdsl.wording import money_text
from servdsl.wording.anchors import anchor
from servdsl.wording.numbers import number
from servdsl.wording.voice import plain

LABEL, COUNT = 236, 40
BOX, SPACE, HIGH = 34, 2, 24
A_ROW = (WIDTH - LABEL - COUNT) // (BOX + SPACE)
SUM = 30

ENCODED, ASSUMED, CONTRADICTED, PROSE, OPEN, MISSING = "encoded", "assumed", "contradicted", "prose", "open", "missing"


@dataclass(frozen=True, slots=True)
class Look:
    """How a state looks: background, border, colour of the number, a glyph before it."""

    fill: str
    color: str
    border: str = ""
    glyph: str = ""
    bold: bool = False
    dashed: bool = False


LOOKS = {
    ENCODED: Look(BLUE_MID, INK),
    ASSUMED: Look(VIOLET, VIOLET_DARK, VIOLET_DARK, "◊"),
    CONTRADICTED: Look(RED_DARK, PAPER, "", "≠", bold=True),
    PROSE: Look(PANEL, MUTE),
    OPEN: Look(PAPER, MUTE, MUTE, "○", dashed=True),
    MISSING: Look(RED, RED_DARK, RED_DARK, "!", bold=True),
}


def state_of(traced: Traced) -> str:
    """What became of a source clause; a contradiction is told before an assumption, and both before its being encoded."""
    kinds = {statement.kind for statement in traced.statements}
    match traced.status:
        case "lost":
            return MISSING
        case _ if "contradiction" in kinds:
            return CONTRADICTED
        case _ if "assumption" in kinds:
            return ASSUMED
        case "encoded" | "settled":
            return ENCODED
        case "told" | "shown":
            return PROSE
        case _:
            return OPEN


def sources(contract: Contract, traced: Traceability) -> list[Picture]:
    """The picture of a contract's sources, in as many pages as it needs; none where no clause is registered."""
    if not traced.clauses:
        return []
    speaker = Speaker(contract)
    drawn = _Drawn(speaker)
    rows = drawn.clauses(traced.clauses)
    rows += drawn.contradictions() + drawn.printed()
    subtitle = speaker.say("sources", "subtitle", contract=speaker.title, count=len(traced.clauses))
    head = drawn.sum(traced.clauses)
    return paged(speaker, "sources", speaker.say("sources", "about"), subtitle, filled(rows, drawn.legend, head))


class _Drawn:
    """Source clauses as rows."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def sum(self, traced: Sequence[Traced]) -> list[Row]:
        """One bar, cut in proportion to the states; every state that occurs has room for its number."""
        counts = {state: sum(state_of(one) == state for one in traced) for state in LOOKS}
        present = [state for state, count in counts.items() if count]
        least = SUM + 10
        free = WIDTH - least * len(present)
        wide = [least + free * counts[state] // len(traced) for state in present]
        wide[0] += WIDTH - sum(wide)
        cells = [self._part(state, counts[state], room) for state, room in zip(present, wide, strict=True)]
        return [row(SUM, *cells), gap(10)]

    def _part(self, state: str, count: int, room: int) -> Cell:
        look = LOOKS[state]
        named = Text(f"{look.glyph} {count} {self._speaker.say('sources', state)}".strip(), NOTE, look.color, True)
        short = Text(f"{look.glyph} {count}".strip(), CITE, look.color, True)
        shown = named if named.width <= room - 6 else short
        return Cell(room, (shown,), look.fill, align="center", border=look.border, dashed=look.dashed)

    def clauses(self, traced: Sequence[Traced]) -> list[Row]:
        """A row of cells for each section, under its document where there are several."""
        found: list[Row] = []
        documents = {one.clause.document for one in traced}
        for document, ones in groupby(traced, key=lambda one: one.clause.document):
            under = section(plain(document))
            found += kept([under]) if len(documents) > 1 else []
            for name, members in groupby(ones, key=lambda one: one.clause.section):
                found += self._section(name, list(members))
        return found

    def _section(self, name: str, members: Sequence[Traced]) -> list[Row]:
        label = lines(name, LABEL - 12, NOTE, most=3)
        pieces = [members[start : start + A_ROW] for start in range(0, len(members), A_ROW)]
        found: list[Row] = []
        for place, piece in enumerate(pieces):
            cells = [part for one in piece for part in (self._box(one), Cell(SPACE))]
            used = (BOX + SPACE) * len(piece)
            first = place == 0
            texts = label[place:] if place == len(pieces) - 1 else label[place : place + 1]
            count = (Text(str(len(members)), NOTE, MUTE),) if first else ()
            high = max(HIGH, round(tall(texts)) + 4)
            made = row(high, Cell(LABEL, texts), Cell(COUNT, count), *cells, Cell(WIDTH - LABEL - COUNT - used))
            found += [made, gap(SPACE)]
        return [*kept(found), rule(HEAD), gap(3)]

    def _box(self, traced: Traced) -> Cell:
        """A clause: its number, its state, a way to its row in the page's table."""
        clause, state = traced.clause, state_of(traced)
        look = LOOKS[state]
        match = NUMBERED.fullmatch(clause.id)
        number = match.group(2)[-4:] if match else clause.id[:4]
        text = one_line(f"{look.glyph}{number}", BOX - 4, CITE, color=look.color, bold=look.bold)
        tip = f"{plain(clause.id)} · {self._speaker.say('sources', state)} · {plain(clause.meaning)}"
        link = Link(anchor("source", clause.id), tip[: 2 * MOST_SAID])
        return Cell(
            BOX,
            (text,),
            look.fill,
            align="center",
            border=look.border,
            dashed=look.dashed,
            link=link,
        )

    # ── Contradictions and figures ──────────────────────────────────────────────────────────────────────────────────

    def contradictions(self) -> list[Row]:
        """Where the document says two things, and which one is followed."""
        found = [one for one in self._speaker.contract.assumptions if one.kind == "contradiction"]
        if not found:
            return []
        title = section(self._speaker.say("sources", "contradictions"))
        return [*kept([gap(6), title]), *(part for one in found for part in self._contradiction(one, title))]

    def _contradiction(self, one: Remark, title: Row) -> list[Row]:
        cited = lines(f"≠ {condensed(one.sources)}", LABEL - 16, CITE, color=RED_DARK, bold=True)
        texts = lines(one.text, WIDTH - LABEL - 20, NOTE, most=6)
        link = remark_link(one)
        cells = (Cell(LABEL, cited, indent=8, link=link), Cell(WIDTH - LABEL, texts, indent=8, link=link))
        made = row(max(round(max(tall(cited), tall(texts))) + 6, 20), *cells)
        return [replace(made, under=(title,), keep=True), rule(HEAD)]

    def printed(self) -> list[Row]:
        """The document's own figures that differ from those recomputed."""
        examples = self._speaker.contract.examples
        found = [(one, expect) for one in examples for expect in one.expects if expect.printed is not None]
        if not found:
            return []
        title = section(self._speaker.say("sources", "figures"))
        return [*kept([gap(6), title]), *(part for pair in found for part in self._figure(*pair, title))]

    def _figure(self, example: Example, expect: Expect, title: Row) -> list[Row]:
        wide = (LABEL, 300)
        last = WIDTH - sum(wide)
        names = (*lines(example.title, LABEL - 14, NOTE, most=4), *cite_lines(citation(expect.sources), LABEL - 14, 2))
        said = self._speaker.say("sources", "recomputed", text=self._expected(example, expect))
        own = lines(said, wide[1] - 16, NOTE, most=4)
        printed = self._speaker.say("sources", "printed", figure=self._amount(example, expect, expect.printed))
        other = (
            *lines(f"≠ {printed}", last - 16, NOTE, color=RED_DARK, bold=True, most=2),
            *lines(expect.printed_note.own, last - 16, NOTE, most=5),
        )
        link = example_link(self._speaker.contract, example)
        cells = (Cell(LABEL, names, indent=8, link=link), Cell(wide[1], own, indent=8), Cell(last, other, indent=8))
        made = row(round(max(map(tall, (names, own, other)))) + 8, *cells)
        return [replace(made, under=(title,), keep=True), rule(HEAD)]

    def _expected(self, example: Example, expect: Expect) -> str:
        """What an expectation looks at, in the contract's language: a price, its total or average over years."""
        amount = self._amount(example, expect, expect.value)
        if self._beside(example, expect, "lower_bound") is True:
            amount = self._speaker.voice.say("price", "from", price=amount)
        kind = expect.path[0]
        if kind not in ("total", "average"):
            return amount
        text = self._speaker.say("years", kind, amount=amount)
        if expect.over is None:
            return text
        fact, first, last = expect.over
        span = self._speaker.say("years", "span", first=first, last=last)
        return f"{text} ({self._speaker.voice.name('value', fact)} {span})"

    def _amount(self, example: Example, expect: Expect, value: object) -> str:
        """A figure with its currency, where it is one."""
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            return plain(str(value))
        currency = self._beside(example, expect, "currency")
        if isinstance(currency, str):
            return money_text(amount, currency, self._speaker.language)
        return number(self._speaker.voice.phrases, amount)

    def _beside(self, example: Example, expect: Expect, field: str) -> object:
        """What the same line expects at another field of the same part of the answer."""
        wanted = (*expect.path[:-1], field)
        return next((one.value for one in example.expects if one.origin == expect.origin and one.path == wanted), None)

    def legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        """What the cells of a page mean."""
        used = {(cell.fill, cell.border) for one in shown for cell in one.cells if cell.link}
        return legend(
            [
                Key(
                    self._speaker.say("sources", f"legend_{state}"),
                    look.fill,
                    look.glyph,
                    "",
                    look.color,
                    look.border or LINE,
                    look.dashed,
                )
                for state, look in LOOKS.items()
                if (look.fill, look.border) in used
            ]
        )
