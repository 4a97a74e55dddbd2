"""Gathering what the review page shows: examples run on the generated evaluator, pictures drawn, sources traced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from servdsl import embedding, meaning, signing
from servdsl.backends import diagrams
from servdsl.backends.review import Comparison, Evidence, Figure, Stamp, Trial
from servdsl.cells import Study
from servdsl.checked import Checked
from servdsl.differences import Difference
from servdsl.model import Contract
from servdsl.traceability import REGISTER, Traceability, read_register, trace


def evidence(checked: Checked) -> Evidence:
    """All that is known of a checked contract, pictures included. Raises RegisterError and SignatureError for files beside
    it that cannot be read."""
    contract = checked.contract
    assert contract is not None
    found = told(contract, checked.path)
    tried = trials(contract)
    figures = _drawings(chain.from_iterable(kind() for kind in kinds(Study(contract), tried, found.traced)))
    return replace(found, findings=checked.diagnostics, allowed=checked.allowed, trials=tried, figures=figures)


def told(contract: Contract, plan: Path) -> Evidence:
    """What a contract and the files beside it tell by themselves. Raises as `evidence`."""
    return Evidence(
        traced=_traced(contract, plan),
        stamp=stamp(contract, plan),
        fingerprint=meaning.fingerprint(meaning.fingerprints(contract))[:16],
    )


def kinds(study: Study, tried: Sequence[Trial], found: Traceability | None) -> list[diagrams.Kind]:
    """The pictures of a contract kind by kind, with what its examples have tried, not drawn yet."""

    def tested() -> frozenset[diagrams.Mark] | None:
        return diagrams.tried(study.contract, [trial.touched for trial in tried]) if tried else None

    return diagrams.kinds(study, tested, found)


def drawn(dot: str) -> str:
    """The SVG of a DOT text. Raises DrawingError."""
    return diagrams.render(dot, "svg").decode()


def figure(picture: diagrams.Picture, dot: str, svg: str) -> Figure:
    """A drawn picture, with its DOT, as the page shows it."""
    return Figure(picture.name, picture.title, picture.about, dot, svg, picture.words())


def trials(contract: Contract) -> tuple[Trial, ...]:
    """How each example comes out on the generated evaluator."""
    if not contract.examples:
        return ()
    outcome = embedding.outcome(contract)
    touched: dict[int, set[str]] = {id(example): set() for example in contract.examples}
    for one in outcome.answered:
        touched[id(one.example)].update(reason["clause"] for reason in one.answer["reasons"])
    refused = {id(failure.example): failure.found for failure in outcome.failures if failure.expect is None}
    failed = {id(failure.expect): failure.found for failure in outcome.failures if failure.expect is not None}
    return tuple(
        Trial(
            () if id(example) in refused else tuple(failed.get(id(expect)) for expect in example.expects),
            frozenset(touched[id(example)]),
            refused.get(id(example), ""),
        )
        for example in contract.examples
    )


def stamp(contract: Contract, plan: Path) -> Stamp | None:
    """The signature beside a contract, as the page shows it."""
    signature = signing.read(signing.beside(plan))
    if signature is None:
        return None
    return Stamp(signature.by, signature.on.isoformat(), signing.changes(signature, contract))


def _traced(contract: Contract, plan: Path) -> Traceability | None:
    register = plan.parent / REGISTER
    return trace([contract], read_register(register)) if register.is_file() else None


def comparison(files: tuple[str, str], contracts: tuple[Contract, Contract], found: Difference) -> Comparison:
    """What the page of a comparison shows, pictures included. Raises DrawingError."""
    overview = diagrams.difference(*contracts, found)
    before, after = (diagrams.pictures(contract) for contract in contracts)
    return Comparison(*contracts, files, found, *(_drawings(ones) for ones in (overview, before, after)))


def _drawings(ones: Iterable[diagrams.Picture]) -> tuple[Figure, ...]:
    laid = ((one, one.dot()) for one in ones)
    return tuple(figure(one, dot, drawn(dot)) for one, dot in laid)
