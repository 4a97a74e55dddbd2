"""Gates as conditions: what may be bought, what is in force, which tickets are taken; and where the two sides differ.

    excludes when floor > 12        lets through   floor <= 12
    accepts channel email           lets through   channel is email
    accepts channel phone when p    and the two together   channel is email, or channel is phone and p

A gate is a conjunction. What both sides ask is left out of the comparison and restricts it: a new exclusion of what was never
taken changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from servdsl.cells import TooManyCells
from servdsl.differences.meaning import essence
from servdsl.differences.parts import Part
from servdsl.differences.suspects import Found, Ground, Suspect, TooBig
from servdsl.model.contract import Clause
from servdsl.model.expressions import And, Builtin, Compare, Condition, FactRef, Holds, Literal, Not, OneOf, Or
from servdsl.model.values import Accepts, Conflicts, Excludes, LastsWhile, Needs, Offered, Requires

BUYING = ("offered", "requires", "conflicts")
LASTING = ("lasts_while",)
USING = ("accepts", "excludes", "needs")

_NEVER: Condition = Literal(type="yes_no", value="no")
_ALWAYS: Condition = Literal(type="yes_no", value="yes")

Asked = tuple[Condition, tuple[Clause, ...]]
"""A conjunct of a gate, and the clauses it comes from."""


def gates(ground: Ground, tier: str | None, held: tuple[str, ...]) -> Iterator[Found]:
    """The suspects among the gates of a tier; of an add-on with any tier (`tier` None), what may be bought and lasts; of a
    tier with add-ons, which tickets are taken."""
    buying = (("offered", BUYING), ("lasts_while", LASTING)) if tier is None or not held else ()
    for kind, kinds in (*buying, *((("accepts", USING),) if tier is not None else ())):
        yield from _gate(ground, tier, held, kind, kinds)


def using(ground: Ground) -> list[tuple[str, str]]:
    """The gates of use that any add-on has: with these, a tier takes other tickets than alone."""
    clauses = (c for layers in ground.layers for name in ground.addons for c in layers.clauses_of(name))
    return list(dict.fromkeys((clause.kind, clause.thing) for clause in clauses if clause.kind in USING))


def _gate(ground: Ground, tier: str | None, held: tuple[str, ...], kind: str, kinds: Sequence[str]) -> Iterator[Found]:
    old, new = (_conjuncts(ground, side, tier, held, kinds) for side in (0, 1))
    shared = {essence(c) for c, _ in old} & {essence(c) for c, _ in new}
    common = [c for c, _ in new if essence(c) in shared]
    ours, theirs = ([one for one in side if essence(one[0]) not in shared] for side in (old, new))
    if not ours and not theirs:
        return
    offers = (*((tier,) if tier is not None else ()), *held)
    where = [*ground.joint.limits, *(Holds(offer=name) for name in offers), *common]
    if kind == "accepts":
        where += ground.where(tier, held)
    clauses = tuple(tuple(dict.fromkeys(c for _, told in side for c in told)) for side in (ours, theirs))
    yield from _compared(ground, (tier, held), kind, (ours, theirs), where, (clauses[0], clauses[1]))


def _compared(
    ground: Ground,
    offers: tuple[str | None, tuple[str, ...]],
    kind: str,
    sides: tuple[list[Asked], list[Asked]],
    where: list[Condition],
    clauses: tuple[tuple[Clause, ...], tuple[Clause, ...]],
) -> Iterator[Found]:
    tier, held = offers
    try:
        grid, within = ground.grid([c for side in sides for c, _ in side], where)
    except TooManyCells as error:
        yield TooBig(kind, "", tier, error.size, error.facts, clauses)
        return
    truths = [[(grid.truth(condition), told) for condition, told in side] for side in sides]
    through = [_all(within, (truth for truth, _ in side)) for side in truths]
    for refusing, cells in ((1, through[0] & ~through[1]), (0, through[1] & ~through[0])):
        # the clauses that refuse, one after another: each is a change of its own
        for truth, told in truths[refusing]:
            refused = cells & ~truth
            cells &= truth
            if refused:
                alike = tuple(c for c in clauses[1 - refusing] if (c.kind, c.thing) == (told[0].kind, told[0].thing))
                refuses, lets = Part(refused, False, False, told), Part(refused, True, True, alike)
                old, new = (lets, refuses) if refusing else (refuses, lets)
                yield Suspect(told[0].kind, told[0].thing, tier, held, old, new, grid, within, refused)


def _all(within: int, truths: Iterable[int]) -> int:
    for truth in truths:
        within &= truth
    return within


# ── Clauses as conditions ───────────────────────────────────────────────────────────────────────────────────────────


def _conjuncts(ground: Ground, side: int, tier: str | None, held: tuple[str, ...], kinds: Sequence[str]) -> list[Asked]:
    """What must hold for a gate to let through: one condition after another."""
    layers = ground.layers[side]
    clauses = {
        c.id: c for offer in (tier, *held) if offer is not None for c in layers.clauses_of(offer) if c.kind in kinds
    }
    found: list[Asked] = []
    accepting: dict[str, list[Clause]] = {}
    for clause in clauses.values():
        if isinstance(clause.value, Accepts):
            accepting.setdefault(clause.thing, []).append(clause)
        else:
            found += [(part, (clause,)) for part in _parts(_lets_through(clause))]
    for fact, group in accepting.items():
        admitted = _either([_also(clause.when, _named(fact, clause.value)) for clause in group])
        found.append((admitted, tuple(group)))
    return found


def _lets_through(clause: Clause) -> Condition:
    """Where a clause does not refuse."""
    match clause.value:
        case Offered():
            return clause.when if clause.when is not None else _ALWAYS
        case Requires(condition=condition) | LastsWhile(condition=condition) | Needs(condition=condition):
            return condition if clause.when is None else _either([Not(item=clause.when), condition])
        case Conflicts(offers=offers):
            return Not(item=_also(clause.when, _either([Holds(offer=name) for name in offers])))
        case Excludes() as excludes:
            return Not(item=_also(clause.when, _excluded(excludes)))
        case _:
            raise AssertionError(f"{clause.kind} is no gate")


def _excluded(excludes: Excludes) -> Condition:
    named: list[Condition] = []
    if excludes.services:
        named.append(OneOf(item=Builtin(name="service", type="choice"), values=excludes.services))
    if excludes.fact is not None:
        named.append(_one_of(excludes.fact, excludes.values))
    return _either(named) if named else _ALWAYS


def _named(fact: str, value: object) -> Condition:
    assert isinstance(value, Accepts)
    return _ALWAYS if value.values is None else _one_of(fact, value.values)


def _one_of(fact: str, values: tuple[str, ...]) -> Condition:
    """A fact's values by name; `yes` and `no` of a yes/no fact are constants of their own type."""
    if set(values) <= {"yes", "no"} and values:
        ref = FactRef(name=fact, type="yes_no")
        return _either([Compare(op="=", left=ref, right=Literal(type="yes_no", value=value)) for value in values])
    return OneOf(item=FactRef(name=fact, type="choice"), values=values)


def _parts(condition: Condition) -> Iterator[Condition]:
    """The conjuncts of a condition, each in its simplest form."""
    match condition:
        case And(items=items):
            for item in items:
                yield from _parts(item)
        case Not(item=Or(items=items)):
            for item in items:
                yield from _parts(Not(item=item))
        case Not(item=Not(item=inner)):
            yield from _parts(inner)
        case Not(item=OneOf(item=item, values=values)):
            yield from (Not(item=OneOf(item=item, values=(value,))) for value in values)
        case _:
            if condition != _ALWAYS:
                yield condition


def _either(conditions: Sequence[Condition]) -> Condition:
    if not conditions:
        return _NEVER
    return conditions[0] if len(conditions) == 1 else Or(items=tuple(conditions))


def _also(when: Condition | None, condition: Condition) -> Condition:
    return condition if when is None else when if condition == _ALWAYS else And(items=(when, condition))
