"""`servdsl ask`: one case, or a schedule over a fact, with reasons.

The evaluator that `build` wrote answers where it is there and current, byte for byte what the compiler would write now;
else the reference interpreter does. Nothing else on disk is ever imported.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from servdsl import output, reference
from servdsl.backends import python
from servdsl.cli import terminal
from servdsl.cli.answering import answer_lines, schedule_lines
from servdsl.examples import Evaluator
from servdsl.messages import say
from servdsl.model import Contract
from servdsl.model.contract import Fact

Json = dict[str, Any]


def ask_contract(
    contract: Contract, given: tuple[str, ...], over: str | None, *, as_json: bool, picture: Path | None, out: Path
) -> None:
    """Print the answer as text or JSON, and draw it. Wrong facts are a usage error that lists them all."""
    facts = read_given(contract, given)
    if over is not None and picture is not None:
        raise terminal.wrong(say("a schedule has no picture: leave out --over or --picture"))
    span = _over(over) if over is not None else None
    try:
        evaluator = _evaluator(contract, out)
        answer = evaluator.schedule(facts, span) if span else evaluator.answer(facts)
    except ValueError as error:
        raise terminal.wrong(say("these facts cannot be taken:\n{error}", error=error)) from error
    if picture is not None:
        from servdsl.cli.picturing import draw_answer

        draw_answer(contract, facts, answer["next_due"], picture)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif span:
        click.echo("\n".join(schedule_lines(answer, span[0], terminal.language())))
    else:
        click.echo("\n".join(answer_lines(answer, terminal.language())))


def _evaluator(contract: Contract, out: Path) -> Evaluator:
    if _current(contract, out):
        from servdsl import embedding

        return embedding.evaluator(embedding.load(contract))
    plain = reference.Reference(contract)
    return Evaluator(answer=plain.answer, schedule=plain.schedule)


def _current(contract: Contract, out: Path) -> bool:
    """Whether `build` has written this contract and nothing has changed since."""
    if not (out / contract.name / "evaluator.py").is_file():
        return False
    files: Mapping[str, str | bytes] = dict(python.emit(contract))
    return all(difference.what == "extra" for difference in output.compare(files, out))


# ── Facts from the command line ─────────────────────────────────────────────────────────────────────────────────────


def read_given(contract: Contract, given: tuple[str, ...]) -> Json:
    """`KEY=VALUE` and JSON files, later ones over earlier ones, in the shape that evaluators take."""
    facts: Json = {}
    types = {fact.name: fact for fact in contract.facts}
    for item in given:
        if "=" not in item or item.endswith(".json"):
            facts.update(_file(item))
            continue
        key, value = (part.strip() for part in item.split("=", 1))
        match key:
            case "addon":
                name, _, quantity = value.partition(":")
                facts.setdefault("addons", {})[name] = int(quantity) if quantity.isdigit() else quantity or 1
            case "event":
                facts.setdefault("events", []).append(_event(value, contract))
            case "worked":
                facts.setdefault("worked", []).append(value.split("/"))
            case _:
                facts[key] = _value(value, types.get(key))
    return facts


def _file(name: str) -> Json:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        facts = json.loads(text, parse_float=str)
    except (OSError, UnicodeDecodeError) as error:
        raise terminal.wrong(
            say("write `--given KEY=VALUE`, or name a JSON file that is there; `{name}` is neither", name=name)
        ) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise terminal.wrong(say("`{name}` is not JSON: {error}", name=name, error=error)) from error
    if not isinstance(facts, dict):
        raise terminal.wrong(say("`{name}` must hold one JSON object of facts", name=name))
    return facts


def _value(text: str, fact: Fact | None) -> Any:
    if text in {"yes", "no", "true", "false"} and (fact is None or fact.type == "yes_no"):
        return text in {"yes", "true"}
    if fact is not None and fact.type == "dates":
        return [day for day in text.split(",") if day]
    if fact is not None and fact.type == "names":
        return [name.strip() for name in text.split(";") if name.strip()]
    return text


def _event(text: str, contract: Contract) -> Json:
    """INSTANT,TYPE[,VALUE]; for a use VALUE is its count, its hours or its minutes as in `20 min`, for a fact its new
    value."""
    parts = [part.strip() for part in text.split(",", 2)]
    if len(parts) < 2:
        raise terminal.wrong(say("write an event as INSTANT,TYPE or INSTANT,TYPE,VALUE, not `{text}`", text=text))
    event: Json = {"at": parts[0], "type": parts[1]}
    if len(parts) == 3:
        fact = next((fact for fact in contract.facts if fact.name == parts[1]), None)
        minutes = parts[2].removesuffix("min").strip() if fact is None and parts[2].endswith("min") else None
        name = "value" if fact is not None else contract.told_in(parts[1]) if minutes is None else "minutes"
        event[name] = minutes or _value(parts[2], fact)
    return event


def _over(text: str) -> tuple[str, int, int]:
    found = re.fullmatch(r"(\w+)=(\d{1,6})\.\.(\d{1,6})", text)
    if not found or int(found[2]) > int(found[3]):
        raise terminal.wrong(say("write a schedule as FACT=A..B with whole numbers, A first, not `{text}`", text=text))
    return found[1], int(found[2]), int(found[3])
