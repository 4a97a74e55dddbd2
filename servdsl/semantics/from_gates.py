"""Gates: what may be bought together and what a ticket is taken with.

accepts channel email, portal        →   Draft(thing="channel", Accepts(values=("email", "portal")))
conflicts with weekend_watch         →   Draft(Conflicts(offers=("weekend_watch",)))
"""

from __future__ import annotations

from typing import assert_never

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.values import Accepts, Conflicts, Excludes, Needs, Offered, Requires
from servdsl.semantics.drafts import Block
from servdsl.semantics.from_conditions import buying, condition, guard
from servdsl.semantics.from_expressions import kind, reference
from servdsl.semantics.logic import TRUE
from servdsl.semantics.named_values import named_value
from servdsl.syntax import clauses as nodes
from servdsl.syntax.parts import Name

Gate = (
    nodes.Excludes
    | nodes.ExcludesValues
    | nodes.Accepts
    | nodes.Needs
    | nodes.Offered
    | nodes.Requires
    | nodes.ConflictsWith
)


def gate(node: Gate, block: Block) -> None:
    """Add what a gate says to its block."""
    scope = block.scope
    match node:
        case nodes.Excludes():
            _excludes(node, block)
        case nodes.ExcludesValues():
            when, values = guard(node.when, scope), _values(node.fact, node.values, block)
            if when is not None and values is not None:
                block.add(Excludes(fact=values[0], values=values[1]), node.cites, node.span, when=when)
        case nodes.Accepts():
            when, values = guard(node.when, scope), _values(node.fact, node.values or (), block)
            if when is not None and values is not None:
                accepted = values[1] if node.values is not None else None
                block.add(Accepts(values=accepted), node.cites, node.span, thing=values[0], when=when)
        case nodes.Needs():
            when, duty = guard(node.when, scope), condition(node.condition, scope)
            if when is not None and duty is not None:
                block.add(Needs(condition=duty), node.cites, node.span, when=when)
        case nodes.Offered():
            when = buying(node.when, scope)
            if when is not None:
                block.add(Offered(), node.cites, node.span, when=when)
        case nodes.Requires():
            when, duty = buying(node.valid, scope), condition(node.condition, scope)
            if when is not None and duty is not None:
                block.add(Requires(condition=duty), node.cites, node.span, when=when)
        case nodes.ConflictsWith():
            _conflicts(node, block)
        case _:
            assert_never(node)


def _excludes(node: nodes.Excludes, block: Block) -> None:
    when = guard(node.when, block.scope)
    services = [block.scope.names.find(name, "service") for name in node.services]
    if when is None or None in services:
        return
    if not services and when == TRUE:
        block.scope.findings.report("SD340", node.span)
        return
    names = tuple(dict.fromkeys(found.name for found in services if found is not None))
    block.add(Excludes(services=names), node.cites, node.span, when=when)


def _values(fact: Name, names: tuple[Name, ...], block: Block) -> tuple[str, tuple[str, ...]] | None:
    """The fact and those of its values that are named."""
    scope = block.scope
    subject = reference(fact, scope)
    if subject is None:
        return None
    found = kind(subject, scope)
    if found.type not in ("choice", "country") or found.of == "service":
        declared = scope.names.peek(fact.text)
        notes = (Note(declared.span, say("declared here")),) if declared is not None else ()
        scope.findings.report("SD308", fact.span, *notes, name=f"`{fact.text}`", wanted=say("a fact with named values"))
        return None
    values = [named_value(found, subject, name, scope) for name in names]
    if None in values:
        return None
    return fact.text, tuple(dict.fromkeys(str(value.value) for value in values if value is not None))


def _conflicts(node: nodes.ConflictsWith, block: Block) -> None:
    offers = []
    for name in node.offers:
        found = block.scope.names.find(name, "tier", "addon")
        if found is not None and found.name in block.layers:
            block.scope.findings.report("SD223", name.span, name=name.text)
        elif found is not None:
            offers.append(found.name)
    if offers:
        block.add(Conflicts(offers=tuple(dict.fromkeys(offers))), node.cites, node.span)
