"""The values of tiers and add-ons, one after another, and where the contracts differ in them.

Decided values by their winners, quotas by the nearest layer, clauses that accumulate by the set of those that hold. Promises and
gates have searches of their own (promises.py, gates.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from servdsl.cells import Grid, TooManyCells
from servdsl.differences.alike import value_parts
from servdsl.differences.meaning import all_expressions, essence
from servdsl.differences.parts import Part, Ranks, decided, holding, nearest_quotas, told_by_case, values_in
from servdsl.differences.records import Verdict
from servdsl.differences.suspects import Found, Ground, Suspect, TooBig, pairs
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import Literal, WindowIs
from servdsl.model.values import Charge, Level, Quota, Share

Partition = Callable[[Contract, Ranks, str, str, Grid, int], list[Part]]

DECIDED = ("counts_from", "share", "charge", "discount", "amount", "lasts", "starts", "renews", "cancellable", "level")
"""Kinds decided by the nearest layer, add-ons before the tier. Promises and hours are looked at together, prices alone."""
HOLDING = ("pauses", "uses", "counts_as_used", "closes", "reopens")
"""Kinds of which every clause that holds counts (decision 19)."""


def values(ground: Ground, tier: str) -> Iterator[Found]:
    """The suspects among a tier's values, with each set of add-ons that speaks of them."""
    for kind, thing in _spoken(ground, tier):
        if kind in DECIDED:
            yield from _value(ground, tier, kind, thing, decided)
        elif kind in HOLDING:
            yield from _value(ground, tier, kind, thing, _holding)
        elif kind == "quota":
            yield from _value(ground, tier, kind, thing, _quotas)


def _spoken(ground: Ground, tier: str) -> list[tuple[str, str]]:
    """The kinds and things that any layer speaks of that may be near to a ticket of the tier."""
    found: dict[tuple[str, str], None] = {}
    for layers in ground.layers:
        for offer in (tier, *ground.addons):
            found |= dict.fromkeys((clause.kind, clause.thing) for clause in layers.clauses_of(offer))
    return list(found)


def _value(ground: Ground, tier: str, kind: str, thing: str, part: Partition) -> Iterator[Found]:
    speaking = ground.held_sets(tier, [(kind, thing)])
    for held in speaking:
        ranks = ground.ranks(tier, held)
        if not ground.written_alike(ranks, kind, thing):
            others = {name for one in speaking for name in one}
            yield from _search(ground, tier, held, others, ranks, kind, thing, part)


def _search(
    ground: Ground,
    tier: str | None,
    held: tuple[str, ...],
    speaking: Iterable[str],
    ranks: tuple[Ranks, Ranks],
    kind: str,
    thing: str,
    part: Partition,
) -> Iterator[Found]:
    clauses = ground.clauses(ranks, kind, thing)
    value = _Value(ground, tier, held, tuple(speaking), ranks, kind, thing, part)
    try:
        found = list(value.suspects(ground.joint.local))
    except TooManyCells as error:
        yield TooBig(kind, thing, tier, error.size, error.facts, (tuple(clauses[0]), tuple(clauses[1])))
        return
    if any(True for one in found for _ in values_in((one.old.value, one.new.value), ground.joint.computed)):
        # a formula on one side may be what a defined value stands for on the other
        with suppress(TooManyCells):
            found = list(value.suspects(ground.joint.computed))
    yield from found


@dataclass(frozen=True)
class _Value:
    """One value of a tier with add-ons, on both sides."""

    ground: Ground
    tier: str | None
    held: tuple[str, ...]
    speaking: tuple[str, ...]
    ranks: tuple[Ranks, Ranks]
    kind: str
    thing: str
    part: Partition

    def suspects(self, names: Set[str]) -> Iterator[Suspect]:
        """The suspects, with some defined values put in place. Raises `TooManyCells`."""
        ground, kind, thing = self.ground, self.kind, self.thing
        old, new = ground.clauses(self.ranks, kind, thing)
        windows = _windows(kind, thing, (*old, *new))
        promised = [c for window in windows for side in ground.clauses(self.ranks, "promise", window) for c in side]
        asked = ground.asked((*old, *new, *promised), names=names)
        grid, within = ground.grid(asked, ground.where(self.tier, self.held, self.speaking))
        parts = [
            told_by_case(ground.joint, self.part(side, layers, kind, thing, grid, within), grid, names)
            for side, layers in zip(ground.sides, self.ranks, strict=True)
        ]
        if kind == "share" and not _is_granted_otherwise(ground, self.ranks, thing):
            parts = [[_unsaid(part) for part in side] for side in parts]
        for window in windows:
            within = ground.promised(self.ranks, window, grid, within) or within
        for cells, a, b in pairs(*parts):
            if cells & within:
                hint = _hint(kind, a, b)
                yield Suspect(kind, thing, self.tier, self.held, a, b, grid, within, cells & within, hint=hint)


def _unsaid(part: Part) -> Part:
    """A share of nothing, said or not, comes to the same."""
    nothing = Share(share=Literal(type="percent", value=Decimal(0)))
    return replace(part, key=None) if part.key == essence(nothing) else part


def _is_granted_otherwise(ground: Ground, ranks: tuple[Ranks, Ranks], thing: str) -> bool:
    """Whether a service that no share covers may be covered all the same: included in a quota, or charged nothing
    (decision 56); then `no` differs from silence."""
    said = (side for kind in ("quota", "charge") for side in ground.clauses(ranks, kind, thing))
    return any(
        (isinstance(c.value, Quota) and c.value.limits != "at_most")
        or (isinstance(c.value, Charge) and _may_be_nothing(c))
        for side in said
        for c in side
    )


def _may_be_nothing(clause: Clause) -> bool:
    amount = clause.value.price.amount if isinstance(clause.value, Charge) else None
    return not isinstance(amount, Literal) or not amount.value


def _windows(kind: str, thing: str, clauses: Iterable[Clause]) -> list[str]:
    """The windows without whose promise a clause does nothing."""
    if kind in ("pauses", "counts_from"):
        return [thing]
    found: dict[str, None] = {}
    for clause in clauses:
        if isinstance(clause.value, Level):
            found |= {clause.value.window: None} if clause.value.window is not None else {}
            found |= {one.window: None for one in all_expressions(clause.when) if isinstance(one, WindowIs)}
    return list(found)


def _hint(kind: str, old: Part, new: Part) -> Verdict | None:
    """What a quota is for the customer where the other side has none: what is included is a gain, a cap a loss."""
    if kind != "quota" or (old.value is None) == (new.value is None):
        return None
    limits = {c.value.limits for c in clauses_of(old if new.value is None else new) if isinstance(c.value, Quota)}
    if limits not in ({"includes"}, {"adds"}, {"at_most"}):
        return None
    return "better" if (new.value is not None) != (limits == {"at_most"}) else "worse"


def _holding(contract: Contract, ranks: Ranks, kind: str, thing: str, grid: Grid, within: int) -> list[Part]:
    clauses = (c for rank in ranks for layer in rank for c in contract.clauses_of(layer, kind, thing))
    return holding({clause.id: clause for clause in clauses}.values(), grid, within)


def _quotas(contract: Contract, ranks: Ranks, kind: str, thing: str, grid: Grid, within: int) -> list[Part]:
    del kind
    return nearest_quotas(contract, ranks, thing, grid, within)


# ── Prices and defined values ───────────────────────────────────────────────────────────────────────────────────────


def prices(ground: Ground, offer: str) -> Iterator[Found]:
    """The suspects of an offer's own price (decision 17); of an add-on, with any tier."""
    ranks = tuple(tuple((layer,) for layer in side.lineage(offer)) for side in ground.sides)
    if ground.written_alike(ranks, "price", ""):  # type: ignore[arg-type]
        return
    tier = offer if offer in ground.tiers else None
    held = () if tier is not None else (offer,)
    yield from _search(ground, tier, held, (), ranks, "price", "", decided)  # type: ignore[arg-type]


def defined(ground: Ground, name: str) -> Iterator[Found]:
    """The suspects of a defined value that both contracts name."""
    try:
        told = value_parts(ground.joint, name)
    except TooManyCells as error:
        yield TooBig("value", name, None, error.size, error.facts)
        return
    for cells, a, b in pairs(told.old, told.new):
        yield Suspect("value", name, None, (), a, b, told.grid, told.within, cells)


def clauses_of(part: Part) -> tuple[Clause, ...]:
    """The clauses among what a part rests on."""
    return tuple(clause for clause in part.clauses if isinstance(clause, Clause))
