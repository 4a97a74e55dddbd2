"""Contracts that build: for each folder of good/ the layout is stable, the output is the golden one and the same for any hash
seed, passes `mypy --strict`, and both evaluators answer the questions. `pytest --update` rewrites the goldens."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from servdsl import embedding, examples, pipeline, reference
from servdsl.backends import diagrams, python
from servdsl.model import Contract
from servdsl.source import Source
from servdsl.syntax import format as layout
from servdsl.syntax import parse
from tests.cases.answers import check_answer

HERE = Path(__file__).parent / "good"
ROOT = Path(__file__).parents[2]
CASES = sorted(path.name for path in HERE.iterdir())
QUESTIONS = [
    (case, name)
    for case in CASES
    for name in tomllib.loads((HERE / case / "questions.toml").read_text(encoding="utf-8"))
]


@cache
def contract(case: str) -> Contract:
    checked = pipeline.check(HERE / case / "input.plan", f"{case}/input.plan")
    assert checked.contract is not None
    assert [d for d in checked.diagnostics if d.severity != "hint"] == []
    return checked.contract


@cache
def evaluating(case: str) -> ModuleType:
    return embedding.load(contract(case))


@cache
def interpreter(case: str) -> reference.Reference:
    return reference.Reference(contract(case))


WHOLE = frozenset({"desk", "words"})
"""Small cases, whose output is kept whole and can be read; of the others, which are as long as real contracts, one line a
file is kept."""


def golden_files(case: str) -> dict[str, str]:
    """What is compared: the model, the evaluator, the pictures' DOT."""
    files = output(case)
    if case in WHOLE:
        return files
    digests = (f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(files.items()))
    return {"digests.sha256": "".join(digests)}


def output(case: str) -> dict[str, str]:
    plan = contract(case)
    files = {"model.json": plan.model_dump_json(indent=1, exclude_defaults=True) + "\n"}
    files["evaluator.py"] = python.emit(plan)[f"{plan.name}/evaluator.py"]
    files.update({Path(path).name: dot for path, dot in diagrams.emit(plan).items()})
    return files


@pytest.mark.parametrize("case", CASES)
def test_the_output_is_the_golden_one(case: str, request: pytest.FixtureRequest) -> None:
    files = golden_files(case)
    folder = HERE / case / "golden"
    if request.config.getoption("--update"):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == sorted(files), "an orphaned or missing golden"
    for name, text in files.items():
        assert (folder / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("case", CASES)
def test_the_layout_is_canonical_and_keeps_the_tree(case: str) -> None:
    source = Source("input.plan", (HERE / case / "input.plan").read_text(encoding="utf-8"))
    text = layout(source)
    assert text == source.text
    squeezed = Source("input.plan", "\n".join(line.lstrip() for line in source.text.splitlines()) + "\n")
    assert layout(squeezed) == text
    assert parse(squeezed)[0] == parse(source)[0]


EMIT = (
    "import sys, hashlib; from pathlib import Path; from servdsl import pipeline; from servdsl.backends import diagrams, python\n"
    "for path in sys.argv[1:]:\n"
    "    c = pipeline.check(Path(path), 'input.plan').contract\n"
    "    files = {**python.emit(c), **diagrams.emit(c)}\n"
    "    print(path, hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
)


SEEDED = ("desk", "kitchen_sink")
"""Between them every construct of the language."""


def digests(seed: str) -> list[str]:
    """A line for each case, written by a process of its own with that hash seed."""
    command = [sys.executable, "-c", EMIT, *(str(HERE / case / "input.plan") for case in SEEDED)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.splitlines()


def test_two_hash_seeds_give_the_same_bytes() -> None:
    first = digests("1")
    assert len(first) == len(SEEDED)
    assert first == digests("2")


def test_the_evaluators_pass_mypy_strict(tmp_path: Path) -> None:
    """All in one run: most of its time is the start and the runtime that they share."""
    for case in CASES:
        for path, text in python.emit(contract(case)).items():
            (tmp_path / "generated" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "generated" / path).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", "generated"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("case", "name"), QUESTIONS, ids=lambda part: str(part))
def test_both_evaluators_answer(case: str, name: str) -> None:
    question = tomllib.loads((HERE / case / "questions.toml").read_text(encoding="utf-8"))[name]
    check_answer(embedding.evaluator(evaluating(case)).answer(question["facts"]), question["expect"])
    check_answer(interpreter(case).answer(question["facts"]), question["expect"])


@pytest.mark.parametrize("how", ["generated", "reference"])
@pytest.mark.parametrize("case", CASES)
def test_its_examples_hold(case: str, how: str) -> None:
    plan = contract(case)
    if how == "generated":
        outcome = examples.run(plan, embedding.evaluator(evaluating(case)), evaluating(case).InputErrors)
    else:
        plain = interpreter(case)
        outcome = examples.run(plan, examples.Evaluator(plain.answer, plain.schedule), reference.InputErrors)
    assert [(f.example.title, f.expect and f.expect.text, f.found) for f in outcome.failures] == []
    assert outcome.passed == len(plan.examples) > 0
