"""Lengths of time: quantities with their qualifiers → `Length`, or a duration in an expression.

4 business hours on office    →  BusinessTime(seconds=14400, calendar="office")
2 business days cutoff 16:00  →  BusinessDays(count=2, cutoff=960)
1 week                        →  CalendarUnits(count=7, unit="days")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal as Lit

from servdsl.messages import say
from servdsl.model.expressions import Literal
from servdsl.model.values import BusinessDays, BusinessTime, CalendarUnits, Elapsed, Length
from servdsl.semantics.scope import Scope
from servdsl.source import Span
from servdsl.syntax.expressions import AtTheSameTime, Cutoff, On
from servdsl.syntax.parts import NearUnit, Quantity

SECONDS: dict[str, int] = {"second": 1, "minute": 60, "hour": 3600}
"""Units of elapsed time."""

CALENDAR: dict[str, tuple[int, Lit["days", "months", "years"]]] = {
    "day": (1, "days"),
    "week": (7, "days"),  # decision 29
    "month": (1, "months"),
    "quarter": (3, "months"),
    "year": (1, "years"),
}
"""Units of the calendar: how many of which."""


PLACES = 10
"""Digits after the point of a number that leaves without a finite decimal (docs/design/0002-answers.md)."""


@dataclass(slots=True)
class Clockwork:
    """What a length is counted with: `on C`, `cutoff 16:00`, `at the same time`."""

    calendar: str | None = None
    cutoff: int | None = None
    same_time: bool = False
    spans: tuple[Span, ...] = ()


def clockwork(terms: Sequence[On | Cutoff | AtTheSameTime], scope: Scope) -> Clockwork | None:
    """The qualifiers of a length; None if one is broken."""
    made = Clockwork(spans=tuple(term.span for term in terms))
    for term in terms:
        match term:
            case On():
                found = scope.names.find(term.calendar, "calendar")
                if found is None:
                    return None
                made.calendar = found.name
            case Cutoff():
                made.cutoff = term.time.hour * 60 + term.time.minute
            case AtTheSameTime():
                made.same_time = True
    return made


def length(node: Quantity | NearUnit, scope: Scope, work: Clockwork | None = None) -> Length | None:
    """A length; None, and reported, where its clock is missing or does not fit."""
    work = work or Clockwork()
    amount = node.amount if isinstance(node, Quantity) else Decimal(1 if node.which == "next" else 0)
    made = _length(node, amount, work, scope)
    if made is not None and not _qualifiers_fit(made, work, scope):
        return None
    return made


def _length(node: Quantity | NearUnit, amount: Decimal, work: Clockwork, scope: Scope) -> Length | None:
    near = isinstance(node, NearUnit)
    match node.clock:
        case "business" if node.unit in SECONDS and not near:
            return BusinessTime(seconds=amount * SECONDS[node.unit], calendar=work.calendar)
        case "business" if node.unit == "day":
            count = whole(amount, node.span, scope)
            if count is None:
                return None
            return BusinessDays(count=count, calendar=work.calendar, cutoff=work.cutoff, same_time=work.same_time)
        case None if node.unit in SECONDS:
            return Elapsed(seconds=amount * SECONDS[node.unit])
        case None | "calendar" if node.unit in CALENDAR and not (near and amount == 0):
            return calendar_units(node, amount, scope)
    report_clock(node, scope)
    return None


def report_clock(node: Quantity | NearUnit, scope: Scope) -> None:
    """Report a clock that does not fit its unit, such as calendar hours or business months."""
    which = f"{node.which} " if isinstance(node, NearUnit) else ""
    plural = "" if which else "s"
    scope.findings.report("SD311", node.span, what=f"{which}{node.clock or ''} {node.unit}{plural}".strip())


def calendar_units(node: Quantity | NearUnit, amount: Decimal, scope: Scope) -> CalendarUnits | None:
    """So many days, months or years of the calendar; a bare number of days asks which kind is meant."""
    if node.clock is None and node.unit == "day":
        scope.findings.report("SD309", node.span, count=written(amount))
        return None
    count = whole(amount, node.span, scope)
    each, unit = CALENDAR[node.unit]
    return CalendarUnits(count=count * each, unit=unit) if count is not None else None


def whole(amount: Decimal, span: Span, scope: Scope) -> int | None:
    """A whole number; None, and reported, for a fraction."""
    if amount != amount.to_integral_value():
        scope.findings.report("SD312", span, what=written(amount))
        return None
    return int(amount)


def above_zero(amount: Decimal | Fraction, span: Span, clause: str, scope: Scope) -> bool:
    """Whether a number that counts or divides is above 0; reported with the words of its clause if not."""
    if amount > 0:
        return True
    scope.findings.report("SD342", span, clause=clause)
    return False


def _qualifiers_fit(made: Length, work: Clockwork, scope: Scope) -> bool:
    place = work.spans[0] if work.spans else None
    if place is None:
        return True
    if isinstance(made, BusinessDays):
        return True
    if isinstance(made, BusinessTime) and work.cutoff is None and not work.same_time:
        return True
    days = isinstance(made, BusinessTime)
    needed = say("business days") if days else say("business hours or business days")
    scope.findings.report("SD313", place, needed=needed)
    return False


def hours(node: Quantity, scope: Scope) -> Fraction | None:
    """Hours, exact: 5 minutes are 1/12; None, and reported, for anything but elapsed time."""
    if node.clock is None and node.unit in SECONDS:
        return Fraction(node.amount) * SECONDS[node.unit] / 3600
    scope.findings.report("SD338", node.span)
    return None


def quotient(number: Decimal, divisor: int) -> Decimal | None:
    """An exact quotient; None where no decimal has it, as for 20 minutes of an hour."""
    made = number / divisor
    return plain(made) if Fraction(made) * divisor == Fraction(number) else None


def plain(number: Decimal) -> Decimal:
    """The same number without an exponent and without trailing zeros."""
    integral = number.to_integral_value()
    return integral if number == integral else number.normalize()


def written(number: Decimal) -> str:
    """Decimal text, as an author would write it."""
    return f"{plain(number):f}"


def written_fraction(number: Fraction) -> str:
    """Decimal text; half-up to 10 places where no decimal is exact, as answers have it."""
    scale = 10**PLACES
    exact = (number * scale).denominator == 1
    return written(Decimal(int(number * scale if exact else (number * scale + Fraction(1, 2)) // 1)).scaleb(-PLACES))


def duration(node: Quantity, scope: Scope) -> Literal | None:
    """A length in an expression: elapsed seconds, or days, months, years of the calendar."""
    if node.clock != "business" and node.unit in CALENDAR:
        made = calendar_units(node, node.amount, scope)
        return Literal(type="duration", value=Decimal(made.count), unit=made.unit) if made is not None else None
    if node.clock is None and node.unit in SECONDS:
        return Literal(type="duration", value=node.amount * SECONDS[node.unit])
    report_clock(node, scope)
    return None
