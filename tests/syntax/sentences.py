"""Sentences of the grammar: for each way of each rule a shortest text that uses it, and texts made at random."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from lark import Lark

from servdsl.syntax import grammar as loader

WRITTEN = {
    "NAME": "x9", "TEXT": '"Words"', "DECIMAL": "2", "MONEY": "5 EUR", "PERCENTAGE": "5%", "ISO_DATE": "2026-03-09",
    "CLOCK_TIME": "09:30", "EXACT_TIME": "09:30:15",
    "MONTH_DAY": "12-28", "CITED": "NWP-001", "TIME_ZONE": "Europe/Lisbon", "LANGUAGE_CODE": "es",
    "AT_SIGN": "@", "LESS": "<", "OPERATOR": ">=", "PLUS": "+", "MINUS": "-", "_NL": "\n",
    "COMMA": ",", "VBAR": "|", "LBRACE": "{", "RBRACE": "}", "LPAR": "(", "RPAR": ")",
}  # fmt: skip
DEEPEST = 60

Ways = dict[str, list[tuple[str, ...]]]


@cache
def ways() -> Ways:
    """The ways of each rule, as Lark has unfolded them."""
    found: Ways = {}
    for rule in Lark(loader.grammar_text(), **loader.OPTIONS).rules:
        found.setdefault(rule.origin.name, []).append(tuple(symbol.name for symbol in rule.expansion))
    return found


@cache
def shortest() -> dict[str, tuple[str, ...]]:
    """A shortest run of terminals for each rule."""
    found: dict[str, tuple[str, ...]] = {}
    changed = True
    while changed:
        changed = False
        for name, expansions in ways().items():
            for expansion in expansions:
                if all(part in found or part not in ways() for part in expansion):
                    run = tuple(t for part in expansion for t in found.get(part, (part,)))
                    if name not in found or len(run) < len(found[name]):
                        found[name], changed = run, True
    return found


@cache
def around() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each rule, the terminals before it and behind it in a short file that uses it."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {"start": ((), ())}
    waiting = ["start"]
    while waiting:
        name = waiting.pop(0)
        before, behind = found[name]
        for expansion in ways()[name]:
            for n, part in enumerate(expansion):
                if part in ways() and part not in found:
                    left, right = (_run(some) for some in (expansion[:n], expansion[n + 1 :]))
                    found[part] = ((*before, *left), (*right, *behind))
                    waiting.append(part)
    return found


def _run(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(terminal for part in parts for terminal in shortest().get(part, (part,)))


def every_way() -> Iterator[tuple[str, ...]]:
    """A short file of terminals for each way of each rule."""
    for name, (before, behind) in around().items():
        for expansion in ways()[name]:
            yield (*before, *_run(expansion), *behind)


def at_random(random: Random, name: str = "start", depth: int = 0) -> tuple[str, ...]:
    """Terminals made by choosing ways at random; deep down, the shortest ones."""
    if name not in ways():
        return (name,)
    if depth > DEEPEST or random.random() < depth / DEEPEST:
        return shortest()[name]
    expansion = random.choice(ways()[name])
    return tuple(terminal for part in expansion for terminal in at_random(random, part, depth + 1))


def text_of(terminals: tuple[str, ...], grammar: loader.Grammar) -> str:
    """The terminals as a text."""
    words = {terminal: word for word, terminal in grammar.keywords.items()} | grammar.conditional | WRITTEN
    return " ".join(words[terminal] for terminal in terminals)
