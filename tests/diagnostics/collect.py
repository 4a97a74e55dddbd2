"""`python -m tests.diagnostics.collect`: brings the sentences of the compiler into the catalogues of its translations.

New sentences come in with an empty translation, those that nothing says any more go. It guesses nothing: a sentence whose
English changed is a new one. With `--missing`, only print what is not translated.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from servdsl.diagnostics import catalogue
from servdsl.messages import one_line

ROOT = Path(__file__).parents[2]
LOCALES = {"es": "es", "zh": "zh_CN"}
SAYING = {"say": 1, "later": 1, "several": 2}
"""The functions by which code says something, and how many of their arguments are sentences."""


@dataclass(frozen=True)
class Message:
    """A sentence, its plural if it has one, and where it is said."""

    text: str
    plural: str
    place: str
    about: str


def place(language: str) -> Path:
    return ROOT / "servdsl" / "messages" / "locale" / language / "LC_MESSAGES" / "servdsl.po"


def messages() -> Iterator[Message]:
    """Everything that is said: the codes first, then the files of the program in order."""
    for code in catalogue().values():
        for field in ("message", "help", "meaning"):
            yield Message(one_line(getattr(code, field)), "", "servdsl/diagnostics/codes", f"{code.code} {field}")
    for file in sorted((ROOT / "servdsl").rglob("*.py")):
        yield from _said_in(file)


def _said_in(file: Path) -> Iterator[Message]:
    name = file.relative_to(ROOT).as_posix()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if not name.startswith("servdsl/messages/") and not any(_brings_words(node) for node in ast.walk(tree)):
        return
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        called = getattr(call.func, "attr", getattr(call.func, "id", ""))
        wanted = SAYING.get(called)
        texts = [one.value if isinstance(one, ast.Constant) else None for one in call.args[:wanted]] if wanted else []
        if texts and isinstance(texts[0], str):
            yield Message(texts[0], str(texts[1]) if len(texts) > 1 else "", name, "")


def _brings_words(node: ast.AST) -> bool:
    """Whether an import brings our functions in; other modules have functions of these names, too."""
    if not isinstance(node, ast.ImportFrom):
        return False
    return node.module == "servdsl.messages" or (
        node.module == "servdsl" and any(one.name == "messages" for one in node.names)
    )


def template() -> Catalog:
    """The sentences as a catalogue without translations."""
    made = Catalog(project="servdsl", charset="utf-8", fuzzy=False)
    for one in messages():
        key = (one.text, one.plural) if one.plural else one.text
        made.add(key, locations=[(one.place, None)], auto_comments=[one.about] if one.about else [])
    return made


def read(language: str) -> Catalog:
    with place(language).open("rb") as file:
        return read_po(file, locale=LOCALES[language])


def updated(language: str) -> str:
    """The catalogue's file as it should be, with what is translated already."""
    known = read(language) if place(language).exists() else Catalog(locale=LOCALES[language])
    made = Catalog(locale=LOCALES[language], project="servdsl", charset="utf-8", fuzzy=False)
    for one in template():
        if one.id:
            old = known.get(one.id)
            made.add(one.id, old.string if old else None, one.locations, auto_comments=one.auto_comments)
    out = io.BytesIO()
    write_po(out, made, width=0, include_lineno=False, omit_header=True)
    return f"{HEADS[language]}\n{out.getvalue().decode('utf-8').strip()}\n"


HEADS = {
    "es": 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n',
    "zh": 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n',
}


def missing(language: str) -> list[str]:
    """The sentences without a translation, by their English text."""
    known = read(language)
    wanted = [one.id for one in template() if one.id]
    return [str(id_) for id_ in wanted if not (found := known.get(id_)) or not _whole(found.string)]


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def main() -> None:
    for language in LOCALES:
        if "--missing" not in sys.argv:
            place(language).parent.mkdir(parents=True, exist_ok=True)
            place(language).write_text(updated(language), encoding="utf-8", newline="\n")
        for text in missing(language):
            print(f"{language}: {text}")


if __name__ == "__main__":
    main()
