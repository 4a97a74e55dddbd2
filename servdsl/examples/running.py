"""Running the worked examples of a contract on its generated evaluator.

An example's facts and expectations are part of the model; here they meet an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from servdsl.model.contract import Contract, Example, Expect

Answer = Mapping[str, Any]
Place = tuple[str, ...]
Over = tuple[str, int, int]
"""The whole-number fact of a schedule, with its first and last value."""


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One of the evaluators of a contract: facts in, answer out; and a schedule over a whole-number fact."""

    answer: Callable[[Mapping[str, Any]], Answer]
    schedule: Callable[[Mapping[str, Any], Over], Answer]


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that does not hold, or an example that cannot be asked."""

    example: Example
    expect: Expect | None
    found: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that an example asked (of a schedule, each row is one), its answer, and the places of the answer at
    which the example looks."""

    example: Example
    facts: Mapping[str, Any]
    answer: Answer
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the examples of a contract showed."""

    passed: int
    failures: tuple[Failure, ...]
    answered: tuple[Answered, ...]


def run(contract: Contract, evaluator: Evaluator, wrong_facts: type[Exception]) -> Outcome:
    """Ask every example and compare. `wrong_facts` is the evaluator's error for facts it cannot take."""
    failures: list[Failure] = []
    answered: list[Answered] = []
    passed = 0
    for example in contract.examples:
        try:
            found = _failures(example, evaluator, answered)
        except wrong_facts as error:
            found = [Failure(example, None, str(error))]
        failures += found
        passed += not found
    return Outcome(passed, tuple(failures), tuple(answered))


def _failures(example: Example, evaluator: Evaluator, answered: list[Answered]) -> list[Failure]:
    """Each schedule is asked once, however many expectations look at it."""
    answers: dict[Over | None, Answer] = {None: evaluator.answer(example.facts)}
    looked: dict[Over | None, list[Place]] = {None: []}
    failures: list[Failure] = []
    for expect in example.expects:
        over = expect.over
        if over is not None and over not in answers:
            answers[over] = evaluator.schedule(example.facts, over)
        looked.setdefault(over, []).append(expect.path)
        found = needed(answers[over]) if expect.how == "contains" else place(answers[over], expect.path)
        if not holds(expect, found):
            failures.append(Failure(example, expect, shown(found)))
    for over, answer in answers.items():
        answered += _questions(example, over, answer, tuple(looked[over]))
    return failures


def _questions(example: Example, over: Over | None, answer: Answer, places: tuple[Place, ...]) -> list[Answered]:
    if over is None:
        return [Answered(example, example.facts, answer, places)]
    name = over[0]
    return [Answered(example, {**example.facts, name: row[name]}, row["answer"], places) for row in answer["rows"]]


def place(answer: Any, path: Place) -> Any:
    """What stands at a path of an answer; None where there is nothing. Of a list, the first of an instant."""
    for step in path:
        if isinstance(answer, list):
            at = datetime.fromisoformat(step)
            answer = next((one for one in answer if datetime.fromisoformat(one["at"]) == at), None)
        elif not isinstance(answer, Mapping) or step not in answer:
            return None
        else:
            answer = answer[step]
    return answer


def needed(answer: Any) -> list[str]:
    """The facts that any part of an answer needs, sorted (decision 13: `expect needs x` looks in any)."""
    found: set[str] = set()
    parts: list[Any] = [answer]
    while parts:
        part = parts.pop()
        if isinstance(part, Mapping):
            found.update(map(str, part.get("needs") or ()))
            parts += part.values()
        elif isinstance(part, list):
            parts += part
    return sorted(found)


def holds(expect: Expect, found: Any) -> bool:
    """Whether an expectation holds of what was found."""
    if expect.how == "contains":
        wanted = expect.value if isinstance(expect.value, list) else [expect.value]
        return isinstance(found, list) and all(item in found for item in wanted)
    same = _same(expect, found)
    return same if expect.how == "is" else not same


def _same(expect: Expect, found: Any) -> bool:
    if expect.value is None or found is None:
        return found is expect.value
    match expect.type:
        case "instant":
            return datetime.fromisoformat(str(found)) == datetime.fromisoformat(str(expect.value))
        case "decimal":
            try:
                return Decimal(str(found)) == Decimal(str(expect.value))
            except InvalidOperation:
                return False
        case "json" if isinstance(found, list) and isinstance(expect.value, list):
            return sorted(map(str, found)) == sorted(map(str, expect.value))
        case "text" | "json":
            return bool(found == expect.value)


def shown(found: Any) -> str:
    """A found value for people."""
    return "nothing" if found is None else "yes" if found is True else "no" if found is False else str(found)
