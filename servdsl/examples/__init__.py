"""The worked examples of a contract: running them, and what they touch.

Floor 5. `run` asks an evaluator every example and compares; `coverage` says what the answers touched, `by_example`
what those of each example did.
"""

from __future__ import annotations

from servdsl.examples.coverage import Coverage, by_example, coverage
from servdsl.examples.items import CELLS, Item
from servdsl.examples.running import Answered, Evaluator, Failure, Outcome, holds, place, run, shown

__all__ = [
    "CELLS",
    "Answered",
    "Coverage",
    "Evaluator",
    "Failure",
    "Item",
    "Outcome",
    "by_example",
    "coverage",
    "holds",
    "place",
    "run",
    "shown",
]
