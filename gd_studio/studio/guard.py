"""Lets only the studio's own pages in: neither another site's page nor another name for this machine.

What they send is read to the size of a table, and no further.
"""

import secrets
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gd_studio.studio.tables import MOST_BYTES, REFUSED

COOKIE = "downhill-studio"
OWN_NAMES = ("127.0.0.1", "localhost")
_MOST_AROUND = 4096
"""So many bytes around a table tell what it is called."""


class Guard:
    """Refuses requests that do not come from the studio's own pages.

    Parameters
    ----------
    app
        What is guarded.
    names
        What this machine may be called in the address.
    token
        What the first address has to hold; ``""`` where nobody else can reach the server.
    """

    def __init__(self, app: ASGIApp, names: tuple[str, ...] = OWN_NAMES, token: str = "") -> None:
        self._app, self._names, self._token = app, names, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._own(headers) or not self._knows(scope, headers):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                refusal = PlainTextResponse("This page belongs to the studio alone.", 403)
                await refusal(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                told["X-Frame-Options"] = "SAMEORIGIN"
                told["Cross-Origin-Resource-Policy"] = "same-origin"
                told["Referrer-Policy"] = "no-referrer"
                if self._token:
                    told.append("Set-Cookie", f"{COOKIE}={self._token}; HttpOnly; SameSite=Strict; Path=/")
            await send(message)

        await self._app(scope, _limited(receive, headers), sealed)

    def _own(self, headers: Headers) -> bool:
        """Tell whether the request names this server, and comes from one of its own pages."""
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname
        if self._names and name not in self._names:
            return False
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return False
        site, how = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
        return site in ("none", "same-origin") or how == "navigate"

    def _knows(self, scope: Scope, headers: Headers) -> bool:
        if not self._token:
            return True
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        return any(secrets.compare_digest(word, self._token) for word in (given, kept.value if kept else ""))


def _limited(receive: Receive, headers: Headers) -> Receive:
    """Read what is sent, but nothing that is longer than a table, or that says so."""
    announced = headers.get("content-length", "")
    least, read = int(announced) if announced.isdecimal() else 0, 0

    async def take() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if max(least, read) > MOST_BYTES + _MOST_AROUND:
            raise HTTPException(413, REFUSED)
        return message

    return take
