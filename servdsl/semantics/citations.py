"""Citations: `@LAS-023 to LAS-026` → ("LAS-023", "LAS-024", "LAS-025", "LAS-026")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servdsl.messages import listed, say
from servdsl.semantics.findings import Findings
from servdsl.syntax.parts import Cited, Cites

_ID = re.compile(r"(?P<prefix>[A-Z][A-Z0-9]*)-(?P<stem>(?:\d+\.)*)(?P<number>\d+)(?P<letter>[a-z]?)")
_MOST = 10_000


class Citations:
    """Expands citations and checks that they cite a declared document; `prefixes` are those of the documents, None
    where one could not be read."""

    def __init__(self, prefixes: frozenset[str] | None, findings: Findings) -> None:
        self.prefixes = prefixes
        self._findings = findings

    def __call__(self, *groups: Cites) -> tuple[str, ...]:
        """The ids that all groups cite, each once, in the order written."""
        return tuple(dict.fromkeys(id_ for group in groups for id_ in self._of(group)))

    def _of(self, group: Cites) -> Iterator[str]:
        for cited in group:
            if isinstance(cited, Cited):
                yield from self._expand(cited)

    def _expand(self, cited: Cited) -> list[str]:
        first = _ID.fullmatch(cited.first)
        last = _ID.fullmatch(cited.last) if cited.last is not None else first
        if first is None or last is None:
            self._findings.report("SD215", cited.span, text=_written(cited))
            return []
        if self.prefixes is not None and first["prefix"] not in self.prefixes:
            help_text = _help(first["prefix"], self.prefixes)
            self._findings.unknown("SD216", cited.span, first["prefix"], help_text=help_text)
        if cited.last is None:
            return [cited.first]
        low, high = int(first["number"]), int(last["number"])
        alike = (first["prefix"], first["stem"]) == (last["prefix"], last["stem"])
        if not alike or first["letter"] or last["letter"] or not low < high or high - low >= _MOST:
            self._findings.report("SD215", cited.span, text=_written(cited))
            return []
        width = len(first["number"])
        return [f"{first['prefix']}-{first['stem']}{number:0{width}}" for number in range(low, high + 1)]


def _help(prefix: str, prefixes: frozenset[str]) -> str:
    if not prefixes:
        return say('declare the document in the head of the contract: `document {prefix} "its title"`', prefix=prefix)
    known = listed(f"`{known}`" for known in sorted(prefixes))
    return say("declared: {known}; correct the citation, or declare another document", known=known)


def _written(cited: Cited) -> str:
    return cited.first if cited.last is None else f"{cited.first} to {cited.last}"
