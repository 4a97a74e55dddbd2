"""What becomes of a mistake: rejected, caught, equivalent or unnoticed; crashed is a defect of the evaluators."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

from servdsl import examples, pipeline
from servdsl.diagnostics import has_errors
from servdsl.examples import Evaluator
from servdsl.examples.running import Answer
from servdsl.model import Contract
from servdsl.model.contract import Example
from servdsl.semantics import translate
from servdsl.source import Source
from servdsl.syntax import parse
from tests.mutation.evaluators import Workshop
from tests.mutation.mistakes import mistakes, without_examples
from tests.mutation.questions import Facts, Questions
from tests.mutation.text import Mistake, Text

Fate = Literal["rejected", "caught", "equivalent", "unnoticed", "crashed"]

QUESTIONS = 1500
"""The most that are asked before a mistake counts as equivalent."""
_NO_ANSWER = frozenset({"reasons", "assumptions", "clause", "steps"})
"""Parts of an answer that say what it rests on, not what it is."""
_FIRST = ("expected", "answered")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fate of a mistake. Of one that is unnoticed: a question and where the two answers differ; of one that is
    caught: the example."""

    mistake: Mistake
    fate: Fate
    example: str = ""
    question: Facts | None = None
    differences: tuple[str, ...] = ()


class Bench:
    """One contract, sound and with passing examples, on which mistakes are tried."""

    def __init__(self, source: Source, most_questions: int = QUESTIONS) -> None:
        checked = pipeline.check_text(source, Path(source.name))
        if not checked.ok or checked.contract is None:
            raise ValueError(f"{source.name}: the contract has errors; `servdsl check` tells them")
        self.source = source
        self._most = most_questions
        self.contract: Contract = checked.contract
        self._workshop = Workshop(self.contract)
        self._bare = Text(without_examples(source))
        outcome = examples.run(self.contract, self._workshop.original, self._workshop.wrong_facts)
        if outcome.failures:
            raise ValueError(f"{source.name}: {len(outcome.failures)} expectations fail; `servdsl test` tells them")
        touched = examples.by_example(self.contract, outcome.answered)
        self._lines = {title: _lines(coverage) for title, coverage in touched.items()}
        self._questions: Questions | None = None
        self._answers: dict[str, Any] = {}

    def mistakes(self) -> list[Mistake]:
        """All that can be planted, in an order that spreads the kinds."""
        return mistakes(self.source)

    def verdict(self, mistake: Mistake) -> Verdict:
        """Plant a mistake and see."""
        text = Source(self.source.name, self._bare.with_edits(mistake.edits))
        tree, found = parse(text)
        if has_errors(found):
            return Verdict(mistake, "rejected")
        variant, meant = translate(tree, text)
        if variant is None or has_errors(meant):
            return Verdict(mistake, "rejected")
        tried = self._tried(mistake, variant)
        if isinstance(tried, Verdict) and tried.fate == "caught":
            return tried
        if not pipeline.check_text(text, Path(text.name)).ok:
            return Verdict(mistake, "rejected")
        return tried if isinstance(tried, Verdict) else self._compared(mistake, variant, tried)

    def _tried(self, mistake: Mistake, variant: Contract) -> Verdict | Evaluator:
        """What the examples make of a variant; its evaluator, where they all pass."""
        try:
            evaluator = self._workshop.evaluator(variant)
            caught = next((e for e in self._in_order(mistake.line) if self._fails(e, evaluator)), None)
        except Exception as error:  # an evaluator owes nothing to a contract that the compiler may yet refuse
            return Verdict(mistake, "crashed", differences=(f"{type(error).__name__}: {error}",))
        return evaluator if caught is None else Verdict(mistake, "caught", example=caught.title)

    # ── Examples ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _in_order(self, line: int) -> list[Example]:
        """The examples, first those that look at what a line decides."""
        return sorted(self.contract.examples, key=lambda e: self._lines[e.title].get(line, len(_FIRST)))

    def _fails(self, example: Example, evaluator: Evaluator) -> bool:
        schedules: dict[tuple[str, int, int], Answer] = {}
        try:
            answer = evaluator.answer(example.facts)
            for expect in example.expects:
                source = answer
                if expect.over is not None:
                    if expect.over not in schedules:
                        schedules[expect.over] = evaluator.schedule(example.facts, expect.over)
                    source = schedules[expect.over]
                if not examples.holds(expect, examples.place(source, expect.path)):
                    return True
        except self._workshop.wrong_facts:
            return True
        return False

    # ── Questions ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _compared(self, mistake: Mistake, variant: Contract, evaluator: Evaluator) -> Verdict:
        if self._questions is None:
            self._questions = Questions(self.contract, self._original)
        last = max(edit.end for edit in mistake.edits)
        lines = range(mistake.line, self.source.text.count("\n", 0, last) + 2)
        near = islice(_distinct(self._questions.near(variant, lines)), self._most // 2)
        asked = chain(near, self._questions.general())
        for facts in islice(_distinct(asked), self._most):
            if self._differences(facts, evaluator):
                fewest = self._fewest(facts, evaluator)
                found = self._differences(fewest, evaluator)
                return Verdict(mistake, "unnoticed", question=fewest, differences=tuple(found[:3]))
        return Verdict(mistake, "equivalent")

    def _differences(self, facts: Facts, evaluator: Evaluator) -> list[str]:
        return list(differences(self._original(facts), self._asked(evaluator, facts)))

    def _fewest(self, facts: Facts, evaluator: Evaluator) -> Facts:
        """As few of the facts as show the first of the differences, for people to read."""
        wanted = self._differences(facts, evaluator)[0]
        for name in list(facts):
            fewer = {key: value for key, value in facts.items() if key != name}
            if wanted in self._differences(fewer, evaluator):
                facts = fewer
        return facts

    def _original(self, facts: Facts) -> Any:
        key = json.dumps(facts, sort_keys=True)
        if key not in self._answers:
            self._answers[key] = self._asked(self._workshop.original, facts)
        return self._answers[key]

    def _asked(self, evaluator: Evaluator, facts: Facts) -> Any:
        try:
            return _bare(evaluator.answer(facts))
        except self._workshop.wrong_facts:
            return {"facts": "cannot be taken"}


def _lines(coverage: examples.Coverage) -> dict[int, int]:
    """The lines that an example touches, with a rank: the lower, the sooner it will notice a mistake there."""
    ranked = [(_FIRST.index(item.level), item.origin.line) for item in coverage.items if item.level in _FIRST]
    return {line: rank for rank, line in sorted(ranked, reverse=True)}


def _distinct(asked: Iterable[Facts]) -> Iterator[Facts]:
    seen: set[str] = set()
    for facts in asked:
        key = json.dumps(facts, sort_keys=True)
        if key not in seen:
            seen.add(key)
            yield facts


def _bare(answer: Any) -> Any:
    if isinstance(answer, Mapping):
        return {key: _bare(part) for key, part in answer.items() if key not in _NO_ANSWER}
    return [_bare(part) for part in answer] if isinstance(answer, list | tuple) else answer


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two answers differ: `windows.respond.due: … became …`."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys((*one, *other)):
            yield from differences(one.get(key, "nothing"), other.get(key, "nothing"), f"{path}.{key}".lstrip("."))
    elif one != other:
        yield f"{path}: {one} became {other}"
