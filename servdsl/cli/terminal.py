"""What the commands share: finding files, printing diagnostics, progress, exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servdsl.messages import LANGUAGES, Language, chosen, said, say, several

if TYPE_CHECKING:
    from servdsl.checked import Checked
    from servdsl.model import Contract
    from servdsl.output import Difference


_LANGUAGE = f"{__name__}.language"


def _choose(context: click.Context, _: click.Parameter, language: Language | None) -> None:
    if language is not None:
        context.meta[_LANGUAGE] = language


LANG = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    is_eager=True,
    callback=_choose,
    help="The language of what is printed (default: that of the environment).",
)


class Commands(click.Group):
    """A group of which each command takes `--lang` as the group does."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, with the option."""
        super().add_command(LANG(cmd), name)


def language() -> Language:
    """What `--lang` says, else what the environment asks for."""
    context = click.get_current_context(silent=True)
    told: Language | None = context.meta.get(_LANGUAGE) if context is not None else None
    return told or chosen(os.environ)


def echo(words: str, err: bool = False) -> None:
    """Print a sentence in the reader's language."""
    click.echo(said(words, language()), err=err)


def wrong(words: str) -> click.UsageError:
    """The call was wrong: a sentence in the reader's language."""
    return click.UsageError(said(words, language()))


def required(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths, or a usage error: these commands have no default."""
    if not paths:
        raise wrong(say("name a .plan file or a folder of them"))
    return paths


def plan_files(paths: Sequence[Path]) -> list[Path]:
    """Files as named, and the .plan files of folders, in order. A usage error where there is nothing."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.plan"))
            if not inside:
                raise wrong(say("there is no .plan file in `{path}`", path=path))
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise wrong(say("there is no file or folder `{path}`", path=path))
    return list(dict.fromkeys(found))


def borders(paths: Sequence[Path]) -> dict[Path, Path]:
    """The folder that no `use` of a file leads out of, where it is not the file's own: the one that was named."""
    return {inside: path for path in paths if path.is_dir() for inside in path.rglob("*.plan")}


def check(paths: tuple[Path, ...], form: str, always: bool = False) -> list[Checked]:
    """Check all files and print what was found: to standard output where that is the command's answer (`always`), else
    to standard error."""
    from servdsl import pipeline, report

    files = plan_files(paths)
    with progress(say("checking"), len(files)) as step:
        checked = pipeline.check_all(files, step, borders(paths))
    found = list({(d.code, d.span, d.message): d for result in checked for d in result.diagnostics}.values())
    if found or always:
        sources = {name: source for result in checked for name, source in result.sources.items()}
        stream = sys.stdout if always else sys.stderr
        text = report.render(found, sources, form, colour=stream.isatty(), language=language())
        if text:
            click.echo(text, file=stream)
    return checked


def emitted(checked: Sequence[Checked], step: Callable[[str], None]) -> Mapping[str, str | bytes]:
    """What `build` writes; usage error for a register or a signature that cannot be read."""
    from servdsl import pipeline, signing, traceability

    try:
        return pipeline.emit(checked, step)
    except (traceability.RegisterError, signing.SignatureError) as error:
        raise wrong(str(error)) from error


def ok_or_exit(checked: list[Checked]) -> None:
    """Exit 1 when any file has an error."""
    if not all(result.ok for result in checked):
        raise SystemExit(1)


def contracts_or_exit(checked: list[Checked]) -> list[Contract]:
    """The contracts, or exit 1 when any file has an error; a usage error where there is no contract."""
    ok_or_exit(checked)
    contracts = [result.contract for result in checked if result.contract is not None]
    if not contracts:
        raise wrong(say("here is no contract, only files that contracts share: name a contract, or a folder of them"))
    return contracts


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal when there is more than one thing to do; else silence."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        label = said(what, language())
        task = bar.add_task(label, total=total)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=f"{label} {name}")

        yield step


_DIFFERENCES = {"missing": say("missing"), "changed": say("changed"), "extra": say("extra")}


def exit_with_differences(differences: list[Difference], out: Path) -> None:
    """Say what differs and exit 1, or say that nothing does."""
    again = say("run `servdsl build` and commit what it writes")
    for difference in differences:
        echo(say("{path}: {what}", path=out / difference.path, what=_DIFFERENCES[difference.what]))
    if differences:
        echo(several("{number} differs; {way_out}", "{number} differ; {way_out}", len(differences), way_out=again))
        raise SystemExit(1)
    echo(say("{folder} is up to date", folder=out))


def indented(text: str) -> str:
    """A block of text, four spaces in."""
    return "\n".join(f"    {line}" if line else "" for line in text.strip("\n").split("\n"))
