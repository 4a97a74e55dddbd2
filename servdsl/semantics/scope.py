"""What every translator needs to know: names, facts, currencies, findings. One `Scope` per contract.

The scope is filled in the order of `from_file.translate`; a translator reads what stands before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from servdsl.messages import say
from servdsl.model.base import Labels, Origin
from servdsl.model.contract import Choice, Fact, Remark
from servdsl.semantics.citations import Citations
from servdsl.semantics.findings import Findings
from servdsl.semantics.holes import Holes
from servdsl.semantics.kept import Kept
from servdsl.semantics.kinds import Kind
from servdsl.semantics.labels import labels
from servdsl.semantics.names import Names
from servdsl.semantics.spelling import normal
from servdsl.source import Source, Span
from servdsl.syntax.expressions import Row
from servdsl.syntax.parts import Cites, Label, Name


@dataclass(slots=True)
class Scope:
    """`sources` are the files, by name, and `languages` the own language of each that is shared; `language` is the
    contract's. `facts` holds those whose type is sound; `kind_of` tells the kind of a defined value or amount, None if
    broken; `countries` collects the countries that conditions name, by fact (decision 32); `currencies` are those of
    the head, None where its line could not be read; `in_force` its days; `dated` is False where the head's dates are in
    doubt; `kept` is what the text before has left; `silent` holds the rows of tables that cite something and decide nothing."""

    sources: Mapping[str, Source]
    findings: Findings
    names: Names
    cites: Citations
    language: str
    languages: Mapping[str, str]
    holes: Holes
    currencies: frozenset[str] | None
    in_force: tuple[date, date | None]
    horizon: tuple[date, date]
    dated: bool
    kept: Kept
    facts: dict[str, Fact] = field(default_factory=dict)
    kind_of: Callable[[str], Kind | None] = lambda _: None
    countries: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    silent: dict[Span, Remark] = field(default_factory=dict)

    def labels(self, label: Label | None) -> Labels:
        own = self.languages.get(label.span.file, self.language) if label is not None else self.language
        return labels(label, own, self.language, self.findings)

    def remark(self, words: Label, span: Span, *cites: Cites) -> Remark:
        """A note, or what an assumption says."""
        texts = self.labels(words)
        return Remark(text=words.texts[0].text, labels=texts, origin=origin(span), sources=self.cites(*cites))

    def choices(self, owner: str) -> tuple[Choice, ...]:
        """The values of a choice: of a fact, or the services for `service`."""
        if owner == "service":
            return tuple(Choice(name=d.name, labels=_labels(d.labels)) for d in self.names.all("service"))
        return self.facts[owner].choices

    def keep_silent(self, row: Row, *around: Cites) -> None:
        """Keep the citations of a row that decides nothing: it is read, like a note, and not computed. `around` are those
        of a table that decides nothing at all."""
        sources = self.cites(row.cites, *around)
        if sources:
            note = Remark(text=self.excerpt(row.span), origin=origin(row.span), sources=sources)
            self.silent.setdefault(row.span, note)

    def excerpt(self, span: Span) -> str:
        """What stands there, as the author wrote it, on one line and without comments."""
        lines = [self.sources[span.file].line(number) for number in range(span.line, span.end_line + 1)]
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return " ".join(" ".join(line.split("#")[0].split()) for line in lines)

    def hint(self, name: Name) -> str | None:
        """A way out for a name that is unknown by itself and is a value of some fact."""
        text = normal(name.text)
        owner = next((fact.name for fact in self.facts.values() if text in {c.name for c in fact.choices}), None)
        return say("write `{owner} is {text}`", owner=owner, text=text) if owner is not None else None


def origin(span: Span) -> Origin:
    """Where something was written, as the model keeps it."""
    return Origin(file=span.file, line=span.line, column=span.column)


def _labels(texts: tuple[str, ...]) -> Labels:
    return Labels(texts=tuple(("", text) for text in texts))
