"""`servdsl serve`: the review page on loopback while the author edits."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from servdsl.cli import terminal
from servdsl.messages import listed, say

HEAD = re.compile(r"^\s*(contract|shared)\b", re.MULTILINE)
NEEDED = ("starlette", "uvicorn", "watchfiles")


def serve_page(path: Path, port: int) -> None:
    """Serve until a signal comes. Usage error where there is no one contract to serve, where the port is taken, and where
    the libraries of the extra are not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise terminal.wrong(say("{names} must be installed: `pip install 'servdsl[serve]'`", names=listed(missing)))
    from servdsl.serve.server import AddressError, serve

    plan = _plan(path)
    border = path if path.is_dir() else path.parent
    try:
        serve(
            plan,
            border,
            port,
            lambda address: terminal.echo(say("{plan}: {address} (Ctrl-C ends it)", plan=plan, address=address)),
        )
    except AddressError as error:
        raise terminal.wrong(
            say("port {port} cannot be had: {error}; choose another with --port", port=port, error=error)
        ) from error


def _served(plan: Path, address: str) -> str:
    return say("{plan}: {address} (Ctrl-C ends it)", plan=plan, address=address)


def _plan(path: Path) -> Path:
    """The file to serve: of a folder, the only one that is not shared by contracts."""
    found = terminal.plan_files((path,))
    contracts = [one for one in found if not _is_shared(one)] if len(found) > 1 else found
    if len(contracts) != 1:
        names = listed(one.name for one in (contracts or found)[:10])
        raise terminal.wrong(
            say("one contract is served at a time; `{path}` holds {names}: name one of them", path=path, names=names)
        )
    return contracts[0]


def _is_shared(plan: Path) -> bool:
    """Whether a file says at its head that it is shared; one that cannot be read is for the page to tell."""
    try:
        head = HEAD.search(plan.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    return head is not None and head[1] == "shared"
