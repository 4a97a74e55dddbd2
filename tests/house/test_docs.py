"""Each page about the language is itself a contract: its blocks together are a file that builds and whose examples pass."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servdsl import embedding, examples, pipeline, reference
from servdsl.checked import Checked
from servdsl.source import Source

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=["docs/language.md", "docs/money.md"])
def checked(request: pytest.FixtureRequest) -> Checked:
    text = (ROOT / request.param).read_text(encoding="utf-8")
    blocks = re.findall(r"```plan\n(.*?)```", text, re.DOTALL)
    return pipeline.check_text(Source(request.param, "\n".join(blocks)), Path("page.plan"))


def test_the_reference_has_no_error(checked: Checked) -> None:
    assert [f"{d.code} {d.span.line}: {d.message}" for d in checked.diagnostics if d.severity == "error"] == []


def test_its_examples_hold_on_the_generated_evaluator(checked: Checked) -> None:
    assert checked.contract is not None
    outcome = embedding.outcome(checked.contract)
    assert [(f.example.title, f.expect and f.expect.text, f.found) for f in outcome.failures] == []
    assert outcome.passed == len(checked.contract.examples) > 8


def test_its_examples_hold_on_the_reference_interpreter(checked: Checked) -> None:
    contract = checked.contract
    assert contract is not None
    plain = reference.Reference(contract)
    outcome = examples.run(contract, examples.Evaluator(plain.answer, plain.schedule), reference.InputErrors)
    assert [(f.example.title, f.expect and f.expect.text, f.found) for f in outcome.failures] == []
