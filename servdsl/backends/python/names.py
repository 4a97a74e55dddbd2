"""Names and literals of generated python, made safe before any template sees them.

    fact class, fact Fraction, fact ²x     →   class_, Fraction_, x

No text of a contract becomes code: names pass through `Names`, everything else through `repr`.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable
from typing import NewType

Identifier = NewType("Identifier", str)
"""A python name that has been checked: valid, no keyword, unique in its module and none that generated code relies on."""

_BUILTINS = ("bool", "classmethod", "dict", "int", "max", "min", "object", "property", "str", "tuple", "type")
_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *_BUILTINS, "self", "cls"})


class Names:
    """Hands out the names of one generated module, each once. The same requests in the same order give the same names."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {*_TAKEN, *taken}
        self._given: dict[tuple[str, str], Identifier] = {}

    def of(self, kind: str, name: str, wanted: str | None = None) -> Identifier:
        """The name for a thing of a kind, the same whenever it is asked for."""
        known = self._given.get((kind, name))
        if known is None:
            known = self._given[kind, name] = self._fresh(wanted if wanted is not None else name)
        return known

    def _fresh(self, wanted: str) -> Identifier:
        base = safe(wanted)
        chosen, number = base, 1
        while chosen in self._taken:
            number += 1
            chosen = f"{base}_" if number == 2 else f"{base}_{number}"
        self._taken.add(chosen)
        return Identifier(chosen)


def safe(text: str) -> str:
    """The nearest valid python name: normalised as python itself does, other characters as `_`, no leading `_` (which
    would make it private to a class)."""
    normal = unicodedata.normalize("NFKC", text)
    name = re.sub(r"_+", "_", "".join(char if f"a{char}".isidentifier() else "_" for char in normal)).strip("_")
    return name if name.isidentifier() else f"n_{name}" if name else "name"


def shortened(text: str, longest: int) -> str:
    """A wish for a name of at most so many characters, cut between its words."""
    return text if len(text) <= longest else text[:longest].rpartition("_")[0] or text[:longest]


def constant(text: str) -> str:
    """The wish for a constant's name: `standard.windows.respond.critical` → `STANDARD_WINDOWS_RESPOND_CRITICAL`."""
    return safe(text).upper()


def camel(text: str) -> str:
    """The wish for a type's name: `request_kind` → `RequestKind`."""
    return "".join(part[:1].upper() + part[1:] for part in safe(text).split("_"))


def comment(text: str) -> str:
    """Text that may stand behind `#` or between docstring quotes: one line, no quotes that end it, no escapes."""
    flat = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return flat.replace("\\", "/").replace('"""', "'''").removesuffix('"')
