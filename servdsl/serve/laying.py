"""What the preview lays into the review page, and the page that stands in while there is none."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from servdsl.backends import review
from servdsl.model import Contract
from servdsl.serve.form import form
from servdsl.serve.messages import Finding
from servdsl.serve.parts import LOOK, PICTURES
from servdsl.serve.surface import laid_out
from servdsl.wording.tables import nearest


def parts(contract: Contract) -> review.Preview:
    """Head, strip and form for the page of a contract, and the places for what others tell."""
    return review.Preview(
        head=laid_out("head.html.jinja", version=""),
        look=Markup(LOOK.strip()),
        pictures=Markup(PICTURES.strip()),
        state=laid_out("state.html.jinja", shown=True),
        question=laid_out("question.html.jinja", form=form(contract)),
    )


def stand_in(file: str, spoken: str) -> str:
    """A page for a file that never was without errors. `spoken`: what the browser says its user reads."""
    head, state = laid_out("head.html.jinja", version="0"), laid_out("state.html.jinja", shown=False)
    language = nearest(spoken.split(",")[0].strip()[:20])
    return str(
        laid_out("shell.html.jinja", file=file, language=language, style=Markup(review.style()), head=head, state=state)
    )


def strip(phase: str, count: int, shown: bool, titles: Sequence[str]) -> str:
    """The one line that says where the page stands; `shown`: there is a page."""
    return str(laid_out("status.html.jinja", phase=phase, count=count, shown=shown, titles=titles))


def findings(found: Sequence[Finding], failure: str) -> str:
    """What is wrong or doubtful, above the page; nothing where all is well."""
    if not found and not failure:
        return ""
    return str(laid_out("findings.html.jinja", findings=found, failure=failure))
