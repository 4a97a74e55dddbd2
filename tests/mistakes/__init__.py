"""Mistakes that authors make, planted one at a time in real contracts: what the compiler says of each.

The files beside this one are data: a contract, and for each mistake the text to replace, what stands there instead, where a
finding must be, which codes count, and what its words must name to be of use. They were written before anyone looked at
what is said. `python -m tests.mistakes` prints the table, `--each` what was found of each.

A figure that was typed wrong and makes another legal contract is none of these: only a contract's examples can find it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servdsl.diagnostics import Diagnostic
from servdsl.pipeline import Kept, check_text
from servdsl.source import Source

ROOT = Path(__file__).parents[2]
FILES = tuple(sorted(Path(__file__).parent.glob("*.toml")))


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. `codes` count as finding it (`SD1`: any code that begins so). A finding is in the right place on the
    lines of `by`; on a line that holds one of `at`; or on those from the first with `within[0]` to the next with
    `within[1]`. It is of use if its words hold one of `help`. `missed` records what is not so today."""

    kind: str
    text: str
    by: str
    codes: tuple[str, ...]
    help: tuple[str, ...]
    at: tuple[str, ...] = ()
    within: tuple[str, str] | None = None
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a mistake: all that was not said before, and of it what counts as having found it."""

    mistake: Mistake
    said: tuple[Diagnostic, ...]
    found: tuple[Diagnostic, ...]
    placed: tuple[Diagnostic, ...]

    @property
    def is_helped(self) -> bool:
        """Whether some finding, in the right place if any is, tells what to do."""
        words = [f"{one.message}\n{one.help}" for one in self.placed or self.found]
        return any(hint in text for text in words for hint in self.mistake.help)

    @property
    def missed(self) -> tuple[str, ...]:
        """What is wanting: "found", "placed", "helped"."""
        wanted = (("found", self.found), ("placed", self.placed), ("helped", self.is_helped))
        return tuple(word for word, is_so in wanted if not is_so)


@dataclass(frozen=True, slots=True)
class Planted:
    """A contract, and its mistakes."""

    path: Path
    text: str
    mistakes: tuple[Mistake, ...]


@cache
def planted(file: Path) -> Planted:
    """The data of one file."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    path = ROOT / data["plan"]
    mistakes = tuple(
        Mistake(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
        for row in data["mistake"]
    )
    return Planted(path, path.read_text(encoding="utf-8"), mistakes)


def judge(plan: Planted, mistake: Mistake) -> Verdict:
    """Plant a mistake and check the contract."""
    first = plan.text.index(mistake.text)
    text = plan.text[:first] + mistake.by + plan.text[first + len(mistake.text) :]
    before = _known(plan)
    said = tuple(one for one in _said(plan, text) if (one.code, one.message) not in before)
    found = tuple(one for one in said if one.code.startswith(mistake.codes))
    right = _right_lines(mistake, text, first)
    return Verdict(mistake, said, found, tuple(one for one in found if one.span.line in right))


@cache
def _known(plan: Planted) -> frozenset[tuple[str, str]]:
    """What is said of the contract without a mistake."""
    return frozenset((one.code, one.message) for one in _said(plan, plan.text))


def _said(plan: Planted, text: str) -> tuple[Diagnostic, ...]:
    return check_text(Source(plan.path.name, text), plan.path, kept=_kept(plan.path)).diagnostics


@cache
def _kept(_: Path) -> Kept:
    """The mistakes of a contract are checked one after the other as an author's edits are: the same is said, sooner
    (tests/semantics/test_kept.py)."""
    return Kept()


def _right_lines(mistake: Mistake, text: str, first: int) -> frozenset[int]:
    lines = text.split("\n")
    if mistake.at:
        return frozenset(n for n, line in enumerate(lines, 1) if any(part in line for part in mistake.at))
    if mistake.within is not None:
        begin = next(n for n, line in enumerate(lines) if mistake.within[0] in line)
        end = next(n for n, line in enumerate(lines[begin + 1 :], begin + 1) if mistake.within[1] in line)
        return frozenset(range(begin + 1, end + 2))
    start = text.count("\n", 0, first) + 1
    return frozenset(range(start, start + mistake.by.rstrip("\n").count("\n") + 1))
