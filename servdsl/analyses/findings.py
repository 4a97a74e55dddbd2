"""From the model's places and names to a diagnostic: what every analysis needs to say something; itself no analysis."""

from __future__ import annotations

from types import MappingProxyType

from servdsl import messages
from servdsl.cells import Study, Witness
from servdsl.diagnostics import Diagnostic, Note
from servdsl.model.base import Origin
from servdsl.model.contract import Clause
from servdsl.runtime.instants import EPOCH, MICROSECOND
from servdsl.source import Span

_WORDS = {
    "promise": "`{thing}`",
    "amount": "`{thing}`",
    "charge": "`charges {thing}`",
    "share": "`covers {thing}`",
    "discount": "`discount on {thing}`",
    "counts_from": "`{thing} counts from`",
    "level": "`level {thing}`",
    "quota": messages.later("the quota of `{thing}`"),
    "price": "`price`",
    "attends": "`attends`",
    "lasts": "`lasts`",
    "starts": "`starts at`",
    "renews": "`renews`",
    "cancellable": "`cancellable`",
    "accepts": "`accepts {thing}`",
    "excludes": "`excludes`",
    "needs": "`needs`",
    "requires": "`requires`",
    "lasts_while": "`lasts while`",
    "pauses": "`{thing} pauses`",
    "uses": "`{thing} uses`",
    "counts_as_used": "`{thing} counts as used`",
    "closes": "`closes`",
    "reopens": "`reopens`",
}


def span(origin: Origin) -> Span:
    """The place of something in its file."""
    return Span(origin.file, origin.line, origin.column, origin.line, origin.column + 1)


def finding(code: str, origin: Origin, *notes: tuple[Origin, str], **facts: object) -> Diagnostic:
    """A diagnostic at a place of the contract, with further places and a word on each. `given`, if there is one, are the
    facts by which `ask` shows it."""
    others = tuple(Note(span(place), text) for place, text in notes)
    return Diagnostic(code, span(origin), MappingProxyType(facts), notes=others)


def value_words(kind: str, thing: str) -> str:
    """A value of the contract as its author writes it: `respond`, `covers parts`, `price`."""
    return messages.Text(_WORDS[kind], (("thing", thing),))


def clause_words(clause: Clause) -> str:
    """What a clause is about."""
    return value_words(clause.kind, clause.thing)


def where_shown(shown: Witness) -> str:
    """The facts that show a finding, as its sentence goes on."""
    return messages.say(" where {shown}", shown=shown) if shown.facts else messages.say(", whatever the facts")


def moment(study: Study, at: int) -> str:
    """An instant by the contract's clocks; by UTC where a fact names the zone (decision 33)."""
    zone = study.calendars.deadlines.horizon.zone
    local = (EPOCH + zone.reading(at) * MICROSECOND).replace(tzinfo=None)
    text = local.isoformat(" ", "minutes" if not local.second and not local.microsecond else "auto")
    return text if study.contract.zone else f"{text} UTC"


def listed(names: tuple[str, ...]) -> str:
    """Names of the author's, each in backticks."""
    return messages.listed(f"`{name}`" for name in names)
