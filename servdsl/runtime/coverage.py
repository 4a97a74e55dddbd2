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
from .ledger import Room
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
    room: Room
    borne: Agreed

    def status(self, case: Case) -> str | None:
        """Up to step (d) in one completion; None where nothing is said of a share. Raises Unknown."""
        for number, gate in enumerate(self.gates):
            if gate.holds is None and not case.suppose(f"step gate {number}", (True, False), gate.needs):
                return NOT_COVERED
        charged = self.charged_in(case)
        state: str = self.room.state
        if state == "undecided":
            state = case.suppose("step room", self.room.may_be, self.room.needs)
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
        steps = _Steps(gates, self.prices.charged(service), self.counts.room(service), self._borne(service))
        found = agree(
            self.question.opening, lambda case: Outcome(Known(steps.status(case) or self._silent(case, service, steps)))
        )
        return Covered(found.value if found.known else UNDECIDED, found.needs)

    def _silent(self, case: Case, service: str, steps: _Steps) -> str:
        """Nothing is said of a share: covered if a quota includes it or it is charged nothing."""
        charged = steps.charged_in(case)
        if charged == "zero" or self._included(case, service):
            return COVERED
        return CHARGEABLE if charged == "some" else NOT_COVERED

    def _borne(self, service: str) -> Agreed:
        def outcome(case: Case) -> Outcome:
            won = winner(case, self.question.ranks, "share", service)
            if not isinstance(won.found, Known):
                return won
            value = won.found.value
            return Outcome(Known("silent" if value is None else "positive" if value.share > 0 else "zero"), won.clauses)

        return agree(self.question.opening, outcome)

    def _included(self, case: Case, service: str) -> bool:
        """Whether a quota includes the service; tried either way where its number is not known."""
        agreed = self.counts.by_thing.get(service)
        if agreed is not None and not agreed.known:
            return bool(case.suppose("step included", (True, False), agreed.needs))
        return self.counts.included(service)
