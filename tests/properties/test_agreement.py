"""The generated evaluator and the reference interpreter agree on random contracts and random facts.

SERVDSL_SOAK multiplies the number of contracts; SERVDSL_SEED begins elsewhere.
"""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from servdsl import embedding, pipeline, reference
from servdsl.model import Contract
from servdsl.source import Source
from tests.properties.contracts import Author, facts_for

SOAK = int(os.environ.get("SERVDSL_SOAK", "1"))
SEED = int(os.environ.get("SERVDSL_SEED", "0"))
ROOT = Path(__file__).parents[2]
QUESTIONS = 60


def without_steps(answer: Any) -> Any:
    """An answer without the arithmetic's wording, the only part that may differ."""
    if isinstance(answer, Mapping):
        return {key: without_steps(part) for key, part in answer.items() if key != "steps"}
    return [without_steps(part) for part in answer] if isinstance(answer, list) else answer


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two answers differ, for the message of a failed test."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = [*one, *(k for k in other if k not in one)]
        return [d for k in keys for d in differences(one.get(k, "absent"), other.get(k, "absent"), f"{path}.{k}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [d for i, (a, b) in enumerate(zip(one, other, strict=True)) for d in differences(a, b, f"{path}[{i}]")]
    return [] if one == other and type(one) is type(other) else [f"{path}: evaluator {one!r}, interpreter {other!r}"]


def ask_both(interpreter: reference.Reference, module: Any, facts: dict[str, Any]) -> list[str]:
    """The differences between the two evaluators' answers to one question."""
    try:
        evaluated: Any = module.evaluate(module.Facts.from_dict(facts)).to_dict()
    except module.InputErrors as error:
        evaluated = {"input errors": len(str(error)) > 0}
    try:
        plain: Any = interpreter.answer(facts)
    except reference.InputErrors as error:
        plain = {"input errors": len(str(error)) > 0}
    return differences(without_steps(evaluated), without_steps(plain))


def compare(contract: Contract, seed: int, questions: int) -> None:
    module, interpreter = embedding.load(contract), reference.Reference(contract)
    rng = random.Random(seed)
    for _ in range(questions):
        facts = facts_for(contract, rng)
        found = ask_both(interpreter, module, facts)
        assert found == [], f"seed {seed}, facts {facts}\n" + "\n".join(found[:20])


@pytest.mark.parametrize("seed", range(SEED, SEED + 12 * SOAK))
def test_on_a_random_contract(seed: int) -> None:
    text = Author(seed).text()
    checked = pipeline.check_text(Source("random.plan", text), Path("random.plan"))
    errors = [f"{d.span.line}: {d.code} {d.message}" for d in checked.diagnostics if d.severity == "error"]
    assert errors == [], text
    assert checked.contract is not None
    compare(checked.contract, seed, QUESTIONS)


@pytest.mark.parametrize("path", sorted((ROOT / "contracts").glob("*.plan")), ids=lambda p: p.stem)
def test_on_the_real_contracts(path: Path) -> None:
    checked = pipeline.check(path)
    assert checked.ok
    assert checked.contract is not None
    compare(checked.contract, SEED, 4 * QUESTIONS * SOAK)
