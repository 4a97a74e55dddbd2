"""A sample of mistakes in a contract of the project: none that changes an answer goes unnoticed.

All of them, in all contracts: `python -m tests.mutation --limit 0`.
"""

from __future__ import annotations

from pathlib import Path

from servdsl.source import Source
from tests.mutation.classify import Bench

ROOT = Path(__file__).parents[2]
SAMPLE = 16
QUESTIONS = 150


def test_no_mistake_of_the_sample_goes_unnoticed() -> None:
    path = ROOT / "contracts/lastcall.plan"
    bench = Bench(Source(path.name, path.read_text(encoding="utf-8")), QUESTIONS)
    verdicts = [bench.verdict(mistake) for mistake in bench.mistakes()[:SAMPLE]]
    assert len(verdicts) == SAMPLE
    assert sum(verdict.fate == "caught" for verdict in verdicts) > SAMPLE / 2
    bad = [v for v in verdicts if v.fate in ("unnoticed", "crashed")]
    assert [(v.mistake.line, v.mistake.what, v.differences) for v in bad] == []
