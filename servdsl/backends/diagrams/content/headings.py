"""Atoms and their cells in the contract's words: the heads of a table of cases, and witnesses.

severity: s1 | s2        "Critical" | "Moderate"
year: 3 to 5 | >= 6      "3–5" | "≥ 6"
bom: < | = | >           "< 750,000 CNY" | "= 750,000 CNY" | "> 750,000 CNY"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Atom, Cell, CellValue, Opaque, Variable, Witness
from servdsl.model.expressions import During, Holds, InForce, StateIs, Type
from servdsl.runtime.text import minor_units, round_half_up
from servdsl.wording import condition_text, money_text
from servdsl.wording.lengths import seconds_words
from servdsl.wording.numbers import date_text, number, percent, time_text
from servdsl.wording.voice import NO_BREAK

ORDERED = frozenset({"money", "whole", "number", "percent", "date", "instant", "duration"})
MANY, FEW = 6, 3
"""Choices that are told one by one, and those that are told as the only others."""
UNGROUPED = 10_000
PLACES = 4
"""Of a number that has no shorter form."""
_TICK = timedelta(microseconds=1)


def atom_text(speaker: Speaker, atom: Atom) -> str:
    """What an atom is called: the fact's label, or the condition that is a yes or no."""
    if isinstance(atom, Opaque):
        return _asked(speaker, atom)
    match atom.kind:
        case "fact" | "value":
            return speaker.voice.name(atom.kind, atom.name)
        case "window":
            return speaker.voice.name("window", atom.name)
        case "tier":
            return speaker.say("matrix", "plan_head")
        case _:
            text = speaker.voice.say("subject", atom.name)
            return text[:1].upper() + text[1:]


def _asked(speaker: Speaker, atom: Opaque) -> str:
    """What a yes or no is about."""
    match atom.condition:
        case Holds(offer=name):
            return speaker.say("casemap", "held", offer=speaker.voice.name("offer", name))
        case During(subject="opened" | "worked" as subject, calendar=name):
            return speaker.say("casemap", f"{subject}_during", calendar=speaker.voice.name("calendar", name))
        case During(subject=fact, calendar=name):
            calendar = speaker.voice.name("calendar", name)
            return speaker.say("casemap", "fact_during", fact=speaker.voice.name("fact", fact), calendar=calendar)
        case StateIs(state=name):
            return speaker.voice.name("state", name)
        case InForce():
            return speaker.say("casemap", "in_force")
        case condition:
            text = condition_text(speaker.contract, condition, speaker.language)
            return text[:1].upper() + text[1:]


def cell_text(speaker: Speaker, atom: Atom, cell: Cell) -> str:
    """A cell as the head of a row or column, under its atom's name."""
    if isinstance(atom, Opaque) or atom.type == "yes_no":
        return speaker.voice.say("value", "yes" if cell.sample else "no")
    if atom.kind == "window":
        return speaker.say("casemap", f"window_{cell.sample}")
    if not cell.open:
        return _shown(speaker, atom, cell.sample)
    return _range(speaker, atom, cell)


def _range(speaker: Speaker, atom: Variable, cell: Cell) -> str:
    """An open cell: a stretch of numbers or moments, or every other name."""
    low, high = cell.low, cell.high
    if low is None and high is None:
        named = [one for one in atom.cells if not one.open]
        return speaker.say("casemap", "another" if named else "any")
    if atom.type == "whole" and isinstance(low, int | None) and isinstance(high, int | None):
        if low is not None and high is not None:
            return f"{whole(speaker, low + 1)}–{whole(speaker, high - 1)}"
        return at_least(speaker, low + 1) if low is not None else at_most(speaker, high - 1)  # type: ignore[operator]
    if atom.type == "instant":
        return _instants(speaker, low, high)
    if low is not None and high is not None:
        return f"{_shown(speaker, atom, low)}{NO_BREAK}… {_shown(speaker, atom, high)}"
    sign, bound = (">", low) if low is not None else ("<", high)
    return f"{sign}{NO_BREAK}{_shown(speaker, atom, bound)}"  # type: ignore[arg-type]


def whole(speaker: Speaker, value: int) -> str:
    """A whole number; one of four digits may be a year, and has no groups."""
    return number(speaker.voice.phrases, Decimal(value)) if abs(value) >= UNGROUPED else str(value)


def at_least(speaker: Speaker, value: int) -> str:
    """From a whole number on."""
    return f"≥{NO_BREAK}{whole(speaker, value)}"


def at_most(speaker: Speaker, value: int) -> str:
    """Up to a whole number."""
    return f"≤{NO_BREAK}{whole(speaker, value)}"


def _instants(speaker: Speaker, low: CellValue | None, high: CellValue | None) -> str:
    """The instants between two, neither of which belongs to them: whole days of the contract by their dates."""
    zone = ZoneInfo(speaker.contract.zone or "UTC")
    start = (low + _TICK).astimezone(zone) if isinstance(low, datetime) else None
    end = high.astimezone(zone) if isinstance(high, datetime) else None
    words, say = speaker.voice.phrases, speaker.voice.say
    if all(at is None or at.time() == time() for at in (start, end)):
        first = date_text(words, start.date()) if start is not None else ""
        if end is None:
            return say("validity", "from", day=first) if start is not None else speaker.say("casemap", "any")
        if start is None:
            return say("validity", "before", day=date_text(words, end.date()))
        return say("validity", "span", first=first, last=date_text(words, end.date() - timedelta(days=1)))
    shown = [
        say("date", "instant", date=date_text(words, at.date()), time=time_text(at)) if at is not None else ""
        for at in (start, end)
    ]
    return " … ".join(shown) if all(shown) else f"≥ {shown[0]}" if shown[0] else f"< {shown[1]}"


def _shown(speaker: Speaker, atom: Variable, value: CellValue) -> str:
    """A value of an atom's type."""
    if isinstance(value, bool):
        return speaker.voice.say("value", "yes" if value else "no")
    if isinstance(value, str):
        return _name(speaker, atom, value)
    if isinstance(value, tuple):
        return speaker.voice.listed(list(value), "and")
    if isinstance(value, date):
        return _moment(speaker, value)
    if atom.type == "whole" and Fraction(value).denominator == 1:
        return whole(speaker, int(value))
    return quantity(speaker, Fraction(value), atom.type, atom.subject.currency)


def _name(speaker: Speaker, atom: Variable, value: str) -> str:
    if atom.kind == "tier":
        known = {offer.name for offer in speaker.contract.offers}
        return speaker.voice.name("offer", value) if value in known else speaker.say("casemap", "no_plan")
    if atom.kind == "builtin":
        return speaker.voice.name("thing", value)
    return speaker.voice.choice(atom.name, value) if atom.type == "choice" else value


def _moment(speaker: Speaker, value: date) -> str:
    words = speaker.voice.phrases
    if not isinstance(value, datetime):
        return date_text(words, value)
    return speaker.voice.say("date", "instant", date=date_text(words, value.date()), time=f"{time_text(value)} UTC")


def quantity(speaker: Speaker, value: Fraction, kind: Type, currency: str | None = None) -> str:
    """A number with its unit, rounded where it has no short decimal."""
    words = speaker.voice.phrases
    match kind:
        case "money" if currency:
            places = minor_units(currency)
            return money_text(_rounded(value, places), currency, speaker.language)
        case "percent":
            return percent(words, _rounded(value, PLACES))
        case "duration":
            return seconds_words(speaker.voice, _rounded(value, 0))
        case _:
            return number(words, _rounded(value, PLACES))


def _rounded(value: Fraction, places: int) -> Decimal:
    """Half up, as amounts leave (decision 58)."""
    return Decimal((round_half_up(value, places) * 10**places).numerator).scaleb(-places)


def facts_text(speaker: Speaker, facts: Iterable[tuple[Atom, Sequence[Cell]]]) -> str:
    """Facts in a row: "Severity: Critical or Moderate; Year: 3–5". Cells are in the atom's order."""
    parts: list[str] = []
    for atom, cells in facts:
        listed = values_text(speaker, atom, cells)
        parts.append(speaker.say("casemap", "fact", fact=atom_text(speaker, atom), value=listed))
    return "; ".join(parts)


def values_text(speaker: Speaker, atom: Atom, cells: Sequence[Cell]) -> str:
    """Several cells of an atom in a row; of many those that they are not."""
    others = [cell for cell in atom.cells if cell not in cells]
    if len(cells) > MANY and 0 < len(others) <= FEW and (isinstance(atom, Opaque) or atom.type not in ORDERED):
        values = speaker.voice.listed(cells_texts(speaker, atom, others), "and")
        return speaker.say("casemap", "all_but", values=values)
    return speaker.voice.listed(cells_texts(speaker, atom, cells), "or")


def cells_texts(speaker: Speaker, atom: Atom, cells: Sequence[Cell]) -> list[str]:
    """Several cells of an atom: neighbours on a scale as one stretch."""
    if isinstance(atom, Opaque) or atom.type not in ORDERED:
        return [cell_text(speaker, atom, cell) for cell in cells]
    runs: list[list[Cell]] = []
    for cell in cells:
        if runs and atom.cells.index(cell) == atom.cells.index(runs[-1][-1]) + 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return [_stretch(speaker, atom, run[0], run[-1]) for run in runs]


def _stretch(speaker: Speaker, atom: Variable, first: Cell, last: Cell) -> str:
    """From one cell to another, each of which may include its bound or not."""
    if first is last:
        return cell_text(speaker, atom, first)
    low = first.low if first.open else first.sample
    high = last.high if last.open else last.sample
    if atom.type == "instant":
        before = first.sample - _TICK if isinstance(first.sample, datetime) and not first.open else low
        after = last.sample + _TICK if isinstance(last.sample, datetime) and not last.open else high
        return _instants(speaker, before, after)
    if atom.type == "whole":
        low = int(low) + first.open if low is not None else None  # type: ignore[arg-type]
        high = int(high) - last.open if high is not None else None  # type: ignore[arg-type]
        above, below = "≥", "≤"
    else:
        above, below = (">" if first.open else "≥"), ("<" if last.open else "≤")
    if low is not None and high is not None:
        joint = "–" if (above, below) == ("≥", "≤") else " … "
        return f"{_shown(speaker, atom, low)}{joint}{_shown(speaker, atom, high)}"
    if low is not None:
        return f"{above}{NO_BREAK}{_shown(speaker, atom, low)}"
    return speaker.say("casemap", "any") if high is None else f"{below}{NO_BREAK}{_shown(speaker, atom, high)}"


def witness_text(speaker: Speaker, witness: Witness) -> str:
    """The smallest set of facts that shows something."""
    text = facts_text(speaker, ((atom, (cell,)) for atom, cell in witness.facts))
    return text or speaker.say("casemap", "whatever")
