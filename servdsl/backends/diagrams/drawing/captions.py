"""The pictures' own words, a file a language, beside the contract's: `captions/LANGUAGE.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from servdsl.model import Contract
from servdsl.wording.tables import Phrases, nearest
from servdsl.wording.voice import Voice, voice


@cache
def captions(language: str) -> Phrases:
    """The captions for a language tag."""
    tag = nearest(language)
    text = (files(__package__) / "captions" / f"{tag}.toml").read_text(encoding="utf-8")
    return Phrases(tag, tomllib.loads(text))


@dataclass(slots=True)
class Speaker:
    """A contract's labels, phrases and captions in its own language: the first, which prevails."""

    contract: Contract
    voice: Voice = field(init=False)
    words: Phrases = field(init=False)

    def __post_init__(self) -> None:
        language = self.contract.languages[0]
        self.voice = voice(self.contract, language)
        self.words = captions(language)

    @property
    def language(self) -> str:
        return self.voice.language

    @property
    def title(self) -> str:
        """The contract's own name for people."""
        return self.contract.labels.text(self.language, self.contract.name)

    def some(self, texts: Sequence[str], most: int) -> list[str]:
        """As many texts as are to be read, the last of them saying how many more there are."""
        if len(texts) <= most:
            return list(texts)
        return [*texts[: most - 1], self.say("common", "and_more", count=len(texts) - most + 1)]

    def say(self, section: str, key: str, **parts: object) -> str:
        return self.words.say(section, key, **parts)
