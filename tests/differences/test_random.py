"""Random edits of random contracts: what any question answers otherwise is reported, and what is reported is shown.

SERVDSL_SOAK multiplies the number of contracts; SERVDSL_SEED begins elsewhere.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.differences import Change, compare
from servdsl.differences.names import Names
from servdsl.differences.outcomes import Outcome, terms_of
from servdsl.differences.outcomes import compare as compare_answers
from servdsl.model import Contract
from servdsl.reference import InputErrors, Reference
from servdsl.source import Source
from tests.properties.contracts import Author, facts_for

SOAK = int(os.environ.get("SERVDSL_SOAK", "1"))
SEED = int(os.environ.get("SERVDSL_SEED", "0"))
QUESTIONS = 25
HEAD = 20
"""Lines of a random contract that are left as they are: its head and its facts."""
SWAPS = (
    ("office", "plant"),
    ("plant", "office"),
    ("either", "rest"),
    ("s1", "s2"),
    ("urgent", "big"),
    ("hours", "minutes"),
)


def checked(text: str) -> Contract | None:
    """The contract; None where the edit made a mistake of it."""
    result = pipeline.check_text(Source("random.plan", text), Path("random.plan"))
    return result.contract if result.ok else None


def edited(text: str, rng: random.Random) -> str:
    """The text with a number changed, a line left out or a name in place of another."""
    lines = text.split("\n")
    while True:
        number = rng.randrange(HEAD, len(lines))
        line, kind = lines[number], rng.random()
        found = line
        if kind < 0.6:
            figures = list(re.finditer(r"(?<![\w.:-])\d+(?![\w:.-])", line))
            if figures:
                figure = rng.choice(figures)
                other = max(1, int(figure.group()) + rng.choice((-2, -1, 1, 2, 5)))
                found = f"{line[: figure.start()]}{other}{line[figure.end() :]}"
        elif kind < 0.85:
            found = (
                "" if line.startswith("  ") and not line.strip().startswith("|") and not line.endswith("{") else line
            )
        elif not line.startswith("calendar"):
            found = line.replace(*rng.choice(SWAPS), 1)
        if found != line:
            return "\n".join((*lines[:number], found, *lines[number + 1 :]))


def pair(seed: int) -> tuple[Contract, Contract]:
    """A contract and an edit of it that is free of errors."""
    text = Author(seed).text()
    old = checked(text)
    assert old is not None
    rng = random.Random(seed)
    new = None
    while new is None:
        new = checked(edited(text, rng))
    return old, new


def answers_differ(old: Contract, new: Contract, seed: int) -> list[Outcome]:
    """The outcomes of the first random question of an offer that is sold for which the answers differ for certain."""
    rng = random.Random(seed * 7)
    interpreters = Reference(old), Reference(new)
    terms = terms_of(old, new, Names())
    for _ in range(QUESTIONS):
        facts = facts_for(new, rng)
        try:
            before, after = (one.answer(facts) for one in interpreters)
        except InputErrors:
            continue
        if "no" not in (before["offered"], after["offered"]):
            outcomes = compare_answers(before, after, terms)
            certain = [one for one in outcomes if "undecided" not in (one.before, one.after)]
            if certain:
                return certain
    return []


def shows(change: Change, old: Reference, new: Reference) -> None:
    """Each witness of a change really shows it, on interpreters that know nothing of the comparison."""
    terms = terms_of(old.contract, new.contract, Names())
    for witness in change.witnesses:
        try:
            before, after = old.answer(witness.question.old), new.answer(witness.question.new)
        except InputErrors:
            assert change.kind in ("fact", "offer", "service")
            continue
        outcomes = {".".join(one.path): one for one in compare_answers(before, after, terms)}
        assert (outcomes[witness.path].before, outcomes[witness.path].after) == (witness.before, witness.after)


@pytest.mark.parametrize("seed", range(SEED, SEED + 10 * SOAK))
def test_a_random_edit(seed: int) -> None:
    old, new = pair(seed)
    found = compare(old, new)
    outcomes = answers_differ(old, new, seed)
    assert not (outcomes and found.same_meaning), outcomes
    interpreters = Reference(old), Reference(new)
    for change in found.changes:
        assert change.witnesses
        shows(change, *interpreters)


@pytest.mark.parametrize("seed", range(SEED, SEED + 4 * SOAK))
def test_a_random_contract_is_equal_to_itself(seed: int) -> None:
    text = Author(seed).text()
    lines = [line for line in text.split("\n") if line]
    once, again = checked(text), checked("\n".join(lines) + "\n# the same\n")
    assert once is not None
    assert again is not None
    found = compare(once, again)
    assert found.same_meaning
    assert found.structure == ()
