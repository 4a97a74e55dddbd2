"""The page of a comparison: what a new text of a contract changes, each change with its witness, old pictures beside new.

What changed is found in `differences`; here it is laid out. In a picture whatever a change is about is marked and leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from servdsl.backends.review.evidence import Figure
from servdsl.backends.review.surface import Said, each, said
from servdsl.differences import Change, Difference, Doubt, Place, Schedule, Structural, Verdict, Witness
from servdsl.model import Contract
from servdsl.wording import given_words
from servdsl.wording.anchors import Sort, anchor
from servdsl.wording.tables import nearest
from servdsl.wording.topics import topic
from servdsl.wording.voice import Voice, plain, unique, voice

_LINK = re.compile(r'<a href="(#[^"]*)" aria-label="[^"]*">')
_LABELLED = re.compile(r'( (?:id|aria-labelledby)=")([^"]*)(")')
_TARGET = re.compile(r'href="[^"]*"')
_PLACE = re.compile(r"[\w.-]+\.plan:\d+")
_GLYPHS: Mapping[Verdict, str] = {"worse": "▼", "better": "▲", "different": "◄►"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows. `overview` pictures the difference itself; `before` and `after` are the contracts' pictures, drawn
    without regard to examples and sources."""

    old: Contract
    new: Contract
    files: tuple[str, str]
    found: Difference
    overview: tuple[Figure, ...]
    before: tuple[Figure, ...]
    after: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A witness: the facts in words, and both answers."""

    verdict: Verdict
    given: Said
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of meaning, or a doubt (then without verdict, with `why`)."""

    anchor: str
    verdict: Verdict | None
    glyph: str
    topic: Said
    offers: Said
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    shown: tuple[Shown, ...] = ()
    schedule: Schedule | None = None
    why: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture of both contracts; empty where one has none of that name."""

    name: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Laid:
    """All that the page shows. `language`: the one in which it is read."""

    language: str
    heading: str
    files: tuple[str, str]
    counts: tuple[tuple[Verdict, str, int], ...]
    same: bool
    overview: tuple[tuple[str, str], ...]
    changes: tuple[Changed, ...]
    doubts: tuple[Changed, ...]
    written: tuple[Structural, ...]
    pairs: tuple[Pair, ...]
    unchanged: tuple[str, ...]


def laid_out(one: Comparison) -> Laid:
    """The page of a comparison as records."""
    changes = tuple(_change(one, number, change) for number, change in enumerate(one.found.changes, 1))
    pairs = tuple(_pairs(one))
    leads = _marks(one.found.changes, "new")
    return Laid(
        language=nearest(one.new.languages[0]),
        heading=plain(one.new.labels.text(one.new.languages[0], one.new.name)),
        files=one.files,
        counts=tuple((v, glyph, sum(c.verdict == v for c in changes)) for v, glyph in _GLYPHS.items()),
        same=one.found.same_meaning,
        overview=tuple((f.title, _marked(f, leads, "")) for f in one.overview if not one.found.same_meaning),
        changes=changes,
        doubts=tuple(_doubt(one, number, doubt) for number, doubt in enumerate(one.found.doubts, 1)),
        written=one.found.untold,
        pairs=pairs,
        unchanged=unique(f.title for f in one.after if f.title not in {pair.title for pair in pairs}),
    )


# ── Changes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _change(one: Comparison, number: int, change: Change) -> Changed:
    return Changed(
        f"change-{number}",
        change.verdict,
        _GLYPHS[change.verdict],
        _topic(one, change),
        _offers(one, change.offers),
        change.old,
        change.new,
        tuple(_shown(one.new, witness) for witness in change.witnesses),
        change.schedule,
        partial=change.partial,
    )


def _doubt(one: Comparison, number: int, doubt: Doubt) -> Changed:
    about, offers = _topic(one, doubt), _offers(one, doubt.offers)
    return Changed(f"doubt-{number}", None, "?", about, offers, doubt.old, doubt.new, why=plain(doubt.why))


def _topic(one: Comparison, found: Change | Doubt) -> Said:
    """In the words of the text that speaks of it: what was removed is named by the old one."""
    contract = one.new if found.new or not found.old else one.old
    return each(lambda language: topic(voice(contract, language), found.kind, found.thing))


def _offers(one: Comparison, names: Sequence[str]) -> Said:
    def words(language: str) -> str:
        return voice(one.new, language).listed([_offer(one, language, name) for name in names], "both")

    return each(words)


def _offer(one: Comparison, language: str, name: str) -> str:
    by: Voice = voice(one.new if any(o.name == name for o in one.new.offers) else one.old, language)
    return by.name("offer", name)


def _shown(contract: Contract, witness: Witness) -> Shown:
    given = each(lambda language: " · ".join(given_words(contract, witness.question.new, language)))
    return Shown(witness.verdict, given, plain(witness.before), plain(witness.after))


# ── Pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pairs(one: Comparison) -> Iterator[Pair]:
    """The pictures that are drawn differently; in each what a change is about leads to the change."""
    before, after = ({figure.name: figure for figure in figures} for figures in (map(_renamed, one.before), one.after))
    marks = [_marks(one.found.changes, side) for side in ("old", "new")]
    for name in unique([*before, *after]):
        was, now = before.get(name), after.get(name)
        if was is not None and now is not None and _seen(was) == _seen(now):
            continue
        shown = now or was
        assert shown is not None
        yield Pair(name, shown.title, *(_marked(f, by) for f, by in zip((was, now), marks, strict=True)))


def _renamed(figure: Figure) -> Figure:
    """An old picture, with ids of its own beside the new one."""
    svg = _LABELLED.sub(
        lambda found: f"{found[1]}{' '.join('old-' + id for id in found[2].split())}{found[3]}", figure.svg
    )
    return replace(figure, svg=svg)


def _seen(figure: Figure) -> str:
    """What a reader sees of a picture, but for the lines of the file that it names where nothing is cited."""
    return _PLACE.sub("", _TARGET.sub("", figure.dot))


def _marks(changes: Iterable[Change], side: str) -> dict[str, str]:
    """Links that a contract's own page answers, to the change that is about them."""
    return {
        f"#{anchor(sort, place.name)}": f"#change-{number}"
        for number, change in enumerate(changes, 1)
        for place in (change.old if side == "old" else change.new)
        for sort in get_args(Sort)
    }


def _marked(figure: Figure | None, marks: Mapping[str, str], mark: str = ' class="changed"') -> str:
    """A drawing whose links lead to the changes; what only a contract's own page answers leads nowhere."""

    def link(found: re.Match[str]) -> str:
        change = marks.get(found[1])
        return "<a>" if change is None else f'<a href="{change}"{mark}>'

    return _LINK.sub(link, figure.svg) if figure is not None else ""


def title(heading: str) -> Said:
    """The page's title."""
    return said("difference", "title", contract=heading)
