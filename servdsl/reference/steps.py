"""The arithmetic in words: one short line for each stretch that counts. Not compared between evaluators."""

from __future__ import annotations

from datetime import datetime, tzinfo
from fractions import Fraction

from servdsl.reference.calendars import open_between, without
from servdsl.reference.clock import Clock
from servdsl.reference.text import number, span

WORDS = {
    "en": ("counted", (" h", " min", " s"), "due", "{} stretches more"),
    "es": ("cuenta", (" h", " min", " s"), "vence", "{} tramos más"),
    "zh": ("计入", ("小时", "分钟", "秒"), "到期", "另有 {} 段"),
}
SHOWN = 12


def counted(language: str, start: datetime, due: datetime | None, clock: Clock, zone: tzinfo) -> list[str]:
    """The stretches of own time from the start to the due instant."""
    word, units, due_word, more = WORDS.get(language, WORDS["en"])
    if due is None:
        return []
    open_time = [(start, due)] if clock.calendar is None else open_between(clock.calendar, start, due)
    stretches = [(a, b) for a, b in without(open_time, clock.pauses) if a < b]
    lines = [f"{word} {_at(a, zone)} – {_at(b, zone)}: {_length(span(b - a), units)}" for a, b in stretches[:SHOWN]]
    if len(stretches) > SHOWN:
        lines.append(more.format(len(stretches) - SHOWN))
    return [*lines, f"{due_word} {_at(due, zone)}"]


def result(value: Fraction, unit: str) -> str:
    """The exact result of a formula."""
    return f"= {number(value)} {unit}".strip()


def _length(seconds: Fraction, units: tuple[str, str, str]) -> str:
    """Hours, minutes and seconds, those that are none left out."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    told = zip((Fraction(hours), Fraction(minutes), rest), units, strict=True)
    return " ".join(f"{number(amount)}{unit}" for amount, unit in told if amount) or f"0{units[1]}"


def _at(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S" if at.second else "%Y-%m-%d %H:%M")
