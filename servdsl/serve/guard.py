"""Who may ask: the browser at this machine, on our own page, and nobody through it.

Any page that the author has open can send requests to loopback. A name of its own that resolves to 127.0.0.1 shows in
`Host`; a request from its script or form shows in `Origin` and `Sec-Fetch-Site`.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = frozenset({"GET", "POST"})
OWN = frozenset({"same-origin", "none"})
"""What a browser says of a request that our page made, or its user by typing the address."""


class Guard:
    """Refuses strangers before any route is looked for, and sends the policy with every answer. `port` is the one that we
    listen on, `policy` the content security policy."""

    def __init__(self, app: ASGIApp, port: int, policy: str) -> None:
        self._app = app
        self._hosts = _hosts(port)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._fixed = {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; of other kinds only the start and the end of the server pass."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._fixed)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not (
            _all_in(headers.getlist("host"), self._hosts, needed=True)
            and _all_in(headers.getlist("origin"), self._origins)
            and _all_in(headers.getlist("sec-fetch-site"), OWN)
        ):
            return PlainTextResponse("This page is for the browser of this machine alone.\n", 403)
        if scope["method"] not in METHODS:
            return PlainTextResponse("GET and POST only.\n", 405, {"Allow": "GET, POST"})
        return None


def _hosts(port: int) -> frozenset[str]:
    names = ("127.0.0.1", "localhost")
    usual = names if port == 80 else ()
    return frozenset({*(f"{name}:{port}" for name in names), *usual})


def _all_in(values: Iterable[str], known: frozenset[str], *, needed: bool = False) -> bool:
    """Whether a header says what it may, once at most; `needed`: exactly once."""
    found = list(values)
    return len(found) <= 1 and all(value.lower() in known for value in found) and (bool(found) or not needed)
