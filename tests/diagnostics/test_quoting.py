"""Messages about a file with Spanish or Chinese keywords quote those, whatever language the message itself is in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.diagnostics import Code, Diagnostic, catalogue
from servdsl.messages import LANGUAGES
from servdsl.source import Source
from servdsl.syntax.keywords import rows, tongue
from servdsl.syntax.translating import translated

ENGLISH = {word for row in rows() for word in row.english}
"""Each word of each English keyword."""
SPELT = {tag: {word for row in rows() for text in row.spellings[tag] for word in text.split()} for tag in ("es", "zh")}
NAMES = {"tier", "service"}
"""Built-in names that are spelt like keywords."""

HEAD = """contrato acme "Acme" {
  idioma es
  moneda EUR
  zona horaria Europe/Madrid
  vigente desde 2026-01-01 hasta 2026-12-31
}
servicio soporte "Soporte"
plazo respuesta "Respuesta" desde opened hasta responded
"""


def about(text: str) -> list[Diagnostic]:
    return list(pipeline.check_text(Source("case.plan", text), Path("case.plan")).diagnostics)


def quoted(found: Diagnostic) -> set[str]:
    """The words in backticks, in all languages of messages, without the texts in quotation marks."""
    said = "\n".join(
        "\n".join((found.message_in(tag), found.help_in(tag), *(note.text_in(tag) for note in found.notes)))
        for tag in LANGUAGES
    )
    codes = re.findall(r"`([^`\n]+)`", said)
    return {
        word for code in codes if code not in NAMES for word in re.findall(r"[^\W\d]\w+", re.sub(r'"[^"]*"', "", code))
    }


@pytest.mark.parametrize("language", ["es", "zh"])
@pytest.mark.parametrize("row", catalogue().values(), ids=lambda row: row.code)
def test_no_english_keyword_is_quoted(row: Code, language: str) -> None:
    text, _ = translated(Source("case.plan", row.before), language)
    if tongue(language).say("contract") not in text:
        return  # a text that cannot be read is not translated, and stays in English
    own = set(re.findall(r"\w+", text)) | SPELT[language]
    for found in about(text):
        assert not quoted(found) & ENGLISH - own, (found.code, found.message, found.help)


def test_the_way_out_can_be_written_as_it_stands() -> None:
    (found,) = [
        d
        for d in about(HEAD + "plan base {\n  precio gratis\n  respuesta en un plazo de 2 días\n}\n")
        if d.severity == "error"
    ]
    assert found.code == "SD309"
    assert "`2 días hábiles`" in found.help_in("es")
    assert "`2 días hábiles`" in found.help


def test_a_name_that_is_spelt_like_an_english_keyword_stays() -> None:
    found = about(HEAD + "dato month sí o no\nplan base { precio gratis }\n")
    assert "the fact `month` is never used" in [d.message for d in found]


@pytest.mark.parametrize("written", ["35 por ciento", "35 percent", "35 per cent"])
def test_a_percentage_in_words_is_mended_before_whatever_follows(written: str) -> None:
    (found,) = about(HEAD + f"plan base {{\n  cubre soporte\n  precio {written} de 100 EUR por mes\n}}\n")
    assert (found.code, found.help_in("es")) == ("SD135", "escriba `35%`")
    assert [(edit.span.column, edit.span.end_column, edit.text) for edit in found.fix] == [
        (10, 10 + len(written), "35%")
    ]


def test_what_lacks_a_time_of_day_is_named_in_the_readers_language() -> None:
    example = 'ejemplo "Uno" {\n  dado plan base\n  evento 2026-03-02 responded\n}\n'
    (found,) = (one for one in about(HEAD + "plan base { precio gratis }\n" + example) if one.code == "SD614")
    assert found.message_in("es") == "un suceso necesita una hora del día"
    assert found.message_in("zh") == "事件需要写明时刻"


def test_notes_quote_the_keywords_of_the_file_too() -> None:
    rule = "{\n  respuesta en un plazo de 2 horas cuando vip\n  respuesta en un plazo de 8 horas\n}\n"
    base = "plan base {\n  precio gratis\n  respuesta en un plazo de 4 horas\n}\n"
    (found,) = (
        one for one in about(HEAD + f"dato vip sí o no\npara todos los planes {rule}{base}") if one.code == "SD407"
    )
    assert [note.text_in("es") for note in found.notes] == ["la excepción en `todos los planes`"]
    assert [note.text_in("en") for note in found.notes] == ["the exception in `todos los planes`"]
