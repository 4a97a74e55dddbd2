"""Clauses: each node of an offer's block → drafts of model clauses.

    covers parts, labor 50% when urgent   →   Draft(thing="parts", Share(0.5), when=urgent), Draft(thing="labor", …)

Prices, charges and amounts stand in from_money.py, quotas in from_quotas.py, gates in from_gates.py.
"""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.expressions import And, Condition, Literal, StateIs
from servdsl.model.values import (
    Attends,
    CalendarUnits,
    Cancellable,
    Closes,
    CountsAsUsed,
    CountsFrom,
    Every,
    Lasts,
    LastsWhile,
    Level,
    Pauses,
    Promise,
    PromiseOf,
    Renews,
    Reopens,
    Share,
    Starts,
    Uses,
)
from servdsl.semantics.drafts import Block
from servdsl.semantics.from_cases import cases, said_at
from servdsl.semantics.from_conditions import condition, guard
from servdsl.semantics.from_expressions import expression, kind
from servdsl.semantics.from_gates import gate
from servdsl.semantics.from_money import amount, charges, discount, price
from servdsl.semantics.from_quantities import CALENDAR, SECONDS, above_zero, length, whole, written
from servdsl.semantics.from_quotas import counted_thing, quota
from servdsl.semantics.from_tables import bare_name, unfold
from servdsl.semantics.from_values import promise, share, term, told_length
from servdsl.semantics.kinds import DATE, INSTANT
from servdsl.semantics.logic import TRUE, both
from servdsl.semantics.names import Declared
from servdsl.source import Span
from servdsl.syntax import clauses as nodes
from servdsl.syntax.expressions import Cell
from servdsl.syntax.nodes import Window
from servdsl.syntax.parts import NearUnit, Quantity


def clause(node: nodes.Clause, block: Block) -> None:
    """Add what a clause says to its block. Notes are no clauses: the file's notes gather them."""
    match node:
        case nodes.Price():
            price(node, block)
        case nodes.Discount():
            discount(node, block)
        case nodes.Amount():
            amount(node, block)
        case nodes.Charges():
            charges(node, block)
        case nodes.Covers():
            _covers(node, block)
        case nodes.Quota():
            quota(node, block)
        case (
            nodes.Excludes()
            | nodes.ExcludesValues()
            | nodes.Accepts()
            | nodes.Needs()
            | nodes.Offered()
            | nodes.Requires()
            | nodes.ConflictsWith()
        ):
            gate(node, block)
        case (
            nodes.Lasts()
            | nodes.LastsBound()
            | nodes.LastsWhile()
            | nodes.Starts()
            | nodes.Renews()
            | nodes.Cancellable()
        ):
            _term(node, block)
        case nodes.Attends():
            _attends(node, block)
        case nodes.Windows():
            _windows(node, block)
        case nodes.Promise():
            _promise(node, block)
        case nodes.Pauses() | nodes.CountsFrom():
            _clock(node, block)
        case nodes.CountsAsUsed() | nodes.Uses():
            _use(node, block)
        case nodes.Level():
            _level(node, block)
        case nodes.Closes() | nodes.ClosesAfter() | nodes.Reopens():
            _closure(node, block)
        case nodes.NoteText():
            pass
        case _:
            assert_never(node)


# ── Shares ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _covers(node: nodes.Covers, block: Block) -> None:
    services = [block.scope.names.find(name, "service") for name in node.services]
    if node.value is None:
        when = guard(node.when, block.scope)
        whole_share = Share(share=Literal(type="percent", value=Decimal(1)))
        for found in services:
            if found is not None and when is not None:
                block.add(whole_share, node.cites, node.span, thing=found.name, when=when, strength=node.strength)
        return
    for said in cases(node.value, block.scope):
        part = share(said.value, block.scope)
        for found in services:
            if found is not None and part is not None:
                block.add(Share(share=part), node.cites, node.span, thing=found.name, said=said)


# ── The term ───────────────────────────────────────────────────────────────────────────────────────────────────────

_Term = nodes.Lasts | nodes.LastsBound | nodes.LastsWhile | nodes.Starts | nodes.Renews | nodes.Cancellable


def _term(node: _Term, block: Block) -> None:
    scope = block.scope
    match node:
        case nodes.Lasts():
            for said in cases(node.value, scope):
                lasts = term(said.value, scope) if not said.lacks_unit else None
                if lasts is not None:
                    block.add(lasts, node.cites, node.span, said=said)
        case nodes.LastsBound():
            bound, when = length(node.time, scope), guard(node.when, scope)
            if bound is not None and when is not None:
                made = Lasts(at_least=bound) if node.bound == "at least" else Lasts(at_most=bound)
                block.add(made, node.cites, node.span, when=when)
        case nodes.LastsWhile():
            while_ = condition(node.condition, scope)
            if while_ is not None:
                block.add(LastsWhile(condition=while_), node.cites, node.span)
        case nodes.Starts():
            _starts(node, block)
        case nodes.Renews():
            if node.every not in CALENDAR:
                scope.findings.report("SD318", node.span, wanted=say("days, weeks, months, quarters or years"))
                return
            count, unit = CALENDAR[node.every]
            block.add(Renews(every=CalendarUnits(count=count, unit=unit)), node.cites, node.span)
        case nodes.Cancellable():
            notice = length(node.notice, scope) if node.notice is not None else None
            if notice is not None or node.notice is None:
                in_period = node.to_end_of == "period"
                calendar = None if node.to_end_of == "period" else node.to_end_of
                ending = Cancellable(notice=notice, to_period_end=in_period, to_end_of=calendar)
                block.add(ending, node.cites, node.span)


def _starts(node: nodes.Starts, block: Block) -> None:
    at, when = expression(node.at, block.scope), guard(node.when, block.scope)
    if at is None or when is None:
        return
    found = kind(at, block.scope)
    if found not in (DATE, INSTANT):
        block.scope.findings.report("SD308", node.at.span, name=str(found), wanted=say("a date or an instant"))
        return
    block.add(Starts(at=at), node.cites, node.span, when=when, strength=node.strength)


# ── Promises ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _attends(node: nodes.Attends, block: Block) -> None:
    found, when = block.scope.names.find(node.calendar, "calendar"), guard(node.when, block.scope)
    if found is not None and when is not None:
        if node.also and node.strength != "plain":
            wanted = say("a plain condition, or none, since these hours are added to the others")
            block.scope.findings.report("SD318", node.span, wanted=wanted)
            return
        made = Attends(calendar=found.name, also=node.also)
        block.add(made, node.cites, node.span, when=when, strength=node.strength)


def _promise(node: nodes.Promise, block: Block) -> None:
    window = block.scope.names.find(node.window, "window")
    for said in cases(node.value, block.scope):
        made = promise(said.value, block.scope) if not said.lacks_unit else None
        if made is not None and window is not None and _fits(made, window, said.value.span, block):
            block.add(PromiseOf(promise=made), node.cites, node.span, thing=window.name, said=said)


def _fits(made: Promise, window: Declared, place: Span, block: Block) -> bool:
    """Whether a window can be promised so: one `from each` start has its rounds from them, and no others."""
    if isinstance(made, Every) and isinstance(window.node, Window) and window.node.each:
        note = Note(window.span, say("it starts again with each of its events"))
        block.scope.findings.report("SD392", place, note, window=window.name)
        return False
    return True


def _windows(node: nodes.Windows, block: Block) -> None:
    unfolded = unfold(node.table, block.scope, may_run_across=False)
    if unfolded is None:
        return
    windows = [_window_head(cell, block) for cell in unfolded.heads]
    for line in unfolded.lines:
        for window, cell in zip(windows, line.cells, strict=True):
            said = said_at(cell, line, block.scope)
            made = promise(said.value, block.scope) if said is not None else None
            if said is None or made is None or window is None:
                continue
            if _fits(made, window, said.value.span, block):
                block.add(PromiseOf(promise=made), node.cites, node.span, thing=window.name, said=said)


def _window_head(cell: Cell, block: Block) -> Declared | None:
    name = bare_name(cell)
    if name is None:
        block.scope.findings.report("SD327", cell.span)
        return None
    return block.scope.names.find(name, "window")


# ── Clocks and uses ────────────────────────────────────────────────────────────────────────────────────────────────


def _clock(node: nodes.Pauses | nodes.CountsFrom, block: Block) -> None:
    names = block.scope.names
    window, when = names.find(node.window, "window"), guard(node.when, block.scope)
    if isinstance(node, nodes.Pauses):
        state = names.find(node.state, "state")
        if window is not None and state is not None and when is not None:
            block.add(Pauses(state=state.name), node.cites, node.span, thing=window.name, when=when)
        return
    event = names.find_event(node.event)
    if window is not None and event is not None and when is not None:
        block.add(CountsFrom(event=event), node.cites, node.span, thing=window.name, when=when, strength=node.strength)


def _use(node: nodes.CountsAsUsed | nodes.Uses, block: Block) -> None:
    scope = block.scope
    when = guard(node.when, scope)
    if isinstance(node, nodes.CountsAsUsed):
        thing = scope.names.find(node.thing, "service", "unit")
        if thing is not None and when is not None:
            block.add(CountsAsUsed(), node.cites, node.span, thing=thing.name, when=when)
        return
    service, of = scope.names.find(node.service, "service"), counted_thing(node.thing, node.number, scope)
    counts = above_zero(node.number.value, node.number.span, "`uses`", scope)
    if service is not None and of is not None and when is not None and counts:
        block.add(Uses(count=node.number.value, of=of), node.cites, node.span, thing=service.name, when=when)


# ── Levels and closure ─────────────────────────────────────────────────────────────────────────────────────────────


def _level(node: nodes.Level, block: Block) -> None:
    level = Level(number=node.number, labels=block.scope.labels(node.label))
    when: Condition | None = TRUE
    made: Level | None
    match node.trigger:
        case nodes.When():
            made, when = level, condition(node.trigger.condition, block.scope)
        case nodes.AfterLevel():
            made = level.model_copy(update={"after_level": node.trigger.level})
        case nodes.TimeAfter():
            made = _time_after(level, node.trigger, block)
        case nodes.TimeBefore():
            made = _time_before(level, node.trigger, block)
        case nodes.ShareOfWindow():
            made = _share_of_window(level, node.trigger, block)
        case _:
            assert_never(node.trigger)
    if made is not None and when is not None:
        block.add(made, node.cites, node.span, thing=str(node.number), when=when)


_A_LENGTH = say("a length of time, such as `4 hours`, or a fact or formula of one")


def _time_after(level: Level, trigger: nodes.TimeAfter, block: Block) -> Level | None:
    later = told_length(trigger.time, block.scope, wanted=_A_LENGTH)
    if isinstance(trigger.after, int):
        return level.model_copy(update={"after_level": trigger.after, "length": later}) if later is not None else None
    event = block.scope.names.find_event(trigger.after)
    if later is None or event is None:
        return None
    return level.model_copy(update={"after_event": event, "length": later})


def _time_before(level: Level, trigger: nodes.TimeBefore, block: Block) -> Level | None:
    """So long before a window is due, in its own time: of a window in business hours, open hours."""
    window, time = block.scope.names.find(trigger.window, "window"), trigger.time
    if not isinstance(time, Quantity | NearUnit):
        told = told_length(time, block.scope, wanted=_A_LENGTH)
        if told is None or window is None:
            return None
        return level.model_copy(update={"before": told, "window": window.name})
    if isinstance(time, NearUnit) or time.clock is not None or time.unit not in SECONDS:
        block.scope.findings.report("SD391", time.span, window=trigger.window.text)
        return None
    if window is None or not above_zero(time.amount, time.span, "`before`", block.scope):
        return None
    return level.model_copy(update={"before": time.amount * SECONDS[time.unit], "window": window.name})


def _share_of_window(level: Level, trigger: nodes.ShareOfWindow, block: Block) -> Level | None:
    window = block.scope.names.find(trigger.window, "window")
    part = trigger.share.value / 100
    if not 0 < part <= 1:
        block.scope.findings.report("SD315", trigger.share.span, share=written(trigger.share.value))
        return None
    return level.model_copy(update={"share": part, "window": window.name}) if window is not None else None


def _closure(node: nodes.Closes | nodes.ClosesAfter | nodes.Reopens, block: Block) -> None:
    when = guard(node.when, block.scope)
    if isinstance(node, nodes.ClosesAfter):
        _closes_after(node, when, block)
    elif when is not None:
        block.add(Closes() if isinstance(node, nodes.Closes) else Reopens(), node.cites, node.span, when=when)


def _closes_after(node: nodes.ClosesAfter, when: Condition | None, block: Block) -> None:
    """A state in the condition is the one that must last while the events are counted (decision 44)."""
    scope = block.scope
    count = whole(node.number.value, node.number.span, scope)
    if not above_zero(node.number.value, node.number.span, "`closes after`", scope):
        count = None
    event = scope.names.find_event(node.thing)
    calendar = scope.names.find(node.calendar, "calendar") if node.calendar is not None else None
    if when is None or count is None or event is None or (node.calendar is not None and calendar is None):
        return
    parts = when.items if isinstance(when, And) else (when,)
    states = [part.state for part in parts if isinstance(part, StateIs)]
    made = Closes(
        after=count,
        event=event,
        calendar=calendar.name if calendar is not None else None,
        state=states[0] if len(states) == 1 else None,
    )
    if len(states) == 1:
        when = both(part for part in parts if not isinstance(part, StateIs))
    block.add(made, node.cites, node.span, when=when)
