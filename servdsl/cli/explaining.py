"""`servdsl explain`: one code, or the index of all, as text or as the page docs/diagnostics.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from servdsl.cli.terminal import indented
from servdsl.diagnostics import Code, catalogue
from servdsl.messages import Language, later, said, say, unfilled

GROUPS: Final = {
    "SD0": later("Files and output"),
    "SD1": later("Writing: words, marks and lines"),
    "SD2": later("Names"),
    "SD3": later("Types, units and tables"),
    "SD4": later("Cases, layers and offers"),
    "SD50": later("Deadlines and calendars"),
    "SD55": later("Lines of calendars"),
    "SD56": later("Lines of calendars"),
    "SD6": later("Examples"),
    "SD7": later("Not there yet"),
}
"""What the first digits of a code tell."""

PREFACE: Final = """\
# What the compiler says

Every message has a code that stays the same. An **error** stops the build; a **warning** is probably a mistake; a
**hint** is worth a look, and can be allowed on purpose (see [the language](language.md#what-is-allowed-on-purpose)).
`servdsl explain CODE` prints an entry on the terminal, and `servdsl check --fix` mends what can be mended in one way
only. In the messages, `…` stands for a word of the contract.

This page is written by `servdsl explain --format markdown > docs/diagnostics.md`; tests run every example on it.
"""

Groups = dict[str, list[Code]]


def index(language: Language) -> str:
    """Every code by group, each on a line."""
    parts = []
    for title, codes in grouped().items():
        rows = [f"  {one.code}  {unfilled(one.severity, language):7}  {sentence(one, language)}" for one in codes]
        parts.append("\n".join([unfilled(title, language), *rows]))
    return "\n\n".join(parts)


def entry(code: Code, language: Language) -> str:
    """All there is to say about one code."""
    severity, message = unfilled(code.severity, language), unfilled(code.message, language)
    way_out = say("Way out: {help}", help=unfilled(code.help, language))
    head = say("{code} ({severity}): {message}", code=code.code, severity=severity, message=message)
    parts = [head.said(language), code.meaning_in(language), way_out.said(language)]
    parts += [f"{said(title, language)}\n\n{indented(text)}" for title, text in _examples(code)]
    return "\n\n".join(parts)


def page() -> str:
    """The page of all codes in Markdown: the index, then each with its example."""
    parts = [PREFACE]
    for title, codes in grouped().items():
        rows = [f"| [{one.code}](#{one.code.lower()}) | {one.severity} | {_cell(sentence(one))} |" for one in codes]
        parts.append("\n".join([f"## {title}", "", "| code | | says |", "|---|---|---|", *rows, ""]))
    parts += [_section(one) for codes in grouped().values() for one in codes]
    return "\n".join(parts)


def grouped() -> Groups:
    """The codes under the titles of their groups, in order."""
    found: Groups = {title: [] for title in GROUPS.values()}
    for one in catalogue().values():
        found[next(title for digits, title in GROUPS.items() if one.code.startswith(digits))].append(one)
    return found


def sentence(code: Code, language: Language = "en") -> str:
    """The message, with `…` for what a contract fills in."""
    text = re.sub(r"\{(\w+)\}", "…", unfilled(code.message, language).replace("{{", "\0").replace("}}", "\1"))
    return re.sub(r"(?<=\w)…", " …", text).replace("\0", "{").replace("\1", "}")


def _section(code: Code) -> str:
    lines = [f"### {code.code}", "", f"*{code.severity}*: {sentence(code)}", "", code.meaning.strip(), ""]
    for head, text in _examples(code):
        lines += [head, "", "```text", text.strip("\n"), "```", ""]
    if not code.before.strip():
        lines += ["It takes more than one small file to show this.", ""]
    return "\n".join(lines)


def _examples(code: Code) -> Iterator[tuple[str, str]]:
    if code.before.strip():
        yield say("Before:"), code.before
        yield say("After:"), code.after


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
