"""Contracts as their authors write them, and what the analyses find in them."""

from __future__ import annotations

from pathlib import Path

from servdsl import pipeline
from servdsl.analyses import analyse
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.semantics import translate
from servdsl.source import Source
from servdsl.syntax import parse

HEAD = """contract tiny {
  document DOC "Terms"
  language en
  currency EUR
  zone Europe/Madrid
  in force from 2026-01-01 to 2026-12-31
}
fact severity { s1, s2, s3 }
fact channel { email, phone }
fact urgent yes or no
fact floor whole 1 to 20
customer fact vip yes or no
customer fact pumps whole from 1
customer fact region { eu, us }
service repair
service advice
unit visit, visits
window respond from opened to responded
window resolve from opened to resolved
window update from opened to updated
calendar office { monday to friday 09:00-18:00 }
calendar mornings { monday to friday 09:00-14:00 }
calendar long { monday to saturday 08:00-20:00 }
"""
_BEFORE = HEAD.count("\n")


def contract(body: str) -> Contract:
    """The contract of a body, behind the head; there must be no mistakes of the translator's."""
    source = Source("tiny.plan", HEAD + body)
    tree, found = parse(source)
    made, more = translate(tree, source)
    wrong = [f"{one.span}: {one.message}" for one in (*found, *more) if one.severity == "error"]
    assert made is not None, wrong
    assert not wrong, wrong
    return made


def findings(body: str, *codes: str) -> list[Diagnostic]:
    """What the analyses say of a body, in the order of the lines; only some codes, if any are given."""
    found = [one for one in analyse(Study(contract(body))) if not codes or one.code in codes]
    return sorted(found, key=lambda one: (one.span, one.code, one.message))


def said(body: str, *codes: str) -> list[tuple[int, str]]:
    """Each finding's line in the body, from 1, and its sentence."""
    return [(one.span.line - _BEFORE, one.message) for one in findings(body, *codes)]


def lines(body: str, *codes: str) -> list[tuple[int, str]]:
    """Each finding's line in the body, and its code."""
    return [(one.span.line - _BEFORE, one.code) for one in findings(body, *codes)]


def checked(text: str) -> list[Diagnostic]:
    """All there is to say about a whole file."""
    return list(pipeline.check_text(Source("tiny.plan", text), Path("tiny.plan")).diagnostics)
