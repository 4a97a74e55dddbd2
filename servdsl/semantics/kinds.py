"""Types of expressions, with what the type alone does not say: whose currency, whose values.

`2% of amount` has the kind of `amount`; `severity` has the kind "choice, of severity".
"""

from __future__ import annotations

from dataclasses import dataclass

from servdsl.model.expressions import Type


@dataclass(frozen=True, slots=True)
class Kind:
    """A type; `currency` of money, `of` the fact (or `service`) whose values a choice has, `unit` of a length in days,
    months or years of the calendar."""

    type: Type
    currency: str | None = None
    of: str | None = None
    unit: str | None = None

    def __str__(self) -> str:
        match self.type:
            case "money":
                return f"an amount in {self.currency}"
            case "choice":
                return f"a value of `{self.of}`"
            case "duration" if self.unit is not None:
                return f"a length in {self.unit}"
            case _:
                return _WORDS[self.type]


_WORDS: dict[Type, str] = {
    "yes_no": "a yes or no",
    "whole": "a whole number",
    "number": "a number",
    "percent": "a percentage",
    "date": "a date",
    "dates": "a list of dates",
    "instant": "an instant",
    "zone": "a time zone",
    "duration": "a length of time",
    "country": "a country",
}

YES_NO = Kind("yes_no")
WHOLE = Kind("whole")
NUMBER = Kind("number")
PERCENT = Kind("percent")
DATE = Kind("date")
INSTANT = Kind("instant")
ELAPSED = Kind("duration")


def numeric(kind: Kind) -> bool:
    """A bare number, whole or not."""
    return kind.type in ("whole", "number")


def common(left: Kind, right: Kind) -> Kind | None:
    """The kind that two alternatives share; None where they do not fit together."""
    if left == right:
        return left
    if numeric(left) and numeric(right):
        return NUMBER
    return None
