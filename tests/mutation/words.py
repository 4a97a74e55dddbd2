"""Slips of words: conditions, calendars, terms of prices and quotas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servdsl.source import Span
from servdsl.syntax import calendars, clauses, expressions, nodes
from servdsl.syntax.parts import Name, ZoneName
from tests.mutation.text import Mistake, Text, replaced, stretch

_FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_OPERATOR = re.compile(r"[<>]=?")
_JOINED = re.compile(r"\b(and|or)\b")


@dataclass(frozen=True, slots=True)
class Names:
    """What the file declares: calendars, the values of each fact, the events that windows and states name, tiers, add-ons."""

    calendars: Sequence[str]
    choices: Mapping[str, Sequence[str]]
    events: Sequence[str]
    offers: Sequence[Sequence[str]]

    @staticmethod
    def of(file: nodes.File) -> Names:
        made = [i.name.text for i in file.items if isinstance(i, calendars.Calendar | calendars.CalendarIs)]
        facts = [item for item in file.items if isinstance(item, nodes.Fact)]
        choices = {
            f.name.text: [c.name.text for c in f.type.choices] for f in facts if isinstance(f.type, nodes.Choices)
        }
        ends = [i.end.text for i in file.items if isinstance(i, nodes.Window | nodes.State)]
        return Names(made, choices, list(dict.fromkeys(ends)), (_tiers(file), _addons(file)))

    def another(self, names: Sequence[str], name: str) -> str | None:
        """The one that stands after a name, in a circle; None if there is no other."""
        if len(names) < 2 or name not in names:
            return None
        return names[(names.index(name) + 1) % len(names)]

    def another_offer(self, name: str, taken: Sequence[str]) -> str | None:
        """The next tier for a tier, the next add-on for an add-on, past those taken; None if there is no other."""
        for offers in self.offers:
            if name in offers:
                place = offers.index(name)
                return next((one for one in (*offers[place:], *offers[:place]) if one not in taken), None)
        return None


def _tiers(file: nodes.File) -> list[str]:
    return [item.name.text for item in file.items if isinstance(item, nodes.Tier)] + _declared(file, "tiers")


def _addons(file: nodes.File) -> list[str]:
    return [item.name.text for item in file.items if isinstance(item, nodes.Addon)] + _declared(file, "addons")


def _declared(file: nodes.File, kind: str) -> list[str]:
    """The offers that the matrices of a kind declare."""
    rows = (row for i in file.items if isinstance(i, nodes.Matrix) and i.kind == kind for row in (i.head, *i.rows))
    cells = (cell.content for row in rows for cell in row.cells)
    return [content.name.text for content in cells if isinstance(content, expressions.DeclaredOffer)]


def of_words(node: object, text: Text, names: Names) -> Iterator[Mistake]:
    """What may slip in one node."""
    yield from _conditions(node, text, names)
    yield from _calendars(node, text, names)
    yield from _terms(node, text)
    yield from _offers(node, text, names)


def _start(
    node: expressions.Expression | clauses.Clause, old: str, new: str, text: Text, kind: str
) -> Iterator[Mistake]:
    """The words with which a node begins, if they are these."""
    start = text.start(node.span)
    if text.text.startswith(old, start):
        yield stretch(text, kind, node.span.line, start, start + len(old), new)


def _inside(span: Span, old: str, new: str, text: Text, kind: str) -> Iterator[Mistake]:
    """The only place in a span where these words stand."""
    found = list(re.finditer(rf"\b{old}\b", text.of(span)))
    if len(found) == 1:
        start = text.start(span)
        yield stretch(text, kind, span.line, start + found[0].start(), start + found[0].end(), new)


# ── Conditions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _conditions(node: object, text: Text, names: Names) -> Iterator[Mistake]:
    match node:
        case expressions.Compare():
            start, end = text.between(node.left.span, node.right.span)
            if found := _OPERATOR.search(text.text, start, end):
                yield stretch(text, "comparison", node.span.line, found.start(), found.end(), _FLIPPED[found[0]])
        case expressions.Bound():
            start = text.start(node.span)
            if found := _OPERATOR.match(text.text, start):
                yield stretch(text, "comparison", node.span.line, start, found.end(), _FLIPPED[found[0]])
        case expressions.Is():
            start, end = text.between(node.left.span, node.right.span)
            yield stretch(text, "negation", node.span.line, start, end, " is " if node.negated else " is not ")
            if isinstance(node.left, Name) and isinstance(node.right, Name):
                yield from _value(node.left.text, node.right, text, names)
        case expressions.Not():
            yield from _start(node, "not ", "", text, "negation")
        case expressions.Both(parts=parts) | expressions.Either(parts=parts):
            for one, other in pairwise(parts):
                start, end = text.between(one.span, other.span)
                words = list(_JOINED.finditer(text.text, start, end))
                if len(words) == 1:
                    new = "or" if words[0][0] == "and" else "and"
                    yield stretch(text, "and or", one.span.line, words[0].start(), words[0].end(), new)
        case expressions.InNames(subject=Name(text=fact)):
            yield from _fewer(node.names, text)
            yield from _value(fact, node.names[0], text, names)
        case expressions.During():
            old, new = ("outside", "during") if node.outside else ("during", "outside")
            yield from _inside(node.span, old, new, text, "negation")
            yield from _calendar(node.calendar, text, names)
        case _:
            pass


def _value(fact: str, name: Name, text: Text, names: Names) -> Iterator[Mistake]:
    other = names.another(names.choices.get(fact, ()), name.text)
    if other is not None:
        yield replaced(text, "value", name.span, other)


def _fewer(given: Sequence[Name], text: Text) -> Iterator[Mistake]:
    """The last of several names is missing."""
    if len(given) > 1:
        start, end = text.end(given[-2].span), text.end(given[-1].span)
        yield stretch(text, "fewer names", given[-1].span.line, start, end, "")


# ── Calendars and zones ─────────────────────────────────────────────────────────────────────────────────────────────


def _calendar(name: Name, text: Text, names: Names) -> Iterator[Mistake]:
    other = names.another(names.calendars, name.text)
    if other is not None:
        yield replaced(text, "calendar", name.span, other)


def _calendars(node: object, text: Text, names: Names) -> Iterator[Mistake]:
    match node:
        case clauses.Attends():
            yield from _calendar(node.calendar, text, names)
            old, new = (
                ("attends also during", "attends during") if node.also else ("attends during", "attends also during")
            )
            yield from _start(node, old, new, text, "layers")
        case expressions.On():
            yield from _calendar(node.calendar, text, names)
        case clauses.ClosesAfter() if node.calendar is not None:
            yield from _calendar(node.calendar, text, names)
        case calendars.Join():
            for word, other in (("or", "and"), ("and", "except"), ("except", "or")):
                if node.operator == word:
                    yield from _start(node, word, other, text, "algebra")  # type: ignore[arg-type]
        case calendars.Holidays() if node.country is not None:
            yield replaced(text, "country", node.country.span, "ES" if node.country.text != "ES" else "PT")
        case ZoneName():
            yield replaced(text, "zone", node.span, "Asia/Tokyo" if node.text != "Asia/Tokyo" else "Europe/Lisbon")
        case _:
            pass


# ── Terms of clauses ────────────────────────────────────────────────────────────────────────────────────────────────

_TERMS: tuple[tuple[type, str, str], ...] = (
    (expressions.AtLeast, "at least", "at most"),
    (expressions.AtMost, "at most", "at least"),
    (clauses.LastsBound, "lasts at least", "lasts at most"),
    (clauses.LastsBound, "lasts at most", "lasts at least"),
    (clauses.Quota, "at most", "includes"),
    (clauses.Quota, "includes", "at most"),
    (expressions.Pick, "later", "earlier"),
    (expressions.Pick, "earlier", "later"),
    (expressions.Pick, "greater", "lesser"),
    (expressions.Pick, "lesser", "greater"),
    (expressions.LowerBound, "from ", ""),
    (expressions.Free, "free", "by quote"),
    (expressions.ByQuote, "by quote", "free"),
)

_INSIDE: tuple[tuple[type, str, str], ...] = (
    (expressions.Rounded, "up", "down"),
    (expressions.Rounded, "down", "up"),
    (expressions.ForEach, "started", "full"),
    (expressions.ForEach, "full", "started"),
    (expressions.Tax, "excluding", "including"),
    (expressions.Tax, "including", "excluding"),
    (expressions.OrMore, "or more", ""),
    (expressions.Once, "once", "per year"),
    (expressions.Per, "year", "month"),
    (expressions.Per, "month", "year"),
    (expressions.Period, "calendar", "contract"),
    (expressions.Period, "contract", "calendar"),
    (expressions.Period, "month", "quarter"),
    (expressions.Period, "quarter", "year"),
    (expressions.Period, "year", "month"),
    (expressions.Period, "term", "contract year"),
    (clauses.Cancellable, "to the end of the period", "at any time"),
    (calendars.Holidays, "without substitute days", ""),
    (nodes.Window, "by customer", ""),
    (clauses.Renews, "year", "month"),
    (clauses.Renews, "month", "year"),
)


def _terms(node: object, text: Text) -> Iterator[Mistake]:
    for type_, old, new in _TERMS:
        if isinstance(node, type_):
            yield from _start(node, old, new, text, "term")  # type: ignore[arg-type]
    for type_, old, new in _INSIDE:
        if isinstance(node, type_):
            yield from _inside(node.span, old, new, text, "term")  # type: ignore[attr-defined]


def _offers(node: object, text: Text, names: Names) -> Iterator[Mistake]:
    """Lists of names that lose one, parents that are forgotten, offers and events that are mixed up."""
    when = getattr(node, "when", None)
    if isinstance(when, Name):
        yield from _other_offers((when,), text, names)
    match node:
        case clauses.Covers() | clauses.Excludes() | clauses.Discount():
            yield from _fewer(node.services, text)
        case clauses.Accepts() | clauses.ExcludesValues():
            yield from _fewer(node.values or (), text)
            for name in (node.values or ())[:1]:
                yield from _value(node.fact.text, name, text, names)
        case clauses.ConflictsWith():
            yield from _fewer(node.offers, text)
            yield from _other_offers(node.offers, text, names)
        case nodes.ForOffers() if not isinstance(node.offers, str):
            yield from _fewer(node.offers, text)
            yield from _other_offers(node.offers, text, names)
        case clauses.Requires(condition=Name()):
            yield from _other_offers((node.condition,), text, names)
        case expressions.Both() | expressions.Either():
            yield from _other_offers(node.parts, text, names)
        case expressions.Not(operand=Name()):
            yield from _other_offers((node.operand,), text, names)
        case nodes.Tier() | nodes.Addon() if node.parent is not None:
            start, end = text.end((node.label or node.name).span), text.end(node.parent.span)
            yield stretch(text, "parent", node.span.line, start, end, "")
        case nodes.Window() | nodes.State():
            other = names.another(names.events, node.end.text)
            if other is not None:
                yield replaced(text, "event", node.end.span, other)
        case _:
            pass


def _other_offers(given: Sequence[object], text: Text, names: Names) -> Iterator[Mistake]:
    """The last offer among several names is another."""
    held = [name for name in given if isinstance(name, Name)]
    for name in reversed(held):
        other = names.another_offer(name.text, [one.text for one in held])
        if other is not None:
            yield replaced(text, "offer", name.span, other)
            return
