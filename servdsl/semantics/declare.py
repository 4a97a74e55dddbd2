"""Enters every name that a file declares into the table of names, before any is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.semantics.from_matrices import declared_in
from servdsl.semantics.names import Names
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal
from servdsl.syntax import clauses, nodes
from servdsl.syntax.calendars import Calendar, CalendarIs
from servdsl.syntax.clauses import Clause


def declare(items: Sequence[nodes.Item], scope: Scope) -> None:
    """Names first, then events, which may not take the name of a fact."""
    for item in items:
        _item(item, scope.names)
    for block in blocks_of(items):
        for clause in block:
            if isinstance(clause, clauses.Amount):
                scope.names.declare("amount", clause.name, clause, clause.label)
    for item in items:
        _events(item, scope.names)
    for block in blocks_of(items):
        for clause in block:
            _counted(clause, scope.names)


def blocks_of(items: Sequence[nodes.Item]) -> Iterator[tuple[Clause, ...]]:
    """The clauses of each block of offers."""
    for item in items:
        if isinstance(item, nodes.Tier | nodes.Addon | nodes.ForOffers | nodes.Matrix):
            yield item.clauses


def _item(item: nodes.Item, names: Names) -> None:
    match item:
        case nodes.Fact():
            names.declare("fact", item.name, item, item.label)
        case nodes.Define():
            names.declare("define", item.name, item, item.label)
        case nodes.Service() | nodes.Unit():
            sort = "service" if isinstance(item, nodes.Service) else "unit"
            names.declare("service" if sort == "service" else "unit", item.name, item, item.label)
            if item.plural is not None and normal(item.plural.text) != normal(item.name.text):
                singular = normal(item.name.text)
                names.declare("service" if sort == "service" else "unit", item.plural, item, item.label, of=singular)
        case nodes.Window():
            names.declare("window", item.name, item, item.label)
        case nodes.State():
            names.declare("state", item.name, item, item.label)
        case Calendar() | CalendarIs():
            names.declare("calendar", item.name, item, item.label)
        case nodes.Tier():
            names.declare("tier", item.name, item, item.label)
        case nodes.Addon():
            names.declare("addon", item.name, item, item.label)
        case nodes.Matrix():
            for node, _ in declared_in(item):
                names.declare("tier" if item.kind == "tiers" else "addon", node.name, node, node.label)


def _events(item: nodes.Item, names: Names) -> None:
    match item:
        case nodes.Window():
            for start in item.starts:
                names.event(start)
            names.event(item.end)
        case nodes.State():
            names.event(item.start)
            names.event(item.end)


def _counted(clause: Clause, names: Names) -> None:
    match clause:
        case clauses.ClosesAfter():
            names.event(clause.thing)
        case clauses.CountsFrom():
            names.event(clause.event)
