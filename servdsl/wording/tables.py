"""Phrase tables: what a language says for each turn of a contract, read from `phrases/LANGUAGE.toml`.

`en.toml` opens with what a translator needs to know. Labels go into phrases as arguments, never as templates, so that
no text of a contract can act as one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

LANGUAGES = ("en", "es", "zh")
"""Languages with a phrase table; any other is written in the first."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The table of one language. An unknown section or key is a KeyError: a defect of ours."""

    language: str
    table: dict[str, dict[str, object]]

    def say(self, section: str, key: str, **parts: object) -> str:
        """The phrase, with its blanks filled."""
        return cast(str, self.table[section][key]).format(**parts)

    def count(self, section: str, key: str, shown: str, *, singular: bool) -> str:
        """A phrase with a number, in the right one of its plural forms."""
        forms = cast(dict[str, str], self.table[section][key])
        return forms["one" if singular else "other"].format(n=shown)

    def has(self, section: str, key: str) -> bool:
        return key in self.table[section]

    def names(self, section: str, key: str) -> list[str]:
        """A list of names: of months, of weekdays."""
        return cast(list[str], self.table[section][key])


def nearest(language: str) -> str:
    """The language of the tables that stands for a tag: "es" for "es-MX", the first for one without a table."""
    base = language.lower().replace("_", "-").split("-")[0]
    return base if base in LANGUAGES else LANGUAGES[0]


@cache
def phrases(language: str) -> Phrases:
    """The table for a language tag."""
    tag = nearest(language)
    text = (files(__package__) / "phrases" / f"{tag}.toml").read_text(encoding="utf-8")
    return Phrases(tag, tomllib.loads(text))
