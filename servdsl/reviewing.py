"""Gathering what the review page shows: examples run on the generated evaluator, pictures drawn, sources traced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from servdsl import embedding, examples, meaning, signing
from servdsl.backends import diagrams
from servdsl.backends.review import Evidence, Figure, Stamp, Trial
from servdsl.model import Contract
from servdsl.model.contract import Example
from servdsl.traceability import Traceability, read_register, trace

if TYPE_CHECKING:
    from servdsl.pipeline import Checked

REGISTER = "register.csv"


def evidence(checked: Checked, figures: tuple[Figure, ...], tried: tuple[Trial, ...]) -> Evidence:
    """All that is known of a checked contract. Raises RegisterError and SignatureError for files beside it that cannot be
    read."""
    contract = checked.contract
    assert contract is not None
    return Evidence(
        figures=figures,
        findings=checked.diagnostics,
        allowed=checked.allowed,
        trials=tried,
        traced=_traced(contract, checked.path),
        stamp=stamp(contract, checked.path),
        fingerprint=meaning.fingerprint(meaning.fingerprints(contract))[:16],
    )


def drawn(checked: Checked, tried: Sequence[Trial]) -> tuple[Figure, ...]:
    """The pictures of a checked contract, with what its examples have tried. Raises RegisterError."""
    contract = checked.contract
    assert contract is not None
    tested = diagrams.tried(contract, [trial.touched for trial in tried]) if tried else None
    return tuple(
        Figure(one.name, one.title, one.about, one.dot(), diagrams.render(one.dot(), "svg").decode(), one.words())
        for one in diagrams.pictures(contract, tested, _traced(contract, checked.path))
    )


def trials(contract: Contract) -> Iterator[Trial]:
    """How each example comes out on the generated evaluator."""
    if not contract.examples:
        return
    module = embedding.load(contract)
    evaluator = embedding.evaluator(module)
    for example in contract.examples:
        alone = contract.model_copy(update={"examples": (example,)})
        yield _trial(example, examples.run(alone, evaluator, module.InputErrors))


def _trial(example: Example, outcome: examples.Outcome) -> Trial:
    touched = frozenset(reason["clause"] for one in outcome.answered for reason in one.answer["reasons"])
    refused = next((failure.found for failure in outcome.failures if failure.expect is None), "")
    if refused:
        return Trial((), touched, refused)
    found = {id(failure.expect): failure.found for failure in outcome.failures}
    return Trial(tuple(found.get(id(expect)) for expect in example.expects), touched)


def stamp(contract: Contract, plan: Path) -> Stamp | None:
    """The signature beside a contract, as the page shows it."""
    signature = signing.read(signing.beside(plan))
    if signature is None:
        return None
    return Stamp(signature.by, signature.on.isoformat(), signing.changes(signature, contract))


def _traced(contract: Contract, plan: Path) -> Traceability | None:
    register = plan.parent / REGISTER
    return trace([contract], read_register(register)) if register.is_file() else None
