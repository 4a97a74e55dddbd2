"""The pictures' own words, a file a language, beside the contract's: `captions/LANGUAGE.toml`."""

from __future__ import annotations

import tomllib
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

    def say(self, section: str, key: str, **parts: object) -> str:
        return self.words.say(section, key, **parts)
