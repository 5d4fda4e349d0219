"""Serves the studio: on this machine alone, unless another address is asked for by name."""

import secrets
import socket
import sys
from pathlib import Path

from nicegui import app, ui
from rich.console import Console
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from gd_studio.errors import CommandError, StudioError
from gd_studio.lecture.catalog import Catalog
from gd_studio.stopping import stop_at_once
from gd_studio.studio.cards import lesson_picture
from gd_studio.studio.clip_page import ClipPage
from gd_studio.studio.darkroom import Darkroom
from gd_studio.studio.guard import OWN_NAMES, Guard
from gd_studio.studio.lecture_file import LectureFile
from gd_studio.studio.lecture_page import LecturePage
from gd_studio.studio.studio import Studio

HERE = "127.0.0.1"


def serve(lecture: Path, *, host: str = HERE, port: int | None = None, show: bool = True) -> None:
    """Serve the studio until Ctrl-C.

    Parameters
    ----------
    lecture
        The lecture file.
    host, port
        Where; a free port by default.
    show
        Whether to open it in the browser.

    Raises
    ------
    StudioError
        If the lecture cannot be read, or the address cannot be used.
    """
    catalog = Catalog()
    file = LectureFile(lecture, catalog)
    file.clips()
    port = _port(host, port)
    token = "" if host in OWN_NAMES else secrets.token_urlsafe(24)
    app.add_middleware(Guard, names=() if token else OWN_NAMES, token=token)
    add_pages(Studio(file, catalog, Darkroom()))
    way = f"/?token={token}" if token else "/"
    Console().print(
        f"http://{host}:{port}{way}  (Ctrl-C ends it)", highlight=False, markup=False, soft_wrap=True
    )
    sys.stdout.flush()
    app.on_startup(stop_at_once)  # the server would wait for its visitors
    ui.run(
        host=host, port=port, show=way if show else False, reload=False, show_welcome_message=False,
        title="Downhill", language="en-US", dark=None, favicon=FAVICON, reconnect_timeout=30,
    )  # fmt: skip


FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="7" fill="#1A1F27"/>'
    '<path d="M5 8 Q16 40 27 8" fill="none" stroke="#56B4E9" stroke-width="2.5"/>'
    '<circle cx="8.6" cy="15" r="4" fill="#E69F00"/></svg>'
)


def add_pages(studio: Studio) -> None:
    """Add the pages, and the few files that may be fetched."""

    @ui.page("/")
    def lecture() -> None:
        LecturePage(studio)

    @ui.page("/clip/{name}")
    def clip(name: str) -> None:
        try:
            ClipPage(studio, name)
        except StudioError as error:
            ui.label(error.message).classes("gd-page")
            ui.link("back to the lecture", "/").classes("gd-page")

    @app.get("/file/{name}/{key}")
    def clip_file(name: str, key: str, download: int = 0) -> Response:
        card = studio.card(name)
        path = card.files.get(key) if card else None
        if path is None:
            return PlainTextResponse("There is no such file.", 404)
        return FileResponse(path, filename=path.name if download else None)

    @app.get("/film/{key}/{number}")
    async def film(key: str, number: int) -> Response:
        draft = studio.drafts.get(key)
        part = await draft.part(number) if draft else None
        return Response(part, media_type="video/mp4") if part else Response(status_code=204)

    @app.get("/explore/{key}")
    def explore(key: str) -> Response:
        page = studio.pages.get(key)
        if page is None:
            return PlainTextResponse("There is no such page any more.", 404)
        return HTMLResponse(page, headers={"Content-Security-Policy": "sandbox allow-scripts"})

    @app.get("/lesson/{name}.png")
    def picture(name: str) -> Response:
        known = {entry.clip_name for entry in studio.catalog.entries.values()}
        path = lesson_picture(name) if name in known else None
        return FileResponse(path) if path else PlainTextResponse("There is no such picture.", 404)


def _port(host: str, wanted: int | None) -> int:
    """Return a port that is free."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, wanted or 0))
        except OSError as error:
            at = f"--host {host}" + (f" --port {wanted}" if wanted else "")
            raise CommandError(f"{at}: cannot be used: {error.strerror}.") from error
        free: int = trial.getsockname()[1]
        return free


__all__ = ["add_pages", "serve"]
