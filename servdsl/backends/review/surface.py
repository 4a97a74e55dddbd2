"""The page's own words in three languages at once, and the sentences of the contract likewise."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from servdsl.wording import LANGUAGES
from servdsl.wording.tables import Phrases
from servdsl.wording.voice import plain

Said = tuple[tuple[str, str], ...]
"""A text by language tag; one with a single language has the empty tag: it is the same in all."""


@cache
def surface(language: str) -> Phrases:
    """The page's words in one of the languages."""
    text = (files(__package__) / "surface" / f"{language}.toml").read_text(encoding="utf-8")
    return Phrases(language, tomllib.loads(text))


def said(section: str, key: str, **parts: object) -> Said:
    """A phrase of the surface in each language."""
    return each(lambda language: say(language, section, key, **parts))


def say(language: str, section: str, key: str, **parts: object) -> str:
    """A phrase of the surface in one language."""
    return surface(language).say(section, key, **parts)


def each(words: Callable[[str], str]) -> Said:
    """What `words` says in each language; once, where it says the same in all."""
    texts = tuple((language, plain(words(language))) for language in LANGUAGES)
    return (("", texts[0][1]),) if len({text for _, text in texts}) == 1 else texts


def markup(texts: Said) -> Markup:
    """A text for the page: one span a language, of which the style sheet shows one."""
    if len(texts) == 1:
        return Markup("{}").format(texts[0][1])
    spans = (Markup('<span class="said" lang="{}">{}</span>').format(tag, text) for tag, text in texts)
    return Markup("").join(spans)
