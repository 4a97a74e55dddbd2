"""Two answers side by side: where they differ in what counts, and for whom that is good.

    windows.respond.due   2026-03-16T10:00 → 2026-03-16T12:00     worse: due later
    shares.parts          50 → 100                                better: a larger share

What an answer says about sentences, reasons, needs and assumptions is no part of its meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from servdsl.differences import shown
from servdsl.differences.names import Names
from servdsl.differences.records import Verdict
from servdsl.model import Contract

Answer = Mapping[str, Any]
Path = tuple[str, ...]
Place = tuple[Path, Any, Any]
"""A place of the answer, and what stands there in both."""
Judged = tuple[str, Verdict]
"""The key at which two parts differ most tellingly, and what that is for the customer."""

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_ADMISSION = ("no", "not_covered", "undecided", "chargeable", "covered", "yes")
"""From the narrowest to the widest."""
_WINDOW = ("due", "target", "not_before", "state", "at_risk_at", "percentage", "elapsed_seconds", "rounds")
_MONEY = ("amount", "currency", "per", "lower_bound", "tax", "by_quote", "free")
_QUOTA = ("limit", "left", "exhausted_at", "used", "period")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A place of the answer where the two differ, with what stands there for people."""

    path: Path
    before: str
    after: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Terms:
    """What is needed to read two answers together: the old one's names turned into the new one's, keys of quotas too;
    windows whose end the customer owes; defined values and calendars that both know."""

    names: Names
    keys: Mapping[str, str]
    by_customer: frozenset[str]
    values: frozenset[str]
    calendars: frozenset[str]


def terms_of(old: Contract, new: Contract, names: Names) -> Terms:
    """`old` under its own names; `names` leads from them to those of `new`."""
    new_keys = {thing.name: thing.key for thing in new.things}

    def shared(family: str, ours: Iterable[str], theirs: Iterable[str]) -> frozenset[str]:
        return frozenset(names.of(family).get(name, name) for name in ours) & frozenset(theirs)

    return Terms(
        names,
        {t.key: new_keys.get(names.things.get(t.name, t.name), t.key) for t in old.things},
        frozenset(window.name for window in new.windows if window.by_customer),
        shared("values", (d.name for d in old.defines), (d.name for d in new.defines)),
        shared("calendars", (c.name for c in old.calendars), (c.name for c in new.calendars)),
    )


def verdict_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Better or worse where all that are one of them agree."""
    told = set(verdicts) - {"different"}
    return told.pop() if len(told) == 1 else "different"


def compare(before: Answer, after: Answer, terms: Terms) -> list[Outcome]:
    """Every difference of meaning between the answers of two contracts to one question.

    A part that either contract cannot tell for want of facts is left out: meaning is what complete facts are answered. Only a
    certain refusal differs from one that hangs on further facts.
    """
    found = _Comparing(before, after, terms)
    return [*found.admissions(), *found.windows(), *found.money(), *found.quotas(), *found.rest()]


class _Comparing:
    def __init__(self, before: Answer, after: Answer, terms: Terms) -> None:
        self._before = before
        self._after = after
        self._terms = terms
        self._names = terms.names

    def _pairs(self, part: str, names: Mapping[str, str]) -> Iterator[Place]:
        """What stands under each name of a part in both answers; None where one has no such name."""
        ours = {names.get(name, name): value for name, value in (self._before[part] or {}).items()}
        theirs: Mapping[str, Any] = self._after[part] or {}
        for name in dict.fromkeys((*ours, *theirs)):
            yield (part, name), ours.get(name), theirs.get(name)

    # ── Admission ───────────────────────────────────────────────────────────────────────────────────────────────────

    def admissions(self) -> Iterator[Outcome]:
        told: list[Place] = [((part,), self._before[part], self._after[part]) for part in ("offered", "in_force")]
        told += self._pairs("services", self._names.things)
        told.append((("closure", "reopens"), self._before["closure"]["reopens"], self._after["closure"]["reopens"]))
        for path, before, after in told:
            if before != after and None not in (before, after):
                verdict = _ordered(_ADMISSION.index(before), _ADMISSION.index(after))
                yield Outcome(path, shown.plain(before), shown.plain(after), verdict)

    # ── Windows and levels ──────────────────────────────────────────────────────────────────────────────────────────

    def windows(self) -> Iterator[Outcome]:
        for path, before, after in self._pairs("windows", self._names.windows):
            told = _window(_promised(before), _promised(after), path[1] in self._terms.by_customer)
            if told is not None and not _lacking(before, after):
                yield Outcome((*path, told[0]), shown.window(before, told[0]), shown.window(after, told[0]), told[1])
        for path, before, after in self._pairs("levels", {}):
            verdict = _level(before, after)
            if verdict is not None:
                yield Outcome((*path, "at"), shown.level(before), shown.level(after), verdict)

    # ── Money ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def money(self) -> Iterator[Outcome]:
        sums: list[Place] = [((part,), self._before[part], self._after[part]) for part in ("price", "total")]
        sums += [*self._pairs("addons", self._names.offers), *self._pairs("charges", self._names.things)]
        for path, before, after in sums:
            ours, theirs = _subset(before, _MONEY), _subset(after, _MONEY)
            if ours != theirs and not _lacking(before, after):
                yield Outcome(path, shown.money(before), shown.money(after), _money(ours, theirs))
        for part in ("shares", "discounts"):
            for path, before, after in self._pairs(part, self._names.things):
                less, more = Decimal(before or "0"), Decimal(after or "0")
                if less != more:
                    yield Outcome(path, f"{less}%", f"{more}%", _ordered(less, more))

    # ── Quotas ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def quotas(self) -> Iterator[Outcome]:
        for path, before, after in self._pairs("quotas", self._terms.keys):
            told = None if _lacking(before, after) else _quota(before, after)
            if told is not None:
                yield Outcome((*path, told[0]), shown.quota(before), shown.quota(after), told[1])

    # ── The rest ────────────────────────────────────────────────────────────────────────────────────────────────────

    def rest(self) -> Iterator[Outcome]:
        for part, names in (("amounts", self._names.values), ("values", self._names.values)):
            for path, before, after in self._pairs(part, names):
                known = part == "amounts" or path[1] in self._terms.values
                if known and before != after and not _lacking(before, after):
                    yield Outcome(path, shown.value(before), shown.value(after), "different")
        for group, key in (("term", "start"), ("term", "end"), ("closure", "closes"), ("closure", "at")):
            before, after = self._before[group][key], self._after[group][key]
            if before != after:
                yield Outcome((group, key), shown.plain(before), shown.plain(after), "different")
        yield from self._hours()

    def _hours(self) -> Iterator[Outcome]:
        """Whether the hours attended, and each calendar that both know, are open as the ticket comes."""
        before, after = _attended(self._before), _attended(self._after)
        if before != after and before is not None and after is not None:
            yield Outcome(("attends",), shown.is_open(before), shown.is_open(after), _ordered(before, after))
        for path, ours, theirs in self._pairs("calendars", self._names.calendars):
            if path[1] in self._terms.calendars and ours and theirs and ours["open"] != theirs["open"]:
                yield Outcome((*path, "open"), shown.is_open(ours["open"]), shown.is_open(theirs["open"]), "different")


def _ordered(before: Any, after: Any) -> Verdict:
    """More is better."""
    return "better" if after > before else "worse"


def _subset(part: Answer | None, keys: Iterable[str]) -> dict[str, Any] | None:
    return None if part is None else {key: part.get(key) for key in keys}


def _lacking(*parts: Answer | None) -> bool:
    """Whether a part of an answer is open for want of facts."""
    return any(part is not None and bool(part.get("needs")) for part in parts)


def _but(part: Answer | None, key: str) -> dict[str, Any]:
    return {name: value for name, value in (part or {}).items() if name != key}


# ── What a difference is for the customer ───────────────────────────────────────────────────────────────────────────


def _promised(window: Answer | None) -> dict[str, Any] | None:
    """A window, or None where nothing is promised, be it said or not."""
    if window is None or (window["state"] == "none" and window["not_before"] is None):
        return None
    return _subset(window, _WINDOW)


def _window(before: dict[str, Any] | None, after: dict[str, Any] | None, by_customer: bool) -> Judged | None:
    if before == after:
        return None
    if before is None or after is None:
        only = before or after or {}
        limited = only["due"] is not None or only["target"] is not None or only["rounds"] is not None
        return "due", _turned("better" if before is None else "worse", by_customer) if limited else "different"
    if "undecided" in (before["state"], after["state"]):
        return "state", "different"
    for key in ("due", "target"):
        if before[key] != after[key]:
            return key, _turned(_ordered(_lateness(after[key]), _lateness(before[key])), by_customer)
    return next(key for key in _WINDOW if before[key] != after[key]), "different"


def _turned(verdict: Verdict, by_customer: bool) -> Verdict:
    """What the customer owes is better later."""
    turned: dict[Verdict, Verdict] = {"better": "worse", "worse": "better", "different": "different"}
    return turned[verdict] if by_customer else verdict


def _lateness(at: str | None) -> tuple[bool, datetime]:
    """Later is more; no instant at all is the latest."""
    return (True, _EARLIEST) if at is None else (False, datetime.fromisoformat(at))


def _level(before: Answer | None, after: Answer | None) -> Verdict | None:
    ours, theirs = _subset(before, ("at", "reached")), _subset(after, ("at", "reached"))
    if ours == theirs:
        return None
    if ours is None or theirs is None:
        return "better" if ours is None else "worse"
    if ours["at"] != theirs["at"]:
        return _ordered(_lateness(theirs["at"]), _lateness(ours["at"]))
    return (
        _ordered(bool(ours["reached"]), bool(theirs["reached"]))
        if None
        not in (
            ours["reached"],
            theirs["reached"],
        )
        else "different"
    )


def _money(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Verdict:
    """A lower sum is better where nothing else differs; free is better than any sum."""
    if before is None or after is None or before["by_quote"] or after["by_quote"]:
        return "different"
    if before["free"] != after["free"]:
        other = before if after["free"] else after
        return "different" if other["amount"] is None else _ordered(bool(before["free"]), bool(after["free"]))
    if before["amount"] is None or after["amount"] is None or _but(before, "amount") != _but(after, "amount"):
        return "different"
    return _ordered(Decimal(after["amount"]), Decimal(before["amount"]))


def _quota(before: Answer | None, after: Answer | None) -> Judged | None:
    ours, theirs = _subset(before, _QUOTA), _subset(after, _QUOTA)
    if ours == theirs:
        return None
    if before is None or after is None:
        return "limit", "different"
    judges: dict[str, Callable[[Any, Any], Verdict]] = {
        "limit": lambda a, b: _ordered(_plenty(a), _plenty(b)),
        "left": lambda a, b: _ordered(_plenty(a), _plenty(b)),
        "exhausted_at": lambda a, b: _ordered(_lateness(a), _lateness(b)),
        "used": lambda a, b: _ordered(Decimal(b), Decimal(a)),
        "period": lambda a, b: "different",  # noqa: ARG005 - another period is neither more nor less
    }
    assert ours is not None
    assert theirs is not None
    key = next(key for key in _QUOTA if ours[key] != theirs[key])
    if ours["period"] != theirs["period"]:
        return key, "different"
    return key, judges[key](ours[key], theirs[key])


def _plenty(amount: str | None) -> tuple[bool, Decimal]:
    """Unlimited is more than any number."""
    return (True, Decimal(0)) if amount is None else (False, Decimal(amount))


def _attended(answer: Answer) -> bool | None:
    """Whether some attended calendar is open as the ticket comes; None where that is not told."""
    names = answer["attends"]
    if not names or any(name not in answer["calendars"] for name in names):
        return None
    return any(answer["calendars"][name]["open"] for name in names)
