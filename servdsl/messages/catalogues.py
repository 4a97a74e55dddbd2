"""Catalogues of gettext, read from the .po file itself, so that no compiled copy can be older than it.

gettext provides for it: a catalogue in another format than .mo overrides `_parse`.
"""

from __future__ import annotations

import gettext
import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Protocol

DOMAIN = "servdsl"


class Readable(Protocol):
    """A file that is read whole."""

    def read(self) -> bytes:
        """Its bytes."""


class Catalogue(gettext.NullTranslations):
    """The messages of one .po file. Entries that are fuzzy, obsolete or not translated yet do not count."""

    def __init__(self, plural: Callable[[int], int], file: Readable | None = None) -> None:
        self._forms: dict[str, tuple[str, ...]] = {}
        self._plural = plural
        super().__init__(file)

    def gettext(self, message: str) -> str:
        """The translation, or the message itself."""
        return self._forms[message][0] if message in self._forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for a number, or the English one."""
        forms = self._forms.get(msgid1, ())
        number = self._plural(n)
        return forms[number] if number < len(forms) else super().ngettext(msgid1, msgid2, n)

    def _parse(self, file: Readable) -> None:
        for block in file.read().decode("utf-8").split("\n\n"):
            entry = _entry(block)
            key = entry.get("msgid", "")
            forms = tuple(text for field, text in entry.items() if field.startswith("msgstr"))
            if key and all(forms):
                self._forms[key] = forms


def _entry(block: str) -> dict[str, str]:
    """`msgid`, `msgid_plural`, `msgstr` or `msgstr[n]` of an entry; nothing of one that does not count."""
    found: dict[str, str] = {}
    for field, text in _parts(block):
        if field == "fuzzy":
            return {}
        found[field] = found.get(field, "") + text
    return found


def _parts(block: str) -> Iterator[tuple[str, str]]:
    """Each quoted string with the field that it belongs to."""
    field = ""
    for line in block.splitlines():
        if line.startswith("#"):
            if line.startswith("#,") and "fuzzy" in line:
                yield "fuzzy", ""
            continue
        if not line.startswith('"'):
            field, _, line = line.partition(" ")
        if line:
            yield field, str(json.loads(line))


_PLURALS: dict[str, Callable[[int], int]] = {"es": lambda n: int(n != 1), "zh": lambda _: 0}


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English needs none."""
    if language not in _PLURALS:
        return gettext.NullTranslations()
    place = files(__package__) / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with place.open("rb") as file:
        return Catalogue(_PLURALS[language], file)
