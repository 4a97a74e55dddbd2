"""The years: what a plan covers and costs in each, by the cases that matter, with worked sums and printed figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from servdsl.backends.diagrams.content.cases import offers_text
from servdsl.backends.diagrams.content.formulas import Leaf, bases, compact, currencies
from servdsl.backends.diagrams.content.headings import at_least, at_most, quantity, whole
from servdsl.backends.diagrams.content.told import Reckoner
from servdsl.backends.diagrams.content.worked import Worked, worked
from servdsl.backends.diagrams.content.yearly import Column, Series, Yearly, over_whole_numbers, values
from servdsl.backends.diagrams.drawing.canvas import (
    Cell,
    Key,
    Row,
    Text,
    gap,
    kept,
    legend,
    lines,
    one_line,
    paints,
    paragraph,
    row,
    rule,
    section,
    tall,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, citation, cite_lines, clause_link, example_link
from servdsl.backends.diagrams.drawing.measure import largest
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    AXIS,
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
    RED,
    RED_DARK,
    TEXT,
    WIDTH,
)
from servdsl.backends.diagrams.thresholds import thresholds
from servdsl.cells import Study
from servdsl.model.contract import Expect
from servdsl.model.expressions import Literal
from servdsl.model.values import Price
from servdsl.wording import value_text
from servdsl.wording.numbers import number, percent
from servdsl.wording.values import amount_words, share_words, tax_words, unit_words
from servdsl.wording.voice import unique

LABEL, TOTAL, GAP = 226, 150, 3
MOST_LINES = 9
"""Of a formula in a cell."""
HALF = Fraction(1, 2)
ZERO = Decimal(0)


def pictures(study: Study) -> list[Picture]:
    """A picture's pages for what depends on years and on thresholds; none where nothing does."""
    speaker = Speaker(study.contract)
    found = values(study)
    over = over_whole_numbers(speaker, found)
    drawn = _Drawn(speaker)
    body = [one for yearly in over for one in drawn.yearly(yearly)]
    shown = {series.offer for yearly in over for series in yearly.series if series.kind == "price"}
    body += thresholds(speaker, [one for one in found if one.kind == "price" and one.offer not in shown])
    if not body:
        return []
    names = [speaker.voice.name(yearly.fact.kind, yearly.fact.name) for yearly in over]
    subtitle = " · ".join([speaker.title, *names, speaker.say("years", "recomputed")])
    return paged(speaker, "years", speaker.say("years", "about"), subtitle, filled(body, drawn.legend))


class _Drawn:
    """Series as rows."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._assumed = Assumed(speaker)
        self._reckoner = Reckoner(speaker.contract)
        self._total = TOTAL
        self._worked_of: dict[int, list[Worked]] = {}

    def yearly(self, yearly: Yearly) -> list[Row]:
        """The rows of all the offers that depend on one whole number."""
        prices = [series for series in yearly.series if series.kind == "price"]
        name, columns = yearly.fact.name, yearly.columns
        self._worked_of = {id(s): worked(self._speaker, self._reckoner, name, columns, s) for s in prices}
        self._total = TOTAL if any(self._sums(one) for found in self._worked_of.values() for one in found) else 0
        head = self._head(yearly)
        found: list[Row] = kept(head)
        for offer, *others in yearly.alike():
            title = section(offers_text(self._speaker, [offer, *others]))
            found += kept([replace(gap(6), under=tuple(head)), title])
            for series in yearly.series:
                if series.offer == offer:
                    found += self._series(yearly, series, (*head, title))
            for _, kind, thing, count in (one for one in yearly.many if one[0] == offer):
                text = self._speaker.say("years", "many_cases", name=self._name(kind, thing), count=count)
                found += kept([replace(paragraph(text, NOTE, color=MUTE), under=(*head, title)), gap(GAP)])
        return [*found, gap(8)]

    def _head(self, yearly: Yearly) -> list[Row]:
        fact = self._speaker.voice.name(yearly.fact.kind, yearly.fact.name)
        cells = [Cell(LABEL, (one_line(fact, LABEL - 20, bold=True),), HEAD, 10)]
        for wide, column in zip(self._widths(yearly), yearly.columns, strict=True):
            title = one_line(_span(self._speaker, column), wide - 4, bold=True)
            cells += [Cell(wide, (title,), HEAD, align="center"), Cell(GAP, fill=HEAD)]
        if self._total:
            cells.append(Cell(TOTAL, (one_line(self._speaker.say("years", "sum"), TOTAL - 12, bold=True),), HEAD, 8))
        return [row(30, *cells), rule(INK), gap(2)]

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _series(self, yearly: Yearly, series: Series, under: tuple[Row, ...]) -> list[Row]:
        leaves = [leaf for leaf in series.leaves if leaf is not None]
        sources = unique(source for leaf in leaves for source in leaf.sources)
        rests = self._assumed.on(sources)
        room = LABEL - 18
        label = (
            *lines(self._name(series.kind, series.thing), room, TEXT, most=3),
            *lines(self._terms(leaves), room, NOTE, color=MUTE, most=3),
            *lines(series.facts, room, NOTE, most=5),
            *cite_lines(citation(sources, leaves[0].clause.origin), room, 3, rests),
        )
        cells = self._cells(yearly, series)
        high = round(max(tall(label), *(cell.height for cell in cells))) + 10
        link = clause_link(self._speaker, leaves[0].clause)
        whole = row(max(high, 34), Cell(LABEL, label, indent=10, link=link), *cells, *self._last())
        found = [replace(whole, under=under, notes=self._assumed.notes(rests)), gap(GAP)]
        if series.kind == "price":
            for one in self._worked_of[id(series)]:
                found += self._worked(yearly, one)
        return [*kept(found), rule(HEAD), gap(GAP)]

    def _last(self, texts: tuple[Text, ...] = ()) -> list[Cell]:
        """The cell of the sums, where the picture has them."""
        return [Cell(self._total, texts, indent=8)] if self._total else []

    def _widths(self, yearly: Yearly) -> list[int]:
        """The columns' widths: together with their gaps they fill what label and sums leave."""
        count = len(yearly.columns)
        room = WIDTH - LABEL - self._total - GAP * count
        return [room // count + (n < room % count) for n in range(count)]

    def _name(self, kind: str, thing: str) -> str:
        match kind:
            case "share":
                return self._speaker.voice.name("thing", thing)
            case "price":
                return self._speaker.say("matrix", "price")
            case _:
                return self._speaker.voice.name("value", thing)

    def _terms(self, leaves: Sequence[Leaf]) -> str:
        """What the short forms leave out: currency, base, period, tax."""
        voice = self._speaker.voice
        parts: list[str] = []
        if all(compact(self._speaker, leaf.expr) for leaf in leaves):
            parts += unique(currency for leaf in leaves for currency in currencies(leaf.expr))
            read = dict.fromkeys((b.kind, b.name) for leaf in leaves for b in bases(leaf.expr))
            names = [voice.name(*base) for base in read]
            parts += [self._speaker.say("years", "of_base", base=voice.listed(names, "or"))] if names else []
        prices = [leaf.clause.value for leaf in leaves if isinstance(leaf.clause.value, Price)]
        for price in prices[:1]:
            if price.per:
                unit = voice.listed([unit_words(voice, unit) for unit in price.per], "or")
                parts.append(voice.say("price", "per", price="", unit=unit).strip())
            parts += [self._speaker.say("years", "once")] if price.once else []
            parts += [tax_words(voice, price.tax)] if price.tax else []
        return " · ".join(parts)

    def _cells(self, yearly: Yearly, series: Series) -> list[Cell]:
        """A cell for each column; of a price that stays the same, one over all the columns for which it does."""
        wide = self._widths(yearly)
        money = unique(currency for leaf in series.leaves if leaf for currency in currencies(leaf.expr))
        found: list[Cell] = []
        at = 0
        while at < len(wide):
            count = _same(series, at) if series.kind != "share" else 1
            total = sum(wide[at : at + count]) + GAP * (count - 1)
            found += [self._cell(series.leaves[at], series.sold[at], total, whole=len(money) > 1), Cell(GAP)]
            at += count
        return found

    def _cell(self, leaf: Leaf | None, sold: bool, wide: int, *, whole: bool) -> Cell:
        if not sold:
            return Cell(wide, (Text("·", AXIS, MUTE),), align="center", border=LINE, dashed=True)
        if leaf is None:
            return Cell(wide, (Text("–", TEXT, MUTE),), PANEL, align="center")
        link = clause_link(self._speaker, leaf.clause)
        if leaf.clause.kind == "share":
            return self._share(leaf, wide, link=link)
        texts, words = self._amount(leaf, wide, whole=whole), self._speaker.voice.phrases
        align = "center" if len(texts) == 1 else "left"
        nothing = compact(self._speaker, leaf.expr) in (number(words, ZERO), percent(words, ZERO))
        fill, color = (PANEL, MUTE) if nothing else (AMBER if leaf.clause.kind == "price" else PAPER, INK)
        texts = tuple(replace(text, color=color) for text in texts)
        border = LINE if fill == PAPER else ""
        return Cell(wide, texts, fill, 0 if align == "center" else 6, align, border=border, link=link)

    def _share(self, leaf: Leaf, wide: int, **linked: object) -> Cell:
        share = leaf.expr.value if isinstance(leaf.expr, Literal) and isinstance(leaf.expr.value, Decimal) else None
        text = share_words(self._speaker.voice, leaf.expr) if leaf.expr is not None else ""
        if share is None:
            return Cell(wide, lines(text, wide - 10, AXIS, most=4), PAPER, 5, border=LINE, **linked)  # type: ignore[arg-type]
        fill, color = (BLUE_DARK, PAPER) if share == 1 else (BLUE_STRONG, INK) if share >= HALF else (BLUE_MID, INK)
        if share == 0:
            fill, color, text = PANEL, MUTE, "–"
        shown = one_line(text, wide - 4, TEXT, color=color, bold=True)
        return Cell(wide, (shown,), fill, align="center", **linked)  # type: ignore[arg-type]

    def _amount(self, leaf: Leaf, wide: int, *, whole: bool) -> tuple[Text, ...]:
        """The short form of a formula; the whole one where that is asked for, there is none, or there is room for it."""
        voice = self._speaker.voice
        if leaf.expr is None:
            return lines(value_text(self._speaker.contract, leaf.clause.value, self._speaker.language), wide - 12, AXIS)
        short = compact(self._speaker, leaf.expr)
        if short is None or whole or wide > 2 * LABEL:
            return lines(amount_words(voice, leaf.expr, leaf.lower_bound), wide - 12, NOTE, most=MOST_LINES)
        shown = voice.say("price", "from", price=short) if leaf.lower_bound else short
        fitting = one_line(shown, wide * 9, AXIS)
        return (fitting,) if fitting.width <= wide - 4 else lines(shown, wide - 8, AXIS, most=MOST_LINES)

    # ── Worked examples ─────────────────────────────────────────────────────────────────────────────────────────────

    def _worked(self, yearly: Yearly, one: Worked) -> list[Row]:
        room = LABEL - 28
        link = example_link(self._speaker.contract, one.example)
        label = (
            *lines(self._speaker.say("years", "example", facts=one.facts or one.example.title), room, NOTE, most=3),
            *cite_lines(citation(one.example.sources), room, 1),
        )
        cells: list[Cell] = []
        wide = self._widths(yearly)
        amounts = list(zip(wide, one.amounts, strict=True))
        if one.once:
            amounts = [(sum(wide) + GAP * (len(wide) - 1), one.total)]
        for room_here, amount in amounts:
            texts = () if amount is None else (self._number(amount, room_here),)
            cells += [Cell(room_here, texts, align="center", border=LINE if texts else ""), Cell(GAP)]
        sums = self._sums(one)
        high = max(round(max(tall(label), tall(sums))) + 6, 26)
        found = [
            row(high, Cell(20), Cell(LABEL - 20, label, indent=8, link=link), *cells, *self._last(sums)),
            gap(GAP),
        ]
        return [*found, *(part for expect in one.expects for part in self._printed(one, expect))]

    def _number(self, amount: Fraction, wide: int) -> Text:
        text = quantity(self._speaker, amount, "number")
        return one_line(text, wide - 4, largest(text, wide - 4, (AXIS, CITE), bold=True), bold=True)

    def _sums(self, one: Worked) -> tuple[Text, ...]:
        """Total and average of the years that the example asks about; what is paid once."""
        if one.once:
            text = self._money(one, one.total)
            return lines(text, TOTAL - 16, AXIS)
        if one.span is None:
            return ()
        first, last = one.span
        said = [("total", one.total), ("average", one.average)]
        return (
            *lines(self._speaker.say("years", "span", first=first, last=last), TOTAL - 16, CITE, color=MUTE),
            *(
                text
                for key, amount in said
                for text in lines(self._speaker.say("years", key, amount=self._money(one, amount)), TOTAL - 16, AXIS)
            ),
        )

    def _money(self, one: Worked, amount: Fraction) -> str:
        shown = quantity(self._speaker, amount, "money", one.currency)
        return self._speaker.voice.say("price", "from", price=shown) if one.lower_bound else shown

    def _printed(self, one: Worked, expect: Expect) -> Iterator[Row]:
        """The document's own figure, where it differs."""
        if expect.printed is None:
            return
        figure = quantity(self._speaker, Fraction(Decimal(expect.printed)), "money", one.currency)
        own = self._money(one, one.figure(expect))
        text = self._speaker.say("years", "printed", printed=figure, own=own)
        texts = (
            *lines(f"≠ {text}", WIDTH - 60, NOTE, color=RED_DARK, bold=True, most=3),
            *lines(expect.printed_note.own, WIDTH - 60, NOTE, most=3),
            *cite_lines(citation(expect.sources), WIDTH - 60, 2),
        )
        yield row(round(tall(texts)) + 10, Cell(20), Cell(WIDTH - 20, texts, RED, 10, bar=RED_DARK))
        yield gap(GAP)

    def legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        """What the paints of a page mean."""
        used = paints(shown)
        keys = {
            "full": Key("", BLUE_DARK, "100", color=PAPER),
            "half": Key("", BLUE_STRONG, "≥ 50"),
            "part": Key("", BLUE_MID, "< 50"),
            "nothing": Key("", PANEL, "–", color=MUTE),
            "to_pay": Key("", AMBER),
            "computed": Key("", PAPER),
            "unsold": Key("", "", "·", border=LINE, dashed=True, color=MUTE),
            "differs": Key("", RED, "≠", RED_DARK, color=RED_DARK),
        }
        dashed = any(cell.dashed for one in shown for cell in one.cells)
        fills = {fill for fill, _ in used}
        found = [
            replace(key, label=self._speaker.say("years", f"legend_{name}"))
            for name, key in keys.items()
            if (key.fill in fills if key.fill else dashed)
        ]
        return legend(found)


def _span(speaker: Speaker, column: Column) -> str:
    first, last = column
    if first is None or last is None:
        return at_least(speaker, first) if first is not None else at_most(speaker, last or 0)
    return whole(speaker, first) if first == last else f"{whole(speaker, first)}–{whole(speaker, last)}"


def _same(series: Series, at: int) -> int:
    """How many columns from one on bring the same."""
    leaf, sold = series.leaves[at], series.sold[at]
    count = 1
    while at + count < len(series.leaves):
        other = series.leaves[at + count]
        alike = other is leaf or (other is not None and leaf is not None and _equal(other, leaf))
        if not alike or series.sold[at + count] != sold:
            break
        count += 1
    return count


def _equal(one: Leaf, other: Leaf) -> bool:
    return one.clause is other.clause and one.expr == other.expr and one.sources == other.sources
