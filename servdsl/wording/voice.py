"""Who speaks: a contract's labels and a language's phrases, joined for one reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeGuard

from servdsl.model import Contract
from servdsl.model.base import Labels, Same
from servdsl.model.expressions import Type
from servdsl.wording.tables import Phrases, phrases

MASCULINE_SOUND = {"y": ("i", "hi"), "o": ("o", "ho")}
"""Spanish "y" and "o" before a word that begins with their own sound turn into "e" and "u"."""

NO_BREAK = "\u00a0"
ARTICLE = "\ue000"
"""Stands before a Spanish article while a phrase is put together; no label holds it."""
UNPRINTED = ("Cc", "Cf", "Cs", "Cn", "Co")
"""Control characters, direction marks, halves of pairs, and what no standard has given a shape."""

QUESTIONS = ("what", "who", "whose", "which", "when", "where", "why", "how", "whether")
VERBS = ("is", "are", "was", "were", "has", "have", "had", "does", "did", "can", "may", "must", "we", "you", "they")
NO_NOUNS = frozenset((*QUESTIONS, *VERBS))
PARTICIPLES = frozenset(("bought", "built", "done", "given", "kept", "left", "made", "paid", "sent", "sold", "told"))
PREPOSITIONS = frozenset(("after", "at", "before", "by", "for", "from", "in", "on", "since", "to", "until", "with"))
"""By which labels that are no nouns are told."""


@dataclass(frozen=True, slots=True)
class Name:
    """A label as people read it. `native`: it is written in the language that is being spoken."""

    text: str
    native: bool


class Typed(NamedTuple):
    """What has to be known of a fact to tell its values."""

    name: str
    type: Type
    currency: str | None


class Vocabulary(NamedTuple):
    """What a contract calls its things: all that its voices know of it. Equal for two texts of it that differ elsewhere."""

    labels: tuple[tuple[tuple[str, str], Labels], ...]
    """By sort (fact, choice, value, thing, window, state, event, calendar, offer) and name."""
    choices: tuple[tuple[tuple[str, str], Labels], ...]
    """By fact and choice."""
    facts: tuple[Typed, ...]


def _vocabulary(contract: Contract) -> Vocabulary:
    labels = {
        **{("fact", f.name): f.labels for f in contract.facts},
        **{("choice", c.name): c.labels for f in reversed(contract.facts) for c in f.choices},
        **{("value", c.thing): c.labels for c in contract.clauses if c.kind == "amount" and c.labels.texts},
        **{("value", d.name): d.labels for d in contract.defines},
        **{("thing", t.name): t.labels for t in contract.counted},
        **{("window", w.name): w.labels for w in contract.windows},
        **{("state", s.name): s.labels for s in contract.states},
        **{("event", e.name): e.labels for e in contract.events},
        **{("calendar", c.name): c.labels for c in contract.calendars},
        **{("offer", o.name): o.labels for o in contract.offers},
        **{("amendment", a.name): a.labels for a in contract.amendments},
    }
    choices = tuple(((f.name, c.name), c.labels) for f in contract.facts for c in f.choices)
    return Vocabulary(tuple(labels.items()), choices, tuple(Typed(f.name, f.type, f.currency) for f in contract.facts))


@dataclass(slots=True, eq=False)
class Voice:
    """Labels of a contract within phrases of `language`. Look-ups are by the names that the model uses."""

    vocabulary: InitVar[Vocabulary]
    language: str
    phrases: Phrases = field(init=False)
    facts: dict[str, Typed] = field(init=False)
    _labels: dict[tuple[str, str], Labels] = field(init=False)
    _choices: dict[tuple[str, str], Labels] = field(init=False)
    _named: dict[tuple[str, str], Name] = field(init=False, default_factory=dict)

    def __post_init__(self, vocabulary: Vocabulary) -> None:
        self.phrases = phrases(self.language)
        self.facts = {fact.name: fact for fact in vocabulary.facts}
        self._labels, self._choices = dict(vocabulary.labels), dict(vocabulary.choices)

    # ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def named(self, sort: str, name: str) -> Name:
        """The label of a thing of that sort (fact, choice, value, thing, window, state, calendar, offer)."""
        key = sort, name
        if key not in self._named:
            labels = self._labels.get(key, Labels())
            text = plain(labels.text(self.language, ""))
            native = bool(text) and self.language in dict(labels.texts)
            self._named[key] = Name(text or humanised(name), native=native)
        return self._named[key]

    def name(self, sort: str, name: str) -> str:
        return self.named(sort, name).text

    def lower(self, sort: str, name: str) -> str:
        """The label as it stands inside a sentence: "per visit", but still "BOM"."""
        found = self.named(sort, name)
        return lowered(found.text)

    def choice(self, fact: str | None, name: str) -> str:
        """The label of a choice of that fact, or of the first fact that has such a choice."""
        labels = self._choices.get((fact or "", name))
        if labels is not None:
            return plain(labels.text(self.language, "")) or humanised(name)
        return self.name("choice", name)

    def event(self, name: str, *, after_until: bool = False) -> str:
        """What an event is called: its label, a usual word for it, the label of what bears its name, or its name."""
        if ("event", name) in self._labels:
            return self.quoted(self.name("event", name))
        section = "event_until" if after_until else "event"
        if self.phrases.has(section, name):
            return self.phrases.say(section, name)
        for sort in ("thing", "fact", "state"):
            if (sort, name) in self._labels:
                return self.name(sort, name)
        return self.quoted(humanised(name))

    # ── Phrases ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, section: str, key: str, **parts: object) -> str:
        if self.phrases.language != "es":
            return self.phrases.say(section, key, **parts)
        marked = {name: ARTICLE + part if _begins(part) else part for name, part in parts.items()}
        text = self.phrases.say(section, key, **marked)
        return text.replace(f" de {ARTICLE}el ", " del ").replace(f" a {ARTICLE}el ", " al ").replace(ARTICLE, "")

    def quoted(self, text: str) -> str:
        return self.say("list", "quote", text=text)

    def term(self, text: str) -> str:
        """A label as a value: in quotation marks where it would not stand out by itself."""
        bare = self.phrases.language == "en" and all(c.isalnum() or c in " -’'" for c in text)
        return text if bare else self.quoted(text)

    def listed(self, items: Sequence[str], joint: str) -> str:
        """Items joined by commas and, before the last, the conjunction "or" or "and"."""
        if len(items) < 2:
            return "".join(items)
        comma = self.say("list", "comma")
        return comma.join(items[:-1]) + self.conjunction(joint, items[-1]) + items[-1]

    def conjunction(self, joint: str, following: str) -> str:
        word = self.say("list", joint)
        if self.phrases.language != "es":
            return word
        sound = word.strip()
        starts = "".join(c for c in folded(following) if c.isalnum() or c == " ").lstrip()
        changed = starts.startswith(MASCULINE_SOUND[sound]) and not starts.startswith(("hie", "hia"))
        return word.replace(sound, {"y": "e", "o": "u"}[sound]) if changed else word


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A label on one line: white space collapsed (but no-break spaces), control and direction marks left out."""
    spaced = "".join(" " if c.isspace() and c != NO_BREAK else c for c in text)
    return " ".join(word for word in _printable(spaced).split(" ") if word)


def _printable(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in UNPRINTED)


def humanised(name: str) -> str:
    """A name that has no label, as words."""
    return plain(name.replace("_", " "))


def folded(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def lowered(text: str) -> str:
    """With a small first letter, unless the first word is an abbreviation or has capitals inside."""
    first = text.split(" ", 1)[0]
    if first[1:] != first[1:].lower() or len(first) == 1 or not first[:1].isalpha():
        return text
    return text[:1].lower() + text[1:]


def takes_article(label: str) -> bool:
    """Whether an English label reads well after "the": not a question ("What happened"), nor a participle that is no
    adjective ("Paid until", "Answered in time")."""
    first, *others = label.lower().split(" ")
    if first in NO_NOUNS:
        return False
    is_participle = first in PARTICIPLES or (first.endswith("ed") and len(first) > 4)
    return not (is_participle and (not others or others[0] in PREPOSITIONS))


def _begins(part: object) -> TypeGuard[str]:
    """Whether a phrase begins with the article that becomes one word with "de" and "a" before it."""
    return isinstance(part, str) and part.startswith("el ")


@lru_cache(maxsize=16)
def _voice(key: Same[Contract], language: str) -> Voice:
    return _speaker(_vocabulary(key.part), language)


@lru_cache(maxsize=16)
def _speaker(vocabulary: Vocabulary, language: str) -> Voice:
    """One voice for all contracts that call their things alike, as two texts of one mostly do."""
    return Voice(vocabulary, language)


def voice(contract: Contract, language: str) -> Voice:
    """The voice for a contract in a language; a caller that asks for many sentences is given the same one."""
    return _voice(Same(contract), language)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(items))
