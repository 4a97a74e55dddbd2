"""Offers and their blocks: tiers, add-ons, `for …`, matrices → offers and drafts of clauses.

tier plus extends base {…}   →  Offer("plus", parent="base"), clauses of layer "plus"
for all {…}                  →  clauses of the layers "all tiers" and "all addons"
for basic, plus {…}          →  clauses of the layers "basic" and "plus"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal as Lit

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Clause, Offer
from servdsl.model.expressions import And, Condition, Holds, Or
from servdsl.model.values import Offered, Requires
from servdsl.semantics.amendments import Amended, layered
from servdsl.semantics.drafts import Block, Draft
from servdsl.semantics.from_clauses import clause
from servdsl.semantics.from_conditions import valid_days
from servdsl.semantics.from_matrices import declared_in, matrix
from servdsl.semantics.graphs import in_order, shown
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
    found = scope.names.find(name, "tier", "addon", wanted=say("a tier") if kind == "tier" else say("an add-on"))
    if found is None:
        return None
    if found.sort != kind:
        scope.findings.report("SD220", name.span, Note(found.span, say("declared here")), name=name.text)
        return None
    return found.name


def _without_circles(made: list[Offer], scope: Scope) -> list[Offer]:
    found = in_order({offer.name: [offer.parent] if offer.parent is not None else [] for offer in made})
    for circle in found.circles:
        scope.findings.report("SD222", min(_place(name, scope) for name in circle), names=shown(circle))
    return [o.model_copy(update={"parent": None}) if o.name in found.circular else o for o in made]


def _place(name: str, scope: Scope) -> Span:
    found = scope.names.peek(name)
    assert found is not None
    return found.span


# ── Blocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def drafts(amended: Amended, stages: Mapping[str, str], scope: Scope) -> list[Draft]:
    """The clauses of all blocks. The citations of a tier's own braces are the tier's; those of a `for` its clauses'.
    `stages`: the layer of each amendment; those of an amendment that makes no sense are none."""
    made: list[Draft] = []
    for item in amended.items:
        inside = amended.of.get(id(item))
        stage = stages.get(normal(inside.name.text)) if inside is not None else None
        if inside is not None and stage is None:
            continue
        match item:
            case nodes.Tier() | nodes.Addon():
                if _own(item, item.name, scope):
                    made += _offer_block(item, inside, scope)
            case nodes.ForOffers() | nodes.Matrix():
                spoken = _for(item, scope) if isinstance(item, nodes.ForOffers) else matrix(item, scope)
                if inside is not None and stage is not None:
                    names = _declared_by(item)
                    spoken = layered(spoken, inside, stage, scope, names)
                    spoken += [_from_then(name, item, inside, scope) for name in sorted(names)]
                made += spoken
    return made


def _offer_block(item: nodes.Tier | nodes.Addon, inside: nodes.Amendment | None, scope: Scope) -> list[Draft]:
    name = normal(item.name.text)
    made = _block(item.clauses, Block(scope, name, (name,)))
    return made if inside is None else [*made, _from_then(name, item, inside, scope)]


def _from_then(name: str, item: nodes.Item, inside: nodes.Amendment, scope: Scope) -> Draft:
    """An offer that an amendment declares may be bought while the amendment holds."""
    block = Block(scope, name, (name,))
    last = inside.end.value if inside.end is not None else None
    block.add(Offered(), inside.cites, item.span, when=valid_days(inside.start.value, last, "start"))
    return block.drafts[0]


def _declared_by(item: nodes.ForOffers | nodes.Matrix) -> frozenset[str]:
    declared_here = declared_in(item) if isinstance(item, nodes.Matrix) else ()
    return frozenset(normal(node.name.text) for node, _ in declared_here)


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
    required = _required(made, clauses)
    found = in_order(required)
    for circle in found.circles:
        scope.findings.report("SD224", min(_place(name, scope) for name in circle), names=shown(circle))
    levels: dict[str, int] = {}
    for name in found.order:
        levels[name] = max((1 + levels.get(other, 0) for other in required[name]), default=0)
    return tuple(
        offer.model_copy(update={"level": levels[offer.name]}) if offer.kind == "addon" else offer for offer in made
    )


def _required(made: Sequence[Offer], clauses: Sequence[Clause]) -> dict[str, list[str]]:
    """The add-ons that each add-on requires, itself or through its parents."""
    addons = {offer.name: offer for offer in made if offer.kind == "addon"}
    by_layer: dict[str, set[str]] = {}
    for clause_ in clauses:
        if isinstance(clause_.value, Requires):
            for layer in clause_.layers:
                by_layer.setdefault(layer, set()).update(_held(clause_.value.condition) & addons.keys())
    required: dict[str, list[str]] = {}
    for offer in addons.values():
        lineage = ["all addons", offer.name]
        while (parent := addons[lineage[-1]].parent) is not None:
            lineage.append(parent)
        required[offer.name] = sorted({name for layer in lineage for name in by_layer.get(layer, ())})
    return required


def _held(condition: Condition) -> set[str]:
    match condition:
        case Holds():
            return {condition.offer}
        case And() | Or():
            return {name for item in condition.items for name in _held(item)}
    return set()
