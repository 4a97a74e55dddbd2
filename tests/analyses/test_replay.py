"""Every finding that names facts is replayed: the reference interpreter, which knows nothing of cells, shows what it claims."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from servdsl.analyses import analyse
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.reference import Reference
from tests.analyses.plans import contract

Answer = dict[str, Any]

condition = st.recursive(
    st.sampled_from(
        [
            "severity is s1",
            "severity in s1, s3",
            "channel is email",
            "urgent",
            "floor < 5",
            "floor >= 5",
            "floor in 4 to 9",
            "opened during office",
            "opened outside mornings",
            "region is eu",
            "vip",
            "pumps > 3",
            "gold",
            "fast",
        ]
    ),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=3,
)
length = st.sampled_from(
    ["2 hours", "30 hours", "4 business hours", "9 business hours on long", "2 business days", "1 calendar day"]
)
words = {
    "respond": st.builds("respond within {}".format, length),
    "resolve": st.builds("resolve within {}".format, length),
    "covers": st.sampled_from(["covers repair", "covers repair 50%", "covers repair 20%"]),
    "charges": st.sampled_from(["charges repair 10 EUR", "charges repair 20 EUR", "charges repair free"]),
    "includes": st.sampled_from([f"includes {n} visits per contract year" for n in (1, 2, 3)]),
    "attends": st.sampled_from(["attends during office", "attends during long", "attends also during mornings"]),
    "accepts": st.sampled_from(
        ["accepts channel email", "accepts channel phone", "excludes channel phone", "needs urgent"]
    ),
    "offered": st.just("offered"),
}


@st.composite
def clause(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(sorted(words)))
    told = draw(words[kind])
    if kind == "offered":
        ticket = draw(st.sampled_from(["vip", "region is eu", "pumps > 3", "not vip", "pumps < 9 or vip"]))
        return f"  offered when {ticket}"
    return f"  {told} when {draw(condition)}" if draw(st.integers(0, 4)) else f"  {told}"


layer = st.builds("\n".join, st.lists(clause(), max_size=6))
bodies = st.builds(
    "for all tiers {{\n{}\n}}\ntier silver {{\n{}\n}}\ntier gold extends silver {{\n{}\n}}\n"
    "addon fast {{\n  price 5 EUR per month\n{}\n{}\n}}\norder silver < gold\n".format,
    layer, layer, layer, layer, st.sampled_from(["", "  requires gold", "  requires vip", "  conflicts with silver"]),
)  # fmt: skip


class Replay:
    """A finding, and the answer to the facts that it names."""

    def __init__(self, made: Contract, found: Diagnostic, facts: Answer) -> None:
        self._made = made
        self._found = found
        self._facts = facts
        self._reference = Reference(made)
        self.answer = self._reference.answer(facts)

    def shows(self) -> bool:
        """Whether the answer is what the finding claims."""
        match self._found.code:
            case "SD401" | "SD403":
                return self._conflicts()
            case "SD404" | "SD406":
                return self._is_open()
            case "SD409" | "SD427":
                return self._due(self.answer, "resolve") < self._due(self.answer, "respond")
            case "SD415":
                return self._is_worse()
            case "SD417":
                return self._refuses()
            case "SD418":
                return bool(self.answer["quotas"]["visits"]["limit"] == str(self._found.facts["smaller"]))
            case "SD505":
                return any("no calendar is attended" in problem for problem in self.answer["problems"])
            case _:
                return True

    @staticmethod
    def _due(answer: Answer, window: str) -> str:
        """ISO text of one zone compares like the instants, but within an hour of a clock change."""
        return (answer["windows"].get(window) or {}).get("due") or "never"

    def _what(self) -> list[str]:
        return str(self._found.facts["what"]).strip("`").split()

    def _conflicts(self) -> bool:
        """Two cases of the value are named as a problem; of three that clash, it may be another pair. Where a third says
        the same as one of them, or a nearer layer decides, evaluators need not tell (they never see such a contract)."""
        lines = [note.span.line for note in self._found.notes]
        clauses = [clause for clause in self._made.clauses if clause.origin.line in lines]
        rivals = [c for c in self._made.clauses if (c.kind, c.thing) == (clauses[0].kind, clauses[0].thing)]
        layers = {clause.layers for clause in rivals}
        if len(layers) > 1 or any(one.value == other.value for n, one in enumerate(rivals) for other in rivals[:n]):
            return self._found.code == "SD401"
        return any(sum(clause.id in problem for clause in rivals) > 1 for problem in self.answer["problems"])

    def _is_open(self) -> bool:
        match self._what():
            case ["attends"]:
                return not self.answer["attends"]
            case [window]:
                return window not in self.answer["windows"]
            case ["covers", service]:
                return service not in self.answer["shares"]
            case ["charges", service]:
                return service not in self.answer["charges"]
            case _:
                return not self.answer["quotas"]

    def _is_worse(self) -> bool:
        mine, than = self.answer, self._reference.answer({**self._facts, "tier": "silver"})
        match self._what():
            case ["respond" | "resolve" as window]:
                return self._due(mine, window) > self._due(than, window)
            case ["covers", service]:
                return float(mine["shares"].get(service, "0")) < float(than["shares"].get(service, "100"))
            case ["the", "quota", *_]:
                numbers = [one["quotas"].get("visits", {}).get("limit") or "0" for one in (mine, than)]
                return float(numbers[0]) < float(numbers[1])
            case ["attends"]:
                return bool(mine["attends"] != than["attends"])
            case _:
                return set(mine["services"].values()) == {"not_covered"}

    def _refuses(self) -> bool:
        """Whatever the channel: both are tried."""
        tried = ({**self._facts, "service": "repair", "channel": channel} for channel in ("email", "phone"))
        return all(self._reference.answer(facts)["coverage"] == "not_covered" for facts in tried)


OF_AN_ADDON_BY_DAY = """for all tiers {
  price 1 EUR per month
}
tier silver {
}
tier gold extends silver {
  attends during office when severity is s1
  attends during long when not (fast)
}
addon fast {
  price 5 EUR per month
  attends during office when opened during office
}
order silver < gold
"""
"""Where an add-on attends by day, its tier leaves out nights alone: the moment that shows it is one of them."""


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies)
@example(OF_AN_ADDON_BY_DAY)
def test_what_is_claimed_happens(body: str) -> None:
    made = contract(body)
    for found in analyse(Study(made)):
        facts = found.facts.get("given")
        if isinstance(facts, dict):
            replay = Replay(made, found, facts)
            assert replay.shows(), (found.message, facts, replay.answer["problems"])
