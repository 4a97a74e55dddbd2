"""What does not fit a page goes on on the next: rows split into pages, pages as numbered pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from servdsl.backends.diagrams.drawing.canvas import Row, gap, heading
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.style import HEIGHT

Legend = Callable[[Sequence[Row]], Sequence[Row]]
"""The legend of a page, of the rows that it shows."""


def paged(
    speaker: Speaker,
    name: str,
    about: str,
    subtitle: str,
    bodies: Sequence[Sequence[Row]],
) -> list[Picture]:
    """Pictures `name`, `name-2` … of some pages, under the title of that name's captions."""
    title = speaker.say(name, "title")
    found: list[Picture] = []
    for number, body in enumerate(bodies, 1):
        stem = name if number == 1 else f"{name}-{number}"
        shown = title
        if len(bodies) > 1:
            shown = speaker.say("common", "page", title=title, number=number, count=len(bodies))
        rows = [*heading(shown, subtitle), *body]
        found.append(Picture(stem, f"{speaker.contract.name}-{stem}", shown, about, rows))
    return found


def filled(rows: Sequence[Row], legend: Legend, head: Sequence[Row] = (), room: int = HEIGHT - 130) -> list[list[Row]]:
    """The bodies of pages: each with the head, its part of the rows, and its legend."""
    left = room - sum(one.height for one in head)
    return [[*head, *part, gap(10), *legend(part)] for part in pages(rows, left)]


def pages(rows: Sequence[Row], room: int = HEIGHT) -> list[list[Row]]:
    """Rows split into stretches of about the same height, none higher than `room`, each with its notes at its foot.

    A row that keeps with the next one moves along with it.
    """
    whole = _filled(rows, room)
    if len(whole) < 2:
        return whole
    even = sum(one.height for page in whole for one in page) // len(whole)
    for target in range(even + 40, room, 40):
        found = _filled(rows, target)
        if len(found) == len(whole):
            return found
    return whole


def _filled(rows: Sequence[Row], room: int) -> list[list[Row]]:
    found: list[list[Row]] = []
    notes: list[dict[int, Row]] = []
    left = 0
    for chunk in _chunks(rows):
        fresh = _fresh(chunk, notes[-1] if notes else {})
        needed = sum(one.height for one in (*chunk, *fresh.values()))
        if not found or needed > left:
            title = list(chunk[0].under) if found else []
            fresh = _fresh(chunk, {})
            found.append(title)
            notes.append({})
            left = room - sum(one.height for one in title)
            needed = sum(one.height for one in (*chunk, *fresh.values()))
        found[-1] += chunk
        notes[-1] |= fresh
        left -= needed
    feet = [[gap(8), *(foot[order] for order in sorted(foot))] if foot else [] for foot in notes]
    return [page + foot for page, foot in zip(found, feet, strict=True)]


def _fresh(chunk: Sequence[Row], known: dict[int, Row]) -> dict[int, Row]:
    """The notes of some rows that are not yet at the foot of the page, by their order."""
    return {order: note for one in chunk for order, note in one.notes if order not in known}


def _chunks(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that stay together."""
    found: list[list[Row]] = []
    open_chunk = False
    for one in rows:
        if open_chunk:
            found[-1].append(one)
        else:
            found.append([one])
        open_chunk = one.keep
    return found
