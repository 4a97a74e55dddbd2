"""The whole comparison: names, what is common, where the two differ, what that does to tickets.

names → joint contract → suspects → questions to both contracts → changes
"""

from __future__ import annotations

from dataclasses import dataclass

from servdsl.differences import gates, promises, searching
from servdsl.differences.alike import common_names, differing_values
from servdsl.differences.causes import Causes
from servdsl.differences.declarations import Declarations
from servdsl.differences.drafts import Writer
from servdsl.differences.hours import Opening
from servdsl.differences.joint import Common, joint_of
from servdsl.differences.judging import Bench, Judge
from servdsl.differences.names import Names, renamed
from servdsl.differences.points import Points
from servdsl.differences.records import Difference
from servdsl.differences.renames import renames
from servdsl.differences.replay import Replay
from servdsl.differences.scenarios import Scenarios
from servdsl.differences.schedules import Schedules
from servdsl.differences.structure import structure
from servdsl.differences.suspects import Ground
from servdsl.model import Contract

_PROBES = ("Etc/UTC", "America/Santiago")
"""Zones looked at where a fact names the site's: one without clock changes and one with them."""


def compare(old: Contract, new: Contract) -> Difference:
    """What differs between two checked contracts, and what that means for the customer.

    Both must be free of errors. Every change is confirmed by a question to the reference interpreter of both.
    """
    names = renames(old, new)
    plain = renamed(old, names)
    zones = _PROBES if None in (old.zone, new.zone) else (new.zone or "",)
    common = common_names(plain, new, zones)
    replay = Replay(old, new, names)
    judge = Judge(replay)
    changes = []
    for number, zone in enumerate(zones):
        case = _Case(old, new, plain, names, zone, common, replay)
        case.look(judge, everything=number == 0)
        if number == 0:
            changes += [*case.declarations.refusals(), *case.declarations.in_force()]
    return Difference(
        old=old.name,
        new=new.name,
        structure=structure(old, new, names),
        changes=(*changes, *judge.changes()),
        doubts=tuple(judge.doubts()),
        languages=new.languages,
    )


@dataclass
class _Case:
    """The two contracts in one zone."""

    old: Contract
    new: Contract
    plain: Contract
    names: Names
    zone: str
    common: Common
    replay: Replay

    def __post_init__(self) -> None:
        joint = joint_of(self.plain, self.new, self.zone, self.common)
        self.ground = Ground(joint, Opening(joint))
        writer = Writer(self.ground, self.old, self.new, self.names)
        self.declarations = Declarations(self.ground, writer, self.replay, (self.plain, self.new))
        self.bench = Bench(
            writer,
            Points(joint, writer),
            Scenarios(self.ground, writer),
            Causes(joint, self.plain, self.new),
            Schedules(self.ground, self.replay, writer),
        )

    def look(self, judge: Judge, everything: bool) -> None:
        """Search all values; in a second zone only what depends on clocks."""
        ground, bench = self.ground, self.bench
        windows = dict.fromkeys(w.name for side in ground.sides for w in side.windows)
        for tier in ground.tiers:
            for window in windows:
                judge.take(promises.promises(ground, tier, window), bench)
            judge.take(promises.hours(ground, tier), bench)
            if everything:
                judge.take(searching.prices(ground, tier), bench)
                judge.take(searching.values(ground, tier), bench)
                judge.take(self.declarations.suspects(tier), bench)
                judge.take(self.declarations.zone(tier), bench)
                for held in ground.held_sets(tier, [(kind, thing) for kind, thing in gates.using(ground)]):
                    judge.take(gates.gates(ground, tier, held), bench)
        if everything:
            for addon in ground.addons:
                judge.take(searching.prices(ground, addon), bench)
                judge.take(gates.gates(ground, None, (addon,)), bench)
            for name in sorted(differing_values(ground.joint)):
                judge.take(searching.defined(ground, name), bench)
        judge.take(self.declarations.calendars(), bench)
