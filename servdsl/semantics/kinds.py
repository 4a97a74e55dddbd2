"""Types of expressions, with what the type alone does not say: whose currency, whose values.

`2% of amount` has the kind of `amount`; `severity` has the kind "choice, of severity".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servdsl.messages import say
from servdsl.model.expressions import Type


@dataclass(frozen=True, slots=True)
class Kind:
    """A type; `currency` of money, `of` the fact (or `service`) whose values a choice has, `unit` of a length in days,
    months or years of the calendar, `chooser` the value whose cases choose the currency of money that has none itself."""

    type: Type
    currency: str | None = None
    of: str | None = None
    unit: str | None = None
    chooser: str | None = None

    def __str__(self) -> str:
        match self.type:
            case "money" if self.currency is None:
                return say("an amount in the currency of `{of}`", of=self.chooser)
            case "money":
                return say("an amount in {currency}", currency=self.currency)
            case "choice":
                return say("a value of `{of}`", of=self.of)
            case "duration" if self.unit is not None:
                return say("a length in {unit}", unit=self.unit)
            case _:
                return _WORDS[self.type]


_WORDS: dict[Type, str] = {
    "yes_no": say("a yes or no"),
    "whole": say("a whole number"),
    "number": say("a number"),
    "percent": say("a percentage"),
    "date": say("a date"),
    "dates": say("a list of dates"),
    "instant": say("an instant"),
    "zone": say("a time zone"),
    "duration": say("a length of time"),
    "country": say("a country"),
    "name": say("a name"),
    "names": say("a list of names"),
}

YES_NO = Kind("yes_no")
WHOLE = Kind("whole")
NUMBER = Kind("number")
PERCENT = Kind("percent")
DATE = Kind("date")
INSTANT = Kind("instant")
ELAPSED = Kind("duration")
NAME = Kind("name")


def numeric(kind: Kind) -> bool:
    """A bare number, whole or not."""
    return kind.type in ("whole", "number")


def leading(kinds: Sequence[Kind]) -> Kind:
    """The kind that some alternatives are meant to have: a bare number among others is most likely short of its unit."""
    return next((one for one in kinds if not numeric(one)), kinds[0])


def agreed(left: Kind, right: Kind, name: str) -> Kind | None:
    """The kind of a value with such cases: sums in different currencies make it choose its currency, `name` its name."""
    if left.type == "money" == right.type and left != right:
        return Kind("money", chooser=name)
    return common(left, right)


def common(left: Kind, right: Kind) -> Kind | None:
    """The kind that two alternatives share; None where they do not fit together."""
    if left == right:
        return left
    if numeric(left) and numeric(right):
        return NUMBER
    return None
