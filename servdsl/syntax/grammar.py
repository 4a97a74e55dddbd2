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
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import lark
from lark.exceptions import LarkError
from lark.parsers.lalr_analysis import Shift

from servdsl.syntax.builder import Builder

OPTIONS: Final = {"parser": "lalr", "lexer": "contextual", "keep_all_tokens": True, "maybe_placeholders": True}

OPENINGS: Final = {
    "item": (),
    "header": ("CONTRACT", "NAME", "LBRACE"),
    "calendar": ("CALENDAR", "NAME", "LBRACE"),
    "choice": ("FACT", "NAME", "LBRACE"),
    "clause": ("TIER", "NAME", "LBRACE"),
    "matrix": ("TIERS", "LBRACE"),
    "amended": ("AMENDMENT", "NAME", "FROM", "ISO_DATE", "LBRACE"),
    "example": ("EXAMPLE", "TEXT", "LBRACE"),
    "row": ("DEFINE", "NAME", "BY", "NAME", "LBRACE"),
    "case": ("TIER", "NAME", "LBRACE", "LASTS", "LBRACE"),
}
"""The kinds of block, each with words that open one: from them the table says which statements a block takes."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the parser drives. One parse at a time: `lock` guards the builder, which knows the file being read."""

    tables: lark.Lark
    builder: Builder
    states: dict[Any, dict[str, Any]]
    keywords: dict[str, str]
    """A keyword's terminal by its spelling."""
    kinds: dict[Any, str]
    """The kind of the block that begins in this state of the parser."""
    starts: dict[str, frozenset[str]]
    """The terminals that may begin a statement of this kind."""
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
    states = tables.parse_interactive("").parser_state.parse_conf.states
    keywords = {t.pattern.value: t.name for t in tables.terminals if t.pattern.type == "str"}
    kinds, starts = {}, {}
    for kind, opening in OPENINGS.items():
        state = _state_after(tables, opening)
        kinds[state] = kind
        starts[kind] = frozenset(name for name in states[state] if name.isupper() and name not in ("RBRACE", "AT_SIGN"))
    return Grammar(tables, builder, states, keywords, kinds, starts, Lock())


def _state_after(tables: lark.Lark, opening: tuple[str, ...]) -> Any:
    """The parser's state after these terminals, found without building a node."""
    state = tables.parse_interactive("").parser_state
    for terminal in opening:
        while (step := state.parse_conf.states[state.position][terminal])[0] is not Shift:
            rule = step[1]
            if rule.expansion:
                del state.state_stack[-len(rule.expansion) :]
            state.state_stack.append(state.parse_conf.states[state.position][rule.origin.name][1])
        state.state_stack.append(step[1])
    return state.position


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
