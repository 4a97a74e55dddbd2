"""Keywords in Spanish and Chinese: the table is complete, no sentence is read otherwise, and the tree is the same."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from servdsl.cli import main
from servdsl.source import Source
from servdsl.syntax import format, parse, translated
from servdsl.syntax.builder.parts import UNITS
from servdsl.syntax.grammar import grammar
from servdsl.syntax.keywords import HEADS, LANGUAGES, composed, language_of, rows, tongue
from servdsl.syntax.parse import read_all
from servdsl.syntax.parser import Reading
from servdsl.syntax.speaking import Word, spoken
from tests.syntax.sentences import at_random, every_way, shortest, text_of, ways
from tests.syntax.support import SAMPLES, parsed

ROOT = Path(__file__).parents[2]
PLANS = [*sorted((ROOT / "contracts").glob("*.plan")), *sorted((ROOT / "servdsl" / "std").glob("*.plan")), *SAMPLES]
PLANS += sorted((ROOT / "tests" / "cases" / "good").glob("*/input.plan"))
OTHERS = [language for language in LANGUAGES if language != "en"]

LONG = 20_000
"""Characters above which a text is not laid out once more."""

TOLD_APART = {
    "es": {
        "de": {"of", "by"}, "durante": {"during", "for"}, "en": {"in", "on"}, "hasta": {"to", "until"},
        "no": {"no", "not"}, "si": {"when", "yes"},
    },
    "zh": {
        "每": {"every", "per"}, "是": {"is", "yes"}, "已达成": {"is met", "met"}, "已违约": {"is breached", "breached"},
    },
}  # fmt: skip
"""What is spelt alike and stands for different words, which the grammar tells apart by their place."""


def words(reading: Reading) -> list[str]:
    """The tokens of a text without the ends of lines, keywords in English."""
    return [str(token) for token in reading.record if token.type != "_NL"]


def read(text: str) -> Reading:
    return read_all(Source("x.plan", text))[0]


def printed(reading: Reading, language: str) -> str:
    """A text in another language, laid out in no way; a keyword that has no translation is named."""
    said = spoken(reading.record, reading.rules or {}, tongue(language), grammar())
    for before, token in zip([None, *said], said, strict=False):
        keyword = grammar().keywords.get(token) == token.type or token.type in grammar().conditional
        if not isinstance(token, Word) and keyword:
            raise AssertionError(f"`{before} {token}` has no row in servdsl/syntax/keywords.toml: {reading.text}")
    return " ".join("\n" if t.type == "_NL" else t.printed if isinstance(t, Word) else str(t) for t in said)


# ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_keyword_of_the_grammar_has_a_translation() -> None:
    told = {word for row in rows() for word in row.english}
    missing = sorted((grammar().keywords.keys() | set(grammar().conditional.values())) - told)
    assert not missing, f"add these words to servdsl/syntax/keywords.toml, alone or within a phrase: {missing}"


def test_every_word_of_the_table_is_a_keyword_of_the_grammar() -> None:
    assert {word for row in rows() for word in row.english} <= grammar().keywords.keys() | set(
        grammar().conditional.values()
    )


def test_a_rule_of_the_table_is_one_of_the_grammar() -> None:
    names = {rule.alias or rule.origin.name for rule in grammar().tables.rules}
    assert {row.rule for row in rows() if row.rule is not None} <= names


@pytest.mark.parametrize("language", OTHERS)
def test_a_spelling_is_made_of_words_that_the_lexer_knows_and_is_composed(language: str) -> None:
    for row in rows():
        for spelling in row.spellings[language]:
            assert spelling == composed(spelling) == " ".join(spelling.split())
            assert all(part.replace("-", "_").isidentifier() for part in spelling.split()), spelling


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_spelt_alike_is_known_to_be_told_apart(language: str) -> None:
    """Beside those, only the two numbers of a word are spelt alike."""
    meanings: dict[str, set[str]] = {}
    for row in rows():
        for spelling in row.spellings[language]:
            meanings.setdefault(spelling, set()).add(" ".join(row.english))
    alike = {spelling: some for spelling, some in meanings.items() if len({one.removesuffix("s") for one in some}) > 1}
    assert alike == TOLD_APART[language]


def test_the_heads_of_files_differ() -> None:
    heads = [tongue(language).say(head) for language in LANGUAGES for head in HEADS]
    assert len(set(heads)) == len(heads)


# ── Every sentence ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", OTHERS)
def test_every_way_of_every_rule_is_read_as_it_is_printed(language: str) -> None:
    for terminals in every_way():
        _same(terminals, language)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("seed", range(6))
def test_sentences_made_at_random_are_read_as_they_are_printed(seed: int, language: str) -> None:
    random = Random(seed)
    for _ in range(3):
        body = [terminal for _ in range(8) for terminal in (*at_random(random, "item"), "_NL")]
        _same((*shortest()["contract"], "_NL", *body), language)


def _same(terminals: tuple[str, ...], language: str) -> None:
    text = text_of(terminals, grammar())
    reading = read(text if text.lstrip().startswith(HEADS) else f'shared "x"\n{text}')
    said = words(reading)
    assert len(said) >= len([one for one in terminals if one != "_NL"]), text
    other = printed(reading, language)
    # Chinese does not write the number of a word: `2 second`, which nobody writes, comes back as `2 seconds`.
    numbers = UNITS if language == "zh" else {}
    assert [numbers.get(word, word) for word in words(read(other))] == [numbers.get(word, word) for word in said], other


def test_every_rule_is_reached() -> None:
    assert set(ways()) == set(shortest())


# ── Whole files ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_there_and_back_gives_the_same_text_and_the_same_tree(path: Path) -> None:
    text = format(Source("x.plan", path.read_text(encoding="utf-8")))
    tree, before = parse(Source("x.plan", text))
    assert not before
    on_the_way = text
    own = language_of(text)
    for language in (*(other for other in ("es", "zh", "en") if other != own), own):
        on_the_way, mistaken = translated(Source("x.plan", on_the_way), language)
        other, found = parse(Source("x.plan", on_the_way))
        assert not found
        assert not mistaken
        assert language_of(on_the_way) == language
        assert other == tree
        assert len(text) > LONG or format(Source("x.plan", on_the_way)) == on_the_way
    assert on_the_way == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('contract acme "Acme" {\n}\n', "en"),
        ('# comentario\n\ncontrato acme "Acme" {\n}\n', "es"),
        ('合同 acme "Acme" {\n}\n', "zh"),
        ('shared "x"\ndato a sí o no\n', "en"),
        ('servicio a\ncompartido "x"\n', "es"),
        ('共享 "x"\n', "zh"),
        ("tier base {\n  price free\n}\n", "en"),
        ("plan base {\n  precio gratis\n}\n", "es"),
        ("方案 base {\n  价格 免费\n}\n", "zh"),
        ("", "en"),
    ],
)
def test_the_head_says_the_language_or_most_of_the_lines(text: str, language: str) -> None:
    assert language_of(text) == language


def test_accents_may_be_left_out_or_written_apart_and_are_printed() -> None:
    text = 'compartido "x"\ncalendario c { miercoles 09:00-17:00 }\ncalendario d { sa\u0301bado 09:00-17:00 }\n'
    assert format(Source("x.plan", text)) == (
        'compartido "x"\ncalendario c { miércoles 09:00-17:00 }\ncalendario d { sábado 09:00-17:00 }\n'
    )


def test_the_code_of_a_language_is_no_keyword() -> None:
    file, found = parsed('compartido "x"\nservicio a "A" es "B"\ndefinir b es a\n')
    assert not found
    assert len(file.items) == 3


@pytest.mark.parametrize(
    ("condition", "english"),
    [
        ("no a", "not a"),
        ("no", "no"),
        ("a es no", "a is no"),
        ("a no es no", "a is not no"),
        ("a no es b", "a is not b"),
        ("(no) o no b", "(no) or not b"),
        ("a es no y no b", "a is no and not b"),
        ("a es si y b", "a is yes and b"),
        ("a está cumplido y b no está incumplido", "a is met and b is not breached"),
        ("a es met", "a is met"),
        ("a en b, c y d en 1 a 2", "a in b, c and d in 1 to 2"),
    ],
)
def test_no_is_told_from_not(condition: str, english: str) -> None:
    spanish, found = parsed(f'compartido "x"\ndefinir t cuando {condition}\n')
    assert not found
    assert spanish == parsed(f'shared "x"\ndefine t when {english}\n')[0]


@pytest.mark.parametrize("number", ["1", "1.0", "0", "2", "10", "1.5", "0.1"])
def test_the_number_of_a_unit_follows_from_the_figure(number: str) -> None:
    form = "hour" if number in ("1", "1.0") else "hours"
    text = f'shared "x"\nunit u of {number} business {form}\n'
    assert format(Source("x.plan", format(Source("x.plan", text), "zh")), "en") == text


# ── The command ────────────────────────────────────────────────────────────────────────────────────────────────────


def run(*arguments: str, text: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments), input=text)
    return result.exit_code, result.output


def test_the_formatter_writes_another_language() -> None:
    text = 'contract acme "Acme" {\n  language es\n}\nservice repair "Reparación"\n'
    spanish = 'contrato acme "Acme" {\n  idioma es\n}\nservicio repair "Reparación"\n'
    assert run("fmt", "--keywords", "es", "-", text=text) == (0, spanish)
    assert run("fmt", "--keywords", "en", "-", text=spanish) == (0, text)
    assert run("fmt", "-", text=spanish) == (0, spanish)


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ('contract a "A" {\n}\nwindow nivel from a to b\ntier t {\n  nivel within 2 hours\n}\n', "es", "5:3"),
        ('contract a "A" {\n}\nunit hora\ntier t {\n  price 5 EUR per hora\n}\n', "es", "5:19"),
        (
            'contrato a "A" {\n}\nplazo level desde a hasta b\nplan t {\n  level en un plazo de 2 horas\n}\n',
            "en",
            "5:3",
        ),
    ],
)
def test_a_name_that_would_be_a_keyword_is_named(text: str, language: str, place: str) -> None:
    _, ((only),) = translated(Source("x.plan", text), language)
    assert (only.code, f"{only.span.line}:{only.span.column}") == ("SD017", place)
    assert run("fmt", "--keywords", language, "-", text=text)[0] == 1
