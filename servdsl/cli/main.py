"""`servdsl`: the program and its commands. Exit 0: all well; 1: the contracts have errors, or a check found a difference;
2: the call was wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from servdsl.cli import terminal
from servdsl.messages import say

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How diagnostics are printed.",
)
LANGUAGE = click.Choice(["en", "es", "zh"])
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("generated"),
    show_default=True,
    help="The folder that gets one folder a contract.",
)


@click.group(cls=terminal.Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="servdsl")
@terminal.LANG
def main() -> None:
    """Turn service and support contracts into software.

    A contract author writes a .plan file beside the vendor's document. servdsl checks it, writes a Python evaluator and
    diagrams, and answers questions with the clauses that each answer rests on.

    \b
    Start here:
      servdsl new acme              a commented contract to start from
      servdsl check acme.plan       what is wrong with it, and the way out
      servdsl build acme.plan       evaluator and diagrams in generated/acme
      servdsl ask acme.plan --given tier=gold --given opened=2026-03-06T17:30-03:00
    """


@main.command()
@PATHS
@OUT
@click.option("--check", "compare_only", is_flag=True, help="Compare with what is on disk; write nothing.")
@FORMAT
def build(paths: tuple[Path, ...], out: Path, compare_only: bool, form: str) -> None:
    """The main job: check contracts, then write evaluators, pictures and review pages.

    PATHS are .plan files or folders (default: contracts). Nothing is written when there is an error, and a contract's
    folder is replaced whole or not at all.
    """
    from servdsl import output

    checked = terminal.check(paths or (Path("contracts"),), form)
    contracts = terminal.contracts_or_exit(checked)
    with terminal.progress(say("writing"), len(contracts)) as step:
        files = terminal.emitted(checked, step)
    if compare_only:
        terminal.exit_with_differences(output.compare(files, out), out)
        return
    try:
        output.write(files, out)
    except output.OutputError as error:
        raise terminal.wrong(
            say("{error}; nothing was written: choose another folder with --out", error=error)
        ) from error
    for contract in contracts:
        words = say(
            "{folder}: evaluator, pictures, review page of {file}", folder=out / contract.name, file=contract.file
        )
        terminal.echo(words, err=form != "text")


@main.command()
@PATHS
@click.option("--fix", is_flag=True, help="First apply the fixes that are certain, and print what was changed.")
@click.option("--require-sign-off", is_flag=True, help="Exit 1 also where a contract is not signed as it stands.")
@FORMAT
def check(paths: tuple[Path, ...], fix: bool, require_sign_off: bool, form: str) -> None:
    """Print everything that is wrong or doubtful in the contracts, in one run."""
    if fix:
        from servdsl.cli.fixing import fix_files

        fix_files(terminal.required(paths))
    checked = terminal.check(terminal.required(paths), form, always=True)
    terminal.ok_or_exit(checked)
    if require_sign_off:
        from servdsl.cli.signing import unsigned

        found = unsigned(checked)
        for sentence in found:
            terminal.echo(sentence, err=True)
        if found:
            raise SystemExit(1)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", required=True, metavar="NAME", help="Who has reviewed the contract.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When (default: today).")
def sign(file: Path, by: str, on: datetime | None) -> None:
    """Record that a person has reviewed a contract's meaning and accepts its assumptions.

    Writes FILE.signed.toml beside the contract. The review page shows it as a stamp; when the meaning or an assumption
    changes, it becomes stale and the page says what changed. A change of layout does not matter.
    """
    from servdsl.cli import signing

    (contract,) = terminal.contracts_or_exit(terminal.check((file,), "text"))
    target = signing.sign(contract, file, by, on.date() if on is not None else None)
    terminal.echo(say("{target}: signed by {by}", target=target, by=by))


@main.command()
@PATHS
@click.option("--coverage", is_flag=True, help="Also list the cells and statements that no example touches.")
@click.option("--require-coverage", "required", is_flag=True, help="The same; exit 1 if there is one.")
@FORMAT
def test(paths: tuple[Path, ...], coverage: bool, required: bool, form: str) -> None:
    """Run the worked examples of the contracts on the evaluators that `build` would write."""
    from servdsl.cli.testing import rendered, run_examples

    contracts = terminal.contracts_or_exit(terminal.check(terminal.required(paths), form))
    tested = run_examples(contracts, coverage or required)
    click.echo(rendered(tested, form))
    if any(one.failed for one in tested) or (required and any(one.coverage.missing for one in tested if one.coverage)):
        raise SystemExit(1)


@main.command()
@PATHS
@click.option("--check", "check_only", is_flag=True, help="Change nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@click.option(
    "--keywords",
    type=LANGUAGE,
    help="Also write the keywords in this language; default: that of each file. The contract stays the same.",
)
def fmt(paths: tuple[Path, ...], check_only: bool, diff: bool, keywords: str | None) -> None:
    """Lay contracts out in the one canonical form. `-` reads standard input and writes standard output."""
    from servdsl.cli.formatting import format_paths

    if not format_paths(terminal.required(paths), check_only=check_only, diff=diff, keywords=keywords):
        raise SystemExit(1)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--given",
    multiple=True,
    metavar="KEY=VALUE|FILE.json",
    help="A fact, or a JSON file of facts (`-`: standard input). May be repeated. Events: event=INSTANT,TYPE[,VALUE].",
)
@click.option("--over", metavar="FACT=A..B", help="A schedule over a whole-number fact, with total and average.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw how the next due instant is counted, day by day, as .svg, .png, .pdf or .dot.",
)
@OUT
def ask(file: Path, given: tuple[str, ...], over: str | None, as_json: bool, picture: Path | None, out: Path) -> None:
    """Answer one case, with reasons and the arithmetic.

    \b
    servdsl ask contracts/lastcall.plan --given tier=advanced --given severity=critical \\
      --given site_zone=America/Santiago --given opened=2026-03-06T17:30-03:00
    """
    from servdsl.cli.asking import ask_contract

    (contract,) = terminal.contracts_or_exit(terminal.check((file,), "text"))
    ask_contract(contract, given, over, as_json=as_json, picture=picture, out=out)


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
def serve(path: Path, port: int) -> None:
    """Show the review page of one contract while it is edited, and answer questions about it.

    PATH is a .plan file, or a folder with one. The page follows each save: what is wrong with the file first, then text,
    pictures and examples. Only the browser of this machine is answered. Ctrl-C ends it.
    """
    from servdsl.cli.serving import serve_page

    serve_page(path, port)


@main.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--tickets",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A log of tickets, as JSON lines or CSV: how many of them would change.",
)
@click.option("--fail-on", type=click.Choice(["worse", "any"]), help="Exit 1 where there is such a change of meaning.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write a page (HTML, one file): changes, witnesses, old and new pictures side by side.",
)
def diff(
    old: Path,
    new: Path,
    tickets: Path | None,
    fail_on: Literal["worse", "any"] | None,
    form: str,
    page: Path | None,
) -> None:
    """What a new text of a contract changes for the customer.

    Changes of meaning are told apart from changes of what is written, each with the smallest question that shows it, the
    clauses on both sides and whether it is better or worse. Two texts of one meaning come out as equal.
    """
    from servdsl.cli.differing import differ

    differ(old, new, tickets, fail_on, form, page)


@main.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["svg", "png", "pdf", "dot"]), default="svg", show_default=True)
@OUT
def draw(paths: tuple[Path, ...], form: str, out: Path) -> None:
    """Write the diagrams alone."""
    from servdsl.cli.drawing import draw_contracts

    contracts = terminal.contracts_or_exit(terminal.check(terminal.required(paths), "text"))
    draw_contracts(contracts, form, out)


@main.command()
@PATHS
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="The source clauses: id, document, section, kind, computable, meaning. Default: register.csv beside the contracts.",
)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.option("--brief", is_flag=True, help="As text, only what is lost, unknown or uncited, and the sums.")
def sources(paths: tuple[Path, ...], register: Path | None, form: str, brief: bool) -> None:
    """Which source clauses are encoded, stated as prose only, or missing; and what each statement rests on.

    Exit 1 when nothing encodes a computable clause, or a citation is of a clause that the register does not have.
    """
    from servdsl.cli.tracing import rendered, trace_contracts

    contracts = terminal.contracts_or_exit(terminal.check(terminal.required(paths), "text"))
    matrix = trace_contracts(contracts, paths, register)
    click.echo(rendered(matrix, form, brief))
    if not matrix.complete:
        raise SystemExit(1)


@main.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="Every code with its example.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="As Markdown: the page of all codes, or of all keywords.",
)
@click.option("--keywords", "words", is_flag=True, help="Instead: the keywords in English, Spanish and Chinese.")
def explain(code: str | None, every: bool, form: str, words: bool) -> None:
    """What a diagnostic code means, with an example before and after. Without a code: the index of all, by group."""
    from servdsl.cli import explaining, keywords
    from servdsl.diagnostics import catalogue

    if words:
        if code is not None or every:
            raise terminal.wrong(say("the keywords have no codes: ask for one or the other"))
        click.echo(keywords.page() if form == "markdown" else keywords.listing(), nl=form != "markdown")
        return
    if code is not None and (every or form != "text"):
        raise terminal.wrong(say("the page holds every code: name one, or ask for all"))
    if form == "markdown":
        click.echo(explaining.page(), nl=False)
    elif every:
        click.echo("\n\n\n".join(explaining.entry(one, terminal.language()) for one in catalogue().values()))
    elif code is None:
        click.echo(explaining.index(terminal.language()))
    elif (found := catalogue().get(code.upper())) is not None:
        click.echo(explaining.entry(found, terminal.language()))
    else:
        raise terminal.wrong(say("there is no code `{code}`; `servdsl explain` lists them all", code=code))


@main.command()
@click.argument("name")
@click.option("--keywords", type=LANGUAGE, default="en", show_default=True, help="The language of its keywords.")
def new(name: str, keywords: str) -> None:
    """Write NAME.plan, a small commented contract to start from."""
    from servdsl.cli.starting import start_contract

    path = start_contract(name, keywords)
    terminal.echo(say("{path}: open it in an editor, then run `servdsl check {path}`", path=path))
