"""What a new text of a contract changes for the customer: structure told apart from meaning, each change with a witness.

    compare(old, new)  →  Difference

Above the analyses and the reference interpreter, which confirms every change; docs/design/0005-difference.md says why it is as it
is.
"""

from __future__ import annotations

from servdsl.differences.comparing import compare
from servdsl.differences.records import (
    Change,
    Difference,
    Doubt,
    Place,
    Question,
    Row,
    Schedule,
    Structural,
    Verdict,
    Witness,
)

__all__ = [
    "Change",
    "Difference",
    "Doubt",
    "Place",
    "Question",
    "Row",
    "Schedule",
    "Structural",
    "Verdict",
    "Witness",
    "compare",
]
