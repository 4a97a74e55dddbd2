"""What the compiler says, in the language of who reads it: English, Spanish, mainland Chinese.

Floor 0. A sentence is a record of its English template and of the facts that fill it; the template is the key of its
translations (gettext). So a finding is made once, compared and sorted by its English text, and said in any language:

    say("the exception in `{layer}`", layer="gold").said("es")   →   la excepción en `gold`

The translations stand in `locale/LANGUAGE/LC_MESSAGES/servdsl.po` and are read as they are. What is not translated is
said in English. `python -m tests.diagnostics.collect` brings new sentences into the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from servdsl.messages.catalogues import catalogue

Language = Literal["en", "es", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where gettext looks for the reader's language, in this order; the first that is set decides."""


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a part of one. `facts` fill `template`, and `many` in its place where `number` is not 1; facts that are
    texts themselves are said in the same language. As `str`: in English."""

    template: str
    facts: tuple[tuple[str, object], ...] = ()
    many: str = ""
    number: int = 1

    def said(self, language: Language) -> str:
        """The text in a language."""
        found = catalogue(language)
        template = found.ngettext(self.template, self.many, self.number) if self.many else found.gettext(self.template)
        return _filled(template, dict(self.facts), language)

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True, slots=True)
class Series:
    """Names or texts one after the other, the last joined by a word: `a, b or c`. As `str`: in English."""

    items: tuple[object, ...]
    comma: Text
    last: Text

    def said(self, language: Language) -> str:
        """The series in a language."""
        *most, end = [said(item, language) for item in self.items] or [""]
        return self.last.said(language).join([self.comma.said(language).join(most), end]) if most else end

    def __str__(self) -> str:
        return self.said("en")


Words = Text | Series | str
"""What can be said. A `str` is said as it is, in every language."""


def say(template: str, /, **facts: object) -> Text:
    """A text to be said later. The template is written out at the call, where the collector of sentences finds it."""
    return Text(template, tuple(facts.items()))


def several(one: str, many: str, number: int, /, **facts: object) -> Text:
    """A text about a number of things, `{number}` in both templates."""
    return Text(one, (("number", number), *facts.items()), many, number)


COMMA: Final = say(", ")
"""Between the items of a list."""


def listed(items: Iterable[object]) -> Series:
    """`a, b, c`."""
    return Series(tuple(items), COMMA, COMMA)


def any_of(items: Iterable[object]) -> Series:
    """`a or b or c`."""
    return Series(tuple(items), say(" or "), say(" or "))


def all_of(items: Iterable[object]) -> Series:
    """`a and b and c`."""
    return Series(tuple(items), say(" and "), say(" and "))


def later(template: str) -> str:
    """Marks a sentence of a table for the collector; `say` or `unfilled` says it where it is needed."""
    return template


def said(thing: object, language: Language) -> str:
    """A text in a language; anything else as it is written."""
    return thing.said(language) if isinstance(thing, Text | Series) else str(thing)


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


def _filled(template: str, facts: Mapping[str, object], language: Language) -> str:
    return template.format_map({name: _plain(fact, language) for name, fact in facts.items()})


def _plain(fact: object, language: Language) -> object:
    return fact.said(language) if isinstance(fact, Text | Series) else fact
