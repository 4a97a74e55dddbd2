"""What messages quote, in the keywords of the file that they are about.

    write `4 business hours`     →     write `4 horas hábiles`          in a file with Spanish keywords

Names stay as they are, those that are built in too; so does all that the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from servdsl.diagnostics import Diagnostic
from servdsl.messages import LANGUAGES
from servdsl.source import Source
from servdsl.syntax.keywords import WORD, Tongue, composed, language_of, tongue

BUILT_IN: Final = frozenset({"tier", "service"})
"""Names that everybody may use and that are spelt like a keyword."""

_QUOTED: Final = re.compile(r"`([^`\n]+)`")
_UNREAD: Final = re.compile(r'"[^"\n]*"|#[^\n]*')
_KEPT: Final = re.compile("\ue000([0-9]+)\ue001")


def in_keywords_of(source: Source, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics, those about this file with what they quote in its keywords."""
    spoken = tongue(language_of(source.text))
    if spoken.is_english:
        return list(found)
    heard = {word for text in spoken.spellings.values() for one in text for word in one.words}
    names = {composed(word) for word in WORD.findall(_UNREAD.sub(" ", source.text))} - heard
    return [_quoting(one, spoken, names) if one.span.file == source.name else one for one in found]


def _quoting(found: Diagnostic, spoken: Tongue, names: set[str]) -> Diagnostic:
    def quoted(text: str) -> str:
        return _QUOTED.sub(lambda code: f"`{_said(code[1], spoken, names)}`", text)

    told = {language: (quoted(found.message_in(language)), quoted(found.help_in(language))) for language in LANGUAGES}
    notes = (
        replace(one, told={language: quoted(one.text_in(language)) for language in LANGUAGES}) for one in found.notes
    )
    return replace(found, told=told, notes=tuple(notes))


def _said(code: str, spoken: Tongue, names: set[str]) -> str:
    """The code with its keywords in another language, but for the author's own words."""
    if code in BUILT_IN:
        return code
    kept: list[str] = []

    def keep(word: re.Match[str]) -> str:
        if composed(word[0]) not in names:
            return word[0]
        kept.append(word[0])
        return f"\ue000{len(kept) - 1}\ue001"

    return _KEPT.sub(lambda one: kept[int(one[1])], spoken.say(WORD.sub(keep, code)))
