"""Running the worked examples of a contract on its generated evaluator.

Floor 5. An example's facts and expectations are part of the model; here they meet an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from servdsl.model.contract import Contract, Example, Expect

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One of the evaluators of a contract: facts in, answer out; and a schedule over a whole-number fact."""

    answer: Callable[[Mapping[str, Any]], Answer]
    schedule: Callable[[Mapping[str, Any], tuple[str, int, int]], Answer]


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that does not hold, or an example that cannot be asked."""

    example: Example
    expect: Expect | None
    found: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the examples of a contract showed: failures, and the clauses that some answer rested on."""

    passed: int
    failures: tuple[Failure, ...]
    touched: frozenset[str]


def run(contract: Contract, evaluator: Evaluator, wrong_facts: type[Exception]) -> Outcome:
    """Ask every example and compare. `wrong_facts` is the evaluator's error for facts it cannot take."""
    failures: list[Failure] = []
    touched: set[str] = set()
    passed = 0
    for example in contract.examples:
        try:
            found = list(_failures(example, evaluator, touched))
        except wrong_facts as error:
            found = [Failure(example, None, str(error))]
        failures += found
        passed += not found
    return Outcome(passed, tuple(failures), frozenset(touched))


def _failures(example: Example, evaluator: Evaluator, touched: set[str]) -> Iterator[Failure]:
    answer = evaluator.answer(example.facts)
    touched.update(reason["clause"] for reason in answer["reasons"])
    for expect in example.expects:
        if expect.over is None:
            source = answer
        else:
            source = evaluator.schedule(example.facts, expect.over)
            touched.update(reason["clause"] for row in source["rows"] for reason in row["answer"]["reasons"])
        found = place(source, expect.path)
        if not holds(expect, found):
            yield Failure(example, expect, shown(found))


def place(answer: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path of an answer; None where there is nothing."""
    for step in path:
        if not isinstance(answer, Mapping) or step not in answer:
            return None
        answer = answer[step]
    return answer


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
        case "text" | "json":
            return bool(found == expect.value)


def shown(found: Any) -> str:
    """A found value for people."""
    return "nothing" if found is None else "yes" if found is True else "no" if found is False else str(found)


def untouched(contract: Contract, outcomes: Outcome) -> list[str]:
    """Ids of the clauses that no example's answer rested on, in the order of the contract."""
    return [clause.id for clause in contract.clauses if clause.id not in outcomes.touched]
