"""Matrices: the brochure's table → the clauses that one would write in each offer.

    tiers {
      |              | plus | fleet |        tier plus  { covers parts no }
      | covers parts | no   | 100%  |   →    tier fleet { covers parts 100% }
    }

Offers stand in the columns or in the rows; a labelled name declares its offer, a bare one refers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal as Lit

from servdsl.model.values import Conflicts
from servdsl.semantics.drafts import Block, Draft
from servdsl.semantics.from_clauses import clause
from servdsl.semantics.from_tables import bare_name
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal
from servdsl.syntax import clauses, nodes
from servdsl.syntax import expressions as parts
from servdsl.syntax.parts import Cites, Money, Name, Number, UnitName, YesNo


@dataclass(frozen=True, slots=True)
class _Place:
    """One cell of a matrix with the stem that it completes, the offer whose clause it is, its row, and all that the cell,
    the heads of its row and column and the row itself cite."""

    offer: str | None
    stem: parts.Cell
    cell: parts.Cell
    row: parts.Row
    cites: Cites


def declared_in(node: nodes.Matrix) -> list[tuple[parts.DeclaredOffer, Cites]]:
    """The offers that a matrix declares, each with the citations of its row or of the head."""
    heads = [(cell.content, (*cell.cites, *node.head.cites)) for cell in node.head.cells]
    firsts = [(row.cells[0].content, (*row.cells[0].cites, *row.cites)) for row in node.rows if row.cells]
    return [(found, cites) for found, cites in (*heads, *firsts) if isinstance(found, parts.DeclaredOffer)]


def matrix(node: nodes.Matrix, scope: Scope) -> list[Draft]:
    """The clauses of a matrix: those of its block for each of its offers, then cell by cell."""
    places = _places(node, scope)
    if places is None:
        return []
    names = tuple(dict.fromkeys(place.offer for place in places if place.offer is not None))
    block = Block(scope, "+".join(sorted(names)), names, (node.cites,))
    for common in node.clauses:
        clause(common, block)
    drafts = block.drafts
    for choose in node.choose_one:
        for name in names:
            own = Block(scope, name, (name,), (node.cites,))
            own.add(Conflicts(offers=tuple(other for other in names if other != name)), choose.cites, choose.span)
            drafts += own.drafts
    speaking = {id(row) for row in node.rows if isinstance(row.cells[0].content, parts.DeclaredOffer)}
    for place in places:
        made = completed(place.stem, place.cell, replace(place.row, cites=place.cites), scope)
        if made is not None and place.offer is not None:
            own = Block(scope, place.offer, (place.offer,), (node.head.cites, node.cites))
            clause(made, own)
            drafts += own.drafts
            speaking.add(id(place.row))
    for row in node.rows:
        if id(row) not in speaking:
            around = () if drafts else (*_of_cells(node.head), node.head.cites, node.cites)
            scope.keep_silent(row, *_of_cells(row), *around)
    return drafts if names else []


def _places(node: nodes.Matrix, scope: Scope) -> list[_Place] | None:
    if scope.holes.before(node.head.span, node.span):
        return None
    heads = node.head.cells[1:]
    firsts = [row.cells[0] for row in node.rows]
    if any(_is_offer(cell, scope) for cell in heads):
        offers = [_offer(cell, node, scope) for cell in heads]
        return [
            _Place(offer, row.cells[0], cell, row, _cites(cell, head, row))
            for row in node.rows
            for offer, head, cell in zip(offers, heads, row.cells[1:], strict=True)
        ]
    if any(_is_offer(cell, scope) for cell in firsts):
        return [
            _Place(_offer(row.cells[0], node, scope), stem, cell, row, _cites(cell, stem, row))
            for row in node.rows
            for stem, cell in zip(heads, row.cells[1:], strict=True)
        ]
    if node.head.cells and not scope.holes.any(node.span):
        scope.findings.report("SD330", node.head.span, kind=node.kind)
    return None


def _of_cells(row: parts.Row) -> list[Cites]:
    return [cell.cites for cell in row.cells]


def _cites(cell: parts.Cell, head: parts.Cell, row: parts.Row) -> Cites:
    return (*cell.cites, *row.cells[0].cites, *head.cites, *row.cites)


def _is_offer(cell: parts.Cell, scope: Scope) -> bool:
    name = bare_name(cell)
    found = scope.names.peek(name.text) if name is not None else None
    return isinstance(cell.content, parts.DeclaredOffer) or (found is not None and found.sort in ("tier", "addon"))


def _offer(cell: parts.Cell, node: nodes.Matrix, scope: Scope) -> str | None:
    if isinstance(cell.content, parts.DeclaredOffer):
        return normal(cell.content.name.text)
    name = bare_name(cell)
    if name is None:
        scope.findings.report("SD327", cell.span)
        return None
    found = scope.names.find(name, "tier" if node.kind == "tiers" else "addon")
    return found.name if found is not None else None


# ── A stem and a cell make a clause ────────────────────────────────────────────────────────────────────────────────


def completed(stem: parts.Cell, cell: parts.Cell, row: parts.Row, scope: Scope) -> clauses.Clause | None:
    """The clause that a cell completes; None for a blank cell, or, reported, for one that does not fit its stem."""
    if cell.content is None:
        return None
    made: clauses.Clause | None = None
    match stem.content:
        case parts.Stem():
            made = _completed(stem.content, cell, _both(stem, cell), row)
            if made is None and _says_nothing(stem.content, cell):
                return None
        case parts.Value(body=Name() as window, modifiers=()) if _is_no_number(cell):
            assert isinstance(cell.content, parts.Value)
            value = cell.content
            terms = () if isinstance(value.body, parts.NoPromise) else stem.content.terms
            single = _single(value, terms, (), _both(stem, cell))
            made = clauses.Promise(window, single, row.cites, row.cells[0].span)
    if made is None:
        scope.findings.report("SD327", cell.span)
    return made


def _is_no_number(cell: parts.Cell) -> bool:
    return isinstance(cell.content, parts.Value) and not isinstance(cell.content.body, Number)


def _says_nothing(stem: parts.Stem, cell: parts.Cell) -> bool:
    """`offered when … is | any |` opens no gate, `attends also | no |` adds no hours."""
    if stem.verb == "offered when is":
        return isinstance(cell.content, parts.AnyValue)
    no = isinstance(cell.content, parts.Value) and cell.content.body == YesNo(False, cell.span)
    return no and stem.verb in ("attends", "attends also")


def _both(stem: parts.Cell, cell: parts.Cell) -> parts.Expression | None:
    if stem.when is None or cell.when is None:
        return stem.when or cell.when
    return parts.Both((stem.when, cell.when), cell.span)


def _single(
    value: parts.Value,
    terms: tuple[parts.Qualifier, ...],
    modifiers: tuple[parts.Modifier, ...],
    when: parts.Expression | None,
) -> parts.Single:
    whole = parts.Value(value.body, (*value.terms, *terms), (*value.modifiers, *modifiers), value.span)
    return parts.Single(whole, "plain", when, value.span)


def _completed(
    stem: parts.Stem, cell: parts.Cell, when: parts.Expression | None, row: parts.Row
) -> clauses.Clause | None:
    cites, span = row.cites, row.cells[0].span
    match stem.verb, stem.thing, cell.content:
        case "lasts", _, parts.Value(body=Number()):
            return None
        case "covers", Name() as thing, parts.Value() as value:
            return clauses.Covers((thing,), _single(value, (), stem.modifiers, when), "plain", None, cites, span)
        case "charges", Name() as thing, parts.Value() as value:
            single = _single(value, stem.terms, (), when)
            return clauses.Charges(thing, stem.modifiers, single, "plain", None, cites, span)
        case "price", _, parts.Value() as value:
            return clauses.Price(stem.terms, _single(value, (), stem.modifiers, when), cites, span)
        case "lasts", _, parts.Value() as value:
            return clauses.Lasts(_single(value, (), stem.modifiers, when), cites, span)
        case "discount on", Name() as thing, parts.Value(body=body, terms=(), modifiers=()):
            share = None if isinstance(body, parts.NO_FIGURE) else body
            return clauses.Discount(share, (thing,), "plain", when, cites, span) if share is not None else None
        case ("attends" | "attends also") as verb, _, parts.Value(body=Name() as calendar, terms=(), modifiers=()):
            return clauses.Attends(verb == "attends also", calendar, "plain", when, cites, span)
        case "accepts", Name() as thing, _:
            return _accepts(thing, cell, when, row)
        case "offered when is", Name() as thing, _ if when is None:
            condition = _offered(thing, cell)
            return clauses.Offered(condition, cites, span) if condition is not None else None
        case ("includes" | "adds" | "at most") as verb, Name() as thing, parts.Value() as value if not value.terms:
            return _quota(verb, thing, stem, value, when, row)
    return None


def _quota(
    verb: str,
    thing: Name,
    stem: parts.Stem,
    value: parts.Value,
    when: parts.Expression | None,
    row: parts.Row,
) -> clauses.Clause | None:
    number: Number | Money | Name | None
    unit: UnitName | Lit["money"] | None = stem.unit
    match value.body:
        case Name(text="unlimited"):
            number = None
        case Number() | Name():
            number = value.body
        case YesNo(value=False):
            number = Number(Decimal(0), value.span)
        case Money() if unit is None:
            number, unit = value.body, "money"
        case _:
            return None
    count = clauses.Count(number, unit, thing, stem.period, stem.span)
    modifiers = (*stem.modifiers, *value.modifiers)
    match verb:
        case "includes" | "adds" | "at most":
            return clauses.Quota(verb, count, modifiers, when, row.cites, row.cells[0].span)
    return None


def _accepts(fact: Name, cell: parts.Cell, when: parts.Expression | None, row: parts.Row) -> clauses.Clause | None:
    values: tuple[Name, ...] | None
    match cell.content:
        case parts.AnyValue():
            values = None
        case parts.Alternatives(options=options):
            values = tuple(option for option in options if isinstance(option, Name))
            if len(values) < len(options):
                return None
        case parts.Value(body=Name() as value, terms=(), modifiers=()):
            values = (value,)
        case parts.Value(body=YesNo(value=False), terms=(), modifiers=()):
            values = ()
        case _:
            return None
    return clauses.Accepts(fact, values, when, row.cites, row.cells[0].span)


def _offered(thing: Name, cell: parts.Cell) -> parts.Expression | None:
    """The condition that a cell puts on the fact of `offered when … is`."""
    match cell.content:
        case parts.Alternatives(options=options) if all(isinstance(option, Name) for option in options):
            names = tuple(option for option in options if isinstance(option, Name))
            return parts.InNames(thing, names, cell.span)
        case parts.Alternatives(options=options):
            return parts.Either(tuple(parts.Is(thing, o, False, o.span) for o in options), cell.span)
        case parts.Bound() as bound:
            return parts.Compare(thing, bound.operator, bound.limit, cell.span)
        case parts.Value(body=parts.Range() as ends, terms=(), modifiers=()):
            return parts.InRange(thing, ends.low, ends.high, cell.span)
        case parts.Value(body=body, terms=(), modifiers=()) if not isinstance(body, parts.NO_FIGURE):
            return parts.Is(thing, body, False, cell.span)
    return None
