"""The grammar itself: no conflict, no collision, nothing that no construct uses, and names that look like keywords."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lark import Lark

from servdsl.source import Source
from servdsl.syntax import grammar as loader
from servdsl.syntax import parse
from servdsl.syntax.builder import Builder
from servdsl.syntax.shapes import SHAPES
from tests.syntax.support import SAMPLES, good, parsed

KITCHEN_SINK, SHARED = (next(path for path in SAMPLES if path.stem == stem) for stem in ("kitchen-sink", "shared"))


def test_no_conflict_and_no_collision() -> None:
    Lark(loader.grammar_text(), strict=True, **loader.OPTIONS)


def test_every_rule_is_built_into_a_node_by_a_method_of_its_own() -> None:
    tables = loader.grammar().tables
    passing = {rule.origin.name for rule in tables.rules if rule.options.expand1}
    names = {rule.alias or rule.options.template_source or rule.origin.name for rule in tables.rules}
    built = {name for name in names if not name.startswith("_") and name not in passing}
    assert not [name for name in sorted(built) if not hasattr(Builder, name)]


def test_every_rule_is_shown_by_the_kitchen_sink() -> None:
    used: set[str] = set()

    class Watching(Builder):
        def __getattribute__(self, name: str) -> Any:
            found = super().__getattribute__(name)
            if not name.islower() or name.startswith("_") or not callable(found):
                return found

            def noting(children: list[Any]) -> Any:
                used.add(name)
                return found(children)

            return noting if name in rules else found

    plain = Lark(loader.grammar_text(), **loader.OPTIONS)
    rules = {rule.alias or rule.options.template_source or rule.origin.name for rule in plain.rules}
    rules = {rule for rule in rules if not rule.startswith("_")}
    watching = Watching()
    lark = Lark(loader.grammar_text(), transformer=watching, **loader.OPTIONS)
    for path in (KITCHEN_SINK, SHARED):
        lark.parse(path.read_text(encoding="utf-8"))
    passing = {rule.origin.name for rule in plain.rules if rule.options.expand1}
    assert sorted(rules - used - passing) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_have_no_mistake(path: Path) -> None:
    file, found = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert found == []
    assert len(file.items) > (3 if path == SHARED else 30)


@pytest.mark.parametrize(
    "text",
    [
        "fact year whole\nfact labor yes or no\nfact price yes or no\n",
        "define level is price + year\n",
        "service tier, tiers\nservice covers\nunit hour, minutes\n",
        "tier base { covers covers, price when year > 2 and not level }\n",
        "tier base { repair uses 1 visit when service is price }\n",
        "calendar calendar { zone of zone }\n",
        "window window from from to to\nstate state from from to to\n",
        'example "x" { given tier tier, addon addon, price 3, level yes }\n',
        "fact allow { allow, deny }\ntier allow {\n excludes allow allow\n allow within 4 hours\n}\n",
        "fact 严重程度 { 高, 低 }\ndefine año is 1\nfact ж yes or no\n",
    ],
)
def test_a_word_with_a_keywords_spelling_is_a_name_where_no_keyword_fits(text: str) -> None:
    good(text)


def test_names_are_compared_in_one_form() -> None:
    composed, decomposed = good("fact caf\u00e9 yes or no\n"), good("fact cafe\u0301 yes or no\n")
    assert composed == decomposed


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind in SHAPES for line in SHAPES[kind].values()])
def test_every_line_that_a_message_holds_up_can_be_read(kind: str, line: str) -> None:
    around: dict[str, Callable[[str], str]] = {
        "item": lambda text: text,
        "header": lambda text: f"contract a {{\n{text}\n}}\n",
        "calendar": lambda text: f"calendar a {{\n{text}\n}}\n",
        "choice": lambda text: f"fact a {{\n{text}\n}}\n",
        "clause": lambda text: f"tier a {{\n{text}\n}}\n",
        "matrix": lambda text: f"tiers {{\n{text}\n}}\n" if "|" in text else f"addons {{\n{text}\n| | a |\n}}\n",
        "row": lambda text: f"define a by b {{\n{text}\n}}\n",
        "case": lambda text: f"tier a {{\nlasts {{\n{text}\n}}\n}}\n",
        "example": lambda text: f'example "a" {{\n{text}\n}}\n',
        "shared": lambda text: f'shared "a" {{\n{text}\n}}\n',
    }
    rest = "\n| | a |\n}" if line in ("tiers {", "addons {", "windows by severity {") else "\n}"
    whole = line + (rest if line.endswith("{") else "")
    assert parsed(around[kind](whole))[1] == []


def test_the_packaged_grammar_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "servdsl"
    (package / "syntax").mkdir(parents=True)
    (tmp_path / "grammar").mkdir()
    (tmp_path / "grammar" / "plan.lark").write_text("beside", encoding="utf-8")
    monkeypatch.setattr(loader, "__file__", str(package / "syntax" / "grammar.py"))
    assert loader.grammar_text() == "beside"
    (package / "_grammar").mkdir()
    (package / "_grammar" / "plan.lark").write_text("packaged", encoding="utf-8")
    assert loader.grammar_text() == "packaged"


def test_kept_tables_that_are_broken_are_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    text = 'start: "a"\n'
    loader._tables(text, Builder())
    (kept,) = (tmp_path / "servdsl").iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert [rule.origin.name for rule in loader._tables(text, Builder()).rules] == ["start"]
    assert kept.stat().st_size > 100
