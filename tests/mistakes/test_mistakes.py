"""Of the planted mistakes, at least 95 % are found, 95 % on the right line, and 80 % with a help that is of use.

Each mistake is a test of its own, so that several workers share them: it finds all that the data does not record as missed,
and misses what it records. The shares are then those of the data.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mistakes import FILES, Mistake, judge, planted

EVERY = [(file, mistake) for file in FILES for mistake in planted(file).mistakes]


@pytest.mark.parametrize(
    ("file", "mistake"), EVERY, ids=[f"{file.stem}-{number}" for number, (file, _) in enumerate(EVERY)]
)
def test_a_mistake_is_found_where_it_stands_and_with_help(file: Path, mistake: Mistake) -> None:
    verdict = judge(planted(file), mistake)
    told = [f"{one.span.line}: {one.code} {one.message}; {one.help}" for one in verdict.said]
    assert verdict.missed == mistake.missed, (mistake.text, mistake.by, told)


@pytest.mark.parametrize(("what", "least"), [("found", 95), ("placed", 95), ("helped", 80)])
def test_the_shares(what: str, least: int) -> None:
    kept = [mistake for _, mistake in EVERY if what not in mistake.missed]
    assert 100 * len(kept) >= least * len(EVERY)


def test_there_are_enough_of_every_kind() -> None:
    kinds = [mistake.kind for _, mistake in EVERY]
    assert len(EVERY) >= 150
    assert {file.stem for file in FILES} == {"alveni", "china", "desk", "intecnia", "lastcall", "latam"}
    wanted = ("typing slip", "unit", "currency", "swapped limits", "missing row", "contradiction", "impossible date")
    assert all(kinds.count(kind) >= 2 for kind in wanted)
    assert kinds.count("name") >= 30


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_stands_once_and_changes_something(file: Path) -> None:
    plan = planted(file)
    assert all(plan.text.count(one.text) == 1 and one.by != one.text for one in plan.mistakes)
    assert len({(one.text, one.by) for one in plan.mistakes}) == len(plan.mistakes)
