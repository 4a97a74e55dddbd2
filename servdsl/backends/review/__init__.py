"""The review page: one self-contained HTML file from which a person can sign a contract.

`evidence` is what others found out, `page` (with `declared`, `links`) decides what is shown, as the records of `sheet`;
`surface` speaks three languages; the template lays out. See docs/design/0006-review-page.md.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from servdsl.backends.review.evidence import Evidence, Figure, Stamp, Trial
from servdsl.backends.review.page import page
from servdsl.backends.review.surface import markup, said
from servdsl.model import Contract
from servdsl.wording import LANGUAGES

__all__ = ["Evidence", "Figure", "Stamp", "Trial", "emit"]


def emit(contract: Contract, evidence: Evidence) -> dict[str, str]:
    """`<contract>/review.html`: the same contract and evidence, the same bytes."""
    style, script = _asset("review.css"), _asset("review.js")
    template = _environment().get_template("review.html.jinja")
    text = template.render(
        page=page(contract, evidence),
        languages=LANGUAGES,
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )
    return {f"{contract.name}/review.html": text}


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, and only our own style and script count, by their hashes."""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("servdsl.backends.review", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
    )
    environment.globals["say"] = lambda section, key, **parts: markup(said(section, key, **parts))
    environment.filters["said"] = markup
    return environment
