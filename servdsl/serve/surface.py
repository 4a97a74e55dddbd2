"""The words of the preview in three languages at once; the sentences of findings are the compiler's."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from servdsl.backends.review import Said, Surface, each

_PREVIEW = Surface("servdsl.serve")
say, said = _PREVIEW.say, _PREVIEW.said


def same(text: str) -> Said:
    """A text that is the same in all languages."""
    return each(lambda _: text)


def laid_out(template: str, **parts: object) -> Markup:
    """A template of ours, filled; whatever is not markup already is escaped."""
    return Markup(_environment().get_template(template).render(**parts).strip())


@cache
def asset(name: str) -> str:
    """A style sheet or a script of ours."""
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return _PREVIEW.templates(keep_trailing_newline=False)
