"""The python back-end: what it emits runs anywhere, is typed, is the same every time, and holds no text of a contract as
code."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from servdsl import embedding
from servdsl.backends import python
from servdsl.backends.python.layout import Prose, assignment, call, sequence, statement
from servdsl.backends.python.literals import number, text
from servdsl.backends.python.names import Names, comment, safe
from servdsl.model import Contract
from servdsl.semantics import translate
from servdsl.source import Source
from servdsl.syntax import parse

ROOT = Path(__file__).parents[2]
CONTRACTS = sorted((ROOT / "contracts").glob("*.plan"))


def contract_of(plan: str, name: str = "test.plan") -> Contract:
    source = Source(name, plan)
    tree, syntax = parse(source)
    contract, meaning = translate(tree, source)
    errors = [one.message for one in (*syntax, *meaning) if one.severity == "error"]
    assert errors == []
    assert contract is not None
    return contract


def write(files: Mapping[str, str], folder: Path) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")


def run(code: str, *arguments: str) -> str:
    """The output of code in a python that sees neither this project nor anything installed."""
    command = [sys.executable, "-S", "-E", "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


SMALL = """
contract kiosk "Kiosk" {
  language en
  currency EUR
  zone Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
fact severity { high, low }
fact urgent yes or no
customer fact value "Value" money in EUR
customer fact installed date
define fee "Fee" is 1.5% of value
define age is whole years from installed to opened + 1
define rate by severity, age {
  | severity | 1 to 2 | > 2      |
  | high     | 5 EUR  | from fee |
  | low      | 0 EUR  | 0 EUR    |
}
service support
window respond from opened to responded
calendar office {
  monday to friday 09:00-13:00, 14:00-18:00
  closed 2026-12-24 "Eve"
}
for all tiers { attends during office }
tier base {
  covers support
  price 10 EUR per year
  respond within {
    2 business hours when severity is high
    1 hour when severity is high and urgent
    8 hours otherwise
  }
}
"""


@pytest.fixture(scope="module")
def small() -> Contract:
    return contract_of(SMALL)


@pytest.fixture(scope="module")
def module(small: Contract) -> Any:
    return embedding.load(small)


# ── What is emitted ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_files(small: Contract) -> None:
    files = python.emit(small)
    assert {"__init__.py", "kiosk/__init__.py", "kiosk/evaluator.py", "_runtime/__init__.py"} <= set(files)
    for path, content in files.items():
        ast.parse(content, path)


def test_the_runtime_lies_beside_verbatim(small: Contract) -> None:
    emitted = {path: content for path, content in python.emit(small).items() if path.startswith("_runtime/")}
    own = {f"_runtime/{file.name}": file.read_text() for file in (ROOT / "servdsl" / "runtime").glob("*.py")}
    assert emitted == own


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == python.COMPILER_VERSION


def test_a_case_that_implies_another_comes_first(small: Contract) -> None:
    evaluator = python.emit(small)["kiosk/evaluator.py"]
    body = evaluator[evaluator.index("def decide_base_promise_respond") :]
    assert body.index('severity == "high" and urgent') < body.index('severity == "high":')
    assert "def find_rate(severity: Severity, age: int) -> rt.Row | None:" in evaluator
    assert "return Fraction(15, 1000) * value" in evaluator


def test_two_cases_without_a_winner_meet_at_run_time() -> None:
    """Decision 7: undecided, with both clauses; `urgent` and `high` together decide nothing, each alone does."""
    contract = contract_of(SMALL.replace("1 hour when severity is high and urgent", "1 hour when urgent"))
    loaded = embedding.load(contract)
    told = {"tier": "base", "opened": "2026-03-06T10:00:00Z", "urgent": True}
    clash = loaded.evaluate(loaded.Facts.from_dict({**told, "severity": "high"})).to_dict()
    assert clash["windows"]["respond"]["state"] == "undecided"
    both = ["base.windows.respond.high", "base.windows.respond.urgent"]
    assert clash["problems"] == [f"{both[0]} and {both[1]}: both apply, and neither is more special"]
    assert [reason["clause"] for reason in clash["reasons"] if "respond" in reason["clause"]] == both
    plain = loaded.evaluate(loaded.Facts.from_dict({**told, "severity": "low"})).to_dict()
    assert plain["windows"]["respond"]["due"] == "2026-03-06T11:00:00+00:00"


def test_only_what_is_used_is_imported(small: Contract) -> None:
    evaluator = python.emit(small)["kiosk/evaluator.py"]
    assert "from datetime import date, datetime, tzinfo" in evaluator
    assert "timedelta" not in evaluator


def test_lines_are_short() -> None:
    for path in CONTRACTS:
        contract = contract_of(path.read_text(), path.name)
        evaluator = python.emit(contract)[f"{contract.name}/evaluator.py"]
        assert [line for line in evaluator.splitlines() if len(line) > 120] == []


def test_two_hash_seeds_give_the_same_bytes() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]);"
        "from tests.backends.test_python import contract_of, python, SMALL;"
        "print(hashlib.sha256(repr(sorted(python.emit(contract_of(SMALL)).items())).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("0", "4711")
    }  # fmt: skip
    assert len(hashes) == 1


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_emitted_code_is_strictly_typed(path: Path, tmp_path: Path) -> None:
    mypy = pytest.importorskip("mypy.api")
    write(python.emit(contract_of(path.read_text(), path.name)), tmp_path / "generated")
    report, _, status = mypy.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(tmp_path / "generated")])
    assert status == 0, report


# ── How it runs ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("inside", "name"), [("", "generated.kiosk.evaluator"), ("generated", "kiosk.evaluator")])
def test_it_runs_alone_under_both_names(small: Contract, tmp_path: Path, inside: str, name: str) -> None:
    write(python.emit(small), tmp_path / "generated")
    code = (
        "import importlib, sys; sys.path.insert(0, sys.argv[1]); m = importlib.import_module(sys.argv[2]);"
        "f = m.Facts.from_dict({'tier': 'base', 'severity': 'high', 'urgent': False, 'opened': '2026-12-23T17:00:00+00:00'});"
        "print(m.due('respond', f)); print('dataclasses' in sys.modules, 'zoneinfo' in sys.modules)"
    )
    assert run(code, str(tmp_path / inside), name).splitlines()[0] == "2026-12-25 10:00:00+00:00"


def test_importing_needs_no_heavy_module(small: Contract, tmp_path: Path) -> None:
    write(python.emit(small), tmp_path / "generated")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import generated.kiosk.evaluator;"
        "print([m for m in ('dataclasses', 'inspect', 'zoneinfo', 'json', 'difflib') if m in sys.modules])"
    )
    assert run(code, str(tmp_path)) == "[]"


def test_the_shape_of_the_module(module: Any) -> None:
    facts = module.Facts(module.Subscription(tier="base", value=200), severity="low", age=3)
    answer = module.evaluate(facts).to_dict()
    assert answer["values"] == {
        "fee": {"amount": "3.00", "currency": "EUR", "needs": []},
        "age": {"value": "3", "needs": []},
        "rate": {"amount": "0.00", "currency": "EUR", "needs": []},
    }
    assert module.price(facts).amount == 10
    assert module.calendar("office").is_open(answer_instant("2026-03-06T10:00:00+00:00"))
    assert module.ledger(facts).entries == ()
    assert module.schedule(facts, ("age", 1, 2))["rows"][1]["age"] == 2
    with pytest.raises(module.InputErrors):
        module.Facts.from_dict({"severity": "huge"})
    for name in ("SOURCE_SHA256", "COMPILER_VERSION", "LANGUAGE_VERSION", "HOLIDAYS_VERSION"):
        assert isinstance(getattr(module, name), str)


def answer_instant(iso: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(iso)


# ── No text of a contract becomes code ──────────────────────────────────────────────────────────────────────────────

HOSTILE = r"""
contract class_ "\'''; import os; os._exit(3) #" {
  language en
  zone UTC
  in force from 2026-01-01 to 2026-12-31
  document DOC "\\N{BULLET}" by "{{ 7 * 7 }} {% raw %}"
}
assume rt "{{ contract }} %s {0} \\"                                             @DOC-1
fact lambda1 "\'; import os #" { rt "}}{%", max "\\" }
fact Fraction "x SEPARATOR y" yes or no
fact facts whole 0 to 9
fact self yes or no
define zone is facts times 2
define datetime when Fraction and not self
service evaluate "{# no comment #}"
window min "end" from opened to imported
tier def1 "TURN separators" {
  covers evaluate
  min within 2 hours when lambda1 is max and datetime and zone > 3
}
"""


def test_hostile_names_and_texts_stay_data() -> None:
    """Names and characters that the compiler itself refuses are put into the model behind its back."""
    model = contract_of(HOSTILE).model_dump_json()
    for harmless, hostile in (("lambda1", "lambda"), ("def1", "def"), ("SEPARATOR", "\\u2028"), ("TURN", "\\u202e")):
        model = model.replace(harmless, hostile)
    contract = Contract.model_validate_json(model)
    loaded = embedding.load(contract)
    told = {
        "tier": "def",
        "lambda": "max",
        "Fraction": True,
        "self": False,
        "facts": 2,
        "opened": "2026-03-06T10:00:00Z",
    }
    answer = loaded.evaluate(loaded.Facts.from_dict(told)).to_dict()
    assert answer["windows"]["min"]["due"] == "2026-03-06T12:00:00+00:00"
    assert answer["values"]["zone"]["value"] == "4"


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("class", "class_"), ("severity", "severity"), ("größe", "größe"), ("严重", "严重"), ("x²", "x2"), ("__init__", "init"),
        ("1st", "n_1st"), ("", "name"), ("a b-c", "a_b_c"), ("ﬁle", "file"), ("rt", "rt_"), ("_", "name"),
    ],
)  # fmt: skip
def test_names_become_identifiers(wanted: str, given: str) -> None:
    assert Names({"rt"}).of("input", wanted) == given
    assert safe(wanted).isidentifier()


def test_a_name_is_given_once() -> None:
    names = Names(())
    assert [names.of(kind, "fee") for kind in ("input", "test", "formula", "input")] == ["fee", "fee_", "fee_3", "fee"]


@pytest.mark.parametrize(
    "said", ["plain", "it's", 'say "x"', "both ' and \"", "back\\slash", "new\nline", "\u202e\u2028\x00", ""]
)
def test_a_literal_reads_as_what_it_was(said: str) -> None:
    assert ast.literal_eval(text(said)) == said
    assert all(char.isprintable() for char in text(said))


def test_a_comment_stays_one_line() -> None:
    assert comment('a\nb """ c\\') == "a b ''' c/"


# ── Layout ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_numbers() -> None:
    from decimal import Decimal
    from fractions import Fraction

    assert [number(one) for one in (Decimal("15000"), Decimal("0.008"), Decimal("-2.50"), Fraction(1, 3), 7)] == [
        "15_000", "Fraction(8, 1000)", "Fraction(-25, 10)", "Fraction(1, 3)", "7",
    ]  # fmt: skip


def test_long_calls_are_laid_out_one_item_to_a_line() -> None:
    node = call("rt.Clause", '"x"', layers=sequence(['"a"']), says=Prose("word " * 30 + "end"))
    assert assignment("X", node) == (
        "X = rt.Clause(\n"
        '    "x",\n'
        '    layers=("a",),\n'
        "    says=(\n"
        f'        "{"word " * 21}word"\n'
        f'        "{" word" * 8} end"\n'
        "    ),\n"
        ")"
    )


def test_long_conditions_are_broken_at_their_weakest_operator() -> None:
    long = " or ".join(f'(severity == "s{n}" and channel in ("mail", "and or"))' for n in range(4))
    lines = statement("if ", long, ":", 1)
    assert lines[0] == "    if ("
    assert [line.strip()[:2] for line in lines[2:-1]] == ["or", "or", "or"]
    assert ast.parse("\n".join(["def f():", *lines, "        pass"]))
