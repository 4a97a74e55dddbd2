"""`servdsl new`: a commented contract to start from."""

from __future__ import annotations

import keyword
import re
from importlib.resources import files
from pathlib import Path

from servdsl.cli import terminal
from servdsl.messages import say
from servdsl.source import Source
from servdsl.syntax import translated


def start_contract(name: str, keywords: str) -> Path:
    """Write NAME.plan into this folder, with keywords in this language. Usage error for a bad name, one that this language
    has for a keyword, or an existing file."""
    if not re.fullmatch(r"[^\W\d]\w*", name) or keyword.iskeyword(name):
        raise terminal.wrong(
            say("`{name}` is not a name: write letters, digits and `_`, beginning with a letter", name=name)
        )
    path = Path(f"{name}.plan")
    if path.exists():
        raise terminal.wrong(say("`{path}` is already there; choose another name", path=path))
    starter = files("servdsl.cli").joinpath("starter.plan").read_text(encoding="utf-8")
    text, mistaken = translated(Source(path.name, starter.replace("CONTRACT_NAME", name)), keywords)
    if mistaken:
        raise terminal.wrong(say("`{name}` is a keyword in this language; choose another name", name=name))
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise terminal.wrong(say("cannot write `{path}`: {reason}", path=path, reason=error.strerror)) from error
    return path
