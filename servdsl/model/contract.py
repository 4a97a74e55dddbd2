"""The checked contract: what the translator makes of a `.plan` file and everything behind it reads.

Layers: "all tiers" and "all addons" are the contract-wide layers (`for all` stands in both); every other layer bears the
name of its offer. A clause written for several offers (`for basic, business {…}`) names several layers. "plus@winter" is
what the amendment `winter` says of `plus`, a layer nearer than it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated
from typing import Literal as Lit

from pydantic import Field, JsonValue

from servdsl.model.base import Labels, Origin, Record
from servdsl.model.expressions import Condition, Expr, Type
from servdsl.model.values import Value

Strength = Lit["in any case", "plain", "otherwise"]


class Clause(Record):
    """One statement about one value of the contract.

    `thing` names what it is about: the window of a promise, the service of a share, the fact of an `accepts`; empty for
    `price`, `attends`, `lasts` and the like. All clauses of one layer with the same kind and thing are one set of cases
    (decision 6). `id` is stable: owner.kind.thing.condition (decision 64). `says` is the sentence shown to people, in the
    contract's language. `amendment`: that in which it stands, whose days are part of `when`.
    """

    id: str
    layers: tuple[str, ...]
    thing: str = ""
    when: Condition | None = None
    strength: Strength = "plain"
    value: Value
    labels: Labels = Labels()
    says: str = ""
    amendment: str = ""
    origin: Origin
    sources: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.value.kind


# ── Facts and names ─────────────────────────────────────────────────────────────────────────────────────────────────


class Choice(Record):
    """One of a fact's values; without an origin it is a service, as a value of `service`."""

    name: str
    labels: Labels = Labels()
    means: Labels = Labels()
    origin: Origin | None = None
    sources: tuple[str, ...] = ()


class Fact(Record):
    """A typed input. Scope "customer": fixed for a customer (a `Subscription`); "ticket": told anew by each ticket."""

    name: str
    labels: Labels
    type: Type
    scope: Lit["customer", "ticket"]
    choices: tuple[Choice, ...] = ()
    currency: str | None = None
    low: int | None = None  # of a whole number, included
    high: int | None = None
    countries: tuple[str, ...] | None = None  # None: any country
    origin: Origin
    sources: tuple[str, ...] = ()


class DefineCase(Record):
    when: Condition | None = None
    strength: Strength = "plain"
    value: Expr
    lower_bound: bool = False
    origin: Origin
    sources: tuple[str, ...] = ()


class Define(Record):
    """A named value: one formula, cases, a table (unfolded into cases), or a condition (type yes_no). Money without a
    currency is in that of the case which decides; such a value is never given by a caller."""

    name: str
    labels: Labels
    type: Type
    currency: str | None = None
    choices: tuple[Choice, ...] = ()  # of a choice: the values of the fact whose values it takes
    cases: tuple[DefineCase, ...]
    origin: Origin
    sources: tuple[str, ...] = ()


class Thing(Record):
    """A service or a unit. `key` is its name in answers: the plural where one is declared. `block_hours`: a unit `of 4
    hours`; each use rounds up to whole blocks (decision 52)."""

    name: str
    key: str
    kind: Lit["service", "unit"]
    labels: Labels
    block_hours: Fraction | None = None
    origin: Origin
    sources: tuple[str, ...] = ()


class NameList(Record):
    """A fact with a list of names that a quota caps, as what it counts: each name in it is held, none is spent."""

    name: str
    labels: Labels
    origin: Origin
    kind: Lit["list"] = "list"
    block_hours: None = None

    @property
    def key(self) -> str:
        return self.name


class Window(Record):
    """A promise's clock: from the first of some events to another; `at_risk` is a share (0.8) of its own time. `each`:
    after an end, the next of those events starts it again."""

    name: str
    labels: Labels
    starts: tuple[str, ...]
    ends: str
    each: bool = False
    by_customer: bool = False
    at_risk: Decimal | None = None
    origin: Origin
    sources: tuple[str, ...] = ()


class State(Record):
    """Holds from one event to another."""

    name: str
    labels: Labels
    starts: str
    ends: str
    origin: Origin
    sources: tuple[str, ...] = ()


class EventLabel(Record):
    """What people read for the name of an event."""

    name: str
    labels: Labels
    origin: Origin
    sources: tuple[str, ...] = ()


# ── Calendars ───────────────────────────────────────────────────────────────────────────────────────────────────────

Span = tuple[int, int]
"""Opening and closing, minutes after local midnight; one that runs into the next day closes after 1440."""


YearDay = tuple[int, int]
"""Month and day."""


class Weekly(Record):
    """Hours by weekday; with a `season`, for the dates from one day of each year to another (both included, perhaps over
    New Year), in place of the hours that hold all year. `dates`: make-up working days, which follow these hours in place
    of their weekday's."""

    kind: Lit["weekly"] = "weekly"
    weekdays: tuple[int, ...]  # Monday is 0
    spans: tuple[Span, ...]
    dates: tuple[date, ...] = ()
    season: tuple[YearDay, YearDay] | None = None


class WeekLong(Record):
    """From sunday 22:00 to friday 20:00, without a break."""

    kind: Lit["week_long"] = "week_long"
    from_day: int
    from_minute: int
    to_day: int
    to_minute: int


class Feast(Record):
    """A holiday by its name, as written; or the day so many `days` after it, before it where they are negative."""

    name: str
    days: int = 0


class Holidays(Record):
    """Public holidays of a country, frozen when compiled, or those of a fact: a `dates` fact's days, or the days of the
    country that a `country` fact names (`countries` holds the frozen days of each). Without spans they close the day.
    `region` and `only`: the part of the country and the feasts that count, as written, for people; the frozen days are
    chosen already."""

    kind: Lit["holidays"] = "holidays"
    country: str | None = None
    region: str | None = None
    fact: str | None = None
    dates: tuple[tuple[date, str], ...] = ()
    countries: tuple[tuple[str, tuple[tuple[date, str], ...]], ...] = ()
    only: tuple[Feast, ...] = ()
    spans: tuple[Span, ...] = ()


class Closed(Record):
    kind: Lit["closed"] = "closed"
    first: date
    last: date
    spans: tuple[Span, ...] = ()
    labels: Labels = Labels()


class ClosedYearly(Record):
    """Every year from one (month, day) to another, both included, perhaps over New Year."""

    kind: Lit["closed_yearly"] = "closed_yearly"
    first: YearDay
    last: YearDay
    spans: tuple[Span, ...] = ()
    labels: Labels = Labels()


class ClosedNth(Record):
    """Every first (1) to fourth (4) or last (-1) such weekday of a month, of each month where none is named."""

    kind: Lit["closed_nth"] = "closed_nth"
    nth: Lit[-1, 1, 2, 3, 4]
    weekday: int  # Monday is 0
    month: int | None = None
    spans: tuple[Span, ...] = ()
    labels: Labels = Labels()


class Opened(Record):
    kind: Lit["opened"] = "opened"
    first: date
    last: date
    spans: tuple[Span, ...]
    labels: Labels = Labels()


Rule = Weekly | WeekLong | Holidays | Closed | ClosedYearly | ClosedNth | Opened
"""What a line of a calendar says."""


class CalendarRule(Record):
    """A line of a calendar, with the facts for which it holds."""

    rule: Annotated[Rule, Field(discriminator="kind")]
    when: Condition | None = None
    origin: Origin
    sources: tuple[str, ...] = ()


class Week(Record):
    """Opening hours; `extends` is resolved: all rules stand here. Zone None: the contract's (or site's)."""

    kind: Lit["week"] = "week"
    zone: str | None = None
    zone_fact: str | None = None
    rules: tuple[CalendarRule, ...]


class Always(Record):
    kind: Lit["always"] = "always"


class Named(Record):
    """Another calendar, by name."""

    kind: Lit["named"] = "named"
    name: str


class Joined(Record):
    kind: Lit["joined"] = "joined"
    op: Lit["or", "and", "except"]
    left: Schedule
    right: Schedule


Schedule = Annotated[Week | Always | Named | Joined, Field(discriminator="kind")]


class Calendar(Record):
    name: str
    labels: Labels
    schedule: Schedule
    origin: Origin
    sources: tuple[str, ...] = ()


# ── Offers, notes, examples ─────────────────────────────────────────────────────────────────────────────────────────


class Offer(Record):
    """A tier or an add-on. `level` of an add-on: one above the highest it requires (decision 21)."""

    name: str
    kind: Lit["tier", "addon"]
    labels: Labels
    parent: str | None = None
    level: int = 0
    origin: Origin
    sources: tuple[str, ...] = ()


class Amendment(Record):
    """What changes for tickets opened from its first day to its last, both included; None: from then on."""

    name: str
    labels: Labels = Labels()
    first: date
    last: date | None = None
    origin: Origin
    sources: tuple[str, ...] = ()


class Document(Record):
    prefix: str
    title: str
    by: str = ""


class HeaderLine(Record):
    """A line of the contract's head, or of a shared file's, or a `use`, that cites something; what it says stands in the
    contract's own fields."""

    what: Lit["contract", "language", "currency", "in force", "horizon", "zone", "document", "shared", "use"]
    origin: Origin
    sources: tuple[str, ...]


class Remark(Record):
    """A note (read, not computed) or, with a name, a reading of ours: an assumption where the document leaves something
    open, a contradiction where it says two things and we follow one. `text` in the contract's own language, `labels` in
    all that it is written in."""

    kind: Lit["note", "assumption", "contradiction"] = "note"
    name: str = ""
    text: str
    labels: Labels = Labels()
    origin: Origin
    sources: tuple[str, ...] = ()


class Order(Record):
    """A promise about the contract, to be proven: each tier is nowhere worse than the one before it (decision 63), but for
    `exceptions`: windows, services and units by name, and whole kinds of value as `Clause.kind` calls them ("share",
    "attends", "accepts", "quota")."""

    tiers: tuple[str, ...]  # from the least to the most
    exceptions: tuple[str, ...] = ()
    origin: Origin
    sources: tuple[str, ...] = ()


class Allowance(Record):
    """`allow CODE because "…"`: the author has seen a warning or hint that points into these lines and stands by it."""

    code: str
    because: Labels
    first_line: int  # of the statement that it belongs to, 1-based, both included
    last_line: int
    origin: Origin


class Expect(Record):
    """What an example expects: the place in the answer (`("windows", "respond", "due")`) and what stands there.

    `how`: "is"/"is not" compare as `type` says; "contains": any part of the answer needs each named fact. `over`: the place is in
    the schedule over this whole-number fact from low to high (included).
    """

    path: tuple[str, ...]
    how: Lit["is", "is not", "contains"] = "is"
    type: Lit["text", "instant", "decimal", "json"] = "text"
    value: JsonValue
    over: tuple[str, int, int] | None = None
    printed: str | None = None  # the document's own figure, where it differs
    printed_note: Labels = Labels()
    text: str  # as the author wrote it
    origin: Origin
    sources: tuple[str, ...] = ()


class Example(Record):
    """A worked example. `facts` has the shape that `ask` takes: facts in, with instants as ISO text with offset. `title`
    in the contract's own language, `labels` in all that it is written in."""

    title: str
    labels: Labels = Labels()
    facts: dict[str, JsonValue]
    expects: tuple[Expect, ...]
    notes: tuple[Remark, ...] = ()
    origin: Origin
    sources: tuple[str, ...] = ()


class Contract(Record):
    """A whole checked contract. The first of `languages` prevails. Zone: a name, or the fact that holds it.
    `horizon`: first and last local date on which deadlines are computed (decision 33)."""

    name: str
    labels: Labels
    languages: tuple[str, ...]
    currencies: tuple[str, ...] = ()
    zone: str | None = None
    zone_fact: str | None = None
    in_force: tuple[date, date | None]
    horizon: tuple[date, date]
    document: Document | None = None
    further_documents: tuple[Document, ...] = ()
    file: str
    uses: tuple[str, ...] = ()  # shared files, whose origins bear these names
    source_sha256: str  # of the file and all that it uses
    holidays_version: str = ""  # of the data the holidays were frozen from; empty where none are used
    header: tuple[HeaderLine, ...] = ()  # only the lines that cite
    notes: tuple[Remark, ...] = ()
    assumptions: tuple[Remark, ...] = ()  # and contradictions, in the order of the file
    orders: tuple[Order, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    facts: tuple[Fact, ...] = ()
    defines: tuple[Define, ...] = ()
    things: tuple[Thing, ...] = ()
    windows: tuple[Window, ...] = ()
    states: tuple[State, ...] = ()
    events: tuple[EventLabel, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    offers: tuple[Offer, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    clauses: tuple[Clause, ...] = ()
    examples: tuple[Example, ...] = ()

    def clauses_of(self, layer: str, kind: str, thing: str = "") -> tuple[Clause, ...]:
        """The cases of one value in one layer."""
        return self._by_value.get((layer, kind, thing), ())

    @cached_property
    def counted(self) -> tuple[Thing | NameList, ...]:
        """All that quotas count: services, units, and the lists of names that they cap."""
        capped = {clause.thing for clause in self.clauses if clause.kind == "quota"}
        lists = (fact for fact in self.facts if fact.type == "names" and fact.name in capped)
        return (*self.things, *(NameList(name=one.name, labels=one.labels, origin=one.origin) for one in lists))

    @cached_property
    def _by_value(self) -> dict[tuple[str, str, str], tuple[Clause, ...]]:
        found: dict[tuple[str, str, str], tuple[Clause, ...]] = {}
        for clause in self.clauses:
            for layer in clause.layers:
                key = (layer, clause.kind, clause.thing)
                found[key] = (*found.get(key, ()), clause)
        return found

    def told_in(self, event: str) -> Lit["hours", "count", "value"]:
        """The key under which an event about a service or unit (`missed visit` too) tells how much of it was used."""
        thing = event.rpartition(" ")[2]
        blocks = any(one.block_hours is not None for one in self.things if one.name == thing)
        measures = {c.value.measure for c in self.clauses if c.thing == thing and c.value.kind == "quota"}
        if "money" in measures:
            return "value"
        return "hours" if blocks or "hours" in measures else "count"

    @cached_property
    def _offers(self) -> dict[str, Offer]:
        return {offer.name: offer for offer in self.offers}

    def offer(self, name: str) -> Offer:
        """The offer of that name; KeyError if there is none."""
        return self._offers[name]

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The layers of amendments, the later start first (decision 22): those that begin on one day are one, `spring` or
        `fees+spring`."""
        starts = sorted({one.first for one in self.amendments}, reverse=True)
        return tuple("+".join(sorted(one.name for one in self.amendments if one.first == first)) for first in starts)

    def lineage(self, offer: str) -> tuple[str, ...]:
        """The layers of one offer from near to far: what amendments say of it and of all, the later first; itself; its
        parents, each after what amendments say of it; the contract-wide layer of its kind."""
        return self._lineages[offer]

    @cached_property
    def _lineages(self) -> dict[str, tuple[str, ...]]:
        return {offer.name: self._lineage(offer) for offer in self.offers}

    def _lineage(self, offer: Offer) -> tuple[str, ...]:
        wide = "all tiers" if offer.kind == "tier" else "all addons"
        amended = (f"{layer}@{stage}" for stage in self.stages for layer in (offer.name, wide))
        return (*amended, offer.name, *self._parents(offer.name), wide)

    def _parents(self, offer: str) -> tuple[str, ...]:
        names: list[str] = []
        current = self.offer(offer).parent
        while current is not None:
            names += [*(f"{current}@{stage}" for stage in self.stages), current]
            current = self.offer(current).parent
        return tuple(names)

    def layers(self, tier: str, addons: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Ranks of layers from near to far for decided values: amendments, the later start first, each as the contract
        itself; then add-ons by falling level (those of one level share a rank, decision 21), their parents with them,
        the tier, its parents, the contract-wide layers."""
        levels = sorted({self.offer(name).level for name in addons}, reverse=True)
        ranks = [tuple(sorted(n for n in addons if self.offer(n).level == level)) for level in levels]
        wide = ("all addons",) if addons else ()
        held = [*ranks, *((layer,) for layer in (*wide, tier, "all tiers"))]
        amended = [tuple(f"{layer}@{stage}" for layer in rank) for stage in self.stages for rank in held]
        depths: dict[str, int] = {}
        for name in addons:
            for depth, layer in enumerate(self._parents(name)):
                depths[layer] = max(depth, depths.get(layer, 0))
        bare = {layer for layer in depths if layer.partition("@")[0] not in addons}
        parents = sorted(bare, key=lambda layer: (depths[layer], layer))
        own = (tier, *self._parents(tier), "all tiers")
        return (*amended, *ranks, *((layer,) for layer in (*parents, *wide, *own)))


for _record in (Joined, Week, Calendar, Contract):
    _record.model_rebuild()
