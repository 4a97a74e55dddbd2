"""The page of decisions lists each of the 65 once, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/decisions.md").read_text(encoding="utf-8")
ROWS = [
    (int(number), said, held)
    for number, said, held in re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
]
NOT_BUILT = {65: "column evaluator: not built yet"}


@cache
def functions(path: str) -> frozenset[str]:
    """The functions at the top of a test file; none where there is no file."""
    file = ROOT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_decision_is_there_once_and_in_order() -> None:
    assert [number for number, _, _ in ROWS] == list(range(1, 66))


@pytest.mark.parametrize(("number", "said", "held"), ROWS, ids=[str(number) for number, _, _ in ROWS])
def test_the_tests_that_hold_it_exist(number: int, said: str, held: str) -> None:
    assert said.endswith(".")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", held)
    assert [f"{path}::{name}" for path, name in named if name not in functions(path)] == []
    assert named or held == NOT_BUILT[number]


def test_every_test_of_a_decision_is_named_on_the_page() -> None:
    written = {
        f"`{file.relative_to(ROOT).as_posix()}::{name}`"
        for file in (ROOT / "tests/decisions").glob("test_*.py")
        for name in functions(file.relative_to(ROOT).as_posix())
        if name.startswith("test_")
    }
    assert [name for name in sorted(written) if name not in PAGE] == []
