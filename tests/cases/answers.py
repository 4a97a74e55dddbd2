"""Reading `expect` tables of the cases: a place in the answer, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from servdsl.examples import place


def check_answer(answer: Mapping[str, Any], expect: Mapping[str, Any]) -> None:
    """Assert every expectation; instants are compared as instants, "nothing" stands for null."""
    for where, wanted in expect.items():
        found = place(answer, tuple(where.split(".")))
        if wanted == "nothing":
            assert found is None, where
        elif isinstance(wanted, str) and re.match(r"\d{4}-\d\d-\d\dT", wanted):
            assert found is not None, where
            assert datetime.fromisoformat(found) == datetime.fromisoformat(wanted), where
        else:
            assert found == wanted, where
