"""Requests to the application without a socket, as a browser at this machine would send them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import httpx

from servdsl.serve.app import application
from servdsl.serve.messages import Reply
from servdsl.serve.parts import LOOK, VERSION
from servdsl.serve.preview import Preview

PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"


class Asked:
    """Stands for the evaluator: keeps what it was asked."""

    def __init__(self, reply: Reply | Exception) -> None:
        self.told: list[Mapping[str, str]] = []
        self._reply = reply

    async def ask(self, told: Mapping[str, str]) -> Reply:
        """The reply that was laid ready."""
        self.told.append(told)
        if isinstance(self._reply, Exception):
            raise self._reply
        return self._reply


def preview(html: str = "", reply: Reply | Exception | None = None) -> Preview:
    """One that shows a text and does no work."""
    made = Preview(Path("acme.plan"), Path())
    if html:
        made.pages.read("acme", f'{VERSION}">\n<header>\n</header>\n{LOOK}{html}')
        made.pages.show("1-text")
    made.questions = Asked(reply or Reply(html="<p>answer</p>"))  # type: ignore[assignment]
    return made


def send(
    shown: Preview,
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    base: str = HOME,
) -> httpx.Response:
    """One request. A header `Host` replaces the one of `base`."""

    async def one() -> httpx.Response:
        transport = httpx.ASGITransport(application(shown, PORT))
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, path, headers=headers, content=content)

    return asyncio.run(one())


def ask(shown: Preview, content: bytes, kind: str = "application/json") -> httpx.Response:
    """One question."""
    return send(shown, "POST", "/ask", {"Content-Type": kind, "Origin": HOME, "Sec-Fetch-Site": "same-origin"}, content)
