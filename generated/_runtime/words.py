"""The arithmetic of an answer in words, in English, Spanish or Chinese.

opened Fri 2026-03-13 17:30
counted 1 h 30 min, to Fri 2026-03-13 19:00
closed (night, weekend, Natalicio de Benito Juárez) until Tue 2026-03-17 09:00
due Tue 2026-03-17 17:30
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from fractions import Fraction

from .records import Record
from .text import decimal, money
from .ways import Part, joined, parts, pauses_of, start_of
from .windows import Reading, WindowCase

MOST_STEPS = 40
"""A longer way is cut in its middle: nobody reads it."""


class Language(Record):
    """The words of one language."""

    weekdays: tuple[str, ...]
    opened: str
    counted: str
    closed: str
    paused: str
    paused_still: str
    due: str
    not_before: str
    target: str
    skipped: str
    hours: str
    minutes: str
    seconds: str
    reasons: dict[str, str]
    gives: str


ENGLISH = Language(
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "counts from {at}",
    "counted {amount}, to {end}",
    "closed ({why}) until {end}",
    "paused from {start} until {end}",
    "paused since {start}",
    "due {at}",
    "not before {at}, no limit",
    "target {at}",
    "… {count} more steps …",
    "{} h",
    "{} min",
    "{} s",
    {"night": "night", "weekend": "weekend", "break": "break", "closed": "closed"},
    "gives {value}",
)
SPANISH = Language(
    ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "cuenta desde {at}",
    "cuenta {amount}, hasta {end}",
    "cerrado ({why}) hasta {end}",
    "en pausa desde {start} hasta {end}",
    "en pausa desde {start}",
    "vence {at}",
    "no antes de {at}, sin límite",
    "objetivo {at}",
    "… {count} pasos más …",
    "{} h",
    "{} min",
    "{} s",
    {"night": "noche", "weekend": "fin de semana", "break": "pausa", "closed": "cerrado"},
    "da {value}",
)
CHINESE = Language(
    ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "从 {at} 起算",
    "计入 {amount}，至 {end}",
    "休息（{why}）至 {end}",
    "{start} 至 {end} 暂停",
    "自 {start} 起暂停",
    "到期 {at}",
    "不早于 {at}，无上限",
    "目标 {at}",
    "…… 另有 {count} 步 ……",
    "{} 小时",
    "{} 分钟",
    "{} 秒",
    {"night": "夜间", "weekend": "周末", "break": "午休", "closed": "休息"},
    "得 {value}",
)
_LANGUAGES = {"en": ENGLISH, "es": SPANISH, "zh": CHINESE}


def language(code: str) -> Language:
    """The words of a language; English for one that has none here."""
    return _LANGUAGES.get(code, ENGLISH)


def sum_steps(code: str, amount: Fraction, currency: str) -> tuple[str, ...]:
    """What a formula gives."""
    value = f"{money(amount, currency)} {currency}" if currency else decimal(amount)
    return (language(code).gives.format(value=value),)


def window_steps(code: str, case: WindowCase, reading: Reading, zone: tzinfo) -> tuple[str, ...]:
    """From where a window counts to where it is due: what was counted, when it was closed and why, when it paused."""
    words = language(code)
    start, promise = start_of(case, reading), case.promise
    if start is None or promise is None:
        return ()
    lines = [words.opened.format(at=_at(start, zone, words))]
    end = reading.due or reading.not_before
    if end is None:
        still = (begin for begin, stop in pauses_of(case) if stop is None)
        lines += [words.paused_still.format(start=_at(begin, zone, words)) for begin in still]
        return tuple(lines)
    lines += [_line(part, zone, words) for part in joined(parts(case, promise, start, end))]
    if reading.target is not None:
        lines.append(words.target.format(at=_at(reading.target, zone, words)))
    said = words.due if reading.due is not None else words.not_before
    return _shortened([*lines, said.format(at=_at(end, zone, words))], words)


def _line(part: Part, zone: tzinfo, words: Language) -> str:
    start, end = _at(part.start, zone, words), _at(part.end, zone, words)
    if part.kind == "paused":
        return words.paused.format(start=start, end=end)
    if part.kind == "closed":
        why = ", ".join(words.reasons.get(reason, reason) for reason in part.reasons)
        return words.closed.format(why=why, end=end)
    delta = part.end - part.start
    amount = Fraction(delta.days * 86_400 + delta.seconds) + Fraction(delta.microseconds, 1_000_000)
    return words.counted.format(amount=_amount(amount, words), end=end)


def _amount(seconds: Fraction, words: Language) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    told = [(words.hours, Fraction(hours)), (words.minutes, Fraction(minutes)), (words.seconds, left)]
    return " ".join(form.format(decimal(count)) for form, count in told if count) or words.minutes.format(0)


def _at(at: datetime, zone: tzinfo, words: Language) -> str:
    local = at.astimezone(zone)
    clock = local.strftime("%H:%M:%S" if local.second or local.microsecond else "%H:%M")
    return f"{words.weekdays[local.weekday()]} {local.date().isoformat()} {clock}"


def _shortened(lines: list[str], words: Language) -> tuple[str, ...]:
    if len(lines) <= MOST_STEPS:
        return tuple(lines)
    half = MOST_STEPS // 2
    gap = words.skipped.format(count=len(lines) - 2 * half)
    return (*lines[:half], gap, *lines[-half:])
