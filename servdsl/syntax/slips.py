"""Slips of writing: what people of the trade write elsewhere and the language writes in one way only.

`SLIPS` is a table, tried from top to bottom: the code under which the catalogue explains the slip, a pattern that must
lie over the place where reading stuck, and what to write instead, as it is or made from what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from servdsl.diagnostics import Diagnostic
from servdsl.syntax.trouble import Trouble, without_texts

Condition = Callable[[Trouble], bool]


@dataclass(frozen=True, slots=True)
class Slip:
    """A pattern over the place, and what to write instead: a text, or one made from what was written."""

    code: str
    pattern: re.Pattern[str]
    better: str | Callable[[str], str]
    holds: Condition

    def explain(self, trouble: Trouble) -> Diagnostic | None:
        """The diagnostic, if the pattern lies over the place."""
        start, line = trouble.line
        column = trouble.offset - start
        for match in self.pattern.finditer(without_texts(line)):
            if match.start() <= column <= match.end() and self.holds(trouble):
                text = match[0].rstrip()
                better = self.better if isinstance(self.better, str) else self.better(text)
                facts = {"written": text.strip(), "better": better}
                return Diagnostic(self.code, trouble.place(start + match.start(), len(text)), facts)
        return None


SYMBOLS: Final = {
    "==": "is",
    "=": "is",
    "!=": "is not",
    "<>": "is not",
    "≠": "is not",
    "≥": ">=",
    "≤": "<=",
    "=>": ">=",
    "=<": "<=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "!": "not",
    "*": "times",
    "×": "times",
    "/": "divided by",
    "÷": "divided by",
    "->": "to",
    "→": "to",
    "..": "to",
    "…": "to",
}
CURRENCY_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY", "￥": "CNY", "元": "CNY"}
SHARED_SIGNS: Final = {
    "$": frozenset({"USD", "ARS", "AUD", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD", "UYU"}),
    "¥": frozenset({"CNY", "JPY"}),
    "￥": frozenset({"CNY", "JPY"}),
    "元": frozenset({"CNY", "HKD", "MOP", "SGD", "TWD"}),
}
"""Signs of several currencies."""
UNIT_WORDS: Final = {
    "s": "seconds", "sec": "seconds", "secs": "seconds",
    "m": "minutes", "min": "minutes", "mins": "minutes",
    "h": "hours", "hr": "hours", "hrs": "hours", "hs": "hours",
    "d": "days", "wk": "weeks", "wks": "weeks", "mo": "months", "yr": "years", "yrs": "years",
}  # fmt: skip
CLOCK_WORDS: Final = {"working": "business", "workdays": "business days", "natural": "calendar"}
UNITS_WRITTEN: Final = r"(?:second|minute|hour|day|week|month|quarter|year)s?"
CURLY: Final = "“”„‟«»‹›「」『』＂"
SINGLE: Final = "‘’´`'"
FULL_WIDTH: Final = re.compile(r"[\u3001\u3002\uff01-\uff5e]+")
SHORT_UNITS: Final = "|".join(sorted(UNIT_WORDS, key=len, reverse=True))


def time_of_day(written: str) -> str:
    """`9am`, `9:30 pm`, `17h30`, `9:00` as a time of the language."""
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = re.search(r"([ap])\.?\s?m", written, re.IGNORECASE)
    if half:
        hour = hour % 12 + (12 if half[1] in "pP" else 0)
    return f"{hour:02}:{minute:02}"


def date_of_year(written: str) -> str:
    """`2026/3/9`, `13.03.2026`; where day and month cannot be told apart, only the form."""
    numbers = re.findall(r"\d+", written)
    if len(numbers) < 3:
        return "YYYY-MM-DD"
    first, second, third = numbers[:3]
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    elif len(third) == 4 and int(first) > 12:
        year, month, day = int(third), int(second), int(first)
    elif len(third) == 4 and (int(second) > 12 or int(first) == int(second)):
        year, month, day = int(third), int(first), int(second)
    else:
        return "YYYY-MM-DD"
    return f"{year:04}-{month:02}-{day:02}"


def grouped(written: str) -> str:
    """`1,000,000.50` with the language's own separator."""
    whole, point, rest = re.sub(r"[,' ]", "_", written).partition(".")
    return whole + point + rest


def money(written: str) -> str:
    """`$50`, `50 €`, `EUR 50`, `50 eur` as an amount."""
    number = re.search(r"\d[\d_.]*", written)
    code = re.search(r"[A-Za-z]{3}", written)
    sign = next((CURRENCY_SIGNS[c] for c in written if c in CURRENCY_SIGNS), "EUR")
    return f"{number[0] if number else ''} {code[0].upper() if code else sign}"


def duration(written: str) -> str:
    """`4h`, `4 hrs`, `4 hours business`, `4 working days` with the words of the language."""
    number, *rest = re.findall(r"\d[\d_.]*|[A-Za-z]+", written)
    rest = [UNIT_WORDS.get(word.lower(), CLOCK_WORDS.get(word.lower(), word.lower())) for word in rest]
    clocks = [word for word in rest if word in ("business", "calendar")]
    return " ".join([number, *clocks, *(word for word in rest if word not in clocks)])


def straight(written: str) -> str:
    """A text in quotation marks of any kind, in those of the language."""
    return f'"{written.strip(CURLY + SINGLE).strip()}"'


def narrow(written: str) -> str:
    """Full-width characters in their usual width."""
    return unicodedata.normalize("NFKC", written.translate({0x3001: ","}))


def time_of_digits(written: str) -> str:
    """`9`, `930`, `0930` as a time."""
    return time_of_day(written if len(written) < 3 else f"{written[:-2]}:{written[-2:]}")


MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "january enero jan ene", "february febrero feb", "march marzo mar", "april abril apr abr", "may mayo",
            "june junio jun", "july julio jul", "august agosto aug ago", "september septiembre sep sept",
            "october octubre oct", "november noviembre nov", "december diciembre dec dic",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
MONTH: Final = f"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
PICKED: Final = {
    "latest": "later", "last": "later", "earliest": "earlier", "first": "earlier", "highest": "greater",
    "largest": "greater", "larger": "greater", "max": "greater", "maximum": "greater", "lowest": "lesser",
    "smallest": "lesser", "smaller": "lesser", "min": "lesser", "minimum": "lesser",
}  # fmt: skip


PERIOD: Final = r"(?:the )?(?:calendar )?(?:week|month|quarter|year)"


def day_of_period(written: str) -> str:
    """`end of the month`, `start of calendar year`, `the first day of the month` in the words of the language."""
    which = "last" if re.search(r"\b(?:end|last)\b", written) else "first"
    return f"{which} day of calendar {written.split()[-1]}"


def end_of_notice(written: str) -> str:
    """`notice to the end of the month`: what may follow a notice."""
    before, unit = re.split(r"\W", written, maxsplit=1)[0], written.split()[-1]
    return f"{before}, to the end of the calendar {unit if unit in ('month', 'quarter', 'year') else 'month'}"


def named_month(written: str) -> str:
    """`9 March 2026`, `March 9, 2026`, `9 de marzo de 2026` as a date."""
    day, year = (int(number) for number in re.findall(r"\d+", written))
    month = next(MONTHS[word.lower()] for word in re.findall(r"[^\W\d]+", written) if word.lower() in MONTHS)
    return f"{year:04}-{month:02}-{day:02}"


def window(written: str) -> str:
    """`09.00-14.00`, `9:00 to 14:00` as a stretch of the day."""
    times = re.findall(r"\d{1,2}[.:]\d{2}", written)
    return "-".join(time_of_day(time.replace(".", ":")) for time in times)


def only(terminal: str) -> Condition:
    """Holds where this could stand, and neither a number nor a name."""
    return lambda trouble: terminal in trouble.expected and not trouble.expected & {"DECIMAL", "NAME"}


def slip(code: str, pattern: str, better: str | Callable[[str], str], holds: Condition = lambda _: True) -> Slip:
    """A row of the table."""
    return Slip(code, re.compile(pattern), better, holds)


SLIPS: Final = (
    slip("SD109", r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+", "nothing"),
    slip("SD107", rf"[{CURLY}][^{CURLY}\n]*[{CURLY}]?", straight),
    slip("SD107", rf"[{SINGLE}][^{SINGLE}\n]*[{SINGLE}]?", straight),
    slip("SD114", r"(?<!\d)\d{1,2}：\d{2}(?!\d)", lambda t: time_of_day(narrow(t))),
    slip("SD114", r"(?<![\w:.])\d{1,2}:\d{2} ?[~～〜] ?\d{1,2}:\d{2}(?![\w:.])", window),
    slip("SD110", r"[;；。]", "nothing"),
    slip("SD108", FULL_WIDTH.pattern, narrow),
    slip("SD112", r"[–—‒―−‐‑]", "-"),
    slip("SD117", rf"(?i)(?<![\w-])\d{{1,2}}\.?(?: de)? {MONTH}\.?(?: de|,)? \d{{4}}(?!\w)", named_month),
    slip("SD117", rf"(?i)(?<!\w){MONTH}\.? \d{{1,2}},? \d{{4}}(?!\w)", named_month),
    slip("SD114", r"(?<![\w:.])\d{1,2}\.\d{2} ?(?:-|to|till|until) ?\d{1,2}\.\d{2}(?![\w:.])", window, only("CLOCK_TIME")),
    slip("SD114", r"(?<![\w:.])\d{1,2}:\d{2} (?:to|till|until) \d{1,2}:\d{2}(?![\w:.])", window),
    slip("SD133", rf"\b(?:{'|'.join(PICKED)}) of [^\W\d]\w* and\b", lambda t: re.sub(r"\w+", lambda m: PICKED[m[0]], t, count=1)),
    slip("SD133", rf"\b(?:notice|time),? to (?:the )?end of {PERIOD}\b", end_of_notice),
    slip("SD133", rf"\b(?:end|start|beginning|(?:first|last) day) of {PERIOD}\b", day_of_period),
    slip("SD133", rf"\b(?:rest|remainder) of {PERIOD} from\b", lambda t: f"remainder of calendar {t.split()[-2]} from"),
    slip("SD114", r"(?<![\w:])\d{1,2}(?:[:.]\d{2})? ?[aApP]\.?[mM]\b\.?", time_of_day),
    slip("SD114", r"(?<![\w:])(?:\d{1,2}[hH]\d{2}|\d:\d{2}(?::\d{2})?|\d{2}:\d{2}:\d{2})(?![\w:])", time_of_day),
    slip("SD117", r"(?<![\w/.-])(?:\d{1,4}[/.]\d{1,2}[/.]\d{1,4}|\d{1,2}-\d{1,2}-\d{4})(?![\w/])", date_of_year),
    slip("SD117", r"(?<![\w/.-])\d{4}-(?:\d-\d{1,2}|\d{2}-\d)(?!\d)", date_of_year),
    slip("SD117", r"(?<![\w-])\d{4}-\d{2}-\d{2}T[\d:.]+Z?", lambda t: f"{t[:10]} {t[11:16]}"),
    slip("SD114", r"(?<![\w:.])\d{1,4}(?![\w:.])", time_of_digits, only("CLOCK_TIME")),
    slip("SD117", r"(?<![\w])\d[\d.,/-]*(?!\w)", "YYYY-MM-DD", only("ISO_DATE")),
    slip("SD117", r"\d{4}年\d{1,2}月\d{1,2}日?", date_of_year),
    slip("SD113", r"(?<![\w.,])\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?(?![\d,])", grouped),
    slip("SD113", r"(?<![\w.,])\d{1,3}(?:\.\d{3}){2,}(?![\d,])", lambda t: t.replace(".", "_")),
    slip("SD113", r"(?<![\w.,])\d+,\d+(?![\d,])", lambda t: t.replace(",", ".")),
    slip("SD118", r"[€$£¥￥] ?\d[\d_.]*|\d[\d_.]* ?[€$£¥￥]|(?<![\w@])[A-Z]{3} \d[\d_.]*", money),
    slip("SD118", r"(?<!\w)\d[\d_.]* ?元", money),
    slip("SD118", r"(?<!\w)\d[\d_.]* ?(?:eur|usd|gbp|mxn|clp|cny|cop|pen|brl|ars|rmb)\b", money),
    slip("SD118", r"(?<!\w)\d[\d_.]* ?(?:[eE][uU][rR][oO][sS]?)\b", lambda t: re.sub(r" ?[a-zA-Z]+$", " EUR", t)),
    slip("SD120", rf"(?<![\w.])\d[\d_.]* ?{UNITS_WRITTEN} (?:business|calendar|working|natural)\b", duration),
    slip("SD120", rf"(?<![\w.])\d[\d_.]* (?:working|natural|workdays)(?: {UNITS_WRITTEN})?\b", duration),
    slip("SD120", rf"(?<![\w.])\d[\d_.]* ?(?:(?:business|calendar) )?(?:{SHORT_UNITS})\b\.?", duration),
    slip("SD135", r"\d[\d_.]* ?(?:percent|per cent|pct|por ciento)\b ?", lambda t: re.sub(r" ?[^\d_.]+$", "%", t)),
    slip("SD135", r"\d[\d_.]*", lambda t: f"{t}%", only("PERCENTAGE")),
    slip("SD141", r"@[^{}@]*\{", lambda t: f"{{ {t.rstrip('{ ')}"),
    slip("SD136", r"@ ?[A-Za-z]+ \d+", lambda t: "-".join(t.strip("@ ").split())),
    slip("SD136", r"@? ?[\w#.-]*\d[\w.]*", "ABC-001", only("CITED")),
    slip("SD111", r"//", "#"),  # a comment
    slip("SD133", r"\byes ?/ ?no\b", "yes or no"),
    slip("SD111", r"\b[^\W\d]\w*:(?!\S)", lambda t: t.removesuffix(":")),
    slip("SD111", r"==|=>|=<|!=|<>|->|&&|\|\||\.\.+|[=≠≥≤&!*×/÷→…]", lambda t: SYMBOLS[t[:2]]),
)  # fmt: skip
"""Slips of writing: code, pattern, what to write instead."""
