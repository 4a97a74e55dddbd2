"""Coverage: whether a service is covered, found out step by step; a step that is open branches (decision 56).

(a) a gate refuses: not covered    (b) a quota is exhausted: chargeable or not covered    (c) a share: covered
(d) no share: chargeable if charged    (e) silent: covered if included or charged nothing, chargeable if charged
"""

from __future__ import annotations

from functools import cached_property

from .case import Case, Known
from .counts import Counts
from .decide import Agreed, Outcome, agree, winner
from .gates import Verdict, admitting, may_be_bought
from .prices import Prices
from .question import Question
from .records import Record

COVERED, NOT_COVERED, CHARGEABLE, UNDECIDED = "covered", "not_covered", "chargeable", "undecided"


class Covered(Record):
    """One service: covered, not_covered, chargeable, or undecided with what it needs."""

    status: str
    needs: frozenset[str] = frozenset()


class _Steps(Record):
    """What the steps of one service found by themselves; each may be open."""

    gates: tuple[Verdict, ...]
    charged: Agreed
    room: Agreed
    included: Agreed
    states: tuple[str, ...]
    borne: Agreed

    def status(self, case: Case) -> str | None:
        """Up to step (d) in one completion; None where nothing is said of a share. Raises Unknown."""
        for number, gate in enumerate(self.gates):
            if gate.holds is None and not case.suppose(f"step gate {number}", (True, False), gate.needs):
                return NOT_COVERED
        charged = self.charged_in(case)
        state: str = self.room.within(case, "step room", self.states)
        if state != "open":
            return CHARGEABLE if state == "beyond" or charged == "some" else NOT_COVERED
        borne = self.borne.within(case, "step share", ("positive", "zero", "silent"))
        if borne == "silent":
            return None
        return COVERED if borne == "positive" else CHARGEABLE if charged == "some" else NOT_COVERED

    def charged_in(self, case: Case) -> str:
        """Whether it is charged, in one completion."""
        charged: str = self.charged.within(case, "step charged", ("some", "zero", "none"))
        return charged

    def silent(self, case: Case) -> str:
        """Nothing is said of a share: covered if a quota includes it or it is charged nothing."""
        charged = self.charged_in(case)
        if charged == "zero" or self.included.within(case, "step included", (True, False)):
            return COVERED
        return CHARGEABLE if charged == "some" else NOT_COVERED


class Coverage:
    """The services of one question."""

    def __init__(self, question: Question, counts: Counts, prices: Prices) -> None:
        self.question = question
        self.counts = counts
        self.prices = prices
        self._gates: dict[str, Verdict] = {}

    @cached_property
    def bought(self) -> Verdict:
        """Whether the offers held may be bought; presumed where facts are missing (decision 15)."""
        return may_be_bought(self.question.opening, self.question.index, self.question.layers, self.question.held)

    @cached_property
    def services(self) -> dict[str, Covered]:
        """Every declared service."""
        return {service: self._service(service) for service in self.question.index.services}

    def asked(self) -> Covered:
        """The service asked for; without one, what all services agree on (decision 57)."""
        service = self.question.given.service
        if service is not None:
            return self.services[service]
        if self.question.given.tier is None:
            return Covered(UNDECIDED, frozenset({"tier"}))
        found = {one.status for one in self.services.values()}
        needs = frozenset[str]().union(*(one.needs for one in self.services.values()))
        if len(found) == 1:
            return Covered(found.pop(), needs)
        return Covered(UNDECIDED, needs | {"service"} if found else needs)

    def gates(self, service: str | None) -> tuple[Verdict, ...]:
        """What lets a ticket for a service pass."""
        question = self.question
        moment = question.opening if service is None else question.asked_for(service)
        return admitting(moment, question.index, question.layers, service, self._gates)

    def share(self, service: str) -> Agreed:
        """The part of a service's cost that the vendor bears; None where nothing is said."""
        return agree(self.question.opening, lambda case: winner(case, self.question.ranks, "share", service))

    def _service(self, service: str) -> Covered:
        if self.question.given.tier is None:
            return Covered(UNDECIDED, frozenset({"tier"}))
        if self.bought.holds is False or self.question.term_holds().holds is False:
            return Covered(NOT_COVERED)
        gates = self.gates(service)
        if any(gate.holds is False for gate in gates):
            return Covered(NOT_COVERED)
        counts = self.counts
        steps = _Steps(
            gates, self.prices.charged(service), counts.room(service), counts.included(service), counts.states(),
            self._borne(service),
        )  # fmt: skip
        found = agree(self.question.opening, lambda case: Outcome(Known(steps.status(case) or steps.silent(case))))
        return Covered(found.value if found.known else UNDECIDED, found.needs)

    def _borne(self, service: str) -> Agreed:
        def outcome(case: Case) -> Outcome:
            won = winner(case, self.question.ranks, "share", service)
            if not isinstance(won.found, Known):
                return won
            value = won.found.value
            return Outcome(Known("silent" if value is None else "positive" if value.share > 0 else "zero"), won.clauses)

        return agree(self.question.opening, outcome)
