"""The python back-end: a contract's evaluator as one readable module, with a verbatim copy of the runtime beside it."""

from __future__ import annotations

import io
import textwrap
import tokenize
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from servdsl.backends.python import literals
from servdsl.backends.python.layout import WIDTH
from servdsl.backends.python.names import comment
from servdsl.backends.python.view import FieldView, module_of
from servdsl.model import Contract

COMPILER_VERSION = "0.1.0"
"""As in pyproject.toml: written here, since what is generated may not hang on how the compiler was installed."""

LANGUAGE_VERSION = "1"
RUNTIME = "_runtime"

_IMPORTS = {
    "collections.abc": ("Mapping", "Sequence"),
    "datetime": ("date", "datetime", "time", "timedelta", "tzinfo"),
    "fractions": ("Fraction",),
    "typing": ("Literal", "TypeAlias"),
}
"""What generated code may name of the standard library."""


def emit(contract: Contract) -> dict[str, str]:
    """The evaluator's files by path: `<contract>/evaluator.py`, its package, and the runtime.

    The same contract gives the same text, whatever the machine or the day. The contract is free of errors.
    """
    name = contract.name
    module = module_of(contract)
    context = {
        "module": module,
        "contract": contract,
        "has_services": any(thing.kind == "service" for thing in contract.things),
        "zone_fact": contract.zone_fact,
        "versions": {"compiler": COMPILER_VERSION, "language": LANGUAGE_VERSION},
    }
    environment = _environment()
    body = environment.get_template("evaluator.py.jinja").render(context)
    header = environment.get_template("header.py.jinja").render(context, imports=imports_of(body))
    return {
        "__init__.py": '"""Evaluators made by servdsl, one folder each, and the runtime that they share."""\n',
        f"{name}/__init__.py": environment.get_template("package.py.jinja").render(title=module.title),
        f"{name}/evaluator.py": header + body,
        **runtime(),
    }


def imports_of(body: str) -> list[str]:
    """The import lines for what a module's text names."""
    used = {
        token.string for token in tokenize.generate_tokens(io.StringIO(body).readline) if token.type == tokenize.NAME
    }
    lines = []
    for module, names in _IMPORTS.items():
        wanted = [name for name in names if name in used]
        if wanted:
            lines.append(f"from {module} import {', '.join(wanted)}")
    return lines


@cache
def runtime() -> dict[str, str]:
    """The runtime's modules under the name that generated code knows."""
    folder = files("servdsl.runtime")
    modules = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".py"))
    return {f"{RUNTIME}/{name}": (folder / name).read_text(encoding="utf-8") for name in modules}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("servdsl.backends.python", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["literal"] = literal
    environment.filters["day"] = literals.day
    environment.filters["heading"] = heading
    environment.filters["field_line"] = field_line
    environment.filters["is_function"] = lambda block: block.startswith("def ")
    return environment


def literal(value: str | None) -> str:
    """A string or None."""
    return "None" if value is None else literals.text(value)


def heading(title: str) -> str:
    """The line above a section; a long title goes on below."""
    first, *more = textwrap.wrap(comment(title), WIDTH - 10, break_long_words=False, break_on_hyphens=False) or [""]
    line = f"# ── {first} "
    return "\n".join((line + "─" * (WIDTH - len(line)), *(f"#    {rest}" for rest in more)))


def field_line(field: FieldView) -> str:
    """A field of a class, with its label."""
    line = f"    {field.name}: {field.hint}"
    return f"{line}  # {field.remark}" if field.remark else line
