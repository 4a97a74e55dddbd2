"""The structure: a graph where it stays readable, else a table of the same relations, a row for each cluster of offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.backends.diagrams.content.relations import CLOCK, Cluster, Edge, Promised, Relations
from servdsl.backends.diagrams.drawing.canvas import (
    BAR,
    Cell,
    Key,
    Row,
    Text,
    gap,
    heading,
    kept,
    legend,
    lines,
    one_line,
    row,
    rule,
    spacer,
    tall,
)
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, calendar_link, citation, cite_lines, clause_link, offer_link
from servdsl.backends.diagrams.drawing.columns import Column, Curve, box_width, lay_out
from servdsl.backends.diagrams.drawing.pages import filled, paged
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.placed import Board, Box
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    AMBER_DARK,
    AXIS,
    BLUE,
    BLUE_DARK,
    CITE,
    HEAD,
    HEIGHT,
    INK,
    MUTE,
    NOTE,
    PANEL,
    PAPER,
    RED_DARK,
    WIDTH,
)
from servdsl.cells import Study
from servdsl.model.contract import Calendar, Offer
from servdsl.wording import calendar_lines
from servdsl.wording.voice import unique

MOST_PARTS = 44
"""Nodes and edges that a graph may have together; more become a table."""
MOST_COLUMN = 10
"""Nodes one above the other."""
MOST_RULES = 6
"""Of a calendar, in its box."""
MOST_NAMES = 8
"""Offers of a cluster that are named one by one, with their citations; the others share a few lines."""
INDENT = 8
NAME, HANGS = 270, 270
STEP = 16
"""Indent of a plan under the one it extends."""
CLOCK_BOX = f"calendar {CLOCK}"

EDGES = {
    "extends": {"color": BLUE_DARK, "penwidth": "2.2"},
    "requires": {"color": AMBER_DARK, "style": "dashed", "penwidth": "1.4"},
    "conflicts": {"color": RED_DARK, "style": "dotted", "penwidth": "1.8", "dir": "none"},
    "uses": {"color": MUTE, "penwidth": "1.1"},
    "asks": {"color": MUTE, "style": "dotted", "penwidth": "1.6"},
}
SAMPLES = {
    "extends": ("▬▬►", BLUE_DARK),
    "requires": ("- - ►", AMBER_DARK),
    "conflicts": ("· · · ·", RED_DARK),
    "uses": ("──►", MUTE),
    "asks": ("· · ►", MUTE),
}


def pictures(study: Study) -> list[Picture]:
    """The structure, in as many pictures as it needs."""
    speaker = Speaker(study.contract)
    drawn = _Graph(speaker, study)
    if drawn.is_readable():
        board = drawn.board()
        if board.height <= HEIGHT:
            return [board]
    return _Table(speaker, study).pages()


def _subtitle(speaker: Speaker) -> str:
    contract = speaker.contract
    tiers = sum(offer.kind == "tier" for offer in contract.offers)
    return speaker.say(
        "structure",
        "subtitle",
        contract=speaker.title,
        tiers=tiers,
        addons=len(contract.offers) - tiers,
        windows=len(contract.windows),
        calendars=len(contract.calendars),
    )


def _calendar_sources(calendar: Calendar) -> tuple[str, ...]:
    ruled = getattr(calendar.schedule, "rules", ())
    return unique([*calendar.sources, *(source for rule in ruled for source in rule.sources)])


# ── The graph ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Graph:
    """Clusters, promises and calendars as boxes in columns."""

    def __init__(self, speaker: Speaker, study: Study) -> None:
        self._speaker = speaker
        self._contract = speaker.contract
        self._relations = Relations(speaker, study)
        self._assumed = Assumed(speaker)
        self._edges = self._relations.edges()
        self._promised = self._relations.of_tiers()
        self._by_kind = {
            kind: [c for c in self._relations.clusters if c.first.kind == kind] for kind in ("addon", "tier")
        }
        self._clocked = any(edge.target == CLOCK_BOX for edge in self._edges)

    def is_readable(self) -> bool:
        """Whether people can follow the lines."""
        columns = (*map(len, self._by_kind.values()), len(self._promised), len(self._contract.calendars))
        return sum(columns) + len(self._edges) <= MOST_PARTS and max(columns) <= MOST_COLUMN

    def board(self) -> Board:
        """The picture."""
        say = self._speaker.say
        calendars = len(self._contract.calendars) + self._clocked
        wide = box_width(sum(map(bool, (*self._by_kind.values(), self._promised, calendars))))
        columns = {
            "addons": [self._cluster(cluster, wide) for cluster in self._by_kind["addon"]],
            "tiers": [self._cluster(cluster, wide) for cluster in self._by_kind["tier"]],
            "windows": [self._promise(one, wide) for one in self._promised],
            "calendars": self._calendars(wide),
        }
        used = self._assumed.notes(n for one in self._promised for n in self._assumed.on(_sources(one)))
        title = say("structure", "title")
        rows = [*heading(title, _subtitle(self._speaker)), *self._legend(), *(note for _, note in used)]
        found = Board("structure", f"{self._contract.name}-structure", title, say("structure", "about"), rows)
        shown = [Column(say("structure", name), tuple(boxes)) for name, boxes in columns.items() if boxes]
        lay_out(found, shown, [_curve(edge) for edge in self._edges])
        return found

    def _cluster(self, cluster: Cluster, wide: int) -> Box:
        room = _room(wide)
        addon = cluster.first.kind == "addon"
        texts: list[Text] = []
        for offer in cluster.offers[:MOST_NAMES]:
            name = ("+ " if addon else "") + self._speaker.voice.name("offer", offer.name)
            texts += lines(name, room, bold=True, most=4)
            texts += cite_lines(citation(offer.sources, offer.origin), room, 2)
        if len(cluster.offers) > MOST_NAMES:
            names = [self._speaker.voice.name("offer", offer.name) for offer in cluster.offers[MOST_NAMES:]]
            texts += lines(self._speaker.voice.listed(names, "both"), room, NOTE, bold=True, most=10)
        if cluster.exclusive:
            texts += lines(self._speaker.say("structure", "one_of_them"), room, NOTE, color=RED_DARK, most=3)
        for text in self._remarks(cluster.first):
            texts += [spacer(3), *lines(text, room, NOTE, most=6)]
        color = AMBER_DARK if addon else BLUE_DARK
        link = offer_link(self._speaker, cluster.first)
        return Box(cluster.key, wide, tuple(texts), AMBER if addon else BLUE, color, color, link)

    def _remarks(self, offer: Offer) -> Iterator[str]:
        """What a box says in words: hours, what lines would only tangle."""
        say, relations = self._speaker.say, self._relations
        for text in relations.requirements(offer.name, fewest=2):
            yield say("structure", "requires_of", offers=text)
        if offer.kind == "addon":
            for one in relations.by_offer[offer.name]:
                name = self._speaker.voice.name("window", one.window)
                yield say("structure", "promise", window=name, values=" · ".join(relations.values(one)))
        for hours in relations.hours(offer.name):
            yield say("structure", "attends_of", things=hours)

    def _promise(self, one: Promised, wide: int) -> Box:
        room = _room(wide)
        values = [
            part
            for value in self._speaker.some(self._relations.values(one), 6)
            for part in lines(value, room, NOTE, most=3)
        ]
        sources = _sources(one)
        texts = (
            *lines(self._speaker.voice.name("window", one.window), room, bold=True, most=3),
            *values,
            spacer(2),
            *cite_lines(citation(sources, one.clauses[0].origin), room, 3, self._assumed.on(sources)),
        )
        return Box(one.key, wide, texts, PAPER, BLUE_DARK, link=clause_link(self._speaker, one.clauses[0]))

    def _calendars(self, wide: int) -> list[Box]:
        found = [self._calendar(calendar, wide) for calendar in self._contract.calendars]
        if self._clocked:
            text = one_line(self._speaker.say("structure", "clock"), _room(wide), bold=True)
            found.append(Box(CLOCK_BOX, wide, (text,), PANEL, MUTE))
        return found

    def _calendar(self, calendar: Calendar, wide: int) -> Box:
        room = _room(wide)
        hours = calendar_lines(self._contract, calendar, self._speaker.language)
        shown = [part for text in self._speaker.some(hours, MOST_RULES) for part in lines(text, room, AXIS, most=3)]
        decides = self._relations.decided_by(calendar.name)
        if decides:
            text = self._speaker.say("structure", "asked_by", things=self._speaker.voice.listed(decides, "both"))
            shown += [spacer(3), *lines(text, room, NOTE, most=4)]
        texts = (
            *lines(self._speaker.voice.name("calendar", calendar.name), room, bold=True, most=3),
            *shown,
            spacer(2),
            *cite_lines(citation(_calendar_sources(calendar), calendar.origin), room, 3),
        )
        link = calendar_link(self._speaker, calendar)
        return Box(f"calendar {calendar.name}", wide, texts, PANEL, MUTE, link=link)

    def _legend(self) -> tuple[Row, ...]:
        """The lines in use, each with its stroke and word."""
        cells: list[Cell] = []
        used = {edge.relation for edge in self._edges}
        for relation, (sample, color) in SAMPLES.items():
            if relation in used:
                stroke = Text(sample, CITE, color, True)
                word = one_line(self._speaker.say("structure", relation), 240, NOTE)
                cells += [Cell(int(stroke.width) + 10, (stroke,)), Cell(int(word.width) + 22, (word,))]
        left = WIDTH - sum(cell.width for cell in cells)
        return (row(18, *cells, Cell(left)), gap(6)) if cells else ()


def _room(wide: int) -> int:
    return wide - 2 * INDENT - BAR - 2


def _curve(edge: Edge) -> Curve:
    return Curve(edge.source, edge.target, EDGES[edge.relation], blunt=edge.relation == "conflicts")


def _sources(one: Promised) -> tuple[str, ...]:
    return unique(source for clause in one.clauses for source in clause.sources)


# ── The table ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Table:
    """A row for each cluster, in order of what extends what, then one for each calendar."""

    def __init__(self, speaker: Speaker, study: Study) -> None:
        self._speaker = speaker
        self._relations = Relations(speaker, study)

    def pages(self) -> list[Picture]:
        """The pictures."""
        speaker = self._speaker
        titles = ("plan_column", "hangs_column", "gives_column")
        wide = (NAME, HANGS, WIDTH - NAME - HANGS)
        cells = [
            Cell(room, (one_line(speaker.say("structure", title), room - 20, bold=True),), HEAD, 10)
            for title, room in zip(titles, wide, strict=True)
        ]
        head = [row(32, *cells), rule(INK), gap(4)]
        body = [part for cluster, depth in self._in_order() for part in self._row(cluster, depth)]
        body += [part for calendar in speaker.contract.calendars for part in self._calendar(calendar)]
        bodies = filled(body, lambda _: self._legend(), head)
        return paged(speaker, "structure", speaker.say("structure", "about"), _subtitle(speaker), bodies)

    def _in_order(self) -> list[tuple[Cluster, int]]:
        """Tiers, then add-ons, each followed by those that extend it, with their depth."""
        clusters = self._relations.clusters
        found: list[tuple[Cluster, int]] = []

        def visit(cluster: Cluster, depth: int) -> None:
            found.append((cluster, depth))
            names = {offer.name for offer in cluster.offers}
            for child in clusters:
                if child.first.parent in names:
                    visit(child, depth + 1)

        for kind in ("tier", "addon"):
            for cluster in clusters:
                if cluster.first.kind == kind and cluster.first.parent is None:
                    visit(cluster, 0)
        return found

    def _row(self, cluster: Cluster, depth: int) -> list[Row]:
        addon = cluster.first.kind == "addon"
        shift = min(depth, 5) * STEP
        room = NAME - BAR - INDENT - shift - 8
        label: list[Text] = []
        for offer in cluster.offers:
            name = ("+ " if addon else "► " if depth else "") + self._speaker.voice.name("offer", offer.name)
            label += [
                *lines(name, room, bold=True, most=3),
                *cite_lines(citation(offer.sources, offer.origin), room, 2),
            ]
        hangs = _items(self._hangs(cluster), HANGS - 20, 6)
        wide = WIDTH - NAME - HANGS
        gives = _items(self._gives(cluster), wide - 20, 4)
        fill, bar = (AMBER, AMBER_DARK) if addon else (BLUE, BLUE_DARK)
        link = offer_link(self._speaker, cluster.first)
        parts = list(_stretches(label, HEIGHT // 2))
        found: list[Row] = []
        for number, part in enumerate(parts):
            sides = (hangs, gives) if number == 0 else ((), ())
            high = max(round(max(tall(part), *map(tall, sides))) + 10, 30)
            cells = (
                Cell(shift),
                Cell(NAME - shift, part, fill, INDENT, bar=bar, link=link),
                Cell(HANGS, sides[0], indent=10),
                Cell(wide, sides[1], indent=10),
            )
            found.append(row(high, *cells))
        return [*found[:-1], *kept([found[-1], rule(HEAD)]), gap(2)]

    def _hangs(self, cluster: Cluster) -> list[str]:
        say, voice, offer = self._speaker.say, self._speaker.voice, cluster.first
        found = [say("structure", "extends_of", offers=voice.name("offer", offer.parent))] if offer.parent else []
        found += [say("structure", "requires_of", offers=text) for text in self._relations.requirements(offer.name)]
        if cluster.exclusive:
            found.append(say("structure", "one_of_them"))
        else:
            rivals = [voice.name("offer", name) for name in self._relations.conflicting(offer.name)]
            found += [say("structure", "conflicts_of", offers=voice.listed(rivals, "both"))] if rivals else []
        return found or ["–"]

    def _gives(self, cluster: Cluster) -> list[str]:
        say, relations, offer = self._speaker.say, self._relations, cluster.first
        found = [
            say(
                "structure",
                "promise",
                window=self._speaker.voice.name("window", one.window),
                values=" · ".join(relations.values(one)),
            )
            for one in relations.by_offer[offer.name]
        ]
        found += [say("structure", "attends_of", things=hours) for hours in relations.hours(offer.name)]
        return found or ["–"]

    def _calendar(self, calendar: Calendar) -> list[Row]:
        room = NAME - BAR - INDENT - 8
        label = lines(self._speaker.voice.name("calendar", calendar.name), room, bold=True, most=3)
        label += cite_lines(citation(_calendar_sources(calendar), calendar.origin), room, 3)
        wide = WIDTH - NAME
        hours = calendar_lines(self._speaker.contract, calendar, self._speaker.language)
        texts = _items(self._speaker.some(hours, 24), wide - 20, 4)
        link = calendar_link(self._speaker, calendar)
        cells = (Cell(NAME, label, PANEL, INDENT, bar=MUTE, link=link), Cell(wide, texts, indent=10))
        made = row(max(round(max(tall(label), tall(texts))) + 10, 30), *cells)
        return [*kept([made, rule(HEAD)]), gap(2)]

    def _legend(self) -> tuple[Row, ...]:
        say, contract = self._speaker.say, self._speaker.contract
        keys = [Key(say("structure", "tiers"), BLUE, "", BLUE_DARK)]
        if any(offer.kind == "addon" for offer in contract.offers):
            keys.append(Key(say("structure", "addons"), AMBER, "+", AMBER_DARK))
        if contract.calendars:
            keys.append(Key(say("structure", "calendars"), PANEL, "", MUTE))
        return legend(keys)


def _items(texts: Sequence[str], room: int, most: int) -> tuple[Text, ...]:
    """Texts one below the other, with a little room between them."""
    spaced = [part for text in texts for part in (spacer(4), *lines(text, room, NOTE, most=most))]
    return tuple(spaced[1:])


def _stretches(texts: Sequence[Text], most: float) -> list[tuple[Text, ...]]:
    """Lines in pieces that are no higher than a page takes."""
    found: list[list[Text]] = [[]]
    for text in texts:
        if found[-1] and tall((*found[-1], text)) > most:
            found.append([])
        found[-1].append(text)
    return [tuple(piece) for piece in found]
