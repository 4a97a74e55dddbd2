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
from servdsl.reference.inputs import InputErrors

__all__ = ["InputErrors", "Reference", "answer", "schedule"]


class Reference:
    """The interpreter of one contract; keeps what it has looked up."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._book = Book(contract)

    def answer(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The answer of docs/design/0002-answers.md; InputErrors with all that is wrong with the facts."""
        return lay_out(self.contract, self._book, inputs.read(self.contract, facts))

    def schedule(self, facts: Mapping[str, object], over: tuple[str, int, int]) -> dict[str, object]:
        """The answers over a whole number from low to high (included), with total and average of the prices: rounded
        rows summed, the average rounded once (decision 58)."""
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


def answer(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The answer of docs/design/0002-answers.md; InputErrors with all that is wrong with the facts."""
        return lay_out(self.contract, self._book, inputs.read(self.contract, facts))

    def schedule(self, facts: Mapping[str, object], over: tuple[str, int, int]) -> dict[str, object]:
        """The answers over a whole number from low to high (included), with total and average of the prices."""
        name, low, high = over
        rows = [{name: number, "answer": self.answer({**facts, name: number})} for number in range(low, high + 1)]
        prices = [price for row in rows if isinstance(answer := row["answer"], dict) and (price := answer["price"])]
        total = average = None
        if rows and len(prices) == len(rows) and all(price["amount"] is not None for price in prices):
            amounts = [Fraction(price["amount"]) for price in prices]
            total = _like(prices, sum(amounts, Fraction(0)))
            average = _like(prices, sum(amounts, Fraction(0)) / len(amounts))
        return {"rows": rows, "total": total, "average": average}


def _like(prices: list[dict[str, object]], amount: Fraction) -> dict[str, object] | None:
    """A sum over prices in the shape of a price; None where they have no currency in common."""
    first = prices[0]
    if any(price["currency"] != first["currency"] for price in prices):
        return None
    return {
        **first,
        "amount": text.money(amount, str(first["currency"])),
        **{key: first[key] if all(p[key] == first[key] for p in prices) else None for key in ("per", "tax")},
        "lower_bound": any(price["lower_bound"] for price in prices),
        "lines": [],
    }


def answer(self, facts: Mapping[str, object]) -> dict[str, object]:
        """The answer of docs/design/0002-answers.md; InputErrors with all that is wrong with the facts."""
        return lay_out(self.contract, self._book, inputs.read(self.contract, facts))

    def schedule(self, facts: Mapping[str, object], over: tuple[str, int, int]) -> dict[str, object]:
        """The answers over a whole number from low to high (included), with total and average of the prices."""
        name, low, high = over
        cases = [(number, {**facts, name: number}) for number in range(low, high + 1)]
        rows = [{name: number, "answer": self.answer(told)} for number, told in cases]
        total, average = self._sums([told for _, told in cases], [row["answer"] for row in rows])
        return {"rows": rows, "total": total, "average": average}

    def _sums(self, cases: list[dict[str, object]], answers: list[object]) -> tuple[object, object]:
        """A schedule sums rounded periods; the average is rounded once (decision 58)."""
        prices = [answer["price"] for answer in answers if isinstance(answer, Mapping)]
        told = [price for price in prices if isinstance(price, Mapping)]
        needs = sorted({need for price in told for need in price["needs"]})
        if needs:
            undecided = {"amount": None, "currency": None, "lower_bound": None, "needs": needs}
            return undecided, undecided
        currencies = {price["currency"] for price in told if price["amount"] is not None}
        if len(told) < len(cases) or len(currencies) != 1 or any(p["amount"] is None and not p["free"] for p in told):
            return None, None
        currency, lower = currencies.pop(), any(price["lower_bound"] for price in told)
        exact = [self._exact(case) for case in cases]
        total = sum((text.to_minor(amount, currency) for amount in exact), Fraction(0))
        average = sum(exact, Fraction(0)) / len(exact)
        return tuple(
            {"amount": text.money(amount, currency), "currency": currency, "lower_bound": lower, "needs": []}
            for amount in (total, average)
        )  # type: ignore[return-value]

    def _exact(self, facts: Mapping[str, object]) -> Fraction:
        given = inputs.read(self.contract, facts)
        assert given.tier is not None
        found = Asked(self.contract, self._book, given).price(given.tier).value
        return found.amount or Fraction(0) if isinstance(found, Sum) else Fraction(0)


def answer(contract: Contract, facts: Mapping[str, object]) -> dict[str, object]:
    """One question to a contract; see `Reference.answer`."""
    return Reference(contract).answer(facts)


def schedule(contract: Contract, facts: Mapping[str, object], over: tuple[str, int, int]) -> dict[str, object]:
    """A schedule over a whole number; see `Reference.schedule`."""
    return Reference(contract).schedule(facts, over)
