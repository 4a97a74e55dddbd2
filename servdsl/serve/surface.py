"""The words of the preview in three languages at once; the sentences of findings are the compiler's, in English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from servdsl.backends.review import Said, each, markup
from servdsl.wording.tables import Phrases


@cache
def surface(language: str) -> Phrases:
    """The preview's words in one of the languages."""
    text = (files(__package__) / "surface" / f"{language}.toml").read_text(encoding="utf-8")
    return Phrases(language, tomllib.loads(text))


def say(language: str, section: str, key: str, **parts: object) -> str:
    """A phrase in one language."""
    return surface(language).say(section, key, **parts)


def said(section: str, key: str, **parts: object) -> Said:
    """A phrase in each language."""
    return each(lambda language: say(language, section, key, **parts))


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
    environment = Environment(
        loader=PackageLoader("servdsl.serve", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    environment.globals["say"] = lambda section, key, **parts: markup(said(section, key, **parts))
    environment.filters["said"] = markup
    return environment
