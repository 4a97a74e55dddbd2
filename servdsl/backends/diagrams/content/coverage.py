"""What each tier gets, as rows of cells: the content of the coverage matrix, before any drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from servdsl.backends.diagrams.content.cases import case_text, cased, guarded, parted
from servdsl.backends.diagrams.content.formulas import formula_of, names_in
from servdsl.backends.diagrams.content.ranks import Rank, best, rank
from servdsl.backends.diagrams.content.week import rules
from servdsl.backends.diagrams.content.winners import (
    Part,
    Split,
    attended,
    can_meet,
    deciding_layers,
    nearest_layers,
    splits,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Study
from servdsl.model.contract import Clause, Define
from servdsl.model.expressions import Expr, Literal
from servdsl.model.values import (
    Accepts,
    Amount,
    Attends,
    Charge,
    Discount,
    Excludes,
    NoPromise,
    Price,
    PromiseOf,
    Quota,
    Share,
    Within,
)
from servdsl.model.values import Value as ClauseValue
from servdsl.wording import calendar_lines, value_text
from servdsl.wording.values import amount_words, is_nothing, quota_parts
from servdsl.wording.voice import unique

INCLUDED, NO, OPEN, CHARGED, VALUE = "included", "no", "open", "charged", "value"
MOST_HOURS = 6
"""Lines of a cell that tell the hours of its calendars."""
MOST_ROWS = 10
"""Cases of a value that have a row each; more are summed up, and the case map has them all."""
FEW_CASES = 3
FEW_VALUES = 9
"""Cases of a defined value that are written out; more are counted, and the case map has them all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: what a tier gets, and the clauses that say so. `state`: included, no, left open, charged to the customer, or
    a defined value (`define`: its name)."""

    lines: tuple[str, ...]
    state: str = INCLUDED
    clauses: tuple[Clause, ...] = ()
    details: tuple[str, ...] = ()
    rank: Rank | None = None
    best: bool = False
    cites: tuple[str, ...] = ()
    define: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """What the entry cites: its clauses' sources, and those of the calendars that it shows."""
        return unique([*(source for clause in self.clauses for source in clause.sources), *self.cites])


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is about, under which condition, and an entry for each tier."""

    label: str
    condition: str
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Block:
    """A section of rows. `ranked`: what stands here is a benefit, so that the only one and the best are marked."""

    title: str
    rows: list[Line] = field(default_factory=list)
    ranked: bool = True


Show = Callable[[ClauseValue], str]
Absent = Callable[[str], Entry]


class Coverage:
    """Reads the rows off the contract, for some of its tiers."""

    def __init__(self, speaker: Speaker, study: Study, tiers: Sequence[str]) -> None:
        self._speaker = speaker
        self._contract = speaker.contract
        self._study = study
        self._tiers = tuple(tiers)

    def blocks(self) -> list[Block]:
        """All sections that have rows, in the order of the picture."""
        made = [
            Block(self._say("coverage"), [row for thing in self._things("service") for row in self._covered(thing)]),
            *(Block(self._name("window", w.name), self._promised(w.name)) for w in self._contract.windows),
            Block(self._say("quotas"), [row for t in self._contract.counted for row in self._quotas(t.name)]),
            Block(self._say("charges"), [row for t in self._contract.things for row in self._charged(t.name)], False),
            Block(self._say("accepts"), [row for fact in self._contract.facts for row in self._accepted(fact.name)]),
            Block(self._say("attends"), self._attended()),
            Block(self._say("terms"), self._terms(), False),
            Block(self._say("values"), self._values(), False),
        ]
        return [self._ranked(block) if block.ranked else block for block in made if block.rows]

    def _ranked(self, block: Block) -> Block:
        return Block(block.title, [self._marked(line) for line in block.rows])

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _covered(self, service: str) -> list[Line]:
        rows = splits(self._study, self._tiers, "share", service)
        shares = [part.clause.value for one in rows for parts in one.by_offer.values() for part in parts]
        plain = all(_is_share(value, 0) or _is_share(value, 1) for value in shares)

        def show(value: ClauseValue) -> str:
            if _is_share(value, 0):
                return self._say("no")
            return self._say("yes") if plain else self._value(value)

        def absent(tier: str) -> Entry:
            return self._silent(tier, service)

        name = self._name("thing", service)
        if rows:
            return self._split_rows(("share", service), rows, name, show, absent, services=[service])
        entries = tuple(absent(tier) for tier in self._tiers)
        return [Line(name, "", entries)] if any(entry.clauses for entry in entries) else []

    def _silent(self, tier: str, service: str) -> Entry:
        """No `covers`: included in a quota, charged nothing, charged, or not covered (decisions 8 and 56)."""
        quotas = self._nearest(tier, "quota", service)
        if any(isinstance(clause.value, Quota) and not _is_nothing(clause.value) for clause in quotas):
            return Entry((self._say("included_by_quota"),), INCLUDED, quotas)
        charges = self._nearest(tier, "charge", service)
        if charges:
            state = OPEN if any(_is_open(clause.value) for clause in charges) else CHARGED
            shown = [guarded(self._speaker, self._charged_text(clause), clause) for clause in charges]
            return Entry(tuple(shown), state, charges)
        return Entry((self._say("no"),), NO, quotas)

    def _promised(self, window: str) -> list[Line]:
        rows = splits(self._study, self._tiers, "promise", window)

        def show(value: ClauseValue) -> str:
            text = self._value(value)
            return self._say("open", value=text) if _is_open(value) else text

        return self._split_rows(("promise", window), rows, "", show, self._unsaid)

    def _quotas(self, thing: str) -> list[Line]:
        found = [self._nearest(tier, "quota", thing) for tier in self._tiers]
        if not any(found):
            return []
        caps = all(c.value.limits == "at_most" for cs in found for c in cs if isinstance(c.value, Quota))
        silent = [
            "no_cap" if caps else "uncounted" if self._nearest(tier, "share", thing) else "no" for tier in self._tiers
        ]
        return [Line(self._name("thing", thing), "", tuple(map(self._quota, found, silent)))]

    def _quota(self, clauses: tuple[Clause, ...], silent: str) -> Entry:
        """`silent`: what is said where the tier says nothing; what it covers without a quota is not counted."""
        lines: list[str] = []
        details: list[str] = []
        for clause in clauses:
            if not isinstance(clause.value, Quota):
                continue
            first, *others = quota_parts(self._speaker.voice, clause.value)
            nothing = _is_nothing(clause.value)
            lines.append(self._say("no") if nothing else guarded(self._speaker, first, clause))
            details += [] if nothing else others
        if not lines:
            return Entry((self._say(silent),), NO)
        state = NO if lines == [self._say("no")] else INCLUDED
        ranked = rank(clauses[0].value) if len(clauses) == 1 and clauses[0].when is None else None
        return Entry(tuple(lines), state, clauses, unique(details), ranked)

    def _charged(self, thing: str) -> list[Line]:
        rows: list[Line] = []
        for kind in ("charge", "discount"):
            label = self._say(kind, thing=self._name("thing", thing))
            found = splits(self._study, self._tiers, kind, thing)
            rows += self._split_rows((kind, thing), found, label, self._open_or_value, self._nothing)
        return rows

    def _accepted(self, fact: str) -> list[Line]:
        found = [self._along(tier, "accepts", fact) for tier in self._tiers]
        if not any(found):
            return []
        admitted = [_admitted(clauses) for clauses in found]
        entries = [self._acceptance(clauses) for clauses in found]
        for index, values in enumerate(admitted):
            others = admitted[:index] + admitted[index + 1 :]
            if values and others and all(other is not None and other < values for other in others):
                entries[index] = replace(entries[index], best=True)
        return [Line(self._name("fact", fact), "", tuple(entries))]

    def _acceptance(self, clauses: tuple[Clause, ...]) -> Entry:
        if not clauses:
            return Entry((self._say("any"),))
        if any(isinstance(c.value, Accepts) and c.value.values is None and c.when is None for c in clauses):
            return Entry((self._say("any"),), INCLUDED, clauses)
        lines: list[str] = []
        for clause in clauses:
            if isinstance(clause.value, Accepts) and clause.value.values is None:
                lines.append(guarded(self._speaker, self._say("any"), clause))
            elif isinstance(clause.value, Accepts):
                names = [self._speaker.voice.choice(clause.thing, value) for value in clause.value.values or ()]
                lines += names if clause.when is None else [guarded(self._speaker, self._value(clause.value), clause)]
        return Entry(unique(lines), INCLUDED, clauses)

    def _attended(self) -> list[Line]:
        rows = splits(self._study, self._tiers, "attends", "")
        if rows:
            return [self._with_also(self._row("", one, self._value, self._unsaid), one) for one in rows]
        clocked = tuple(self._clock(tier) for tier in self._tiers)
        promised = any(entry.state == INCLUDED for entry in clocked)
        return [Line(self._say("always"), "", clocked)] if promised and not self._contract.calendars else []

    def _clock(self, tier: str) -> Entry:
        """No calendar at all: the tier's times run by the clock."""
        found = [
            clause
            for window in self._contract.windows
            for layer in deciding_layers(self._contract, tier, "promise", window.name)[:1]
            for clause in layer
            if isinstance(clause.value, PromiseOf) and not isinstance(clause.value.promise, NoPromise)
        ]
        return Entry((self._say("clock"),), INCLUDED, tuple(found)) if found else self._unsaid(tier)

    def _with_also(self, line: Line, split: Split) -> Line:
        """Hours in addition to the inherited ones (decision 20), and each calendar's hours."""
        entries = tuple(self._hours(entry, tier, split) for entry, tier in zip(line.entries, self._tiers, strict=True))
        return replace(line, entries=entries)

    def _added(self, tier: str, split: Split) -> tuple[Clause, ...]:
        """The clauses that add hours somewhere in a row, and that no other one makes needless."""
        found = [c for c in attended(self._contract, tier) if isinstance(c.value, Attends) and c.value.also]
        always = {c.value for c in found if c.when is None}
        case = split.clause.when if split.clause is not None else None
        return tuple(
            c for c in found if c.when is None or (c.value not in always and can_meet(self._study, c.when, case))
        )

    def _hours(self, entry: Entry, tier: str, split: Split) -> Entry:
        also = self._added(tier, split)
        calendars = {calendar.name: calendar for calendar in self._contract.calendars}
        clauses = (*entry.clauses, *also)
        named = [calendars[c.value.calendar] for c in clauses if isinstance(c.value, Attends)]
        language = self._speaker.language
        hours = [line for calendar in named for line in calendar_lines(self._contract, calendar, language)]
        lines = (*entry.lines, *(guarded(self._speaker, self._value(clause.value), clause) for clause in also))
        ruled = [
            source for calendar in named for rule in rules(self._contract, calendar.schedule) for source in rule.sources
        ]
        cites = unique([*(source for calendar in named for source in calendar.sources), *ruled])
        details = tuple(self._speaker.some(unique(hours), MOST_HOURS))
        return replace(entry, lines=lines, clauses=clauses, details=details, cites=cites)

    def _terms(self) -> list[Line]:
        rows: list[Line] = []
        amounts = unique(c.thing for c in self._contract.clauses if c.kind == "amount")
        named = [(kind, "", self._say(kind)) for kind in ("price", "lasts", "starts", "renews", "cancellable")]
        named += [("amount", thing, self._name("value", thing)) for thing in amounts]
        for kind, thing, label in named:
            found = splits(self._study, self._tiers, kind, thing)
            rows += self._split_rows((kind, thing), found, label, self._open_or_value, self._unsaid)
        whiles = [self._along(tier, "lasts_while", "") for tier in self._tiers]
        if any(whiles):
            rows.append(Line(self._say("lasts_while"), "", tuple(self._while(clauses) for clauses in whiles)))
        return rows

    def _while(self, clauses: tuple[Clause, ...]) -> Entry:
        if not clauses:
            return Entry((self._say("unsaid"),), NO)
        return Entry(
            tuple(guarded(self._speaker, self._value(clause.value), clause) for clause in clauses), INCLUDED, clauses
        )

    def _values(self) -> list[Line]:
        """The defined values that the tiers' prices, charges and sums are reckoned from, alike for all of them."""
        clauses = {id(c): c for tier in self._tiers for layer in self._contract.lineage(tier) for c in self._of(layer)}
        defines = {define.name: define for define in self._contract.defines}
        read = dict.fromkeys(name for clause in clauses.values() for name in names_in(_formula(clause.value)))
        waiting = list(read)
        while waiting:
            define = defines.get(waiting.pop())
            for case in define.cases if define is not None else ():
                waiting += [name for name in names_in(case.value) if name not in read]
                read |= dict.fromkeys(names_in(case.value))
        return [self._value_line(one) for name, one in defines.items() if name in read]

    def _of(self, layer: str) -> Iterable[Clause]:
        return (c for c in self._contract.clauses if layer in c.layers and _formula(c.value) is not None)

    def _value_line(self, define: Define) -> Line:
        lines: list[str] = []
        for case in define.cases:
            text = amount_words(self._speaker.voice, case.value, case.lower_bound)
            lines.append(cased(self._speaker, text, case.when, otherwise=case.strength == "otherwise"))
        cites = unique([*define.sources, *(source for case in define.cases for source in case.sources)])
        if len(lines) > FEW_VALUES:
            lines = [self._say("many_cases", count=len(lines))]
        entry = Entry(unique(lines), VALUE, cites=cites, define=define.name)
        return Line(self._name("value", define.name), "", (entry,) * max(len(self._tiers), 1))

    # ── Entries ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _split_rows(
        self,
        of: tuple[str, str],
        rows: Sequence[Split],
        label: str,
        show: Show,
        absent: Absent,
        *,
        services: Sequence[str] = (),
    ) -> list[Line]:
        """A row for each case; one that sums them up where they are too many."""
        if len(rows) <= MOST_ROWS:
            return [self._row(label, one, show, absent, services) for one in rows]
        entries = tuple(self._summed(tier, of, show, absent) for tier in self._tiers)
        return [Line(label or self._say("always"), self._say("many_cases", count=len(rows)), entries)]

    def _summed(self, tier: str, of: tuple[str, str], show: Show, absent: Absent) -> Entry:
        """What the cases of a tier bring, few of them one by one."""
        clauses = self._nearest(tier, *of)
        if not clauses:
            return absent(tier)
        states = [_state(clause.value) for clause in clauses]
        state = _foremost(states)
        if len(clauses) <= FEW_CASES:
            return Entry(unique(guarded(self._speaker, show(c.value), c) for c in clauses), state, clauses)
        shown = unique(show(clause.value) for clause in clauses)
        rest = [self._speaker.say("common", "and_more", count=len(shown) - FEW_CASES)] if len(shown) > FEW_CASES else []
        return Entry((self._say("cases", count=len(clauses)), *shown[:FEW_CASES], *rest), state, clauses)

    def _row(self, label: str, split: Split, show: Show, absent: Absent, services: Sequence[str] = ()) -> Line:
        """A row of a split; a row without a label of its own is called by its condition."""
        entries = tuple(self._entry(split, tier, show, absent, services) for tier in self._tiers)
        condition = "" if split.alone else case_text(self._speaker, split, short=not label)
        if not label:
            return Line(condition or self._say("always"), "", entries)
        return Line(label, condition, entries)

    def _entry(self, split: Split, tier: str, show: Show, absent: Absent, services: Sequence[str]) -> Entry:
        refused = [c for c in self._along(tier, "excludes", "") if _excluded(c, services)]
        if refused:
            return Entry((self._say("no"),), NO, tuple(refused))
        parts = split.by_offer.get(tier, ())
        if not parts:
            return absent(tier)
        always = {show(part.clause.value) for part in parts if part.whole}
        lines = [self._part(part, show) for part in parts if part.whole or show(part.clause.value) not in always]
        if len({show(part.clause.value) for part in parts}) == 1 and tier not in split.partial:
            lines = [show(parts[0].clause.value)]
        if tier in split.partial:
            lines.append(self._say("rest", value=" ".join(absent(tier).lines)))
        states = [_state(part.clause.value) for part in parts]
        state = _foremost(states)
        single = len(parts) == 1 and tier not in split.partial
        ranked = rank(parts[0].clause.value) if single else None
        return Entry(unique(lines), state, tuple(part.clause for part in parts), rank=ranked)

    def _part(self, part: Part, show: Show) -> str:
        return parted(self._speaker, show(part.clause.value), part)

    def _open_or_value(self, value: ClauseValue) -> str:
        text = self._value(value)
        return self._say("open", value=text) if _is_open(value) else text

    def _charged_text(self, clause: Clause) -> str:
        return self._say("charged", value=self._open_or_value(clause.value))

    def _unsaid(self, _tier: str) -> Entry:
        return Entry((self._say("unsaid"),), NO)

    def _nothing(self, _tier: str) -> Entry:
        return Entry((self._say("no"),), NO)

    def _marked(self, line: Line) -> Line:
        """The row with the entry marked that is the only one, or the best."""
        entries = list(line.entries)
        given = [index for index, entry in enumerate(entries) if entry.state not in (NO, CHARGED)]
        chosen: int | None = None
        if len(entries) > 1 and len(given) == 1 and entries[given[0]].state == INCLUDED:
            chosen = given[0]
        elif len(given) > 1 and all(entries[index].state == INCLUDED for index in given):
            place = best([entries[index].rank for index in given])
            chosen = None if place is None else given[place]
        if chosen is not None:
            entries[chosen] = replace(entries[chosen], best=True)
        return replace(line, entries=tuple(entries))

    # ── The contract ────────────────────────────────────────────────────────────────────────────────────────────────

    def _things(self, kind: str) -> Iterable[str]:
        return (thing.name for thing in self._contract.things if thing.kind == kind)

    def _along(self, tier: str, kind: str, thing: str) -> tuple[Clause, ...]:
        """The clauses of all the tier's layers, for kinds that accumulate; each once."""
        found = (c for layer in self._contract.lineage(tier) for c in self._contract.clauses_of(layer, kind, thing))
        return tuple({id(clause): clause for clause in found}.values())

    def _nearest(self, tier: str, kind: str, thing: str) -> tuple[Clause, ...]:
        return nearest_layers(deciding_layers(self._contract, tier, kind, thing))

    def _say(self, key: str, **parts: object) -> str:
        return self._speaker.say("matrix", key, **parts)

    def _name(self, sort: str, name: str) -> str:
        return self._speaker.voice.name(sort, name)

    def _value(self, value: ClauseValue) -> str:
        return value_text(self._contract, value, self._speaker.language)


def _formula(value: ClauseValue) -> Expr | None:
    """What a sum that a clause names is reckoned by."""
    match value:
        case Charge():
            return value.price.amount
        case Discount():
            return value.share
        case Price() | Amount() | Share():
            return formula_of(value)[0]
        case _:
            return None


def _is_share(value: ClauseValue, share: int) -> bool:
    return isinstance(value, Share) and isinstance(value.share, Literal) and value.share.value == share


def _is_nothing(quota: Quota) -> bool:
    return isinstance(quota.count, Literal) and quota.count.value == 0


def _is_open(value: ClauseValue) -> bool:
    """What the document leaves open: by quote, no promise, a lower bound without a limit."""
    match value:
        case Price():
            return value.by == "quote"
        case Charge():
            return value.price.by == "quote"
        case PromiseOf():
            return isinstance(value.promise, NoPromise) or (isinstance(value.promise, Within) and value.promise.or_more)
        case _:
            return False


def _state(value: ClauseValue) -> str:
    if _is_open(value):
        return OPEN
    if _is_share(value, 0):
        return NO
    return INCLUDED if not isinstance(value, Charge) or is_nothing(value.price) else CHARGED


def _foremost(states: Sequence[str]) -> str:
    """The state of a cell in which several hold."""
    return next((state for state in (CHARGED, INCLUDED, OPEN) if state in states), NO)


def _excluded(clause: Clause, services: Sequence[str]) -> bool:
    value = clause.value
    return isinstance(value, Excludes) and clause.when is None and any(name in value.services for name in services)


def _admitted(clauses: Sequence[Clause]) -> frozenset[str] | None:
    """The values admitted whatever else holds; None for any, or where conditions decide."""
    values: set[str] = set()
    for clause in clauses:
        if not isinstance(clause.value, Accepts) or clause.value.values is None or clause.when is not None:
            return None
        values |= set(clause.value.values)
    return frozenset(values) if clauses else None
