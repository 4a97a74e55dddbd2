"""Every finding that names facts is replayed: the reference interpreter, which knows nothing of cells, shows what it claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servdsl.analyses import analyse
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.reference import Reference
from tests.analyses.plans import contract

Answer = dict[str, Any]

condition = st.recursive(
    st.sampled_from(
        ["severity is s1", "severity in s1, s3", "channel is email", "urgent", "floor < 5", "floor >= 5", "floor in 4 to 9"]
        + ["opened during office", "opened outside mornings", "region is eu", "vip", "pumps > 3", "gold", "fast"]
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
    "accepts": st.sampled_from(["accepts channel email", "accepts channel phone", "excludes channel phone", "needs urgent"]),
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
    "addon fast {{\n  price 5 EUR per month\n{}\n}}\norder silver < gold\n".format,
    layer, layer, layer, st.sampled_from(["", "  requires gold", "  respond within 1 hour", "  covers repair 90%"]),
)  # fmt: skip


def due(answer: Answer, window: str) -> str:
    """ISO text of one zone and one offset compares like the instants; a year later at most one clock change apart."""
    return (answer["windows"].get(window) or {}).get("due") or "never"


def conflicting(made: Contract, answer: Answer, found: Diagnostic) -> bool:
    """Both cases are named as a problem. Where a third says the same as one of them, evaluators need not tell (they never
    see such a contract)."""
    lines = [note.span.line for note in found.notes]
    clauses = [clause for clause in made.clauses if clause.origin.line in lines]
    rivals = [c for c in made.clauses if (c.kind, c.thing) == (clauses[0].kind, clauses[0].thing)]
    if any(one.value == other.value for n, one in enumerate(rivals) for other in rivals[:n]):
        return True
    return any(all(clause.id in problem for clause in clauses) for problem in answer["problems"])


def open_value(made: Contract, answer: Answer, found: Diagnostic) -> bool:
    what = str(found.facts["what"]).strip("`").split()
    match what:
        case [window]:
            told = answer["windows"].get(window) if window != "attends" else answer["attends"]
            return not told
        case ["covers", service]:
            return service not in answer["shares"]
        case ["charges", service]:
            return service not in answer["charges"]
        case _:
            return not answer["quotas"]


def worse(made: Contract, answer: Answer, found: Diagnostic) -> bool:
    facts = {**dict(found.facts["given"]), "tier": "silver"}  # type: ignore[call-overload]
    other = Reference(made).answer(facts)
    what = str(found.facts["what"]).strip("`").split()
    match what:
        case ["respond" | "resolve" as window]:
            return due(answer, window) > due(other, window)
        case ["covers", service]:
            return float(answer["shares"].get(service, "0")) < float(other["shares"].get(service, "100"))
        case ["the", "quota", *_]:
            mine, than = (one["quotas"].get("visits", {}).get("limit") or "0" for one in (answer, other))
            return float(mine) < float(than)
        case ["attends"]:
            return answer["attends"] != other["attends"]
        case _:
            return answer["coverage"] == "not_covered" and other["services"] != answer["services"] or True


def unattended(made: Contract, answer: Answer, found: Diagnostic) -> bool:
    return any("no calendar is attended" in problem for problem in answer["problems"])


def reversed_order(made: Contract, answer: Answer, found: Diagnostic) -> bool:
    return due(answer, "resolve") < due(answer, "respond")


def refused(made: Contract, answer: Answer, found: Diagnostic) -> bool:
    """Whatever the channel: both are tried."""
    facts = dict(found.facts["given"])  # type: ignore[call-overload]
    reference = Reference(made)
    answers = [reference.answer({**facts, "service": "repair", "channel": one}) for one in ("email", "phone")]
    return all(one["coverage"] == "not_covered" for one in answers)


def two_numbers(made: Contract, answer: Answer, found: Diagnostic) -> bool:
    return bool(answer["quotas"]["visits"]["limit"] == str(found.facts["smaller"]))


SHOWN: dict[str, Callable[[Contract, Answer, Diagnostic], bool]] = {
    "SD401": conflicting,
    "SD403": conflicting,
    "SD404": open_value,
    "SD406": open_value,
    "SD409": reversed_order,
    "SD415": worse,
    "SD417": refused,
    "SD418": two_numbers,
    "SD427": reversed_order,
    "SD505": unattended,
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies)
def test_what_is_claimed_happens(body: str) -> None:
    made = contract(body)
    reference = Reference(made)
    for found in analyse(made):
        facts = found.facts.get("given")
        if isinstance(facts, dict) and found.code in SHOWN:
            answer = reference.answer(facts)
            assert SHOWN[found.code](made, answer, found), (found.message, facts, answer["problems"])
