"""What is wrong with a statement that cannot be read, in the author's words.

First come slips of writing (`slips`), then what is wrong with the order of words and lines: each function below knows
one such mistake by its signs. `MISTAKES` is the order in which they are asked; the last one always has an answer.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from typing import Final

from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.syntax.fixes import mended
from servdsl.syntax.keywords import LANGUAGES
from servdsl.syntax.shapes import PLACES, SHAPES
from servdsl.syntax.slips import SHARED_SIGNS, SLIPS
from servdsl.syntax.trouble import Trouble, closest, normal, without_texts
from servdsl.syntax.words import BEGINNINGS, OTHER_WORDS, in_figures

ALLOW: Final = r"(?<!\S)(?:allow(?=\s+\w*[0-9]{3}|\s+because\b)|\w+(?=\s+[A-Z]{2}[0-9]{3}\s+because\b))"
COMPARISON: Final = r"(?:not )?[^\W\d]\w* (?:is|in|during|outside|[<>]=?)(?!\w)"
CURRENCY_LINE: Final = r"(?m)^[^\S\n]*currency[^\S\n]+([A-Z]{3})[^\S\n]*(?:[@#].*)?$"
"""The line of the head that names one currency."""
NO_NAME: Final = re.compile(r"[0-9]+[^\W\d][\w-]*|[^\W\d]\w*(?:-[^\W\d]\w*)+")
"""What would be a name if it began with a letter and had no hyphens."""


def explain(trouble: Trouble) -> Diagnostic:
    """The one thing to say about it, with the way out as a fix where it is certain."""
    explained = (*(slip.explain for slip in SLIPS), *MISTAKES)
    found = next((found for explain_it in explained if (found := explain_it(trouble))), None)
    return mended(_in_words_of_the_file(_in_own_currency(found or does_not_fit(trouble), trouble), trouble), trouble)


def _in_own_currency(found: Diagnostic, trouble: Trouble) -> Diagnostic:
    """`150 元`, `$50`: the currency of the contract, where it has one and the sign may stand for it."""
    sign = next((sign for sign in SHARED_SIGNS if sign in str(found.facts.get("written", ""))), None)
    if found.code != "SD118" or sign is None:
        return found
    own = re.search(trouble.tongue.pattern(CURRENCY_LINE, ("currency",)), trouble.text)
    if own is None or own[1] not in SHARED_SIGNS[sign]:
        return found
    better = re.sub(r"[A-Z]{3}$", own[1], str(found.facts["better"]))
    return replace(found, facts={**found.facts, "better": better})


def _in_words_of_the_file(found: Diagnostic, trouble: Trouble) -> Diagnostic:
    """The diagnostic with the keywords that it quotes in the language of the file."""
    if trouble.tongue.is_english or "better" not in found.facts:
        return found
    return replace(found, facts={**found.facts, "better": trouble.tongue.say(str(found.facts["better"]))})


def allowance(trouble: Trouble) -> Diagnostic | None:
    """An `allow` without its code or its reason, or before the citations."""
    start, line = trouble.line
    allow = trouble.tongue.pattern(ALLOW, ("allow", "because"))
    found = re.search(allow, without_texts(line))
    if found is None or start + found.start() > trouble.offset:
        return None
    return Diagnostic("SD138", trouble.place(start + found.start(), len(found[0])))


def lone_quote(trouble: Trouble) -> Diagnostic | None:
    """A line with a quotation mark that no other one answers, at or before the place."""
    start, line = trouble.line
    column = without_texts(line).find('"')
    return Diagnostic("SD106", trouble.place(start + column, 1)) if column >= 0 else None


def breaks_off(trouble: Trouble) -> Diagnostic | None:
    """The line ends, or the block, before the statement does."""
    if trouble.word not in ("", "}") or trouble.last is None or (trouble.tokens == 1 and trouble.begins_with_name):
        return None
    if trouble.first_word == "|":
        return Diagnostic("SD124", trouble.span)
    facts = {"word": trouble.last_word, "shape": trouble.shape}
    return Diagnostic("SD102", trouble.place(trouble.last.end_pos or 0, 1), facts)


def stray_brace(trouble: Trouble) -> Diagnostic | None:
    return Diagnostic("SD105", trouble.span, {"brace": "}"}) if trouble.word == "}" and trouble.kind == "item" else None


def bound_inside(trouble: Trouble) -> Diagnostic | None:
    """A comma inside parentheses, where a bound or a rounding of a part should follow: `2 EUR times (seats - 3, at least 0)`."""
    start, line = trouble.line
    before = without_texts(line)[: trouble.offset - start]
    opened = before.rfind("(")
    if trouble.word != "," or opened <= before.rfind(")"):
        return None
    return Diagnostic("SD151", trouble.place(start + opened, len(before) - opened + 1))


def unit_missing(trouble: Trouble) -> Diagnostic | None:
    """A number where only a length of time will do; its unit may be there, in another language."""
    last = trouble.last
    if last is None or last.type != "DECIMAL" or "HOURS" not in trouble.expected or "_NL" in trouble.expected:
        return None
    start, end = last.start_pos or 0, last.end_pos or 0
    return another_language(trouble) or Diagnostic("SD119", trouble.place(start, end - start), {"number": str(last)})


def another_word(trouble: Trouble) -> Diagnostic | None:
    """A word of everyday use where the language has another, here or just taken for a name."""
    better = OTHER_WORDS.get(trouble.word.lower())
    if better is not None and trouble.could_be(better):
        return Diagnostic("SD133", trouble.span, {"written": trouble.word, "better": better})
    number = in_figures(trouble.word)
    if number is not None and "DECIMAL" in trouble.expected:
        return Diagnostic("SD133", trouble.span, {"written": trouble.word, "better": number})
    taken = OTHER_WORDS.get(trouble.last_name)
    if taken is not None and trouble.english.get(taken.split()[0]) in trouble.before_name():
        return Diagnostic("SD133", trouble.last_span, {"written": trouble.last_name, "better": taken})
    return None


def another_beginning(trouble: Trouble) -> Diagnostic | None:
    """A line that begins as it would elsewhere: `plan base {`, `lunes 09:00-18:00`."""
    better = BEGINNINGS.get(trouble.first_word.lower())
    if better is None or trouble.tokens > 1 or trouble.english[better] not in trouble.starts[trouble.kind]:
        return None
    return Diagnostic("SD133", trouble.first_span, {"written": trouble.first_word, "better": better})


def another_language(trouble: Trouble) -> Diagnostic | None:
    """A keyword of another language than the file's: here, just taken for a name, or at the beginning."""
    places: list[tuple[int, Container[str]]] = [(trouble.offset, trouble.expected)]
    if trouble.last_name:
        places.append((trouble.last_start, trouble.before_name()))
    if trouble.tokens <= 1:
        places.append((trouble.first, trouble.starts[trouble.kind]))
    for offset, terminals in places:
        for language, written, english in trouble.in_other_languages(offset):
            if trouble.english[english[0]] in terminals:
                facts = {"written": written, "better": " ".join(english), "language": LANGUAGES[language]}
                facts["own"] = LANGUAGES[trouble.tongue.language]
                return Diagnostic("SD150", trouble.place(offset, len(written)), facts)
    return None


def no_name(trouble: Trouble) -> Diagnostic | None:
    """A name that begins with a digit or has a hyphen in it."""
    start, line = trouble.line
    found = next(
        (m for m in NO_NAME.finditer(without_texts(line)) if m.start() <= trouble.offset - start <= m.end()), None
    )
    in_name = found is not None and (trouble.last_name if "-" in found[0] else "NAME" in trouble.expected)
    if found is None or not in_name or "@" in line[: found.start()]:
        return None
    if trouble.tongue.apart(found[0].lstrip("0123456789"))[0] in trouble.keywords:
        return None  # `4hours`, `20分钟当地点`
    digits, rest = re.match(r"([0-9]*)(.*)", found[0].replace("-", "_")).groups()  # type: ignore[union-attr]
    better = f"{rest}_{digits}" if digits else rest
    return Diagnostic(
        "SD140", trouble.place(start + found.start(), len(found[0])), {"written": found[0], "better": better}
    )


def comma_missing(trouble: Trouble) -> Diagnostic | None:
    """Two values of a fact on one line without a comma between them."""
    if trouble.kind != "choice" or trouble.tokens == 0 or re.fullmatch(r"[^\W\d]\w*", trouble.word) is None:
        return None
    return Diagnostic("SD134", trouble.span, {"word": trouble.word, "better": ","})


def capitals(trouble: Trouble) -> Diagnostic | None:
    """A keyword with a capital letter: here, just taken for a name, or at the beginning of the statement."""
    if trouble.word != trouble.word.lower() and trouble.is_one_of(trouble.word.lower(), trouble.expected):
        return Diagnostic("SD121", trouble.span, {"written": trouble.word, "better": trouble.word.lower()})
    name, first = trouble.last_name, trouble.first_word
    if name != name.lower() and trouble.is_one_of(name.lower(), trouble.before_name()):
        return Diagnostic("SD121", trouble.last_span, {"written": name, "better": name.lower()})
    if first != first.lower() and trouble.tokens <= 1 and trouble.begins(trouble.kind, first.lower()):
        return Diagnostic("SD121", trouble.first_span, {"written": first, "better": first.lower()})
    return None


def misspelt(trouble: Trouble) -> Diagnostic | None:
    """A word that is nearly a keyword that could stand here."""
    possible = [word for word in trouble.possible(trouble.expected) if len(word) > 1]
    best = closest(trouble.word, possible)
    if best is None or (trouble.tokens == 0 and not trouble.begins(trouble.kind, best)):
        return None
    return Diagnostic("SD122", trouble.span, {"written": trouble.word, "better": best})


def misspelt_phrase(trouble: Trouble) -> Diagnostic | None:
    """Words that are nearly a phrase that could stand here: `en un plaso de`, `se reabe`, `4 horas habilles`."""
    places: list[tuple[int, list[str]]] = [(trouble.offset, trouble.possible(trouble.expected))]
    if trouble.tokens <= 1:
        places.append((trouble.first, trouble.beginnings))
    if trouble.tokens > 1:
        longer = [phrase for phrase in trouble.keywords if phrase.startswith(f"{normal(trouble.last_word)} ")]
        places.append((trouble.last_start, longer))
    for offset, phrases in places:
        for phrase in (phrase for phrase in phrases if " " in phrase):
            written = trouble.words_at(offset, len(phrase.split()))
            if closest(written, [phrase]) is not None and trouble.words_at(offset, 1) != written:
                facts = {"written": written, "better": phrase}
                return Diagnostic("SD122", trouble.place(offset, len(written)), facts)
    return None


def run_together(trouble: Trouble) -> Diagnostic | None:
    """Chinese words without a space between them: `每月`, `当urgent`, `respond限时`."""
    places = [(trouble.offset, trouble.word, trouble.expected), (trouble.first, trouble.first_word, trouble.expected)]
    if trouble.last_name:
        places.append((trouble.last_start, trouble.last_name, trouble.before_name()))
    for offset, word, expected in places:
        parts = trouble.tongue.apart(word)
        if len(parts) > 1 and (parts[0].isascii() or trouble.is_one_of(parts[0], expected)):
            return Diagnostic("SD132", trouble.place(offset, len(word)), {"written": word, "better": " ".join(parts)})
    return None


def misspelt_beginning(trouble: Trouble) -> Diagnostic | None:
    """A statement that was taken for one that begins with a name, and begins with nearly a keyword."""
    if trouble.tokens != 1 or not trouble.begins_with_name:
        return None
    best = closest(trouble.first_word, trouble.beginnings)
    if best is None:
        return None
    return Diagnostic("SD122", trouble.first_span, {"written": trouble.first_word, "better": best})


def misspelt_before(trouble: Trouble) -> Diagnostic | None:
    """A word that was taken for a name, and is nearly a keyword that could have stood there."""
    possible = trouble.possible(trouble.before_name())
    best = closest(trouble.last_name, possible) if trouble.tokens > 1 and trouble.last_name else None
    if best is None:
        return None
    return Diagnostic("SD122", trouble.last_span, {"written": trouble.last_name, "better": best})


def twice(trouble: Trouble) -> Diagnostic | None:
    """The same word once more, here or just taken for a name."""
    if trouble.last is not None and trouble.word == trouble.last:
        return Diagnostic("SD137", trouble.span, {"word": trouble.word})
    if trouble.last_name and re.search(rf"\b{trouble.last_name}\s+$", trouble.text[trouble.first : trouble.last_start]):
        return Diagnostic("SD137", trouble.last_span, {"word": trouble.last_name})
    return None


def unquoted(trouble: Trouble) -> Diagnostic | None:
    """Words for people, which begin with a capital letter, where only a text in quotation marks can stand."""
    words = trouble.word[:1].isupper() and "TEXT" in trouble.expected and trouble.tokens > 0
    return Diagnostic("SD106", trouble.span) if words else None


def word_missing(trouble: Trouble) -> Diagnostic | None:
    """The one word with which all would fit; between two cells a bar, between two ends of a range `to`."""
    begun = trouble.tokens > 1 or (trouble.tokens == 1 and (not trouble.begins_with_name or trouble.word[:1].isdigit()))
    if not trouble.word or not begun:
        return None
    mends = [word for word in trouble.mends() if word != "when" or _begins_comparison(trouble)]
    best = [word for word in ("|", "to") if word in mends] or mends
    if "|" in best:
        return Diagnostic("SD124", trouble.span)
    if len(mends) != 1 and "to" not in mends:
        return None
    better = best[0]
    phrase = trouble.tongue.phrase((str(trouble.last), better))
    if phrase is not None and normal(trouble.last_word) not in phrase.split():
        return Diagnostic("SD122", trouble.last_span, {"written": trouble.last_word, "better": phrase})
    return Diagnostic("SD134", trouble.span, {"word": trouble.word, "better": better})


def _begins_comparison(trouble: Trouble) -> bool:
    words = ("not", "is", "in", "during", "outside")
    return re.match(trouble.tongue.pattern(COMPARISON, words), trouble.rest) is not None


def misplaced(trouble: Trouble) -> Diagnostic | None:
    """A statement that belongs into another kind of block."""
    if trouble.tokens > 1 or trouble.begins(trouble.kind, trouble.first_word):
        return None
    for kind in SHAPES:
        if trouble.in_english(trouble.first_word) in SHAPES[kind] and trouble.begins(kind, trouble.first_word):
            facts = {"word": trouble.first_word, "here": PLACES[trouble.kind], "there": PLACES[kind]}
            return Diagnostic("SD129", trouble.first_span, facts)
    return None


def bars(trouble: Trouble) -> Diagnostic | None:
    """A line of a table that has fewer bars than its neighbour."""
    if trouble.kind not in ("row", "matrix") or "|" not in trouble.line[1]:
        return None
    here, before, after = (line.count("|") for line in trouble.neighbours)
    if trouble.first_word == "|" and here >= max(before, after):
        return None
    return Diagnostic("SD124", trouble.span)


def blank_cell(trouble: Trouble) -> Diagnostic | None:
    """A citation between two bars where nothing is said."""
    start, line = trouble.line
    cited = re.search(r"\|\s*(@[^|]*)$", line[: trouble.offset - start])
    if trouble.word != "|" or cited is None:
        return None
    return Diagnostic("SD139", trouble.place(start + cited.start(1), len(cited[1].rstrip())))


def keyword_as_name(trouble: Trouble) -> Diagnostic | None:
    """`price within 4 hours`: a window whose name begins another clause."""
    promising = SHAPES["clause"].keys() & {trouble.in_english(trouble.word)} and not trouble.begins(
        "clause", trouble.word
    )
    if trouble.tokens == 1 and promising and trouble.begins("clause", trouble.first_word):
        return Diagnostic("SD130", trouble.first_span, {"word": trouble.first_word})
    return None


def second_statement(trouble: Trouble) -> Diagnostic | None:
    """A statement that begins on the line of another one, here or with a word just taken for a name."""
    if trouble.tokens > 1 and trouble.begins_statement and "_NL" in trouble.expected:
        return Diagnostic("SD131", trouble.span, {"word": trouble.word})
    could_end = trouble.tokens > 2 and "_NL" in trouble.before_name()
    if could_end and trouble.begins(trouble.kind, trouble.last_name):
        return Diagnostic("SD131", trouble.last_span, {"word": trouble.last_name})
    return None


def touching(trouble: Trouble) -> Diagnostic | None:
    """A number and a word without a space between them."""
    match = re.match(r"([0-9][0-9_.]*)([^\W\d]\w*)", trouble.word)
    if match is None:
        return None
    return Diagnostic("SD132", trouble.span, {"written": match[0], "better": f"{match[1]} {match[2]}"})


def unknown_beginning(trouble: Trouble) -> Diagnostic | None:
    """A line that begins like no statement of its block."""
    if trouble.tokens == 0 or (trouble.tokens == 1 and trouble.begins_with_name):
        facts = {"word": trouble.first_word, "here": PLACES[trouble.kind], "shape": trouble.shape}
        return Diagnostic("SD128", trouble.first_span, facts)
    return None


def does_not_fit(trouble: Trouble) -> Diagnostic:
    """All that can be said: the word, and a line of its kind that can be read."""
    return Diagnostic("SD101", trouble.span, {"word": trouble.word or say("the end"), "shape": trouble.shape})


MISTAKES: Final = (
    lone_quote,
    allowance,
    stray_brace,
    breaks_off,
    twice,
    another_word,
    bound_inside,
    unit_missing,
    blank_cell,
    no_name,
    another_beginning,
    another_language,
    capitals,
    comma_missing,
    run_together,
    touching,
    keyword_as_name,
    second_statement,
    misplaced,
    misspelt_phrase,
    misspelt,
    misspelt_beginning,
    misspelt_before,
    unquoted,
    word_missing,
    bars,
    unknown_beginning,
)
