"""Which cases the examples of a contract have tried, so that a map can mark them.

Which clauses an answer rests on is the evaluator's to say; in which layer, and which case of a defined value the facts of an
example lead to, follows from the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from servdsl.backends.diagrams.content.decisions import Mark
from servdsl.backends.diagrams.content.told import Known, Reckoner, known_of, possible
from servdsl.model import Contract
from servdsl.model.contract import Example

MOST_YEARS = 60
"""Of a schedule, those that are looked at."""
FIGURES = frozenset({"price", "total", "average", "addons", "charges", "shares", "amounts", "values"})
"""Parts of an answer that rest on defined values."""


def tried(contract: Contract, rests: Sequence[Iterable[str]]) -> frozenset[Mark]:
    """The cases tried: `rests` has, example by example, the ids of the clauses on which its answers rest."""
    clauses = {clause.id: clause for clause in contract.clauses}
    found: set[Mark] = set()
    for example, names in zip(contract.examples, rests, strict=True):
        layers = _layers(contract, example)
        found |= {
            (name, layer) for name in names if name in clauses for layer in clauses[name].layers if layer in layers
        }
    return frozenset(found | set(_defined(contract)))


def _layers(contract: Contract, example: Example) -> set[str]:
    """The layers that speak where an example asks."""
    addons = example.facts.get("addons")
    held = [example.facts.get("tier"), *(addons if isinstance(addons, Mapping | list) else ())]
    known = {offer.name for offer in contract.offers}
    return {layer for name in held if isinstance(name, str) and name in known for layer in contract.lineage(name)}


def _defined(contract: Contract) -> Iterator[Mark]:
    cased = [n for n, one in enumerate(contract.defines) if any(case.when is not None for case in one.cases)]
    reckoner = Reckoner(contract)
    split = [(contract.defines[n], *found) for n in cased if (found := reckoner.split(n)) is not None]
    asked = [known for example in contract.examples for known in _asked(reckoner, contract, example)] if split else []
    for define, grid, wins in split:
        for known in asked:
            cells = possible(grid, known)
            yield from ((define.name, str(n)) for n, won in enumerate(wins) if cells and not cells & ~won)


def _asked(reckoner: Reckoner, contract: Contract, example: Example) -> Iterator[Known]:
    """What an example tells and what follows from it, once for each year of a schedule; nothing where it looks at no
    figure."""
    known = known_of(contract, example)
    if not any(expect.path[:1] and expect.path[0] in FIGURES for expect in example.expects):
        return
    spans = dict.fromkeys(expect.over for expect in example.expects)
    for span in spans:
        if span is None:
            yield reckoner.settled(known)
        else:
            name, first, last = span
            for number in range(first, min(last, first + MOST_YEARS) + 1):
                yield reckoner.settled({**known, name: number})
