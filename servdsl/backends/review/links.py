"""Links from one statement of the page to others: source clauses, examples, readings."""

from __future__ import annotations

from collections.abc import Iterable

from servdsl.backends.review.evidence import Evidence
from servdsl.backends.review.sheet import Link
from servdsl.model import Contract
from servdsl.wording.anchors import anchor, mark
from servdsl.wording.voice import plain


class Links:
    """Where the page's statements lead. A source clause has a place of its own where a register or a citation names it;
    `meanings`: what it means, where a register says so."""

    def __init__(self, contract: Contract, evidence: Evidence) -> None:
        self._contract = contract
        self._evidence = evidence
        traced = evidence.traced.clauses if evidence.traced is not None else ()
        self.meanings = {one.clause.id: one.clause.meaning for one in traced}
        self._readings: dict[str, list[int]] = {}
        for number, one in enumerate(contract.assumptions, 1):
            for source in one.sources:
                self._readings.setdefault(source, []).append(number)

    def sources(self, cited: Iterable[str]) -> tuple[Link, ...]:
        """Source clauses, each with what it means where a register says so."""
        return tuple(Link(f"#{anchor('source', one)}", plain(one), self.meanings.get(one, "")) for one in cited)

    def examples(self, clause: str) -> tuple[Link, ...]:
        """The examples whose answers rest on a clause; of three and more in a row the first stands for all: "7–12"."""
        return tuple(self._run(first, last) for first, last in runs(self._evidence.examples_of.get(clause, ())))

    def _run(self, first: int, last: int) -> Link:
        text = str(first) if first == last else f"{first}–{last}"
        return Link(f"#{anchor('example', str(first))}", text, self._contract.examples[first - 1].title)

    def readings(self, cited: Iterable[str]) -> tuple[Link, ...]:
        """The assumptions and contradictions that share a citation: A-1 is the first of the contract."""
        return tuple(self._reading(n) for n in sorted({n for source in cited for n in self._readings.get(source, ())}))

    def _reading(self, number: int) -> Link:
        one = self._contract.assumptions[number - 1]
        return Link(f"#{anchor('remark', one.name)}", mark(number), plain(one.text))


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in their order as first and last of each run; two in a row are two."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return [
        one for first, last in runs for one in ([(first, last)] if last != first + 1 else [(first,) * 2, (last,) * 2])
    ]
