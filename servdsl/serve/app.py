"""The routes: the page, its script and style, news of it, and one question. No path leads to a file."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from servdsl.backends import review
from servdsl.serve import laying
from servdsl.serve.asked import BusyError
from servdsl.serve.guard import Guard
from servdsl.serve.preview import Preview, State
from servdsl.serve.processes import GoneError
from servdsl.serve.surface import asset

MOST_BYTES = 256 * 1024
READING = 10.0
"""Seconds in which a question must have come in."""
MOST_KEYS = 5_000
PING = 15.0
"""Seconds after which a line goes to a silent browser, so that a dead connection is noticed."""


def application(preview: Preview, port: int) -> Starlette:
    """The application for a preview; it runs the preview while it is up."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(preview.run())
        yield
        preview.stop()
        await running

    pages = _Pages(preview)
    routes = [
        Route("/", pages.page, methods=["GET"]),
        Route("/live.css", pages.style, methods=["GET"]),
        Route("/live.js", pages.script, methods=["GET"]),
        Route("/favicon.ico", pages.nothing, methods=["GET"]),
        Route("/events", pages.events, methods=["GET"]),
        Route("/ask", pages.ask, methods=["POST"]),
    ]
    guard = Middleware(Guard, port=port, policy=policy())
    made = Starlette(routes=routes, middleware=[guard], lifespan=life)
    made.router.redirect_slashes = False
    return made


def policy() -> str:
    """Our own style and script, requests to ourselves, nothing else."""
    style, script = review.hashes()
    return (
        f"default-src 'none'; style-src 'self' {style}; script-src 'self' {script}; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


class _Pages:
    """What is sent."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    async def page(self, request: Request) -> Response:
        """The last good page, or one that waits for it."""
        html = self._preview.pages.html
        if not html:
            html = laying.stand_in(self._preview.path.name, request.headers.get("accept-language", ""))
        return HTMLResponse(html)

    async def style(self, _: Request) -> Response:
        """What the strip, the form and the answer look like."""
        return Response(asset("live.css"), media_type="text/css")

    async def script(self, _: Request) -> Response:
        """The browser's part."""
        return Response(asset("live.js"), media_type="text/javascript")

    async def nothing(self, _: Request) -> Response:
        """Browsers ask for an icon by themselves; there is none."""
        return Response(status_code=204)

    async def events(self, request: Request) -> Response:
        """News as server-sent events, each the whole state and what has changed on the page since the version that the
        browser shows. That version is the event's id, which a browser that lost us sends when it asks again."""
        shown = request.headers.get("last-event-id") or request.query_params.get("since", "")
        return StreamingResponse(self._events(shown), media_type="text/event-stream")

    async def _events(self, shown: str) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        async for state in self._preview.states(PING):
            if state is None:
                yield ": \n\n"
                continue
            page = self._preview.pages.since(shown) if state.version != shown else ""
            shown = state.version
            yield f"id: {shown}\ndata: {json.dumps({**_told(state), 'page': page}, ensure_ascii=False)}\n\n"

    async def ask(self, request: Request) -> Response:
        """One question; mistakes come back at their controls."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return PlainTextResponse("A question is JSON.\n", 415)
        try:
            body = await asyncio.wait_for(_body(request), READING)
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("The question did not come in.\n", 408)
        if body is None:
            return PlainTextResponse(f"A question has at most {MOST_BYTES // 1024} KiB.\n", 413)
        told = _question(body)
        if told is None:
            return PlainTextResponse("A question is one JSON object of texts.\n", 400)
        try:
            reply = await self._preview.questions.ask(told)
        except BusyError:
            return PlainTextResponse("Other questions are waiting; ask again.\n", 503)
        except GoneError:
            return PlainTextResponse("The contract has changed, or there is none yet; ask again.\n", 409)
        return JSONResponse({"html": reply.html, "errors": reply.errors})


async def _body(request: Request) -> bytes | None:
    """What was sent; None where it is too long, as soon as that is known."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 9 or int(length) > MOST_BYTES:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _question(body: bytes) -> dict[str, str] | None:
    """Texts by key; None for anything else."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or len(told) > MOST_KEYS:
        return None
    return told if all(isinstance(value, str) for value in told.values()) else None


def _told(state: State) -> dict[str, object]:
    """A state as the browser takes it: sentences made here, in all languages."""
    errors = sum(one.severity == "error" for one in state.findings)
    phase = state.work if state.ok or state.work == "reading" else "wrong"
    return {
        "version": state.version,
        "model": state.model,
        "busy": [name for name, _ in state.busy],
        "ok": state.ok,
        "work": state.work,
        "status": laying.strip(phase, errors, bool(state.version), [title for _, title in state.busy]),
        "findings": laying.findings(state.findings, state.failure),
    }
