"""Offers and their blocks: tiers, add-ons, `for …`, matrices → offers and drafts of clauses.

    tier plus extends base {…}   →  Offer("plus", parent="base"), clauses of layer "plus"
    for all {…}                  →  clauses of the layers "all tiers" and "all addons"
    for basic, plus {…}          →  clauses of the layers "basic" and "plus"
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal as Lit

from servdsl.diagnostics import Note
from servdsl.model.contract import Clause, Offer
from servdsl.model.expressions import And, Condition, Holds, Or
from servdsl.model.values import Requires
from servdsl.semantics.drafts import Block, Draft
from servdsl.semantics.from_clauses import clause
from servdsl.semantics.from_matrices import declared_in, matrix
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import expressions, nodes
from servdsl.syntax.clauses import Clause as ClauseNode
from servdsl.syntax.parts import Cites, Name

_LAYERS: dict[str, tuple[str, ...]] = {
    "all": ("all tiers", "all addons"),
    "all tiers": ("all tiers",),
    "all addons": ("all addons",),
}


def offers(items: Sequence[nodes.Item], scope: Scope) -> list[Offer]:
    """Every offer that is declared, in the order written; parents that do not fit are left out, and reported."""
    made: list[Offer] = []
    for item in items:
        match item:
            case nodes.Tier() | nodes.Addon():
                if _own(item, item.name, scope):
                    made.append(_offer(item, scope))
            case nodes.Matrix():
                for node, cites in declared_in(item):
                    if _own(node, node.name, scope):
                        made.append(_declared(node, item, cites, scope))
    return _without_circles(made, scope)


def _own(node: object, name: Name, scope: Scope) -> bool:
    """Whether the name means this node, not an earlier one of the same name."""
    found = scope.names.peek(name.text)
    return found is not None and found.node is node


def _offer(node: nodes.Tier | nodes.Addon, scope: Scope) -> Offer:
    kind: Lit["tier", "addon"] = "tier" if isinstance(node, nodes.Tier) else "addon"
    return Offer(
        name=normal(node.name.text),
        kind=kind,
        labels=scope.labels(node.label),
        parent=_parent(node.parent, kind, scope) if node.parent is not None else None,
        origin=origin(node.span),
        sources=scope.cites(node.cites),
    )


def _declared(node: expressions.DeclaredOffer, table: nodes.Matrix, cites: Cites, scope: Scope) -> Offer:
    return Offer(
        name=normal(node.name.text),
        kind="tier" if table.kind == "tiers" else "addon",
        labels=scope.labels(node.label),
        origin=origin(node.span),
        sources=scope.cites(cites, table.cites),
    )


def _parent(name: Name, kind: Lit["tier", "addon"], scope: Scope) -> str | None:
    found = scope.names.find(name, "tier", "addon", wanted="a tier" if kind == "tier" else "an add-on")
    if found is None:
        return None
    if found.sort != kind:
        scope.findings.report("SD220", name.span, Note(found.span, "declared here"), name=name.text)
        return None
    return found.name


def _without_circles(made: list[Offer], scope: Scope) -> list[Offer]:
    parents = {offer.name: offer.parent for offer in made}
    broken: set[str] = set()
    for offer in made:
        path = [offer.name]
        while (parent := parents.get(path[-1])) is not None and parent not in path:
            path.append(parent)
        if parent == offer.name and offer.name not in broken:
            broken.update(path)
            names = " → ".join(f"`{name}`" for name in (*path, offer.name))
            scope.findings.report("SD222", _place(offer.name, scope), names=names)
    return [o.model_copy(update={"parent": None}) if o.name in broken else o for o in made]


def _place(name: str, scope: Scope) -> Span:
    found = scope.names.peek(name)
    assert found is not None
    return found.span


# ── Blocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def drafts(items: Sequence[nodes.Item], scope: Scope) -> list[Draft]:
    """The clauses of all blocks. The citations of a tier's own braces are the tier's; those of a `for` its clauses'."""
    made: list[Draft] = []
    for item in items:
        match item:
            case nodes.Tier() | nodes.Addon():
                if _own(item, item.name, scope):
                    name = normal(item.name.text)
                    made += _block(item.clauses, Block(scope, name, (name,)))
            case nodes.ForOffers():
                made += _for(item, scope)
            case nodes.Matrix():
                made += matrix(item, scope)
    return made


def _for(node: nodes.ForOffers, scope: Scope) -> list[Draft]:
    if isinstance(node.offers, str):
        layers: tuple[str, ...] = _LAYERS[node.offers]
        owner = node.offers.replace(" ", "_")
    else:
        found = [scope.names.find(name, "tier", "addon") for name in node.offers]
        layers = tuple(dict.fromkeys(offer.name for offer in found if offer is not None))
        owner = "+".join(sorted(layers))
    made = _block(node.clauses, Block(scope, owner, layers, (node.cites,)))
    return made if layers else []


def _block(clauses: Sequence[ClauseNode], block: Block) -> list[Draft]:
    for node in clauses:
        clause(node, block)
    return block.drafts


# ── Levels of add-ons ──────────────────────────────────────────────────────────────────────────────────────────────


def levelled(made: Sequence[Offer], clauses: Sequence[Clause], scope: Scope) -> tuple[Offer, ...]:
    """The offers with the level of each add-on: one above the highest that it requires (decision 21)."""
    requires = _required(made, clauses)
    levels: dict[str, int] = {}

    def level(name: str, path: tuple[str, ...]) -> int:
        if name in path:
            circle = path[path.index(name) :]
            names = " → ".join(f"`{part}`" for part in (*circle, name))
            scope.findings.report("SD224", min(_place(part, scope) for part in circle), names=names)
            return 0
        if name not in levels:
            levels[name] = max((1 + level(other, (*path, name)) for other in sorted(requires[name])), default=0)
        return levels[name]

    return tuple(
        offer.model_copy(update={"level": level(offer.name, ())}) if offer.kind == "addon" else offer for offer in made
    )


def _required(made: Sequence[Offer], clauses: Sequence[Clause]) -> dict[str, set[str]]:
    """The add-ons that each add-on requires, itself or through its parents."""
    by_name = {offer.name: offer for offer in made}
    required: dict[str, set[str]] = {}
    for offer in made:
        lineage = {offer.name, "all addons" if offer.kind == "addon" else "all tiers"}
        parent = offer.parent
        while parent is not None:
            lineage.add(parent)
            parent = by_name[parent].parent
        conditions = [c.value.condition for c in clauses if isinstance(c.value, Requires) and lineage & set(c.layers)]
        names = {name for condition in conditions for name in _held(condition)}
        required[offer.name] = {n for n in names if n in by_name and by_name[n].kind == "addon"}
    return required


def _held(condition: Condition) -> set[str]:
    match condition:
        case Holds():
            return {condition.offer}
        case And() | Or():
            return {name for item in condition.items for name in _held(item)}
    return set()
