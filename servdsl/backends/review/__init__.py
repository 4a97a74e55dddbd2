"""The review page: one self-contained HTML file from which a person can sign a contract.

`evidence` is what others found out, `page` (with `declared`, `links`) decides what is shown, as the records of `sheet`;
`surface` speaks three languages; the template lays out. See docs/design/0006-review-page.md.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from servdsl.backends.review.comparison import Comparison, laid_out, title
from servdsl.backends.review.evidence import Evidence, Figure, Stamp, Trial
from servdsl.backends.review.page import page, remarks
from servdsl.backends.review.sheet import Declared, Remark, SourceRow, Statement, Worked
from servdsl.backends.review.surface import PAGE, Said, Surface, each, told
from servdsl.model import Contract
from servdsl.wording import LANGUAGES

__all__ = [
    "Comparison",
    "Evidence",
    "Figure",
    "Preview",
    "Said",
    "Stamp",
    "Surface",
    "Trial",
    "compared",
    "drawn",
    "each",
    "emit",
    "hashes",
    "look",
    "preview",
    "style",
    "told",
]

Piece = Declared | Remark | SourceRow | Statement | Worked


@dataclass(frozen=True, slots=True)
class Preview:
    """What a live preview lays into the page: the end of its head, in place of the policy (the server sends one), the state
    of the file above the page, what stands in the place of pictures and of what a person should look at, a form as its last
    section."""

    head: Markup
    state: Markup
    look: Markup
    pictures: Markup
    question: Markup


def emit(contract: Contract, evidence: Evidence) -> dict[str, str]:
    """`<contract>/review.html`: the same contract and evidence, the same bytes."""
    return {f"{contract.name}/review.html": _rendered(contract, evidence, None)}


def preview(contract: Contract, evidence: Evidence, live: Preview) -> str:
    """The same page with what a live preview adds."""
    return _rendered(contract, evidence, live)


def look(contract: Contract, evidence: Evidence) -> str:
    """What a person should look at, as it stands on the page."""
    return _environment().get_template("look.html.jinja").render(look=remarks(contract, evidence))


def drawn(figure: Figure) -> str:
    """A picture as it stands on the page."""
    return str(_macro("figure")(figure)).strip()


def style() -> str:
    """The page's own style sheet."""
    return _asset("review.css")


def compared(comparison: Comparison) -> str:
    """The page of a comparison: one self-contained file, without a script."""
    sheets = style() + _asset("difference.css")
    shown = laid_out(comparison)
    template = _environment().get_template("difference.html.jinja")
    return template.render(
        page=shown,
        title=title(shown.heading),
        style=Markup(sheets),
        policy=f"default-src 'none'; style-src 'sha256-{_digest(sheets)}'; base-uri 'none'; form-action 'none'",
    )


def hashes() -> tuple[str, str]:
    """The page's own style and script as a content security policy names them."""
    return f"'sha256-{_digest(style())}'", f"'sha256-{_digest(_asset('review.js'))}'"


def _rendered(contract: Contract, evidence: Evidence, live: Preview | None) -> str:
    template = _environment().get_template("review.html.jinja")
    return template.render(
        page=page(contract, evidence),
        look=() if live is not None else remarks(contract, evidence),
        languages=LANGUAGES,
        style=Markup(style()),
        script=Markup(_asset("review.js")),
        policy=_policy(),
        live=live,
        lines={} if live is not None else None,
    )


def _policy() -> str:
    """Nothing is loaded, and only our own style and script count, by their hashes."""
    own_style, own_script = hashes()
    return f"default-src 'none'; style-src {own_style}; script-src {own_script}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = PAGE.templates(keep_trailing_newline=True)
    environment.filters["piece"] = _laid
    environment.filters["drawn"] = lambda figure: Markup(drawn(figure))
    return environment


@pass_context
def _laid(context: Context, record: Piece) -> Markup:
    """A record of the page. In a live preview the lines stand by themselves, so that what only moves reads as before; the
    browser puts them in their places."""
    lines: dict[str, str] | None = context.get("lines")
    if lines is None or isinstance(record, SourceRow) or not record.anchor:
        return _piece(record)
    lines[record.anchor] = record.line
    return _piece(replace(record, line=""))


@lru_cache(maxsize=20_000)
def _piece(record: Piece) -> Markup:
    """A record of the page laid out by the macro of its name; a preview shows most of them again at each save."""
    name = re.sub("(?<!^)(?=[A-Z])", "_", type(record).__name__).lower()
    return Markup(str(_macro(name)(record)).strip())


@cache
def _macro(name: str) -> Callable[[Piece | Figure], Markup]:
    macro: Callable[[Piece | Figure], Markup] = getattr(_environment().get_template("pieces.html.jinja").module, name)
    return macro
