"""The phrase tables agree with one another; numbers, dates and lines of a calendar are written as the language does."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from servdsl.backends.diagrams.drawing.captions import captions
from servdsl.wording import LANGUAGES, calendar_lines, length_text, money_text
from servdsl.wording.numbers import date_text, number, percent
from servdsl.wording.tables import Phrases, phrases
from servdsl.wording.voice import lowered, plain
from tests.wording.sample import NIGHTS, OFFICE, PLANT, business_hours, hours, sample


def blanks(table: Phrases) -> Iterator[tuple[str, frozenset[str]]]:
    """Each phrase's key with the names of its blanks (but the verb, which Chinese does not bend); a list counts its
    entries."""
    for section, rows in table.table.items():
        for key, phrase in rows.items():
            texts = list(phrase.values()) if isinstance(phrase, dict) else [phrase]
            parsed = (part for text in texts if isinstance(text, str) for part in string.Formatter().parse(text))
            size = {str(len(phrase))} if isinstance(phrase, list) else set()
            yield f"{section}.{key}", frozenset({name for _, name, _, _ in parsed if name and name != "be"} | size)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("load", [phrases, captions])
def test_every_language_has_the_same_phrases_with_the_same_blanks(
    language: str, load: Callable[[str], Phrases]
) -> None:
    own = {key: names for key, names in blanks(load(language)) if not key.startswith("currency.")}
    english = {key: names for key, names in blanks(load("en")) if not key.startswith("currency.")}
    assert own == english


@pytest.mark.parametrize(
    ("value", "en", "es"),
    [
        ("0", "0", "0"),
        ("1200", "1,200", "1\u00a0200"),
        ("-1234567.50", "−1,234,567.5", "−1\u00a0234\u00a0567,5"),
        ("1E+3", "1,000", "1\u00a0000"),
        ("0.1234567890123456789012345678901", "0.1234567890123456789012345678901", "0,1234567890123456789012345678901"),
    ],
)
def test_numbers_are_exact_and_grouped(value: str, en: str, es: str) -> None:
    assert [number(phrases(language), Decimal(value)) for language in ("en", "es")] == [en, es]


def test_percent_shifts_the_point() -> None:
    assert [percent(phrases("en"), Decimal(share)) for share in ("1", "0.05", "0.0125")] == ["100%", "5%", "1.25%"]


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        ("1200", "EUR", "es", "1\u00a0200,00\u00a0EUR"),
        ("3000", "CNY", "zh", "3,000.00元"),
        ("1200", "JPY", "en", "1,200 JPY"),
        ("1.5", "KWD", "en", "1.500 KWD"),
        ("0.125", "EUR", "en", "0.125 EUR"),
    ],
)
def test_money_has_the_places_of_its_currency_or_more(amount: str, currency: str, language: str, text: str) -> None:
    assert money_text(Decimal(amount), currency, language) == text


def test_hours_stay_hours_and_days_are_never_made_of_them() -> None:
    contract = sample()
    assert length_text(contract, hours("24"), "en") == "24 hours"
    assert length_text(contract, hours("0.5"), "es") == "30 minutos"
    assert length_text(contract, business_hours("1", "office"), "es") == "1 hora hábil (Horario de oficina)"


def test_dates() -> None:
    day = date(2026, 3, 9)
    assert [date_text(phrases(language), day) for language in LANGUAGES] == [
        "9 March 2026",
        "9 de marzo de 2026",
        "2026年3月9日",
    ]


def test_a_calendar_in_lines() -> None:
    contract = sample()
    assert calendar_lines(contract, OFFICE, "es") == (
        "lunes a viernes 09:00–14:00, 16:00–19:00",
        "sin servicio en los festivos de MX",
        "sin servicio cada año: del 28 de diciembre al 2 de enero (Turn of the year)",
        "con servicio: 10 de octubre de 2026 09:00–13:00",
    )
    assert calendar_lines(contract, NIGHTS, "en") == ("Monday, Friday 18:00–08:00 (+1)",)
    assert calendar_lines(contract, NIGHTS, "zh") == ("星期一、星期五18:00–次日08:00",)
    assert calendar_lines(contract, PLANT, "en") == ("Sunday 22:00 to Friday 20:00 without a break",)


def test_labels_come_as_one_harmless_line() -> None:
    assert plain("two\nlines\tand \u202eturned\u202c\x00 \u00a0kept") == "two lines and turned \u00a0kept"
    assert [lowered(text) for text in ("Visit", "BOM", "iPhone", "A tier", "")] == [
        "visit",
        "BOM",
        "iPhone",
        "A tier",
        "",
    ]
