"""A second, slow meaning of the model: walks it, tries every completion of missing facts, counts calendars day by day.

It shares no decision with the generated evaluator's runtime; tests compare the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from servdsl.model.contract import Contract
from servdsl.reference import inputs, text
from servdsl.reference.answer import lay_out
from servdsl.reference.case import Book
from servdsl.reference.decisive import Decisive
from servdsl.reference.inputs import InputErrors
from servdsl.reference.question import Asked

__all__ = ["Decisive", "InputErrors", "Reference", "answer", "schedule"]


class Reference:
    """The interpreter of one contract; keeps what it has looked up."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._book = Book(contract)

    def answer(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The answer of docs/design/0002-answers.md; InputErrors with all that is wrong with the facts."""
        return lay_out(self.contract, self._book, inputs.read(self.contract, facts))

    def decisive(self, facts: Mapping[str, object]) -> Decisive:
        """What the answer rests on besides the clauses among its reasons; InputErrors as for `answer`."""
        return Decisive(Asked(self.contract, self._book, inputs.read(self.contract, facts)))

    def schedule(self, facts: Mapping[str, object], over: tuple[str, int, int]) -> dict[str, object]:
        """The answers over a whole number from low to high (included), with total and average of the tier's prices:
        rounded rows summed, the average rounded once (decision 58)."""
        name, low, high = over
        rows = [{name: number, "answer": self.answer({**facts, name: number})} for number in range(low, high + 1)]
        prices = [_price(row["answer"]) for row in rows]
        told = [price for price in prices if price is not None and price["amount"] is not None]
        if not rows or len(told) < len(rows) or any(price["currency"] != told[0]["currency"] for price in told):
            return {"rows": rows, "total": None, "average": None}
        amount = sum((Fraction(str(price["amount"])) for price in told), Fraction(0))
        return {"rows": rows, "total": _like(told, amount), "average": _like(told, amount / len(told))}


def _price(answer: object) -> dict[str, object] | None:
    found = answer["price"] if isinstance(answer, dict) else None
    return found if isinstance(found, dict) else None


def _like(prices: list[dict[str, object]], amount: Fraction) -> dict[str, object]:
    """A sum over prices, in the shape of a price."""
    first = prices[0]
    return {
        **first,
        "amount": text.money(amount, str(first["currency"])),
        **{key: first[key] if all(price[key] == first[key] for price in prices) else None for key in ("per", "tax")},
        "lower_bound": any(price["lower_bound"] for price in prices),
        "lines": [],
    }


def answer(contract: Contract, facts: Mapping[str, object]) -> dict[str, object]:
    """One question to a contract; see `Reference.answer`."""
    return Reference(contract).answer(facts)


def schedule(contract: Contract, facts: Mapping[str, object], over: tuple[str, int, int]) -> dict[str, object]:
    """A schedule over a whole number; see `Reference.schedule`."""
    return Reference(contract).schedule(facts, over)
