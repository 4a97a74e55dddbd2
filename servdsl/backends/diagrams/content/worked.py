"""The worked examples of a price over the years: what each year costs for their facts, summed as they ask.

given tier annual, bom 500_000 CNY, warranty one_year
expect average price over year 2 to 8 is 9_285.71 CNY      years 2 to 8: 5,000 … 12,500, average 9,285.71
printed 11_000 CNY                                         the document's own figure, which differs
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from servdsl.backends.diagrams.content.formulas import Leaf, currencies
from servdsl.backends.diagrams.content.headings import quantity
from servdsl.backends.diagrams.content.told import Known, Reckoner, known_of, possible
from servdsl.backends.diagrams.content.yearly import Column, Series
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.model.contract import Example, Expect
from servdsl.model.expressions import Expr, FactRef, ValueRef, children
from servdsl.model.values import Price
from servdsl.runtime.text import minor_units, round_half_up

SUMS = ("price", "total", "average")
MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Worked:
    """An example's price in each column (None: not asked, or not to be known), in `currency`; `once`: one payment for all
    of them. `span`: the years that it asks about; `expects`: its expectations on the price."""

    example: Example
    facts: str
    amounts: tuple[Fraction | None, ...]
    once: bool
    currency: str
    span: tuple[int, int] | None
    expects: tuple[Expect, ...]
    lower_bound: bool

    @property
    def total(self) -> Fraction:
        counted = [amount for amount in self.amounts if amount is not None]
        return sum(counted[:1] if self.once else counted, Fraction(0))

    @property
    def average(self) -> Fraction:
        """Rounded once, of rounded years (decision 58)."""
        counted = sum(1 for amount in self.amounts if amount is not None)
        return round_half_up(self.total / counted, minor_units(self.currency))

    def figure(self, expect: Expect) -> Fraction:
        """What the picture's own reckoning gives for an expectation."""
        return self.average if expect.path[0] == "average" else self.total


def worked(speaker: Speaker, reckoner: Reckoner, fact: str, columns: Sequence[Column], series: Series) -> list[Worked]:
    """The examples that show the price of a row: those over several years or of one payment, else those of single years."""
    contract = speaker.contract
    found = [one for example in contract.examples for one in _worked(speaker, reckoner, fact, columns, series, example)]
    whole = [one for one in found if one.once or one.span is not None]
    return (whole or found)[:MOST_EXAMPLES]


def _worked(
    speaker: Speaker, reckoner: Reckoner, fact: str, columns: Sequence[Column], series: Series, example: Example
) -> Iterator[Worked]:
    expects = tuple(one for one in example.expects if one.path[:1] and one.path[0] in SUMS)
    if example.facts.get("tier") != series.offer or example.facts.get("addons") or not expects:
        return
    known = known_of(speaker.contract, example)
    years = None if _once(series) else _years(expects, fact, known, reckoner)
    cells = possible(series.grid, {name: value for name, value in known.items() if name != fact})
    if not cells & series.cells or (years is None and not _once(series)):
        return
    amounts = tuple(_amount(reckoner, known, fact, years, *pair) for pair in zip(columns, series.leaves, strict=True))
    currency = next((c for leaf in series.leaves if leaf for c in currencies(leaf.expr)), "")
    if not currency or all(amount is None for amount in amounts):
        return
    rounded = tuple(None if a is None else round_half_up(a, minor_units(currency)) for a in amounts)
    lower = any(leaf.lower_bound for leaf, a in zip(series.leaves, amounts, strict=True) if leaf and a is not None)
    span = years if years and years[0] < years[1] else None
    facts = _facts(speaker, series.leaves, known, fact)
    yield Worked(example, facts, rounded, _once(series), currency, span, expects, lower)


def _once(series: Series) -> bool:
    """Whether the price is one payment for all the years."""
    return all(isinstance(leaf.clause.value, Price) and leaf.clause.value.once for leaf in series.leaves if leaf)


def _years(expects: Sequence[Expect], fact: str, known: Known, reckoner: Reckoner) -> tuple[int, int] | None:
    """The years that an example asks about: those of its schedule, else the one that it gives or that follows."""
    for expect in expects:
        if expect.over is not None and expect.over[0] == fact:
            return expect.over[1], expect.over[2]
    year = reckoner.settled(known).get(fact)
    return (int(year), int(year)) if isinstance(year, int | Fraction) else None


def _amount(
    reckoner: Reckoner, known: Known, fact: str, years: tuple[int, int] | None, column: Column, leaf: Leaf | None
) -> Fraction | None:
    """The exact price of one year."""
    first, last = column
    if leaf is None or leaf.expr is None or first is None or first != last:
        return None
    if years is not None and not years[0] <= first <= years[1]:
        return None
    return reckoner.amount(leaf.expr, {**known, fact: first})


def _facts(speaker: Speaker, leaves: Sequence[Leaf | None], known: Known, fact: str) -> str:
    """The quantities that the formulas read, as the example gives them."""
    read = dict.fromkeys(ref for leaf in leaves if leaf for ref in _quantities(leaf.expr))
    parts: list[str] = []
    for kind, name, currency in read:
        value = known.get(name)
        if name != fact and isinstance(value, int | Fraction) and not isinstance(value, bool):
            shown = quantity(speaker, Fraction(value), "money" if currency else "number", currency)
            parts.append(speaker.say("casemap", "fact", fact=speaker.voice.name(kind, name), value=shown))
    return "; ".join(parts)


def _quantities(expr: Expr | None) -> Iterator[tuple[str, str, str | None]]:
    match expr:
        case FactRef() | ValueRef():
            yield expr.kind, expr.name, expr.currency
        case None:
            return
        case _:
            for child in children(expr):
                yield from _quantities(child)
