"""Facts in, answers out: the situations, and every example of every contract, on both evaluators."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from servdsl import embedding, examples, pipeline, reference
from servdsl.model import Contract
from tests.cases.answers import check_answer

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "contracts").glob("*.plan"))
FILES = sorted((Path(__file__).parent / "run").glob("situations*.toml"))
SITUATIONS: dict[str, dict[str, Any]] = tomllib.loads("\n".join(path.read_text(encoding="utf-8") for path in FILES))
EVALUATORS = ("generated", "reference")


@cache
def contract(name: str) -> Contract:
    checked = pipeline.check(ROOT / f"contracts/{name}.plan")
    assert checked.contract is not None
    return checked.contract


@cache
def answering(name: str, how: str) -> tuple[examples.Evaluator, type[Exception]]:
    plan = contract(name)
    if how == "reference":
        plain = reference.Reference(plan)
        return examples.Evaluator(plain.answer, plain.schedule), reference.InputErrors
    module = embedding.load(plan)
    return embedding.evaluator(module), module.InputErrors


@pytest.mark.parametrize("how", EVALUATORS)
@pytest.mark.parametrize("case", SITUATIONS)
def test_situation(case: str, how: str) -> None:
    row = SITUATIONS[case]
    evaluator, facts = answering(row["contract"], how)[0], row["facts"]
    check_answer(
        evaluator.schedule(facts, tuple(row["over"])) if "over" in row else evaluator.answer(facts), row["expect"]
    )


@pytest.mark.parametrize("how", EVALUATORS)
@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_the_examples_of_the_contract(path: Path, how: str) -> None:
    evaluator, wrong = answering(path.stem, how)
    outcome = examples.run(contract(path.stem), evaluator, wrong)
    assert [(f.example.title, f.expect and f.expect.text, f.found) for f in outcome.failures] == []
    assert outcome.passed == len(contract(path.stem).examples) > 0
