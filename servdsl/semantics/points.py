"""A point that may be meant for thousands, as many languages write them.

price 1.500 EUR per year       one euro and a half, says the language; fifteen hundred, may the author mean
fact km whole from 10.000      ten
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from servdsl.runtime.text import minor_units
from servdsl.semantics.kept import Doubtful
from servdsl.semantics.mentions import within
from servdsl.semantics.scope import Scope
from servdsl.syntax.nodes import Item
from servdsl.syntax.parts import Money, Number, Quantity


def check_points(items: Iterable[Item], scope: Scope) -> None:
    """Report each such number where it stands."""
    for item in items:
        for place, number, unit in scope.kept.points.of(item, _doubtful):
            scope.findings.report("SD347", place, number=number, thousands=number.replace(".", "_"), unit=unit)


def _doubtful(item: Item) -> tuple[Doubtful, ...]:
    return tuple(_found(item))


def _found(item: Item) -> Iterator[Doubtful]:
    """Groups of three behind the point; in a price that is finer than the currency's cents all of them are doubtful, in other
    numbers those with a needless zero at the end."""
    for part in within([item]):
        match part:
            case Money() if _grouped(part.amount) and minor_units(part.currency) < 3:
                yield part.span, str(part.amount), f" {part.currency}"
            case Number() if _grouped(part.value) and str(part.value).endswith("0"):
                yield part.span, str(part.value), ""
            case Quantity() if _grouped(part.amount) and str(part.amount).endswith("0"):
                yield part.span, str(part.amount), f" {part.unit}"


def _grouped(number: Decimal) -> bool:
    """Written like thousands: one to three digits, none of them a zero that leads, a point and three more."""
    return number.as_tuple().exponent == -3 and 1 <= abs(number) < 1000
