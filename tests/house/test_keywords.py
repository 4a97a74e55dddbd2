"""Keywords in other languages, from the outside: the page, the commands, and whole contracts that build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servdsl import embedding, pipeline
from servdsl.cli import main
from servdsl.source import Source
from servdsl.syntax import translated
from servdsl.syntax.keywords import language_of

ROOT = Path(__file__).parents[2]
LANGUAGE = (ROOT / "docs/language.md").read_text(encoding="utf-8")
CONTRACTS = [
    text for text in re.findall(r"```text\n(.*?)```", LANGUAGE, re.DOTALL) if text.startswith(("contrato", "合同"))
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_committed_page_is_up_to_date() -> None:
    """If not: servdsl explain --keywords --format markdown > docs/keywords.md"""
    page = (ROOT / "docs/keywords.md").read_text(encoding="utf-8")
    assert page == run("explain", "--keywords", "--format", "markdown").output


def test_the_listing_has_a_phrase_on_each_line() -> None:
    lines = run("explain", "--keywords").output.splitlines()
    assert re.split(r" {2,}", lines[0]) == ["English", "Spanish", "Chinese"]
    assert ["at the same time", "a la misma hora", "同一时刻"] in [re.split(r" {2,}", line) for line in lines]
    assert run("explain", "--keywords", "SD201").exit_code == 2


@pytest.mark.parametrize("text", CONTRACTS, ids=[language_of(text) for text in CONTRACTS])
def test_the_contracts_of_the_reference_build_and_hold(text: str) -> None:
    checked = pipeline.check_text(Source("acme.plan", text), Path("acme.plan"))
    assert [(d.code, d.span.line, d.message) for d in checked.diagnostics if d.severity != "hint"] == []
    assert checked.contract is not None
    outcome = embedding.outcome(checked.contract)
    assert (outcome.failures, outcome.passed) == ((), 1)


def test_there_is_one_in_each_language() -> None:
    assert [language_of(text) for text in CONTRACTS] == ["es", "zh"]


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_a_new_contract_in_each_language_has_no_error(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "acme", "--keywords", language).exit_code == 0
    text = Path("acme.plan").read_text(encoding="utf-8")
    assert language_of(text) == language
    checked = run("check", "acme.plan")
    assert (checked.exit_code, "error" in checked.output) == (0, False), checked.output


def test_a_new_contract_is_not_named_like_a_keyword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`contract` begins the head of a file and names nothing there; a name of the starter's own is free in all languages."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "contrato", "--keywords", "es").exit_code == 0
    assert run("check", "contrato.plan").exit_code == 0


@pytest.mark.parametrize("language", ["es", "zh"])
def test_a_comparison_finds_no_difference_between_languages(language: str, tmp_path: Path) -> None:
    old, new = ROOT / "servdsl/cli/starter.plan", tmp_path / "new.plan"
    text, mistaken = translated(Source("new.plan", old.read_text(encoding="utf-8")), language)
    assert (language_of(text), mistaken) == (language, [])
    new.write_text(text, encoding="utf-8")
    assert run("diff", str(old), str(new)).output.strip().endswith("new.plan: the same meaning")


@pytest.mark.parametrize(("head", "use"), [('contrato c "C"', "usa"), ('合同 c "C"', "引用")])
def test_a_contract_may_use_a_file_with_keywords_of_another_language(head: str, use: str, tmp_path: Path) -> None:
    (tmp_path / "shared.plan").write_text('shared "S"\nservice repair "Repair"\n', encoding="utf-8")
    words = {"contrato": ("idioma", "moneda", "zona horaria", "vigente desde", "plan", "precio gratis", "cubre")}
    words["合同"] = ("语言", "币种", "时区", "有效期自", "方案", "价格 免费", "涵盖")
    language, currency, zone, in_force, tier, price, covers = words[head.split()[0]]
    text = (
        f"{head} {{\n  {language} en\n  {currency} EUR\n  {zone} Europe/Madrid\n  {in_force} 2026-01-01\n}}\n"
        f'{use} "shared.plan"\n{tier} base "Base" {{\n  {price}\n  {covers} repair\n}}\n'
    )
    checked = pipeline.check_text(Source("c.plan", text), tmp_path / "c.plan")
    assert [d.message for d in checked.diagnostics if d.severity == "error"] == []
    assert checked.contract is not None
    assert "Repair is covered in full." in checked.contract.model_dump_json()
