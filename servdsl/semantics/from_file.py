"""A whole file: nodes → the checked contract, and everything that is wrong with it.

    head → names → facts → defined values → clauses → calendars → offers' levels → examples

Order in the file does not matter: every name is entered before any is looked up.
"""

from __future__ import annotations

import hashlib
import keyword
import posixpath
from collections.abc import Iterator, Sequence

from servdsl.diagnostics import Diagnostic, Note, has_errors
from servdsl.messages import say
from servdsl.model.contract import Contract, Remark
from servdsl.semantics import from_declarations as declared
from servdsl.semantics.allowances import allowances
from servdsl.semantics.amendments import Amended, amendments, stages, unfolded
from servdsl.semantics.checks import check_levels, check_prices, check_sums
from servdsl.semantics.citations import Citations
from servdsl.semantics.declare import blocks_of, declare
from servdsl.semantics.findings import Findings
from servdsl.semantics.from_calendars import Calendars
from servdsl.semantics.from_defines import DefinedValues, amounts_in
from servdsl.semantics.from_examples import examples
from servdsl.semantics.from_header import Header, header_lines, translate_header, zone_fact
from servdsl.semantics.from_offers import drafts, levelled, offers
from servdsl.semantics.from_orders import orders
from servdsl.semantics.from_shared import check_shared, merged, own_language
from servdsl.semantics.holes import Holes
from servdsl.semantics.identity import identified
from servdsl.semantics.kept import Kept
from servdsl.semantics.names import Names
from servdsl.semantics.points import check_points
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal
from servdsl.semantics.unseen import check_text
from servdsl.source import Source
from servdsl.syntax import clauses, nodes
from servdsl.syntax.parts import Cites
from servdsl.syntax.using import STANDARD, Used
from servdsl.wording import sentence


def translate(
    file: nodes.File, source: Source, used: Sequence[Used] = (), whole: bool = True, kept: Kept | None = None
) -> tuple[Contract | None, list[Diagnostic]]:
    """The contract as far as it can be told, and every mistake; None only where the file declares no contract. `used`
    are the files that it uses, `whole` tells whether none of them is missing."""
    findings = Findings()
    files = [(file.items, source), *((one.file.items, one.source) for one in used)]
    kept = kept or Kept()
    kept.begin()
    holes = Holes(files, whole, kept)
    for items, text in files:
        check_text(text, findings)
        if any(isinstance(item, nodes.Shared) for item in items):
            check_shared(items, findings)
    head = _head(file, source, holes, findings)
    if head is None:
        return None, findings.all()
    items = merged(file.items, source, used, whole, findings)
    documents = [item for item in items if isinstance(item, nodes.Document)]
    header = translate_header(head, documents, holes, findings)
    scope = _scope(head, header, holes, files, findings, kept)
    amended = unfolded(items, findings)
    declare(amended.items, scope)
    check_points(items, scope)
    contract = _contract(items, amended, head, header, scope, _in_hash(source, used))
    found = findings.all()
    return contract if has_errors(found) else _with_sentences(contract), found


def _in_hash(source: Source, used: Sequence[Used]) -> list[str]:
    """What the hash of a contract covers: its text and, with their names, those of the files that it uses. The names are
    seen from its folder: where that lies is no part of the contract."""
    folder = posixpath.dirname(source.name)
    others = sorted((_seen_from(folder, one.source.name), one.source.text) for one in used)
    return [source.text, *(part for other in others for part in other)]


def _seen_from(folder: str, name: str) -> str:
    return name if name.startswith(STANDARD) else posixpath.relpath(name, folder or ".")


def _with_sentences(contract: Contract) -> Contract:
    """Each clause with the sentence that people read, in the contract's own language."""
    said = (c.model_copy(update={"says": sentence(contract, c, contract.languages[0])}) for c in contract.clauses)
    return contract.model_copy(update={"clauses": tuple(said)})


def _head(file: nodes.File, source: Source, holes: Holes, findings: Findings) -> nodes.Contract | None:
    heads = [item for item in file.items if isinstance(item, nodes.Contract)]
    if not heads:
        shared = any(isinstance(item, nodes.Shared) for item in file.items)
        if file.items and not shared and not holes.mention("contract") and not holes.mention("shared"):
            findings.report("SD200", source.start())
        return None
    for other in heads[1:]:
        findings.report("SD217", other.name.span, Note(heads[0].name.span, say("said here first")), what="contract")
    if keyword.iskeyword(normal(heads[0].name.text)):
        findings.report("SD206", heads[0].name.span, name=normal(heads[0].name.text))
    return heads[0]


def _scope(
    head: nodes.Contract,
    header: Header,
    holes: Holes,
    files: Sequence[tuple[Sequence[nodes.Item], Source]],
    findings: Findings,
    kept: Kept,
) -> Scope:
    prefixes = frozenset(document.prefix for document in header.documents)
    return Scope(
        sources={source.name: source for _, source in files},
        findings=findings,
        names=Names(holes, findings),
        cites=Citations(None if holes.mention("document") else prefixes, findings),
        language=header.languages[0],
        languages={source.name: own for items, source in files if (own := own_language(items)) is not None},
        holes=holes,
        currencies=None if holes.begin("currency", head.span) else frozenset(header.currencies),
        in_force=header.in_force,
        horizon=header.horizon,
        dated=not (holes.begin("in", head.span) or holes.begin("horizon", head.span) or findings.told("SD337")),
        kept=kept,
    )


def _contract(
    written: Sequence[nodes.Item],
    amended: Amended,
    head: nodes.Contract,
    header: Header,
    scope: Scope,
    in_hash: Sequence[str],
) -> Contract:
    items = amended.items
    found = tuple(amendments(written, scope))
    facts = [declared.fact(d.node, scope) for d in scope.names.all("fact")]
    scope.facts.update({fact.name: fact for fact in facts if fact is not None})
    defines = DefinedValues(amounts_in(blocks_of(items)), amended.defines, scope)
    scope.kind_of = defines.kind_of
    defines.prepare()
    made = offers(items, scope)
    spoken = drafts(amended, stages(found), scope)
    clauses_ = identified(spoken, scope)
    calendars = Calendars(amended.calendars, scope)
    defined = defines.all()
    zones = [fact.name for fact in scope.facts.values() if fact.type == "zone"]
    of_zone = zone_fact(header.zone_fact_name, scope.names, zones, scope.findings) if header.zone_fact_name else None
    contract = Contract(
        name=normal(head.name.text),
        labels=scope.labels(head.label),
        languages=header.languages,
        currencies=header.currencies,
        zone=header.zone,
        zone_fact=of_zone,
        in_force=header.in_force,
        horizon=header.horizon,
        document=header.documents[0] if header.documents else None,
        further_documents=tuple(header.documents[1:]),
        file=head.span.file,
        uses=tuple(sorted(scope.sources.keys() - {head.span.file})),
        source_sha256=hashlib.sha256("\0".join(in_hash).encode()).hexdigest(),
        holidays_version=calendars.holidays_version,
        header=tuple(header_lines(head, items, scope.cites)),
        orders=tuple(orders(items, scope)),
        allowances=tuple(allowances(written, scope)),
        notes=tuple(_notes(items, scope)),  # after the tables, whose silent rows are among them
        assumptions=tuple(_assumptions(items, scope)),
        facts=tuple(scope.facts.values()),
        defines=defined,
        things=tuple(declared.thing(d.node, scope) for d in scope.names.all("service", "unit")),
        windows=tuple(declared.window(d.node, scope) for d in scope.names.all("window")),
        states=tuple(declared.state(d.node, scope) for d in scope.names.all("state")),
        events=tuple(declared.event_labels(items, scope)),
        calendars=calendars.all(),
        amendments=found,
        offers=levelled(made, clauses_, scope),
        clauses=clauses_,
    )
    check_prices(contract, spoken, scope)
    check_sums(spoken, scope)
    check_levels(blocks_of(items), scope)
    made_examples = examples(items, contract, scope)
    scope.names.doubtful_events()
    return contract.model_copy(update={"examples": made_examples})


def _notes(items: Sequence[nodes.Item], scope: Scope) -> list[Remark]:
    """The notes of the file and of its blocks, and the rows that say nothing, in the order written."""
    made = [_note(item, (), scope) for item in items if isinstance(item, clauses.NoteText)]
    for item in items:
        if isinstance(item, nodes.Tier | nodes.Addon | nodes.ForOffers | nodes.Matrix):
            said = [node for node in item.clauses if isinstance(node, clauses.NoteText)]
            only_notes = isinstance(item, nodes.ForOffers) and len(said) == len(item.clauses)
            made += [_note(node, item.cites if only_notes else (), scope) for node in said]
    return sorted((*made, *scope.silent.values()), key=lambda note: (note.origin.file, note.origin.line))


def _note(node: clauses.NoteText, around: Cites, scope: Scope) -> Remark:
    return scope.remark(node.words, node.span, node.cites, around)


def _assumptions(items: Sequence[nodes.Item], scope: Scope) -> Iterator[Remark]:
    for item in items:
        if isinstance(item, nodes.Assume) and scope.names.assumed(item.name):
            said = scope.remark(item.words, item.span, item.cites)
            yield said.model_copy(update={"kind": item.kind, "name": normal(item.name.text)})
