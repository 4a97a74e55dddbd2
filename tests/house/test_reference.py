"""The language reference is complete: its blocks together use every rule of the grammar and every part of each rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark
from lark.grammar import Rule

from servdsl.syntax import grammar as loader

PAGE = (Path(__file__).parents[2] / "docs/language.md").read_text(encoding="utf-8")
Part = tuple[str, str]
"""The name of a rule (or of one alternative of it) and a symbol that stands in it."""


@cache
def reached() -> frozenset[Rule]:
    """The rules that the parser used for the blocks of the page; the shared file among them is a file of its own."""
    used: set[Rule] = set()
    lark = Lark(loader.grammar_text(), **loader.OPTIONS)
    callbacks = lark.parser.parser.parser.callbacks
    for rule, build in list(callbacks.items()):
        if isinstance(rule, Rule):
            callbacks[rule] = _noting(rule, build, used)
    blocks = re.findall(r"```(plan|text)\n(.*?)```", PAGE, re.DOTALL)
    lark.parse("\n".join(block for kind, block in blocks if kind == "plan"))
    for _, block in (found for found in blocks if found[0] == "text" and found[1].startswith("shared ")):
        lark.parse(block)
    return frozenset(used)


def _noting(rule: Rule, build: Callable[[list[Any]], Any], used: set[Rule]) -> Callable[[list[Any]], Any]:
    def noted(children: list[Any]) -> Any:
        used.add(rule)
        return build(children)

    return noted


def _named(rule: Rule) -> str:
    """A repetition inside a rule is part of that rule."""
    name = str(rule.alias or rule.origin.name)
    return re.sub(r"^__(.+)_(star|plus)_\d+$", r"\1", name)


def _lists_of_words() -> set[str]:
    """Rules of which every alternative is one word, such as the weekdays: whoever has seen one has seen all."""
    longer = {
        _named(rule) for rule in _grammar().rules if [symbol.name.isupper() for symbol in rule.expansion] != [True]
    }
    return {_named(rule) for rule in _grammar().rules} - longer


def _choices() -> set[Part]:
    """What a rule only passes on, as a file does its items: whether that is used is asked of its own rule."""
    passing = {rule for rule in _grammar().rules if rule.options.expand1 and len(rule.expansion) == 1}
    return {(_named(rule), rule.expansion[0].name) for rule in passing if not rule.expansion[0].is_term}


def _parts(rules: Iterable[Rule]) -> set[Part]:
    """What stands in each rule; what may stand everywhere (citations, ends of lines) is left out."""
    return {
        (_named(rule), symbol.name)
        for rule in rules
        if _named(rule) not in _lists_of_words()
        for symbol in rule.expansion
        if symbol.name not in ("cites", "_NL") and not symbol.name.startswith("__")
    }


@cache
def _grammar() -> Lark:
    return Lark(loader.grammar_text(), **loader.OPTIONS)


def _words_of_the_page() -> Iterator[str]:
    """Words in blocks and in `code` of the text: tables list the words of a kind, such as the states of a window."""
    for code in re.findall(r"```(?:plan|text)\n(.*?)```|`([^`\n]+)`", PAGE, re.DOTALL):
        yield from re.findall(r"[\w-]+|[<>+=-]+", "".join(code))


def test_every_rule_of_the_grammar_is_used_by_the_reference() -> None:
    rules = set(_grammar().rules)
    left = {_named(rule) for rule in rules} - {_named(rule) for rule in reached()}
    assert sorted(left) == []


def test_every_part_of_every_rule_is_used_by_the_reference() -> None:
    """A keyword counts also where the page only lists it, a unit of time also in its plural."""
    words = set(_words_of_the_page())
    listed = {t.name for t in _grammar().terminals if {t.pattern.value, f"{t.pattern.value}s"} & words}
    left = {part for part in _parts(_grammar().rules) - _parts(reached()) if not {*part} & listed}
    assert sorted(left - _choices()) == []
