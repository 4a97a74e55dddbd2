"""The page of one contract as records: summary, what a person should look at, pictures, sentences, examples, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servdsl.backends.review.declared import Declarations
from servdsl.backends.review.evidence import Evidence, Figure, Stamp
from servdsl.backends.review.links import Links
from servdsl.backends.review.sheet import Declared, Group, Link, Remark, Section, SourceRow, Statement, Worked
from servdsl.backends.review.surface import Said, each, said, say
from servdsl.backends.review.worked import worked
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.base import Origin
from servdsl.model.contract import Allowance, Amendment, Clause, Document, Example, Expect, Offer
from servdsl.model.contract import Remark as Reading
from servdsl.traceability import Traced
from servdsl.wording import sentence
from servdsl.wording.anchors import anchor, line, mark
from servdsl.wording.numbers import date_text
from servdsl.wording.tables import nearest, phrases
from servdsl.wording.validity import amendment_days
from servdsl.wording.voice import plain, voice

WIDE = ("all tiers", "all addons")


@dataclass(frozen=True, slots=True)
class Page:
    """All that one page shows. `language`: the one in which it opens."""

    name: str
    language: str
    title: Said
    heading: str
    stamp: Said
    stale: tuple[tuple[Said, str], ...]
    signed: str
    summary: tuple[Section, ...]
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    tiers: tuple[tuple[str, Said], ...]
    declared: tuple[tuple[Said, tuple[Declared, ...]], ...]
    examples: tuple[Worked, ...]
    sources: tuple[SourceRow, ...]
    sources_sum: Said
    count: int


def page(contract: Contract, evidence: Evidence) -> Page:
    """The page of a contract, with what others found out about it."""
    return _Maker(contract, evidence).page()


def remarks(contract: Contract, evidence: Evidence) -> tuple[tuple[Said, tuple[Remark, ...]], ...]:
    """What a person should look at, under its headings."""
    return tuple(_Maker(contract, evidence).look())


class _Maker:
    def __init__(self, contract: Contract, evidence: Evidence) -> None:
        self._contract = contract
        self._evidence = evidence
        self._links = Links(contract, evidence)
        self._clauses = frozenset(clause.id for clause in contract.clauses)
        self._label = contract.labels.text(contract.languages[0], contract.name)

    def page(self) -> Page:
        contract = self._contract
        return Page(
            name=contract.name,
            language=nearest(contract.languages[0]),
            title=said("page", "title", contract=plain(self._label)),
            heading=plain(self._label),
            stamp=_stamp(self._evidence.stamp),
            stale=tuple((said("stamp", how), plain(name)) for how, name in self._changes()),
            signed="no" if self._evidence.stamp is None else "stale" if self._changes() else "yes",
            summary=tuple(self._summary()),
            figures=self._evidence.figures,
            groups=tuple(self._groups()),
            tiers=tuple((o.name, self._offer(o)) for o in contract.offers if o.kind == "tier"),
            declared=tuple(Declarations(contract, self._links).sections()),
            examples=worked(contract, self._evidence.trials, self._links),
            sources=tuple(self._sources()),
            sources_sum=self._sources_sum(),
            count=len(contract.clauses),
        )

    def _changes(self) -> tuple[tuple[str, str], ...]:
        return self._evidence.stamp.changes if self._evidence.stamp is not None else ()

    def _offer(self, offer: Offer) -> Said:
        return each(lambda language: voice(self._contract, language).name("offer", offer.name))

    # ── Summary ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _summary(self) -> Iterator[Section]:
        contract, trials = self._contract, self._evidence.trials
        for document in (contract.document, *contract.further_documents):
            if document is not None:
                yield Section(said("summary", "document"), (_document(document),))
        languages = ", ".join(contract.languages)
        rows: list[Said] = [(("", languages),)]
        if len(contract.languages) > 1:
            rows.append(said("summary", "prevails", first=contract.languages[0]))
        yield Section(said("summary", "languages"), tuple(rows))
        if contract.currencies:
            yield Section(said("summary", "currency"), ((("", ", ".join(contract.currencies)),),))
        yield Section(said("summary", "zone"), (self._zone(),))
        yield Section(said("summary", "in_force"), (self._in_force(),))
        horizon = each(lambda language: date_text(phrases(language), contract.horizon[1]))
        yield Section(said("summary", "horizon"), (horizon,))
        kinds = [offer.kind for offer in contract.offers]
        offers = said("summary", "offers_count", tiers=kinds.count("tier"), addons=kinds.count("addon"))
        yield Section(said("summary", "offers"), (offers,))
        cited = sum(bool(clause.sources) for clause in contract.clauses)
        counted = said("summary", "statements_count", count=len(contract.clauses), cited=cited)
        yield Section(said("summary", "statements"), (counted,))
        if trials:
            ran = said(
                "summary",
                "examples_before" if self._evidence.outdated else "examples_count",
                passed=sum(trial.holds for trial in trials),
                count=len(trials),
                touched=len(self._evidence.examples_of),
                clauses=len(contract.clauses),
            )
            yield Section(said("summary", "examples"), (ran,))
        if self._evidence.fingerprint:
            yield Section(said("summary", "meaning"), ((("", self._evidence.fingerprint),),))

    def _zone(self) -> Said:
        contract = self._contract
        if contract.zone_fact is None:
            return (("", contract.zone or "UTC"),)
        fact = contract.zone_fact
        return each(
            lambda language: say(language, "summary", "zone_fact", fact=voice(contract, language).name("fact", fact))
        )

    def _in_force(self) -> Said:
        first, last = self._contract.in_force

        def words(language: str) -> str:
            by = phrases(language)
            start = date_text(by, first)
            if last is None:
                return say(language, "summary", "from", first=start)
            return say(language, "summary", "from_to", first=start, last=date_text(by, last))

        return each(words)

    # ── What a person should look at ────────────────────────────────────────────────────────────────────────────────

    def look(self) -> Iterator[tuple[Said, tuple[Remark, ...]]]:
        readings = list(enumerate(self._contract.assumptions, 1))
        for kind, heading in (("assumption", "assumptions"), ("contradiction", "contradictions")):
            found = tuple(self._reading(number, one) for number, one in readings if one.kind == kind)
            if found:
                yield said("look", heading), found
        blocks = (("printed", self._printed()), ("failed", self._failed()), ("findings", self._findings()))
        for heading, remarks in (*blocks, ("allowed", self._allowed()), ("notes", self._notes())):
            listed = tuple(remarks)
            if listed:
                yield said("look", heading), listed

    def _reading(self, number: int, one: Reading) -> Remark:
        return Remark(
            anchor("remark", one.name), _words(one), line(one.origin), self._links.sources(one.sources), mark(number)
        )

    def _notes(self) -> Iterator[Remark]:
        for number, one in enumerate(self._contract.notes, 1):
            yield Remark(f"note-{number}", _words(one), line(one.origin), self._links.sources(one.sources))

    def _printed(self) -> Iterator[Remark]:
        for number, example in enumerate(self._contract.examples, 1):
            for expect in example.expects:
                if expect.printed is not None:
                    found = said("look", "printed_row", found=plain(expect.text), printed=plain(expect.printed))
                    yield Remark(
                        "",
                        found,
                        line(expect.origin),
                        self._links.sources((*example.sources, *expect.sources)),
                        str(number),
                        _note(example, expect),
                    )

    def _failed(self) -> Iterator[Remark]:
        for number, trial in enumerate(self._evidence.trials, 1):
            if trial.fails:
                example = self._contract.examples[number - 1]
                yield Remark("", _title(example), line(example.origin), (), str(number))

    def _findings(self) -> Iterator[Remark]:
        for found in self._evidence.findings:
            place = Origin(file=found.span.file, line=found.span.line)
            yield Remark("", _finding(found), line(place), (), "", each(found.help_in))

    def _allowed(self) -> Iterator[Remark]:
        for found, allowance in self._evidence.allowed:
            because = _because(allowance)
            words = _message(found)
            yield Remark("", words, line(allowance.origin), (), "", because)

    # ── Sentences ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _groups(self) -> Iterator[Group]:
        groups: dict[tuple[str, ...], list[Clause]] = {}
        for clause in self._contract.clauses:
            groups.setdefault(clause.layers, []).append(clause)
        for offer in self._contract.offers:
            groups.setdefault((offer.name,), [])
        for layers, clauses in groups.items():
            sources = self._sources_of(layers)
            yield Group(
                anchor("offer", "+".join(layers)),
                self._layers(layers),
                self._parent(layers),
                tuple(self._statement(clause) for clause in clauses),
                self._links.sources(sources),
            )

    def _layers(self, layers: tuple[str, ...]) -> Said:
        def words(language: str) -> str:
            by = voice(self._contract, language)
            wide = {"all tiers": "all_tiers", "all addons": "all_addons"}
            bare = [layer.partition("@")[0] for layer in layers]
            names = ", ".join(
                say(language, "layer", wide[one]) if one in wide else by.name("offer", one) for one in bare
            )
            amended = ", ".join(by.name("amendment", one.name) for one in self._amendments(layers))
            return f"{amended} · {names}" if amended else names

        return each(words)

    def _amendments(self, layers: tuple[str, ...]) -> tuple[Amendment, ...]:
        """The amendments in whose layers a group of clauses stands."""
        names = layers[0].partition("@")[2].split("+")
        return tuple(one for one in self._contract.amendments if one.name in names)

    def _sources_of(self, layers: tuple[str, ...]) -> tuple[str, ...]:
        amended = self._amendments(layers)
        if amended:
            return tuple(dict.fromkeys(source for one in amended for source in one.sources))
        return self._contract.offer(layers[0]).sources if len(layers) == 1 and layers[0] not in WIDE else ()

    def _parent(self, layers: tuple[str, ...]) -> Said:
        if amended := self._amendments(layers):
            return each(lambda language: self._days(amended, language))
        if len(layers) != 1 or layers[0] in WIDE:
            return (("", ""),)
        offer = self._contract.offer(layers[0])

        def words(language: str) -> str:
            kind = say(language, "layer", offer.kind)
            if offer.parent is None:
                return kind
            parent = voice(self._contract, language).name("offer", offer.parent)
            return f"{kind} · {say(language, 'layer', 'extends', parent=parent)}"

        return each(words)

    def _days(self, amended: Iterable[Amendment], language: str) -> str:
        by = voice(self._contract, language)
        days = (say(language, "layer", "amendment", days=amendment_days(by, one)) for one in amended)
        return " · ".join(dict.fromkeys(days))

    def _statement(self, clause: Clause) -> Statement:
        return Statement(
            anchor("clause", clause.id),
            each(lambda language: self._sentence(clause, language)),
            line(clause.origin),
            self._links.sources(clause.sources),
            self._links.examples(clause.id),
            self._links.readings(clause.sources),
            self._speaks_of(clause),
            not self._evidence.trials or self._evidence.outdated or clause.id in self._evidence.examples_of,
        )

    def _sentence(self, clause: Clause, language: str) -> str:
        own = language == nearest(self._contract.languages[0])
        return clause.says if own else sentence(self._contract, clause, language)

    def _speaks_of(self, clause: Clause) -> tuple[str, ...]:
        """The tiers for which a clause may count; an add-on's counts for all."""
        contract = self._contract
        tiers = [offer.name for offer in contract.offers if offer.kind == "tier"]
        addons = {offer.name for offer in contract.offers if offer.kind == "addon"} | {"all addons"}
        if addons & {layer.partition("@")[0] for layer in clause.layers}:
            return tuple(tiers)
        return tuple(tier for tier in tiers if set(contract.lineage(tier)) & set(clause.layers))

    # ── Sources ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sources(self) -> Iterator[SourceRow]:
        traced = self._evidence.traced
        if traced is not None:
            for one in traced.clauses:
                yield self._source(one)
            return
        cited: dict[str, list[Link]] = {}
        for clause in self._contract.clauses:
            for source in clause.sources:
                link = Link(f"#{anchor('clause', clause.id)}", self._place(clause.origin), clause.says)
                cited.setdefault(source, []).append(link)
        for source in sorted(cited):
            yield SourceRow(anchor("source", source), plain(source), "", "", "encoded", tuple(cited[source]))

    def _source(self, one: Traced) -> SourceRow:
        state = {"encoded": "encoded", "settled": "assumed", "told": "prose", "shown": "prose", "lost": "missing"}
        kinds = {statement.kind for statement in one.statements}
        found = "contradiction" if "contradiction" in kinds else state.get(one.status, "missing")
        places = {self._place(s.origin): s.name for s in reversed(one.statements)}
        return SourceRow(
            anchor("source", one.clause.id),
            plain(one.clause.id),
            plain(one.clause.section),
            plain(one.clause.meaning),
            found,
            tuple(self._statement_link(text, name) for text, name in reversed(places.items())),
        )

    def _place(self, origin: Origin) -> str:
        """The line; before it the file where it is not the contract's own."""
        return str(origin.line) if origin.file == self._contract.file else line(origin)

    def _statement_link(self, text: str, name: str) -> Link:
        return Link(f"#{anchor('clause', name)}" if name in self._clauses else "", text, plain(name))

    def _sources_sum(self) -> Said:
        traced = self._evidence.traced
        if traced is None:
            return said("sources", "without")
        tallies = traced.tallies
        return said(
            "sources",
            "sum",
            encoded=sum(one.encoded + one.settled for one in tallies),
            computable=sum(one.computable for one in tallies),
            accounted=sum(one.accounted for one in tallies),
            others=sum(one.others for one in tallies),
        )


def _title(example: Example) -> Said:
    return each(lambda language: example.labels.text(language, example.title))


def _note(example: Example, expect: Expect) -> Said:
    def words(language: str) -> str:
        return f"{example.labels.text(language, example.title)}. {expect.printed_note.text(language, '')}"

    return each(words)


def _because(allowance: Allowance) -> Said:
    return each(lambda tag: say(tag, "look", "because", because=plain(allowance.because.text(tag, ""))))


def _words(one: Reading) -> Said:
    return each(lambda language: one.labels.text(language, one.text))


def _finding(found: Diagnostic) -> Said:
    return each(lambda language: f"{say(language, 'look', found.severity)} {found.code}: {found.message_in(language)}")


def _message(found: Diagnostic) -> Said:
    return each(lambda language: f"{found.code}: {found.message_in(language)}")


def _stamp(stamp: Stamp | None) -> Said:
    if stamp is None:
        return said("stamp", "unsigned")
    return said("stamp", "stale" if stamp.changes else "signed", by=plain(stamp.by), on=plain(stamp.on))


def _document(document: Document) -> Said:
    title = f"{plain(document.prefix)}: {plain(document.title)}"
    if not document.by:
        return (("", title),)
    by = plain(document.by)
    return each(lambda language: f"{title}, {say(language, 'summary', 'by', by=by)}")
