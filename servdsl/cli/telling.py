"""A comparison of two contracts in words: lines of text, Markdown, plain data."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from servdsl.differences import Change, Difference, Doubt, Place, Schedule, Structural, Witness
from servdsl.differences.tickets import Tally

_WORDS = {
    "promise": "`{thing}`",
    "counts_from": "`{thing} counts from`",
    "pauses": "`{thing} pauses`",
    "share": "`covers {thing}`",
    "charge": "`charges {thing}`",
    "discount": "`discount on {thing}`",
    "amount": "`amount {thing}`",
    "quota": "the quota of `{thing}`",
    "uses": "`{thing} uses`",
    "counts_as_used": "`{thing} counts as used`",
    "level": "`level {thing}`",
    "accepts": "`accepts {thing}`",
    "offered": "`offered`",
    "lasts_while": "`lasts while`",
    "attends": "the hours attended",
    "hours": "the hours of `{thing}`",
    "offer": "the offer `{thing}`",
    "service": "the service `{thing}`",
    "fact": "the values of `{thing}`",
    "value": "`define {thing}`",
    "window": "`window {thing}`",
    "state": "`state {thing}`",
    "unit": "`unit {thing}`",
    "zone": "the zone",
    "in force": "the dates in force",
}
_PARTIAL = "not all that it touches was asked about: there may be more to it"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&])")


def about(one: Change | Doubt) -> str:
    """What a change is about, in the words of the language."""
    return _WORDS.get(one.kind, "`{kind}`").format(kind=one.kind, thing=one.thing)


def _of(offers: Iterable[str]) -> str:
    named = ", ".join(f"`{name}`" for name in offers)
    return f" of {named}" if named else ""


def summary(difference: Difference) -> str:
    """The numbers, in a line."""
    counts = dict.fromkeys(("worse", "better", "different"), 0)
    for change in difference.changes:
        counts[change.verdict] += 1
    told = [f"{n} {verdict}" for verdict, n in counts.items() if n]
    number = len(difference.changes)
    words = f"{number} change{'' if number == 1 else 's'} of meaning" if number else "no change of meaning found"
    if not number and not difference.doubts:
        words = "the same meaning"
    parts = [f"{words} ({', '.join(told)})" if told else words]
    if difference.doubts:
        parts.append(f"{len(difference.doubts)} in doubt")
    written = difference.untold
    if written:
        parts.append(f"{len(written)} of what is written")
    return ", ".join(parts)


# ── Questions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def ask_line(path: Path, facts: Mapping[str, Any]) -> str:
    """The command that asks a witness's question of one of the contracts."""
    words = ["servdsl", "ask", path.as_posix()]
    for key, value in facts.items():
        for given in _given(key, value):
            words += ["--given", given]
    return shlex.join(words)


def _given(key: str, value: Any) -> Iterator[str]:
    match key, value:
        case "addons", Mapping():
            yield from (f"addon={name}:{number}" for name, number in value.items())
        case "events", list():
            yield from (_event(event) for event in value)
        case "worked", list():
            yield from (f"worked={start}/{end}" for start, end in value)
        case _, bool():
            yield f"{key}={'yes' if value else 'no'}"
        case _, list():
            yield f"{key}={','.join(map(str, value))}"
        case _, {"amount": amount}:
            yield f"{key}={amount}"
        case _:
            yield f"{key}={value}"


def _event(event: Mapping[str, Any]) -> str:
    told = next((event[key] for key in ("hours", "count", "value") if key in event), None)
    more = f"{event['minutes']} min" if "minutes" in event else told
    return f"event={event['at']},{event['type']}" + (f",{more}" if more is not None else "")


# ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_text(difference: Difference, old: Path, new: Path, tally: Tally | None) -> Iterator[str]:
    """Lines for a terminal."""
    yield f"{old} → {new}: {summary(difference)}"
    for change in difference.changes:
        yield ""
        yield f"{change.verdict}: {about(change)}{_of(change.offers)}"
        yield from _places(change, "  ")
        for witness in change.witnesses:
            yield from _witness(witness, old, new)
        if change.schedule is not None:
            yield from _schedule(change.schedule)
        if change.partial:
            yield f"  {_PARTIAL}"
    for doubt in difference.doubts:
        yield ""
        yield f"in doubt: {about(doubt)}{_of(doubt.offers)}: {doubt.why}"
        yield from _places(doubt, "  ")
    told = difference.untold
    if told:
        yield ""
        yield "what is written:"
        yield from (f"  {_structural(one)}" for one in told)
    if tally is not None:
        yield ""
        yield from _tally(tally)


def _places(one: Change | Doubt, indent: str) -> Iterator[str]:
    for side, places in (("old", one.old), ("new", one.new)):
        for place in places:
            yield f"{indent}{side} {_place(place)}"
        if not places and isinstance(one, Change):
            yield f"{indent}{side} says nothing of it"


def _place(place: Place) -> str:
    cited = f" [{', '.join(place.sources)}]" if place.sources else ""
    return f"{place.at}: {_line(place.says or place.name)}{cited}"


def _witness(witness: Witness, old: Path, new: Path) -> Iterator[str]:
    where = f" where {_line(witness.where)}" if witness.where else ""
    yield f"  {witness.verdict}{where}: {witness.path}"
    yield f"    before: {_line(witness.before)}"
    yield f"      {ask_line(old, witness.question.old)}"
    yield f"    after: {_line(witness.after)}"
    yield f"      {ask_line(new, witness.question.new)}"


def _schedule(schedule: Schedule) -> Iterator[str]:
    yield f"  price over {schedule.fact}:"
    for row in schedule.rows:
        yield f"    {row.at}: {row.before} → {row.after}" + (f" ({row.difference})" if row.difference else "")
    if schedule.total is not None:
        yield f"    in all: {schedule.total.difference}"


def _structural(one: Structural) -> str:
    at = " → ".join(place for place in (one.old_at, one.new_at) if place)
    match one.what:
        case "renamed":
            words = f"{one.kind} `{one.before}` is now `{one.after}`"
        case "changed":
            words = f"{one.kind} {one.name}: {_line(one.before) or 'nothing'} → {_line(one.after) or 'nothing'}"
        case _:
            text = _line(one.before or one.after)
            words = f"{one.what} {one.kind} {one.name}" + (f": {text}" if text and text != one.name else "")
    return f"{words} ({at})" if at else words


def _line(text: str, most: int = 240) -> str:
    """On one line, and not endless: what authors write may be anything."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _tally(tally: Tally) -> Iterator[str]:
    verdicts = ", ".join(f"{tally.verdicts[verdict]} {verdict}" for verdict in ("worse", "better", "different"))
    tenths = (2000 * tally.changed // tally.read + 1) // 2 if tally.read else 0
    share = f" ({tenths // 10}.{tenths % 10} %)" if tally.read else ""
    yield f"tickets: {tally.read} read, {tally.changed} would change{share}: {verdicts}"
    if tally.refused:
        yield f"  {tally.refused} can be asked of one contract only"
    for name, told in tally.by.items():
        for value, counts in sorted(told.items()):
            changed = ", ".join(f"{counts[v]} {v}" for v in ("worse", "better", "different") if counts[v])
            yield f"  {name} {_line(value)}: {counts['read']}" + (f", of them {changed}" if changed else "")
    if tally.unreadable:
        yield f"  {tally.unreadable} lines are no tickets"
        yield from (f"    {_line(one)}" for one in tally.wrong)
        if tally.unreadable > len(tally.wrong):
            yield f"    and {tally.unreadable - len(tally.wrong)} more"


# ── Markdown ────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_markdown(difference: Difference, old: Path, new: Path, tally: Tally | None) -> Iterator[str]:
    """Markdown for a review: a heading for each change, its clauses and witnesses."""
    yield f"# {_safe(old.name)} → {_safe(new.name)}"
    yield ""
    yield f"{summary(difference)[:1].upper()}{summary(difference)[1:]}."
    for change in difference.changes:
        yield ""
        yield f"## {change.verdict.capitalize()}: {about(change)}{_of(change.offers)}"
        yield ""
        for side, places in (("before", change.old), ("after", change.new)):
            yield from (f"- **{side}** {_safe(_place(place))}" for place in places)
            if not places:
                yield f"- **{side}** nothing is said of it"
        for witness in change.witnesses:
            yield from _witness_block(witness, old, new)
        if change.schedule is not None:
            yield from _schedule_table(change.schedule)
        if change.partial:
            yield from ("", _PARTIAL.capitalize() + ".")
    if difference.doubts:
        yield from ("", "## In doubt", "")
        yield from (f"- {about(doubt)}{_of(doubt.offers)}: {_safe(doubt.why)}" for doubt in difference.doubts)
    told = difference.untold
    if told:
        yield from ("", "## What is written", "")
        yield from (f"- {_safe(_structural(one))}" for one in told)
    if tally is not None:
        yield from ("", "## Tickets", "")
        yield from (f"- {_safe(line.strip())}" for line in _tally(tally))


def _witness_block(witness: Witness, old: Path, new: Path) -> Iterator[str]:
    where = f" where {_safe(_line(witness.where))}" if witness.where else ""
    yield from ("", f"**{witness.verdict}**{where}: {_safe(_line(witness.before))} → {_safe(_line(witness.after))}", "")
    yield from ("```", ask_line(old, witness.question.old), ask_line(new, witness.question.new), "```")


def _schedule_table(schedule: Schedule) -> Iterator[str]:
    yield from ("", f"| {_safe(schedule.fact)} | before | after | difference |", "|---|---|---|---|")
    for row in schedule.rows:
        yield f"| {row.at} | {_safe(row.before)} | {_safe(row.after)} | {row.difference or ''} |"
    if schedule.total is not None:
        yield f"| in all | | | {schedule.total.difference} |"


def _safe(text: str) -> str:
    """Text of authors as text: no mark-up, no HTML."""
    return _SPECIAL.sub(r"\\\1", _line(text))


# ── Data ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_json(difference: Difference, old: Path, new: Path, tally: Tally | None) -> dict[str, Any]:
    """Plain data for scripts, with the commands that replay each witness."""
    told = difference.to_dict()
    told["files"] = {"old": old.as_posix(), "new": new.as_posix()}
    told["same_meaning"] = difference.same_meaning
    for change in told["changes"]:
        for witness in change["witnesses"]:
            question = witness["question"]
            witness["ask"] = {"old": ask_line(old, question["old"]), "new": ask_line(new, question["new"])}
    if tally is not None:
        told["tickets"] = tally.to_dict()
    return told
