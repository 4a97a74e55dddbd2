"""Every sentence of the compiler in Spanish and Chinese: complete, with the same facts and the same code."""

from __future__ import annotations

import ast
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest
from click.testing import CliRunner

from servdsl import pipeline
from servdsl.cli import main
from servdsl.diagnostics import catalogue as codes
from servdsl.messages import all_of, any_of, chosen, listed, said, say, several
from servdsl.messages.catalogues import catalogue
from servdsl.source import Source
from tests.diagnostics.collect import LOCALES, ROOT, missing, place, read, updated

COLLECT = "run `python -m tests.diagnostics.collect`, and translate what it prints in the .po files"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def code(text: str) -> Counter[str]:
    """The stretches in backticks that have no placeholder: they are words of the language or of the terminal."""
    return Counter(one for one in re.findall(r"`([^`]+)`", text) if not placeholders(one))


def forms(string: str | Iterable[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


@pytest.mark.parametrize("language", LOCALES)
def test_the_catalogue_holds_what_is_said_and_nothing_else(language: str) -> None:
    assert place(language).read_text(encoding="utf-8") == updated(language), COLLECT


@pytest.mark.parametrize("language", LOCALES)
def test_every_sentence_is_translated(language: str) -> None:
    assert missing(language) == [], COLLECT


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


# ── What is printed ─────────────────────────────────────────────────────────────────────────────────────────────────

ENGLISH = re.compile(r"[a-z]{3,}")
"""What is left of English once code and quotations are gone. Small letters: PT, EUR and UTF are of no language."""


REPORTING = {"report", "unknown", "finding", "Diagnostic"}


def unquoted(text: str) -> str:
    return re.sub(r'`[^`]*`|"[^"]*"|[“‘][^”’]*[”’]|U\+[0-9A-F]{4} [a-z -]*', "", text)


def english(node: ast.expr) -> bool:
    """Whether a text stands in the program as it is, with words that are not in backticks."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(str(one.value) if isinstance(one, ast.Constant) else "x" for one in parts)
    known = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
    return known and " " in unquoted(text).strip() and ENGLISH.search(unquoted(text)) is not None


def test_facts_and_notes_of_findings_are_put_together_with_say() -> None:
    left = []
    for file in sorted((ROOT / "servdsl").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                texts = [one.value for one in node.keywords] if called in REPORTING else []
                texts += node.args[1:] if called == "Note" else []
                left += [f"{file.name}:{one.lineno}" for one in texts if english(one)]
    assert left == [], "compose these with servdsl.messages.say"


def test_no_english_is_left_in_what_is_said_of_a_mistake() -> None:
    """Of each code's own example; words that were put together without `say` would stay English."""
    left = set()
    for one in codes().values():
        for found in (
            pipeline.check_text(Source("x.plan", one.before), Path("x.plan")).diagnostics if one.before else ()
        ):
            told = (found.message_in("zh"), found.help_in("zh"), *(said(note.text, "zh") for note in found.notes))
            left |= {(found.code, text) for text in told if ENGLISH.search(unquoted(text))}
    assert left == set(), "compose these with servdsl.messages.say"


BROKEN = """\
contract acme {
  language en
  zone UTC
  in force from 2026-01-01
}
fact severity { s1, s2 }
window respond from opened to responded
tier basic {
  respond within 1 hour when severity is s1
}
"""


def checked(tmp_path: Path, *arguments: str, environment: dict[str, str] | None = None) -> str:
    (tmp_path / "acme.plan").write_text(BROKEN, encoding="utf-8")
    result = CliRunner().invoke(main, [*arguments, str(tmp_path / "acme.plan")], env=environment)
    assert result.exit_code == 1
    return result.output


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "error SD404: `respond` is left open in `basic` where severity is s2",
                "  help: add a case for these facts, or one that says `otherwise`; a promise that is not given says so: "
                "`no promise`",
                "1 error",
            ),
        ),
        (
            "es",
            (
                "error SD404: `respond` queda sin decidir en `basic` cuando `severity is s2`",
                "  ayuda: añada un caso para estos hechos, o uno que diga `otherwise`; una promesa que no se hace lo dice: "
                "`no promise`",
                "1 error",
            ),
        ),
        (
            "zh",
            (
                "错误 SD404: `basic` 没有规定 `respond`（当 `severity is s2` 时）",
                "  解决办法：请为这些事实补一种情形，或写 `otherwise`；不作承诺的，请写 `no promise`",
                "1 个错误",
            ),
        ),
    ],
)
def test_a_finding_in_each_language(language: str, lines: tuple[str, ...], tmp_path: Path) -> None:
    for printed in (
        checked(tmp_path, "--lang", language, "check"),
        checked(tmp_path, "check", "--lang", language),
        checked(tmp_path, "check", environment={"LANG": language}),
    ):
        for line in lines:
            assert line in printed


def test_formats_for_programs_differ_in_their_sentences_alone(tmp_path: Path) -> None:
    english, chinese = (
        json.loads(checked(tmp_path, "check", "--format", "json", "--lang", one)) for one in ("en", "zh")
    )
    assert chinese[0]["message"] == "`basic` 没有规定 `respond`（当 `severity is s2` 时）"
    sentences = {"message", "help", "notes"}
    assert [{k: v for k, v in one.items() if k not in sentences} for one in english] == [
        {k: v for k, v in one.items() if k not in sentences} for one in chinese
    ]
    sarif = json.loads(checked(tmp_path, "check", "--format", "sarif", "--lang", "es"))["runs"][0]
    assert sarif["language"] == "es"
    assert sarif["results"][0]["ruleId"] == "SD404"
    assert sarif["results"][0]["message"]["text"].startswith("`respond` queda sin decidir en `basic`")


def test_explain_and_a_wrong_call_speak_the_language_too(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["explain", "SD223", "--lang", "es"])
    assert "`conflicts with` enumera ofertas que no se pueden tener junto con" in told.output
    wrong = CliRunner().invoke(main, ["check", str(tmp_path / "none.plan"), "--lang", "zh"])
    assert wrong.exit_code == 2
    assert "没有文件或文件夹" in wrong.output


def test_a_text_survives_a_pickle_and_stays_plain_english() -> None:
    text = say("{what} says this", what=any_of(("`a`", "`b`")))
    again = pickle.loads(pickle.dumps(text))
    assert again == "`a` or `b` says this"
    assert said(again, "zh") == "`a` 或 `b` 这样规定"


def test_chinese_has_a_blank_between_itself_and_what_is_not_chinese() -> None:
    assert said(say("{what} says this", what=say("the quota of `{thing}`", thing="x")), "zh") == "`x` 的额度这样规定"
    assert said(say("{number} more", number=2), "zh") == "2 more"  # not in the catalogue
    assert said(say("`{name}` says this", name="响应"), "zh") == "`响应` 这样规定"
