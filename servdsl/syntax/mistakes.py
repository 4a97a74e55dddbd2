"""What is wrong with a statement that cannot be read, in the author's words.

First come slips of writing (`slips`), then what is wrong with the order of words and lines: each function below knows
one such mistake by its signs. `MISTAKES` is the order in which they are asked; the last one always has an answer.
"""

from __future__ import annotations

import re
from typing import Final

from servdsl.diagnostics import Diagnostic
from servdsl.syntax.shapes import PLACES, SHAPES
from servdsl.syntax.slips import SLIPS, STRING_OR_COMMENT
from servdsl.syntax.trouble import Trouble, closest

OTHER_WORDS: Final = {
    "if": "when",
    "where": "when",
    "unless": "when not",
    "else": "otherwise",
    "default": "otherwise",
    "equals": "is",
    "are": "is",
    "until": "to",
    "till": "to",
    "through": "to",
    "thru": "to",
    "in": "within",
    "under": "within",
    "working": "business",
    "natural": "calendar",
    "monthly": "per month",
    "yearly": "per year",
    "annually": "per year",
    "minimum": "at least",
    "maximum": "at most",
}
"""Words of everyday use and what the language says; one is offered only where it can stand."""


def explain(trouble: Trouble) -> Diagnostic:
    """The one thing to say about it."""
    for slip in SLIPS:
        if found := slip.explain(trouble):
            return found
    return next((found for mistake in MISTAKES if (found := mistake(trouble))), None) or does_not_fit(trouble)


def lone_quote(trouble: Trouble) -> Diagnostic | None:
    """A line with a quotation mark that no other one answers, at or before the place."""
    start, line = trouble.line
    column = STRING_OR_COMMENT.sub(lambda match: " " * len(match[0]), line).find('"')
    return Diagnostic("SD106", trouble.place(start + column, 1)) if column >= 0 else None


def breaks_off(trouble: Trouble) -> Diagnostic | None:
    """The line ends, or the block, before the statement does."""
    if trouble.word not in ("", "}") or trouble.last is None or trouble.tokens == 0:
        return None
    if trouble.first_word == "|":
        return Diagnostic("SD124", trouble.span)
    if trouble.last.type == "DECIMAL" and "HOURS" in trouble.expected:
        return unit_missing(trouble)
    end = trouble.last.end_pos or 0
    facts = {"word": str(trouble.last), "shape": trouble.shape}
    return Diagnostic("SD102", trouble.place(end, 1), facts)


def stray_brace(trouble: Trouble) -> Diagnostic | None:
    return Diagnostic("SD105", trouble.span) if trouble.word == "}" and trouble.kind == "item" else None


def unit_missing(trouble: Trouble) -> Diagnostic | None:
    """A number where only a length of time will do."""
    last = trouble.last
    if last is None or last.type != "DECIMAL" or "HOURS" not in trouble.expected or "_NL" in trouble.expected:
        return None
    start, end = last.start_pos or 0, last.end_pos or 0
    return Diagnostic("SD119", trouble.place(start, end - start), {"number": str(last)})


def another_word(trouble: Trouble) -> Diagnostic | None:
    """A word of everyday use where the language has another."""
    better = OTHER_WORDS.get(trouble.word.lower())
    if better is None or not trouble.could_be(better):
        return None
    return Diagnostic("SD133", trouble.span, {"written": trouble.word, "better": better})


def capitals(trouble: Trouble) -> Diagnostic | None:
    """A keyword with a capital letter, here or at the beginning of the statement."""
    if trouble.word != trouble.word.lower() and trouble.could_be(trouble.word.lower()):
        return Diagnostic("SD121", trouble.span, {"written": trouble.word, "better": trouble.word.lower()})
    first = trouble.first_word
    if first != first.lower() and trouble.tokens <= 1 and trouble.begins(trouble.kind, first.lower()):
        return Diagnostic("SD121", trouble.first_span, {"written": first, "better": first.lower()})
    return None


def misspelt(trouble: Trouble) -> Diagnostic | None:
    """A word that is nearly a keyword that could stand here."""
    possible = [word for word, terminal in trouble.keywords.items() if terminal in trouble.expected and len(word) > 1]
    best = closest(trouble.word, possible)
    if best is None or (trouble.tokens == 0 and not trouble.begins(trouble.kind, best)):
        return None
    return Diagnostic("SD122", trouble.span, {"written": trouble.word, "better": best})


def misspelt_beginning(trouble: Trouble) -> Diagnostic | None:
    """A statement that was taken for one that begins with a name, and begins with nearly a keyword."""
    if trouble.tokens != 1 or not trouble.begins_with_name:
        return None
    best = closest(trouble.first_word, trouble.beginnings)
    if best is None:
        return None
    return Diagnostic("SD122", trouble.first_span, {"written": trouble.first_word, "better": best})


def misplaced(trouble: Trouble) -> Diagnostic | None:
    """A statement that belongs into another kind of block."""
    if trouble.tokens > 1 or trouble.begins(trouble.kind, trouble.first_word):
        return None
    for kind in SHAPES:
        if trouble.first_word in SHAPES[kind] and trouble.begins(kind, trouble.first_word):
            facts = {"word": trouble.first_word, "here": PLACES[trouble.kind], "there": PLACES[kind]}
            return Diagnostic("SD129", trouble.first_span, facts)
    return None


def bars(trouble: Trouble) -> Diagnostic | None:
    """A line of a table whose bars are incomplete."""
    in_table = trouble.kind in ("row", "matrix")
    if in_table and (trouble.first_word == "|" or "|" in trouble.line[1]):
        return Diagnostic("SD124", trouble.span)
    return None


def keyword_as_name(trouble: Trouble) -> Diagnostic | None:
    """`price within 4 hours`: a window whose name begins another clause."""
    promising = SHAPES["clause"].keys() & {trouble.word} and not trouble.begins("clause", trouble.word)
    if trouble.tokens == 1 and promising and trouble.begins("clause", trouble.first_word):
        return Diagnostic("SD130", trouble.first_span, {"word": trouble.first_word})
    return None


def second_statement(trouble: Trouble) -> Diagnostic | None:
    """A statement that begins on the line of another one."""
    if trouble.tokens > 1 and trouble.begins_statement and "_NL" in trouble.expected:
        return Diagnostic("SD131", trouble.span, {"word": trouble.word})
    return None


def touching(trouble: Trouble) -> Diagnostic | None:
    """A number and a word without a space between them."""
    match = re.match(r"([0-9][0-9_.]*)([^\W\d]\w*)", trouble.word)
    if match is None:
        return None
    return Diagnostic("SD132", trouble.span, {"written": match[0], "better": f"{match[1]} {match[2]}"})


def to_missing(trouble: Trouble) -> Diagnostic | None:
    """Two ends of a range side by side."""
    if trouble.last is None or not trouble.could_be("to"):
        return None
    pair = f"{trouble.last} {trouble.word}"
    days = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    ends = (rf"{days} {days}", r"\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d", r"\d\d-\d\d \d\d-\d\d", r"[\d_.]+ [\d_.]+")
    if not any(re.fullmatch(end, pair) for end in ends):
        return None
    return Diagnostic("SD134", trouble.span, {"first": str(trouble.last), "second": trouble.word})


def unknown_beginning(trouble: Trouble) -> Diagnostic | None:
    """A line that begins like no statement of its block."""
    if trouble.tokens == 0 or (trouble.tokens == 1 and trouble.begins_with_name):
        facts = {"word": trouble.first_word, "here": PLACES[trouble.kind], "shape": trouble.shape}
        return Diagnostic("SD128", trouble.first_span, facts)
    return None


def does_not_fit(trouble: Trouble) -> Diagnostic:
    """All that can be said: the word, and a line of its kind that can be read."""
    return Diagnostic("SD101", trouble.span, {"word": trouble.word or "the end", "shape": trouble.shape})


MISTAKES: Final = (
    lone_quote,
    stray_brace,
    breaks_off,
    unit_missing,
    capitals,
    another_word,
    to_missing,
    touching,
    keyword_as_name,
    second_statement,
    misplaced,
    misspelt,
    misspelt_beginning,
    bars,
    unknown_beginning,
)
