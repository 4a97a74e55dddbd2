"""Gathering what the review page shows: examples run on the generated evaluator, pictures drawn, sources traced."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from servdsl import embedding, meaning, signing
from servdsl.backends import diagrams
from servdsl.backends.review import Evidence, Figure, Stamp, Trial
from servdsl.checked import Checked
from servdsl.model import Contract
from servdsl.traceability import REGISTER, Traceability, read_register, trace


def evidence(checked: Checked) -> Evidence:
    """All that is known of a checked contract, pictures included. Raises RegisterError and SignatureError for files beside
    it that cannot be read."""
    contract = checked.contract
    assert contract is not None
    tried, traced = trials(contract), _traced(contract, checked.path)
    return Evidence(
        figures=_figures(contract, tried, traced),
        findings=checked.diagnostics,
        allowed=checked.allowed,
        trials=tried,
        traced=traced,
        stamp=stamp(contract, checked.path),
        fingerprint=meaning.fingerprint(meaning.fingerprints(contract))[:16],
    )


def _figures(contract: Contract, tried: Sequence[Trial], traced: Traceability | None) -> tuple[Figure, ...]:
    """The pictures of a contract, with what its examples have tried."""
    tested = diagrams.tried(contract, [trial.touched for trial in tried]) if tried else None
    return tuple(_figure(picture) for picture in diagrams.pictures(contract, tested, traced))


def _figure(picture: diagrams.Picture) -> Figure:
    dot = picture.dot()
    svg = diagrams.render(dot, "svg").decode()
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
