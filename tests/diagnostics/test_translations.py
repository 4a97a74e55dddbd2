"""The sentences of the compiler in Spanish and Chinese: the same facts, the same code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from string import Formatter

import pytest

from servdsl.messages import all_of, any_of, chosen, listed, say, several
from servdsl.messages.catalogues import catalogue
from tests.diagnostics.collect import LOCALES, read


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def code(text: str) -> Counter[str]:
    """The stretches in backticks that have no placeholder: they are words of the language or of the terminal."""
    return Counter(one for one in re.findall(r"`([^`]+)`", text) if not placeholders(one))


def forms(string: str | Iterable[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_left_to_guess(language: str) -> None:
    assert not [one.id for one in read(language) if one.id and one.fuzzy]


@pytest.mark.parametrize("language", LOCALES)
def test_a_translation_has_the_facts_and_the_code_of_its_sentence(language: str) -> None:
    for one in read(language):
        english = forms(one.id)[-1] if one.id else ""
        for form in filter(None, forms(one.string) if one.id else ()):
            assert placeholders(form) == placeholders(english), one.id
            assert not code(english) - code(form), one.id
            assert form.count("`") % 2 == 0, one.id


@pytest.mark.parametrize("language", LOCALES)
def test_our_reader_reads_what_babel_reads(language: str) -> None:
    ours = catalogue(language)
    for one in read(language):
        if isinstance(one.id, str) and one.id and one.string:
            assert ours.gettext(one.id) == one.string
        if isinstance(one.id, tuple) and all(one.string):
            assert [ours.ngettext(*one.id, n) for n in (1, 2)] == [one.string[0], one.string[-1]]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "pt_PT.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "es_MX.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "es_MX.UTF-8", "LC_MESSAGES": "zh_CN", "LC_ALL": "C"}, "en"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": ""}, "es"),
        ({"LANG": "C", "LANGUAGE": "pt:es:zh"}, "es"),
    ],
)
def test_the_environment_chooses_as_gettext_does(environment: dict[str, str], language: str) -> None:
    assert chosen(environment) == language


def test_a_text_is_said_in_english_with_its_facts_until_it_is_translated() -> None:
    text = say("{what} of nothing that is translated", what=listed(("`a`", "`b`")))
    assert str(text) == "`a`, `b` of nothing that is translated"
    assert text.said("es") == "`a`, `b` of nothing that is translated"


def test_series_and_numbers() -> None:
    assert str(any_of("abc")) == "a or b or c"
    assert str(all_of(("one", "two"))) == "one and two"
    assert str(all_of(("one",))) == "one"
    assert str(listed(())) == ""
    assert [str(several("{number} error", "{number} errors", n)) for n in (0, 1, 2)] == [
        "0 errors",
        "1 error",
        "2 errors",
    ]
