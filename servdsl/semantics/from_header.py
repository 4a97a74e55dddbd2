"""The head of a contract: languages, currencies, zone, time in force, horizon, documents.

in force from 2026-01-01 to 2030-12-31   →   in_force (2026-01-01, 2030-12-31), horizon to 2031-12-31
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal as Lit
from typing import assert_never

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Document, HeaderLine
from servdsl.semantics.citations import Citations
from servdsl.semantics.codes import currency, zone
from servdsl.semantics.findings import Findings
from servdsl.semantics.holes import Holes
from servdsl.semantics.names import Names
from servdsl.semantics.scope import origin
from servdsl.semantics.standards import languages
from servdsl.source import Span
from servdsl.syntax import nodes
from servdsl.syntax.calendars import Zone
from servdsl.syntax.parts import Name, ZoneName

_OPEN_END_YEARS = 20
_YEARS_AFTER_END = 1
_UNDETERMINED = "und"


@dataclass(slots=True)
class Header:
    """What the head says. Without `language` the contract's own is English; a silence that matters is reported."""

    languages: tuple[str, ...] = ("en",)
    currencies: tuple[str, ...] = ()
    zone: str | None = None
    zone_fact_name: Name | None = None
    in_force: tuple[date, date | None] = (date(2000, 1, 1), None)
    horizon_end: date | None = None
    documents: list[Document] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)

    @property
    def horizon(self) -> tuple[date, date]:
        """First and last day on which deadlines are computed (decision 33)."""
        start, end = self.in_force
        if self.horizon_end is not None:
            return start, self.horizon_end
        return start, _years_later(start, _OPEN_END_YEARS) if end is None else _years_later(end, _YEARS_AFTER_END)


def translate_header(
    contract: nodes.Contract, documents: Iterable[nodes.Document], holes: Holes, findings: Findings
) -> Header:
    """The head of `contract`, and the documents named in it and outside it. The zone's fact is checked later."""
    header = Header()
    seen: dict[type, Span] = {}
    for line in (*contract.header, *documents):
        if not isinstance(line, nodes.Document):
            first = seen.setdefault(type(line), line.span)
            if first != line.span:
                findings.report("SD217", line.span, Note(first, say("said here first")), what=_WORDS[type(line)])
                continue
        _line(line, header, findings)
    broken = holes.any(contract.span)
    if nodes.Languages not in seen and broken:
        header.languages = (_UNDETERMINED,)
    for required in _EXAMPLES:
        if required not in seen and not broken:
            findings.report("SD218", contract.name.span, help_text=_EXAMPLES[required], what=_WORDS[required])
    if header.horizon[1] < header.in_force[0]:
        findings.report("SD337", seen.get(nodes.Horizon, contract.span), what=say("the horizon"))
        header.horizon_end = None
    return header


_WORDS: dict[type, str] = {
    nodes.Languages: "language",
    nodes.Currencies: "currency",
    nodes.InForce: "in force",
    nodes.Horizon: "horizon",
    Zone: "zone",
}
_EXAMPLES: dict[type, str] = {
    nodes.InForce: say(
        "write `in force from 2026-01-01` in the braces of the contract; if no date is printed, assume one"
    ),
    Zone: say(
        "write `zone Europe/Lisbon`, or `zone of FACT` where each site has its own, in the braces of the contract"
    ),
}


def _line(line: nodes.Header, header: Header, findings: Findings) -> None:
    match line:
        case nodes.Languages():
            header.languages = tuple(dict.fromkeys(_language(name, findings) for name in line.names))
        case nodes.Currencies():
            codes = (currency(name, findings) for name in line.names)
            header.currencies = tuple(dict.fromkeys(code for code in codes if code is not None))
        case nodes.InForce():
            end = line.end.value if line.end is not None else None
            if end is not None and end < line.start.value:
                findings.report("SD337", line.span, what=say("the contract"))
                end = None
            header.in_force = (line.start.value, end)
        case nodes.Horizon():
            header.horizon_end = line.end.value
        case Zone():
            if isinstance(line.zone, ZoneName):
                header.zone = zone(line.zone, findings)
            else:
                header.zone_fact_name = line.zone
        case nodes.Document():
            _document(line, header, findings)
        case _:
            assert_never(line)


def _document(line: nodes.Document, header: Header, findings: Findings) -> None:
    by = line.by.text if line.by is not None else ""
    made = Document(prefix=line.prefix.text, title=line.title.text, by=by)
    first = header.places.setdefault(made.prefix, line.prefix.span)
    if first == line.prefix.span:
        header.documents.append(made)
    elif first.file == line.prefix.span.file or made not in header.documents:
        findings.report(
            "SD202", line.prefix.span, Note(first, say("declared here first")), name=made.prefix, sort=say("a document")
        )


def header_lines(contract: nodes.Contract, items: Iterable[nodes.Item], cites: Citations) -> list[HeaderLine]:
    """The lines of the heads that cite something, and the other lines that bring something in: `zone Europe/Lisbon
    @NWP-004`, `use "shared/mexico.plan" @NWP-005`."""
    lines: list[nodes.Contract | nodes.Header | nodes.Shared | nodes.Use] = [contract, *contract.header]
    for item in items:
        if isinstance(item, nodes.Shared):
            lines += [item, *(line for line in item.header if isinstance(line, nodes.Languages))]
        elif isinstance(item, nodes.Document | nodes.Use):
            lines.append(item)
    return [
        HeaderLine(what=_CITING[type(line)], origin=origin(line.span), sources=sources)
        for line in lines
        if (sources := cites(line.cites))
    ]


_CITING: dict[
    type, Lit["contract", "language", "currency", "in force", "horizon", "zone", "document", "shared", "use"]
] = {
    nodes.Contract: "contract",
    nodes.Languages: "language",
    nodes.Currencies: "currency",
    nodes.InForce: "in force",
    nodes.Horizon: "horizon",
    Zone: "zone",
    nodes.Document: "document",
    nodes.Shared: "shared",
    nodes.Use: "use",
}


def _language(name: Name, findings: Findings) -> str:
    if name.text not in languages():
        findings.report("SD219", name.span, name=name.text)
    return name.text


def zone_fact(name: Name, names: Names, facts: Iterable[str], findings: Findings) -> str | None:
    """The fact of type zone that a `zone of …` names; `facts` are those of that type."""
    found = names.find(name, "fact", wanted=say("a fact of type `zone`"))
    if found is None:
        return None
    if found.name not in facts:
        note = Note(found.span, say("declared here"))
        findings.report("SD308", name.span, note, name=f"`{name.text}`", wanted=say("a time zone"))
        return None
    return found.name


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
