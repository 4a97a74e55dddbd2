"""The page's own words in three languages at once, and the sentences of the contract likewise."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from servdsl.messages import LANGUAGES, Language
from servdsl.messages import said as in_language
from servdsl.wording.tables import Phrases
from servdsl.wording.voice import plain

Said = tuple[tuple[str, str], ...]
"""A text by language tag; one with a single language has the empty tag: it is the same in all."""


@dataclass(frozen=True, slots=True)
class Surface:
    """The words of a package in each language, `surface/LANGUAGE.toml`, and its templates, which speak them."""

    package: str

    def say(self, language: str, section: str, key: str, **parts: object) -> str:
        """A phrase in one language."""
        return _table(self.package, language).say(section, key, **parts)

    def said(self, section: str, key: str, **parts: object) -> Said:
        """A phrase in each language."""
        return each(lambda language: self.say(language, section, key, **parts))

    def templates(self, *, keep_trailing_newline: bool) -> Environment:
        """The templates: whatever is not markup already is escaped, `say(…)` and the filter `said` speak all languages."""
        environment = Environment(
            loader=PackageLoader(self.package, "templates"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=keep_trailing_newline,
            autoescape=True,
        )
        environment.globals["say"] = lambda section, key, **parts: markup(self.said(section, key, **parts))
        environment.filters["said"] = markup
        return environment


@cache
def _table(package: str, language: str) -> Phrases:
    text = (files(package) / "surface" / f"{language}.toml").read_text(encoding="utf-8")
    return Phrases(language, tomllib.loads(text))


def each(words: Callable[[Language], str]) -> Said:
    """What `words` says in each language; once, where it says the same in all."""
    texts = tuple((language, plain(words(language))) for language in LANGUAGES)
    return (("", texts[0][1]),) if len({text for _, text in texts}) == 1 else texts


def told(text: str) -> Said:
    """A text of the compiler in each language."""
    return each(lambda language: in_language(text, language))


@lru_cache(maxsize=50_000)
def markup(texts: Said) -> Markup:
    """A text for the page: one span a language, of which the style sheet shows one. A page says many things often, and a
    preview says them again at each save."""
    if len(texts) == 1:
        return escape(texts[0][1])
    spans = (f'<span class="said" lang="{escape(tag)}">{escape(text)}</span>' for tag, text in texts)
    return Markup("".join(spans))


PAGE = Surface("servdsl.backends.review")
"""The words and templates of the review page and of a comparison."""
say, said = PAGE.say, PAGE.said
