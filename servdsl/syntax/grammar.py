"""The parser's tables, made from `plan.lark` once and kept.

Building them takes a good part of a second, reading them back a tenth of that: so they are kept in the user's cache
directory, under a name that changes with the grammar, with Lark and with Python. Where nothing can be kept there, they
are built in memory each time.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

import lark
from lark.exceptions import LarkError
from lark.parsers.lalr_analysis import Shift as LarkShift

from servdsl.syntax.builder import Builder

OPTIONS: Final = {"parser": "lalr", "lexer": "contextual", "keep_all_tokens": True, "maybe_placeholders": True}

OPENINGS: Final = {
    "item": (),
    "header": ("CONTRACT", "NAME", "LBRACE"),
    "shared": ("SHARED", "TEXT", "LBRACE"),
    "calendar": ("CALENDAR", "NAME", "LBRACE"),
    "choice": ("FACT", "NAME", "LBRACE"),
    "clause": ("TIER", "NAME", "LBRACE"),
    "matrix": ("TIERS", "LBRACE"),
    "amended": ("AMENDMENT", "NAME", "FROM_DATE", "ISO_DATE", "LBRACE"),
    "example": ("EXAMPLE", "TEXT", "LBRACE"),
    "row": ("DEFINE", "NAME", "BY", "NAME", "LBRACE"),
    "case": ("TIER", "NAME", "LBRACE", "LASTS", "LBRACE"),
}
"""The kinds of block, each with words that open one: from them the table says which statements a block takes."""

CONDITIONAL: Final = re.compile(r"[a-z]+(?=\(\?=)")
"""How the pattern of such a terminal begins: a word, and what must stand behind it."""

Build = Callable[[list[Any]], Any]


class Shift(NamedTuple):
    """Take the token; go on in this state."""

    state: int


class Reduce(NamedTuple):
    """A rule is complete: so many parts make a thing of this name. `build` is None where the one part is the thing."""

    size: int
    name: str
    build: Build | None
    rule: str
    """What the grammar calls the rule, or the one of its ways that has a name of its own."""


class Moves(dict[int, dict[str, Shift | Reduce]]):
    """What the parser does in a state at a terminal: Lark's table, with the builder's methods looked up beforehand.

    Lark's own loop looks each of them up by the rule's content at each step; this takes a quarter off a parse.
    """

    def __init__(self, tables: lark.Lark) -> None:
        super().__init__()
        conf = tables.parse_interactive("").parser_state.parse_conf
        self.first, self.last = conf.start_state, conf.end_state
        self._states, self._callbacks = conf.states, conf.callbacks
        self._reductions: dict[int, Reduce] = {}
        self.terminals: dict[str, Callable[[lark.Token], Any]] = {
            name: build for name, build in conf.callbacks.items() if isinstance(name, str)
        }

    def __missing__(self, state: int) -> dict[str, Shift | Reduce]:
        row = {name: self._move(*step) for name, step in self._states[state].items()}
        self[state] = row
        return row

    def _move(self, action: Any, target: Any) -> Shift | Reduce:
        if action is LarkShift:
            return Shift(target)
        if id(target) not in self._reductions:
            size = len(target.expansion)
            passes = size == 1 and target.options.expand1 and not target.alias
            build = None if passes else self._callbacks[target]
            rule = target.alias or target.options.template_source or target.origin.name
            self._reductions[id(target)] = Reduce(size, target.origin.name, build, rule)
        return self._reductions[id(target)]

    def go(self, states: list[int], terminal: str) -> list[int] | None:
        """The states after one more terminal, None where it does not fit; nothing is built."""
        states = states.copy()
        while states[-1] != self.last:
            move = self[states[-1]].get(terminal)
            if move is None:
                return None
            if isinstance(move, Shift):
                return [*states, move.state]
            del states[len(states) - move.size :]
            states.append(self[states[-1]][move.name][0])
        return states

    def expected(self, states: list[int]) -> frozenset[str]:
        """The terminals that may come next: a state's row names some that only fit another way to it."""
        row = terminals_of(self[states[-1]])
        return frozenset(terminal for terminal in row if self.go(states, terminal) is not None)

    def after(self, terminals: Iterable[str]) -> int:
        """The state after these terminals, which begin a text."""
        states: list[int] | None = [self.first]
        for terminal in terminals:
            states = states and self.go(states, terminal)
        if states is None:
            raise ValueError(f"the grammar does not take {terminals}")
        return states[-1]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the parser drives. One parse at a time: `lock` guards the builder, which knows the file being read."""

    tables: lark.Lark
    builder: Builder
    moves: Moves
    keywords: dict[str, str]
    """A keyword's terminal by its spelling."""
    conditional: dict[str, str]
    """The keyword of each terminal that is one only before certain things: `allow` before a code, `from` before a date."""
    kinds: dict[int, str]
    """The kind of the block that begins in this state of the parser."""
    starts: dict[str, frozenset[str]]
    """The terminals that may begin a statement of this kind."""
    line_end: re.Pattern[str]
    """The end of a line that ends a statement."""
    lock: Lock


def grammar_text() -> str:
    """The grammar: the copy in the package, or in a checkout the one beside it."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "_grammar" / "plan.lark"
    path = packaged if packaged.is_file() else package.parent / "grammar" / "plan.lark"
    return path.read_text(encoding="utf-8")


@cache
def grammar() -> Grammar:
    """The grammar, made on first use."""
    builder = Builder()
    tables = _tables(grammar_text(), builder)
    moves = Moves(tables)
    keywords = {t.pattern.value: t.name for t in tables.terminals if t.pattern.value.replace("-", "").isalpha()}
    conditional = {t.name: word[0] for t in tables.terminals if (word := CONDITIONAL.match(t.pattern.value))}
    openings = {kind: moves.after(opening) for kind, opening in OPENINGS.items()}
    starts = {kind: terminals_of(moves[state]) - {"RBRACE", "AT_SIGN"} for kind, state in openings.items()}
    line_end = next(re.compile(t.pattern.to_regexp()) for t in tables.terminals if t.name == "_NL")
    kinds = {state: kind for kind, state in openings.items()}
    return Grammar(tables, builder, moves, keywords, conditional, kinds, starts, line_end, Lock())


def terminals_of(row: Iterable[str]) -> frozenset[str]:
    """The terminals among the names of a row of the table; the names of rules are in small letters."""
    return frozenset(name for name in row if name.isupper())


# ── Keeping the tables ─────────────────────────────────────────────────────────────────────────────────────────────


def _tables(text: str, builder: Builder) -> lark.Lark:
    kept = _place_to_keep(text)
    if kept is not None:
        # Whatever is wrong with a file that was kept, the tables can be built again.
        with suppress(OSError, LarkError, pickle.UnpicklingError, EOFError, KeyError, ValueError, TypeError):
            tables: lark.Lark = lark.Lark.__new__(lark.Lark)
            return tables._load(io.BytesIO(kept.read_bytes()), transformer=builder)
    built = lark.Lark(text, transformer=builder, **OPTIONS)
    if kept is not None:
        with suppress(OSError):
            _keep(built, kept)
    return built


def _place_to_keep(text: str) -> Path | None:
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = Path(home) if home else Path.home() / ".cache"
    except RuntimeError:
        return None
    versions = f"{lark.__version__} {sys.version_info[:2]} {sorted(OPTIONS.items())}"
    name = hashlib.sha256(f"{versions}\n{text}".encode()).hexdigest()[:32]
    return folder / "servdsl" / f"plan-{name}.tables"


def _keep(tables: lark.Lark, place: Path) -> None:
    """Written aside and moved into place, so that no other process ever reads half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        tables.save(file, {"transformer"})
    Path(file.name).replace(place)
