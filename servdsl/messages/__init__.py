"""What the compiler says, in the language of who reads it: English, Spanish, mainland Chinese.

Floor 0. A sentence is an English text that remembers its template and the facts that fill it; the template is the key of
its translations (gettext). So a finding is made once, compared and sorted in English, and said in any language:

    say("the exception in `{layer}`", layer="gold").said("es")   →   la excepción en `gold`

The translations stand in `locale/LANGUAGE/LC_MESSAGES/servdsl.po` and are read as they are. What is not translated is
said in English. `python -m tests.diagnostics.collect` brings new sentences into the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Final, Literal, get_args

from servdsl.messages.catalogues import catalogue

Language = Literal["en", "es", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where gettext looks for the reader's language, in this order; the first that is set decides."""


class Text(str):
    """A sentence or a part of one: an English `str` that can be said in other languages. `facts` fill `template`, and
    `many` in its place where `number` is not 1; facts that are texts themselves are said in the same language."""

    template: str
    facts: tuple[tuple[str, object], ...]
    many: str
    number: int

    def __new__(
        cls, template: str, facts: tuple[tuple[str, object], ...] = (), many: str = "", number: int = 1
    ) -> Text:
        """The text, made once in English."""
        made = super().__new__(cls, _filled(many if many and number != 1 else template, dict(facts), "en"))
        made.template, made.facts, made.many, made.number = template, facts, many, number
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        """What a pickle keeps."""
        return self.template, self.facts, self.many, self.number

    def said(self, language: Language) -> str:
        """The text in a language."""
        found = catalogue(language)
        template = found.ngettext(self.template, self.many, self.number) if self.many else found.gettext(self.template)
        return _filled(template, dict(self.facts), language)


class Series(Text):
    """Names or texts one after the other, the last joined by a word: `a, b or c`."""

    def __new__(cls, items: tuple[object, ...], comma: str, last: str) -> Series:
        """The series, made once in English."""
        made = str.__new__(cls, _joined(items, comma, last, "en"))
        made.template, made.facts, made.many, made.number = comma, tuple(("", item) for item in items), last, 1
        return made

    def __getnewargs__(self) -> tuple[object, ...]:  # type: ignore[override]
        """What a pickle keeps."""
        return tuple(item for _, item in self.facts), self.template, self.many

    def said(self, language: Language) -> str:
        """The series in a language."""
        return _joined([item for _, item in self.facts], self.template, self.many, language)


def say(template: str, /, **facts: object) -> Text:
    """A text, its template written out at the call, where the collector of sentences finds it."""
    return Text(template, tuple(facts.items()))


def several(one: str, many: str, number: int, /, **facts: object) -> Text:
    """A text about a number of things, `{number}` in both templates."""
    return Text(one, (("number", number), *facts.items()), many, number)


def later(template: str) -> str:
    """Marks a sentence of a table for the collector; `Text` or `unfilled` says it where it is needed."""
    return template


_COMMA, _OR, _AND = later(", "), later(" or "), later(" and ")


def listed(items: Iterable[object]) -> Series:
    """`a, b, c`."""
    return Series(tuple(items), _COMMA, _COMMA)


def any_of(items: Iterable[object]) -> Series:
    """`a or b or c`."""
    return Series(tuple(items), _OR, _OR)


def all_of(items: Iterable[object]) -> Series:
    """`a and b and c`."""
    return Series(tuple(items), _AND, _AND)


def said(thing: object, language: Language) -> str:
    """A text in a language; what prints as a text too; anything else as it is written."""
    words = thing if isinstance(thing, str) else str(thing)
    return words.said(language) if isinstance(words, Text) else words


def filled(template: str, facts: Mapping[str, object], language: Language) -> str:
    """The translation of a template, filled."""
    return _filled(catalogue(language).gettext(template), facts, language)


def unfilled(template: str, language: Language) -> str:
    """The translation of a template, its `{name}`s as they stand."""
    return catalogue(language).gettext(template)


def one_line(text: str) -> str:
    """A paragraph without the ends of its lines: the key of a long text, however it is wrapped."""
    return " ".join(text.split())


def chosen(environment: Mapping[str, str]) -> Language:
    """The language that the variables of gettext ask for; English where they ask for another one, or for none."""
    told = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    wanted = (one.replace("-", "_").partition("_")[0].partition(".")[0].lower() for one in told.split(":"))
    return next((language for one in wanted for language in LANGUAGES if one == language), "en")


def _joined(items: Sequence[object], comma: str, last: str, language: Language) -> str:
    parts = [said(item, language) for item in items]
    betweens = [*[comma] * (len(parts) - 2), last]
    for number, between in enumerate(betweens[: len(parts) - 1]):
        parts.insert(2 * number + 1, unfilled(between, language))
    return "".join(parts) if language != "zh" else _spaced(parts)


def _filled(template: str, facts: Mapping[str, object], language: Language) -> str:
    told = {name: said(fact, language) for name, fact in facts.items()}
    if language != "zh":
        return template.format_map(told)
    parts = ((literal, told[name] if name is not None else "") for literal, name, _, _ in Formatter().parse(template))
    return _spaced(part for pair in parts for part in pair)


def _spaced(parts: Iterable[str]) -> str:
    """Chinese parts put together: a blank stands between Chinese and what is not, as it does inside of them; code in
    backticks stays as it is."""
    text = ""
    for part in parts:
        seam = text[-1:], part[:1]
        text += f" {part}" if all(seam) and _is_seam(*seam) and text.count("`") % 2 == 0 else part
    return text


def _is_seam(before: str, after: str) -> bool:
    return (_is_chinese(before) and _is_foreign(after)) or (_is_foreign(before) and _is_chinese(after))


def _is_chinese(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _is_foreign(letter: str) -> bool:
    return letter in "`@%" or (letter.isascii() and letter.isalnum())
