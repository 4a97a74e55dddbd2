"""Links from one statement of the page to others: source clauses, examples, readings."""

from __future__ import annotations

from collections.abc import Iterable

from servdsl.backends.review.evidence import Evidence
from servdsl.backends.review.sheet import Link
from servdsl.model import Contract
from servdsl.wording.anchors import anchor, mark
from servdsl.wording.voice import plain


class Links:
    """Where the page's statements lead. A source clause has a place of its own where a register or a citation names it."""

    def __init__(self, contract: Contract, evidence: Evidence) -> None:
        self._contract = contract
        self._evidence = evidence
        traced = evidence.traced.clauses if evidence.traced is not None else ()
        self._meanings = {one.clause.id: one.clause.meaning for one in traced}

    def sources(self, cited: Iterable[str]) -> tuple[Link, ...]:
        """Source clauses, each with what it means where a register says so."""
        return tuple(Link(f"#{anchor('source', one)}", plain(one), self._meanings.get(one, "")) for one in cited)

    def examples(self, clause: str) -> tuple[Link, ...]:
        """The examples whose answers rest on a clause."""
        numbers = self._evidence.examples_of.get(clause, ())
        return tuple(
            Link(f"#{anchor('example', str(n))}", str(n), self._contract.examples[n - 1].title) for n in numbers
        )

    def readings(self, cited: Iterable[str]) -> tuple[Link, ...]:
        """The assumptions and contradictions that share a citation: A-1 is the first of the contract."""
        wanted = set(cited)
        return tuple(
            Link(f"#{anchor('remark', one.name)}", mark(number), plain(one.text))
            for number, one in enumerate(self._contract.assumptions, 1)
            if wanted & set(one.sources)
        )
