"""A small sample of mistakes in the project's own contracts: none that changes an answer goes unnoticed.

The whole of it: `python -m tests.mutation`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation.__main__ import ROOT, bench

SAMPLE = 4
PLANS = sorted((ROOT / "contracts").glob("*.plan"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_no_planted_mistake_that_changes_an_answer_goes_unnoticed(path: Path) -> None:
    tried = bench(path)
    verdicts = [tried.verdict(mistake) for mistake in tried.mistakes()[:SAMPLE]]
    assert len(verdicts) == SAMPLE
    assert [(v.mistake.line, v.mistake.what, v.differences) for v in verdicts if v.fate == "unnoticed"] == []
