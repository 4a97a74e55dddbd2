"""Shared files: what of them becomes part of the contract that uses them.

    shared.plan: calendar office …, calendar plant …          a.plan: use "shared.plan"
                 define open_days …                                   tier base { attends during office }
        →  the calendar `office` and what it mentions; nothing else of the file concerns this contract

Notes and readings of a file come along with what they speak about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.messages import say
from servdsl.semantics.citations import Citations
from servdsl.semantics.findings import Findings
from servdsl.semantics.mentions import mentioned, within
from servdsl.semantics.names import BUILT_IN_EVENTS
from servdsl.semantics.spelling import normal
from servdsl.source import Source
from servdsl.syntax import nodes
from servdsl.syntax.calendars import Calendar, CalendarIs
from servdsl.syntax.clauses import NoteText
from servdsl.syntax.examples import Example
from servdsl.syntax.using import Used

_DECLARED = (
    nodes.Fact,
    nodes.Define,
    nodes.Service,
    nodes.Unit,
    nodes.Window,
    nodes.State,
    Calendar,
    CalendarIs,
)
_REMARKS = (nodes.Assume, NoteText)
_Declaration = (
    nodes.Fact | nodes.Define | nodes.Service | nodes.Unit | nodes.Window | nodes.State | Calendar | CalendarIs
)


def check_shared(items: Sequence[nodes.Item], findings: Findings) -> None:
    """Report what cannot stand in a shared file: what only a contract decides."""
    heads = [item for item in items if isinstance(item, nodes.Shared)]
    for other in heads[1:]:
        findings.report("SD217", other.title.span, what="shared")
    for item in items:
        if not isinstance(item, (*_DECLARED, *_REMARKS, nodes.Shared, nodes.Use, nodes.Document)):
            findings.report("SD229", item.span, what=_WORDS[type(item)])


_WORDS: dict[type, str] = {
    nodes.Contract: say("a contract"),
    nodes.Tier: say("a tier"),
    nodes.Addon: say("an add-on"),
    nodes.ForOffers: say("a `for` block"),
    nodes.Matrix: say("a matrix of offers"),
    nodes.Order: say("an order of tiers"),
    nodes.Amendment: say("an amendment"),
    Example: say("an example"),
}


def own_language(items: Sequence[nodes.Item]) -> str | None:
    """The language of a shared file, English where its head names none; None for any other file."""
    heads = [item for item in items if isinstance(item, nodes.Shared)]
    lines = [line for head in heads for line in head.header if isinstance(line, nodes.Languages)]
    if not heads:
        return None
    return lines[0].names[0].text if lines else "en"


def merged(
    items: Sequence[nodes.Item], source: Source, used: Sequence[Used], whole: bool, findings: Findings
) -> tuple[nodes.Item, ...]:
    """The items of a contract, after those of the files it uses that it reaches by name; a hint tells of a file that
    brings nothing, unless one is missing (`whole` is False) that it might need."""
    reached = _reached(items, used)
    kept: list[nodes.Item] = []
    speaking: set[str] = set()
    for file in used:
        own = [item for item in file.file.items if id(item) in reached]
        kept += _with_remarks(file, own)
        if own:
            speaking.add(file.source.name)
    for file in used:
        direct = whole and file.by.file == source.name
        if direct and file.source.name not in speaking and not _leads_to(file, used, speaking):
            findings.report("SD230", file.by, name=file.source.name)
    return (*kept, *items)


def _leads_to(file: Used, used: Sequence[Used], speaking: set[str]) -> bool:
    """Whether a file that gives nothing itself uses one that does."""
    waiting, seen = [file.source.name], set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        uses = [other.source.name for other in used if other.by.file == name]
        if speaking.intersection(uses):
            return True
        waiting += [other for other in uses if other not in seen]
    return False


def _reached(items: Sequence[nodes.Item], used: Sequence[Used]) -> set[int]:
    """The declarations of used files that the contract mentions, itself or through others that it mentions."""
    own_events = {name for item in items for name in _events(item)}
    by_name: dict[str, list[_Declaration]] = {}
    for item in (item for file in used for item in file.file.items):
        if isinstance(item, _DECLARED):
            for name in (*_names(item), *(_events(item) - own_events)):
                by_name.setdefault(name, []).append(item)
    reached: set[int] = set()
    if not by_name:
        return reached
    waiting = [name for item in items for name in mentioned(item)]
    while waiting:
        for found in by_name.pop(waiting.pop(), ()):
            if id(found) not in reached:
                reached.add(id(found))
                waiting += () if isinstance(found, nodes.Window | nodes.State) else mentioned(found)
    return reached


def _names(item: _Declaration) -> Iterator[str]:
    plural = item.plural if isinstance(item, nodes.Service | nodes.Unit) else None
    for name in (item.name, plural):
        if name is not None:
            yield normal(name.text)


def _events(item: nodes.Item) -> set[str]:
    """The events that begin and end a window or a state: whoever mentions one means it."""
    match item:
        case nodes.Window():
            names = (*item.starts, item.end)
        case nodes.State():
            names = (item.start, item.end)
        case _:
            names = ()
    return {normal(name.text) for name in names} - BUILT_IN_EVENTS


# ── Notes, readings and documents ──────────────────────────────────────────────────────────────────────────────────


def _with_remarks(file: Used, own: Sequence[nodes.Item]) -> list[nodes.Item]:
    """The declarations with the head of their file, the remarks that cite what they cite, or nothing, and the documents
    that all these cite."""
    if not own:
        return []
    cited = _cited(own)
    remarks = [item for item in file.file.items if isinstance(item, _REMARKS)]
    spoken = [item for item in remarks if not (found := _cited(item)) or found & cited or isinstance(item, NoteText)]
    heads = [item for item in file.file.items if isinstance(item, nodes.Shared | nodes.Use)]
    lines = [line for head in heads if isinstance(head, nodes.Shared) for line in head.header]
    documents = [one for one in (*lines, *file.file.items) if isinstance(one, nodes.Document)]
    prefixes = {id_.split("-")[0] for id_ in cited | _cited(spoken) | _cited(heads)}
    return [*heads, *(one for one in documents if one.prefix.text in prefixes), *own, *spoken]


def _cited(node: object) -> set[str]:
    """The ids that a node and those inside it cite."""
    expand = Citations(None, Findings())
    return {id_ for part in within([node]) for id_ in expand(getattr(part, "cites", ()))}
