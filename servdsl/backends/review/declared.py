"""Facts, defined values, services, units, clocks, states and calendars as the page tells them."""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.backends.review.links import Links
from servdsl.backends.review.sheet import Declared
from servdsl.backends.review.sheet import Link as Place
from servdsl.backends.review.surface import Said, each, said, say
from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.contract import Calendar, Define, DefineCase, Fact, State, Thing, Window
from servdsl.wording import LANGUAGES, calendar_lines
from servdsl.wording.anchors import Sort, anchor, line
from servdsl.wording.expressions import condition_words, expr_words
from servdsl.wording.lengths import hours_words
from servdsl.wording.numbers import percent
from servdsl.wording.voice import plain, voice

Line = tuple[Said, tuple[Place, ...]]


class Declarations:
    """The declared things of one contract."""

    def __init__(self, contract: Contract, links: Links) -> None:
        self._contract = contract
        self._links = links

    def sections(self) -> Iterator[tuple[Said, tuple[Declared, ...]]]:
        """Under their headings; kinds of which there are none are left out."""
        contract = self._contract
        found = (
            ("facts", tuple(self._fact(one) for one in contract.facts)),
            ("values", tuple(self._define(one) for one in contract.defines)),
            ("things", tuple(self._thing(one) for one in contract.things)),
            ("windows", tuple(self._window(one) for one in contract.windows)),
            ("states", tuple(self._state(one) for one in contract.states)),
            ("calendars", tuple(self._calendar(one) for one in contract.calendars)),
        )
        for key, ones in found:
            if ones:
                yield said("declared", key), ones

    def _made(
        self,
        sort: Sort,
        words: str,
        one: Fact | Define | Thing | Window | State | Calendar,
        about: Said,
        lines: tuple[Line, ...] = (),
    ) -> Declared:
        name = each(lambda language: voice(self._contract, language).name(words, one.name))
        return Declared(anchor(sort, one.name), name, about, lines, line(one.origin), self._links.sources(one.sources))

    def _fact(self, fact: Fact) -> Declared:
        scope = "customer" if fact.scope == "customer" else "ticket"
        about = each(lambda tag: f"{say(tag, 'type', fact.type)} · {say(tag, 'declared', scope)}{_bounds(fact)}")
        lines = tuple(self._choice(fact, choice.name, choice.means, choice.sources) for choice in fact.choices)
        return self._made("value", "fact", fact, about, lines)

    def _choice(self, fact: Fact, name: str, means: Labels, sources: tuple[str, ...]) -> Line:
        def words(language: str) -> str:
            label = voice(self._contract, language).choice(fact.name, name)
            return f"{label} — {plain(means.text(language, ''))}" if means.own else label

        return each(words), self._links.sources(sources)

    def _define(self, define: Define) -> Declared:
        lines = tuple((self._case(define, case), self._links.sources(case.sources)) for case in define.cases)
        return self._made("value", "value", define, said("type", define.type), lines)

    def _case(self, define: Define, case: DefineCase) -> Said:
        def words(language: str) -> str:
            by = voice(self._contract, language)
            if define.type == "yes_no":
                return condition_words(by, case.value)
            value = expr_words(by, case.value)
            told = (
                "" if case.when is None else say(language, "declared", "when", condition=condition_words(by, case.when))
            )
            stress = {"plain": "", "otherwise": "otherwise", "in any case": "in_any_case"}[case.strength]
            parts = (value, told, say(language, "declared", stress) if stress else "")
            return " · ".join(part for part in parts if part)

        return each(words)

    def _thing(self, thing: Thing) -> Declared:
        def about(language: str) -> str:
            kind = say(language, "declared", thing.kind)
            if thing.block_hours is None:
                return kind
            hours = hours_words(voice(self._contract, language), thing.block_hours)
            return f"{kind}, {say(language, 'declared', 'block', hours=hours)}"

        return self._made("value", "thing", thing, each(about))

    def _window(self, window: Window) -> Declared:
        def about(language: str) -> str:
            by = voice(self._contract, language)
            starts = by.listed([by.event(name) for name in window.starts], "or")
            key = "each_window" if window.each else "window"
            told = say(language, "declared", key, starts=starts, ends=by.event(window.ends))
            if window.at_risk is None:
                return told
            return f"{told}; {say(language, 'declared', 'at_risk', share=percent(by.phrases, window.at_risk))}"

        return self._made("window", "window", window, each(about))

    def _state(self, state: State) -> Declared:
        def about(language: str) -> str:
            by = voice(self._contract, language)
            return say(language, "declared", "window", starts=by.event(state.starts), ends=by.event(state.ends))

        return self._made("state", "state", state, each(about))

    def _calendar(self, calendar: Calendar) -> Declared:
        by_language = {tag: calendar_lines(self._contract, calendar, tag) for tag in LANGUAGES}
        count = len(next(iter(by_language.values())))
        lines = tuple((tuple((tag, texts[n]) for tag, texts in by_language.items()), ()) for n in range(count))
        return self._made("calendar", "calendar", calendar, (("", ""),), lines)


def _bounds(fact: Fact) -> str:
    """What limits a fact's values, the same in all languages."""
    parts = []
    if fact.low is not None or fact.high is not None:
        parts.append(f"{'' if fact.low is None else fact.low}–{'' if fact.high is None else fact.high}")
    if fact.currency:
        parts.append(fact.currency)
    if fact.countries is not None:
        parts.append(", ".join(fact.countries))
    return "".join(f" · {part}" for part in parts)
