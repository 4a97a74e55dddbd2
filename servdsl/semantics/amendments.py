"""Amendments: what changes for tickets opened from a day on, unfolded into statements of the contract.

    amendment winter from 2027-12-01 to 2028-02-29 { tier plus { arrive within 6 hours }   calendar office {…} }
        →  for plus { arrive within 6 hours }, of layer "plus@winter", valid on these days;
           the lines of `office` on these days

What an amendment names for the first time it declares; what the contract knows it amends. Amendments that begin on one
day are one layer, in which the special case wins as anywhere; of others the later start is nearer (decision 22).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Amendment
from servdsl.model.expressions import Condition
from servdsl.model.values import Conflicts, Offered, Requires
from servdsl.semantics.drafts import Draft
from servdsl.semantics.findings import Findings
from servdsl.semantics.from_conditions import check_days, valid_days
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.syntax import nodes
from servdsl.syntax.calendars import Calendar, CalendarIs

Named = TypeVar("Named", Calendar, nodes.Define)
Known = dict[type[nodes.Item], set[str]]


@dataclass(slots=True)
class Amended:
    """The items of a file with those of its amendments among them. `of` tells, by the identity of an item, the amendment in
    which it stands; `calendars` and `defines` are those that change what is declared elsewhere, the earlier start first."""

    items: list[nodes.Item] = field(default_factory=list)
    of: dict[int, nodes.Amendment] = field(default_factory=dict)
    calendars: dict[str, list[tuple[nodes.Amendment, Calendar]]] = field(default_factory=dict)
    defines: dict[str, list[tuple[nodes.Amendment, nodes.Define]]] = field(default_factory=dict)


def unfolded(items: Sequence[nodes.Item], findings: Findings) -> Amended:
    """The items with those of amendments in place of these, in order; what cannot be amended is reported."""
    known: Known = {kind: _names(items, kind) for kind in (nodes.Tier, nodes.Addon, Calendar, CalendarIs, nodes.Define)}
    known[nodes.Tier] |= _in_matrices(items, "tiers")
    known[nodes.Addon] |= _in_matrices(items, "addons")
    found = Amended()
    amendments: dict[str, nodes.Amendment] = {}
    for item in items:
        if not isinstance(item, nodes.Amendment):
            found.items.append(item)
            continue
        first = amendments.setdefault(normal(item.name.text), item)
        if first is not item:
            note = Note(first.name.span, say("declared here first"))
            findings.report("SD202", item.name.span, note, name=item.name.text, sort=say("an amendment"))
            continue
        for part in item.items:
            _add(part, item, known, found, findings)
    for calendars in found.calendars.values():
        _in_turn(calendars, findings)
    for defines in found.defines.values():
        _in_turn(defines, findings)
    return found


def _names(items: Iterable[nodes.Item], kind: type) -> set[str]:
    return {normal(item.name.text) for item in items if isinstance(item, kind)}  # type: ignore[union-attr]


def _in_matrices(items: Iterable[nodes.Item], kind: str) -> set[str]:
    from servdsl.semantics.from_matrices import declared_in

    matrices = (item for item in items if isinstance(item, nodes.Matrix) and item.kind == kind)
    return {normal(node.name.text) for item in matrices for node, _ in declared_in(item)}


def _add(part: nodes.AmendedItem, item: nodes.Amendment, known: Known, found: Amended, findings: Findings) -> None:
    match part:
        case nodes.Tier() | nodes.Addon() if normal(part.name.text) in known[type(part)]:
            _only_changes(part, findings)
            made: nodes.Item = nodes.ForOffers((part.name,), part.clauses, part.cites, part.span)
        case Calendar() if normal(part.name.text) in known[Calendar]:
            _only_changes(part, findings)
            found.calendars.setdefault(normal(part.name.text), []).append((item, part))
            return
        case Calendar() | CalendarIs() if normal(part.name.text) in known[Calendar] | known[CalendarIs]:
            findings.report("SD362", part.name.span, name=part.name.text)
            return
        case nodes.Define() if normal(part.name.text) in known[nodes.Define]:
            _only_changes(part, findings)
            found.defines.setdefault(normal(part.name.text), []).append((item, part))
            return
        case _:
            made = part
    found.items.append(made)
    found.of[id(made)] = item


def _only_changes(part: nodes.Tier | nodes.Addon | Calendar | nodes.Define, findings: Findings) -> None:
    """What is declared elsewhere has its name and its parent there."""
    parent = None if isinstance(part, nodes.Define) else part.parent
    if part.label is not None or parent is not None:
        place = part.label.span if part.label is not None else part.name.span
        findings.report("SD361", place, name=part.name.text)


def _in_turn(changed: list[tuple[nodes.Amendment, Named]], findings: Findings) -> None:
    """The earlier start first; two that begin on one day cannot both say what holds from then on."""
    changed.sort(key=lambda one: one[0].start.value)
    for (before, first), (after, second) in pairwise(changed):
        if before.start.value == after.start.value:
            findings.report("SD363", second.name.span, Note(first.name.span, say("said here")), name=second.name.text)


def amendments(items: Iterable[nodes.Item], scope: Scope) -> Iterator[Amendment]:
    """The amendments of a file, in the order written; those whose days make no sense are reported and left out."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, nodes.Amendment) and normal(item.name.text) not in seen:
            seen.add(normal(item.name.text))
            last = item.end.value if item.end is not None else None
            if not item.items and not scope.holes.any(item.span):
                scope.findings.report("SD364", item.name.span, name=item.name.text)
            if check_days(item.start.value, last, item.name.span, scope):
                yield Amendment(
                    name=normal(item.name.text),
                    labels=scope.labels(item.label),
                    first=item.start.value,
                    last=last,
                    origin=origin(item.span),
                    sources=scope.cites(item.cites),
                )


def stages(found: Sequence[Amendment]) -> dict[str, str]:
    """The layer of each amendment: those that begin on one day share it."""
    same = {one.first: sorted(other.name for other in found if other.first == one.first) for one in found}
    return {one.name: "+".join(same[one.first]) for one in found}


def days_of(item: nodes.Amendment) -> Condition:
    """That a ticket is opened while an amendment holds."""
    return valid_days(item.start.value, item.end.value if item.end is not None else None, "opened")


def layered(
    made: Sequence[Draft], item: nodes.Amendment, stage: str, scope: Scope, declared: frozenset[str]
) -> list[Draft]:
    """The clauses of an amendment's block, in the layers of the amendment and valid on its days: those of buying for terms
    that start then, all others for tickets opened then. `declared` are the offers that the block itself declares; what
    it says of them is their own."""
    last = item.end.value if item.end is not None else None
    name = normal(item.name.text)
    found = []
    for draft in made:
        if declared and declared.issuperset(draft.layers):
            found.append(draft)
            continue
        buys = isinstance(draft.value, Offered | Requires | Conflicts)
        found.append(
            replace(
                draft,
                owner=f"{draft.owner}@{name}",
                layers=tuple(f"{layer}@{stage}" for layer in draft.layers),
                valid=valid_days(item.start.value, last, "start" if buys else "opened"),
                sources=tuple(dict.fromkeys((*draft.sources, *scope.cites(item.cites)))),
                amendment=name,
            )
        )
    return found
