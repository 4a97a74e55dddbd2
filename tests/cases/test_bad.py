"""Contracts with mistakes: each file says at its top which codes are found on which lines, and nothing else may be found.

# expect SD201 at 12
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servdsl import pipeline

CASES = sorted((Path(__file__).parent / "bad").glob("*.plan"))


def expected(text: str) -> list[tuple[int, str]]:
    return sorted((int(line), code) for code, line in re.findall(r"^# expect (SD\d{3}) at (\d+)$", text, re.MULTILINE))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_finds_what_the_file_says_and_nothing_else(path: Path) -> None:
    wanted = expected(path.read_text(encoding="utf-8"))
    assert wanted, "a bad case must say what it expects"
    checked = pipeline.check(path, path.name)
    assert sorted((d.span.line, d.code) for d in checked.diagnostics) == wanted
    for d in checked.diagnostics:
        assert d.message
        assert d.help
