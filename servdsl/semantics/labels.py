"""Labels: texts for people, by language; the first language is the contract's own."""

from __future__ import annotations

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.base import Labels
from servdsl.semantics.findings import Findings
from servdsl.source import Span
from servdsl.syntax.parts import Label


def labels(label: Label | None, own: str, first: str, findings: Findings) -> Labels:
    """The texts of a label, `own` the language of the file in which it stands, that of the contract (`first`) before the
    others; a second text in one language is a mistake."""
    if label is None:
        return Labels()
    texts: dict[str, str] = {}
    places: dict[str, Span] = {}
    for part in label.texts:
        language = part.language or own
        if language in texts:
            findings.report("SD214", part.span, Note(places[language], say("the first label")), language=language)
            continue
        texts[language] = part.text
        places[language] = part.span
    return Labels(texts=tuple(sorted(texts.items(), key=lambda text: text[0] != first)))
