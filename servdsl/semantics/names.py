"""The names that a contract declares: one table, so that each name means one thing.

    service parts "Parts"        declares `parts`, a service
    unit visit, visits           declares `visit`, a unit, also known as `visits`
    window respond from …        declares `respond`, a window

Values of a fact are known by their fact, and events by the windows and states that they begin and end; all else shares
this table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from servdsl.diagnostics import Note
from servdsl.messages import any_of, say
from servdsl.semantics.findings import Findings
from servdsl.semantics.holes import Holes
from servdsl.semantics.reserved import RESERVED
from servdsl.semantics.spelling import deceptive, nearest, normal, skeleton, suggestion, sure
from servdsl.source import Span
from servdsl.syntax.keywords import LANGUAGES, tongue
from servdsl.syntax.nodes import Service, Unit
from servdsl.syntax.parts import Label, Name
from servdsl.syntax.quoting import BUILT_IN as KEYWORD_NAMES
from servdsl.syntax.words import figures_apart, in_figures, percentage

Sort = Literal["fact", "define", "amount", "service", "unit", "window", "state", "calendar", "tier", "addon"]

WORDS: Mapping[Sort, str] = {
    "fact": say("a fact"),
    "define": say("a defined value"),
    "amount": say("an amount"),
    "service": say("a service"),
    "unit": say("a unit"),
    "window": say("a window"),
    "state": say("a state"),
    "calendar": say("a calendar"),
    "tier": say("a tier"),
    "addon": say("an add-on"),
}

BUILT_IN = frozenset({"opened", "start", "service", "worked", "in_force"})
"""Names that every contract has: inputs of the evaluator and conditions that it knows by itself."""

SHAPE_KEYS = frozenset(
    {
        "tier",
        "addons",
        "as_of",
        "events",
        "contract",
        "offered",
        "coverage",
        "services",
        "needs",
        "windows",
        "levels",
        "next_due",
        "shares",
        "charges",
        "quotas",
        "price",
        "total",
        "discounts",
        "amounts",
        "values",
        "attends",
        "calendars",
        "term",
        "closure",
        "assumptions",
        "problems",
        "reasons",
    }
)
"""Keys of the facts and of the answer: a fact or defined value of such a name could not be told from that part."""

_WORDS_THERE: Mapping[str, tuple[str, ...]] = {
    "a calendar": ("always",),
    "a fact or a defined value": ("free", "unlimited", "otherwise"),
}
"""Words of the language that can stand where a name was taken for one of something."""

BUILT_IN_EVENTS = frozenset({"opened", "reopened", "cancelled", "renewed", "ended"})
"""Events that every contract has (decision 34)."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A name and what it was declared as; `name` is the singular where there is a plural."""

    name: str
    sort: Sort
    span: Span
    node: object
    labels: tuple[str, ...]

    @property
    def plural(self) -> str:
        """How many of them are called: the plural where one is declared."""
        node = self.node
        more = node.plural if isinstance(node, Service | Unit) else None
        return normal(more.text) if more is not None else self.name


class Names:
    """The table. `declare` fills it, `find` looks up and reports what is missing or of another sort."""

    def __init__(self, holes: Holes, findings: Findings) -> None:
        self._holes = holes
        self._findings = findings
        self._table: dict[str, Declared] = {}
        self._looks: dict[str, Declared] = {}
        self._refused: set[tuple[str, Sort]] = set()
        self._events: dict[str, Span] = {}
        self.mentions: Counter[str] = Counter()
        """How often each event is named."""
        self._assumptions: dict[str, Span] = {}

    # ── Declaring ──────────────────────────────────────────────────────────────────────────────────────────────────

    def declare(self, sort: Sort, name: Name, node: object, label: Label | None = None, of: str | None = None) -> bool:
        """Enter a name; `of` is the singular when it is a plural. False, and reported, where it is taken."""
        text = normal(name.text)
        labels = tuple(part.text for part in label.texts) if label is not None else ()
        new = Declared(of or text, sort, name.span, node, labels)
        earlier = self._table.get(text)
        if earlier is not None:
            if sort == "amount" == earlier.sort:
                return True
            note = Note(earlier.span, say("declared here first"))
            self._findings.report("SD202", name.span, note, name=text, sort=WORDS[earlier.sort])
            self._refused.add((text, sort))
            return False
        self._check_spelling(name, new)
        self._table[text] = new
        return True

    def _check_spelling(self, name: Name, new: Declared) -> None:
        text = normal(name.text)
        alike = self._looks.setdefault(skeleton(text), new)
        letter = deceptive(text)
        if letter is not None:
            self._findings.report("SD207", name.span, name=text, letter=letter, code=f"U+{ord(letter):04X}")
        elif alike is not new:
            self._findings.report(
                "SD204", name.span, Note(alike.span, say("the other name")), name=text, other=alike.name
            )
        elif text in BUILT_IN or (new.sort in ("fact", "define") and text in SHAPE_KEYS):
            self._findings.report("SD205", name.span, name=text)
        elif text in RESERVED[new.sort]:
            self.reserved(name)

    def reserved(self, name: Name) -> None:
        """Report a word of the language that stands where it cannot be a name."""
        text = normal(name.text)
        yes_no = say(
            "for a fact that holds or does not, write `yes or no` in place of the braces; else choose another name"
        )
        self._findings.report("SD209", name.span, help_text=yes_no if text in ("yes", "no") else None, name=text)

    def event(self, name: Name) -> str:
        """Enter an event: the start or end of a window or state, or what is counted."""
        text = normal(name.text)
        if text in RESERVED["event"]:
            self.reserved(name)
        taken = self._table.get(text)
        if taken is not None and taken.sort in ("fact", "define"):
            self._wrong(name, taken, say("an event"))
        self._events.setdefault(text, name.span)
        self.mentions[text] += 1
        return text

    def doubtful_events(self) -> None:
        """Report events that are named once and are one slip from another: any word can name an event."""
        known = dict.fromkeys((*self._events, *BUILT_IN_EVENTS), ())
        for text, place in self._events.items():
            other = sure(text, {name: () for name in known if name != text})
            if self.mentions[text] == 1 and other is not None and text not in BUILT_IN_EVENTS:
                self._findings.report("SD231", place, name=text, other=other)

    def assumed(self, name: Name) -> bool:
        """Enter an assumption; they have names of their own. False, and reported, where it is taken."""
        first = self._assumptions.setdefault(normal(name.text), name.span)
        if first == name.span:
            return True
        note = Note(first, say("declared here first"))
        self._findings.report("SD202", name.span, note, name=name.text, sort=say("an assumption"))
        return False

    def meanings(self, kind_of: Callable[[str], object]) -> object:
        """What each name means, where it may be compared with what it meant in another text."""
        named = {
            text: (d.sort, d.name, d.plural, kind_of(d.name) if d.sort in ("define", "amount") else None)
            for text, d in self._table.items()
        }
        return named, frozenset(self._events)

    # ── Looking up ─────────────────────────────────────────────────────────────────────────────────────────────────

    def peek(self, text: str) -> Declared | None:
        """What a name means, without a word where it means nothing."""
        return self._table.get(normal(text))

    def all(self, *sorts: Sort) -> list[Declared]:
        """Everything declared of these sorts, each once, in the order declared."""
        return list({id(d.node): d for d in self._table.values() if d.sort in sorts}.values())

    def find(self, name: Name, *sorts: Sort, wanted: str | None = None, hint: str | None = None) -> Declared | None:
        """What a name means, if it is of one of these sorts; else None, and reported, perhaps with a better way out."""
        found = self.peek(name.text)
        if found is not None and found.sort in sorts:
            return found
        wanted = wanted or any_of(WORDS[sort] for sort in sorts)
        if found is None:
            candidates = {d.name: d.labels for d in self._table.values() if d.sort in sorts}
            self.unknown(name, wanted, candidates, hint or self._plural_hint(name.text, sorts))
        elif not any((normal(name.text), sort) in self._refused for sort in sorts):
            self._wrong(name, found, wanted)
        return None

    def singular(self, text: str) -> Declared | None:
        """The service or unit that a word looks like the plural of, though none was declared."""
        ends = {text.removesuffix("s"), text.removesuffix("es"), re.sub("ies$", "y", text)} - {text}
        found = [one for one in map(self.peek, sorted(ends)) if one is not None and one.sort in ("service", "unit")]
        return next((one for one in found if one.plural == one.name), None)

    def _plural_hint(self, text: str, sorts: Iterable[Sort]) -> str | None:
        one = self.singular(text)
        if one is None or one.sort not in sorts:
            return None
        return say(
            "write `{name}`, or declare its plural: `{declaration}`",
            name=one.name,
            declaration=f"{one.sort} {one.name}, {text}",
        )

    def find_event(self, name: Name) -> str | None:
        """An event by its name; None, and reported, if nothing begins or ends with it."""
        text = normal(name.text)
        self.mentions[text] += 1
        if text in self._events or text in BUILT_IN_EVENTS:
            return text
        found = self.peek(text)
        if found is not None and found.sort not in ("service", "unit"):
            self._wrong(name, found, say("an event"))
            return None
        if found is not None:
            return found.name
        self.unknown(name, say("an event"), dict.fromkeys([*self._events, *sorted(BUILT_IN_EVENTS)], ()))
        return None

    def unknown(
        self, name: Name, wanted: str, candidates: Mapping[str, Iterable[str]], hint: str | None = None
    ) -> None:
        """Report a name that means nothing, unless its declaration may stand in a line that could not be read."""
        if not name.text or self._holes.declare(name.text):
            return
        help_text = hint or self._elsewhere(name.text, wanted, candidates)
        better = None if hint is not None else sure(name.text, candidates)
        self._findings.unknown("SD201", name.span, name.text, help_text=help_text, better=better, wanted=wanted)

    def _elsewhere(self, text: str, wanted: str, candidates: Mapping[str, Iterable[str]]) -> str:
        """A way out: a name of the sort that is needed, else a word of the language or a name of another sort that is as
        near as a slip."""
        if nearest(text, candidates) is None:
            number = percentage(text) or in_figures(text)
            if number is not None:
                return say("write the number: `{number}`", number=number)
            built_in = {tongue(tag).first_english(text) for tag in LANGUAGES} & KEYWORD_NAMES
            if built_in:
                return say("names that are built in stay as they are: `{name}`", name=min(map(str, built_in)))
            apart = figures_apart(text)
            if apart is not None and tongue("zh").first_english(apart[1]) is not None:
                return say("words and figures stand apart: `{better}`", better=" ".join(apart))
            word = sure(text, dict.fromkeys(_WORDS_THERE.get(wanted, ()), ()))
            other = sure(text, dict.fromkeys(self._table, ()))
            if word is not None:
                return say("did you mean the word `{word}`?", word=word)
            if other is not None:
                return say("did you mean `{other}`, {sort}?", other=other, sort=WORDS[self._table[other].sort])
        return suggestion(text, candidates, say("declare it, or correct the spelling"))

    def _wrong(self, name: Name, found: Declared, wanted: str) -> None:
        note = Note(found.span, say("declared here"))
        self._findings.report("SD203", name.span, note, name=name.text, sort=WORDS[found.sort], wanted=wanted)
