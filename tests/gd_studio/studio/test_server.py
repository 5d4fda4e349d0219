import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from gd_studio.studio.guard import Guard
from gd_studio.studio.tables import MOST_BYTES, REFUSED
from tests.gd_studio.studio.conftest import served

Address = tuple[str, Path, "subprocess.Popen[str]"]


def status(url: str, **headers: str) -> int:
    request = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_another_site_cannot_drive_the_studio(address: Address) -> None:
    url, _, _ = address
    assert status(url) == 200
    assert status(url, Origin=url) == 200
    assert status(url, Origin="http://elsewhere.example") == 403
    assert status(url, Host="elsewhere.example") == 403
    assert status(url, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors") == 403
    for outside in (
        "lecture.toml",
        "file/moving-square/toml",
        "file/..%2Flecture.toml/mp4",
        "lesson/..%2Fx.png",
    ):
        assert status(f"{url}/{outside}") == 404


@pytest.mark.parametrize("origin", ["http://elsewhere.example", None])
def test_only_own_pages_may_talk_to_it(address: Address, origin: str | None) -> None:
    url, _, _ = address
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    there = url.replace("http", "ws") + "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    if origin is None:
        with connect(there, origin=url) as talk:
            assert str(talk.recv()).startswith("0{")
    else:
        with pytest.raises(InvalidStatus, match="403"):
            connect(there, origin=origin)  # type: ignore[arg-type]


def test_another_address_has_to_be_asked_for_and_wants_its_token(lecture: Path) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("no second address for this machine here: --host was not tried out")
    with served(lecture.parent, "--host", "127.0.0.2") as (url, _):
        plain, _, token = url.partition("/?token=")
        assert len(token) >= 32
        assert status(plain) == status(f"{plain}/clip/near") == status(f"{plain}/?token=") == 403
        assert status(f"{plain}/?token={token[:-1]}") == status(plain, Cookie="downhill-studio=guess") == 403
        assert status(url, Origin="http://elsewhere.example") == 403
        with urlopen(url) as answer:
            cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
        assert status(f"{plain}/clip/near", Cookie=cookie.partition(";")[0]) == 200


def test_without_a_host_it_is_served_on_this_machine_alone(address: Address) -> None:
    port = int(address[0].rpartition(":")[2])
    for host in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r"refused|assign"):
            socket.create_connection((host, port), 1)


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_long_is_refused_before_it_is_read(announced: bool) -> None:
    import asyncio

    import httpx
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def take(request: Request) -> PlainTextResponse:
        async with request.form() as form:
            return PlainTextResponse(str(len(await form["table"].read())))  # type: ignore[union-attr]

    app, part, taken = Starlette(routes=[Route("/upload", take, methods=["POST"])]), b"1,2\n" * 2**14, 0
    app.add_middleware(Guard)
    head = b'--x\r\nContent-Disposition: form-data; name="table"; filename="a.csv"\r\n\r\n'

    async def send(parts: int) -> httpx.Response:
        async def body() -> AsyncIterator[bytes]:
            nonlocal taken
            yield head
            for _ in range(parts):
                taken += len(part)
                yield part
            yield b"\r\n--x--\r\n"

        length = {"Content-Length": str(len(head) + parts * len(part) + 9)} if announced else {}
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as own:
            return await own.post("/upload", content=body(), headers=kind | length)

    fits = MOST_BYTES // len(part)
    answer = asyncio.run(send(fits))
    assert (answer.status_code, answer.text) == (200, str(fits * len(part)))
    taken = 0
    answer = asyncio.run(send(10 * fits))
    assert (answer.status_code, answer.text) == (413, REFUSED)
    assert taken <= (0 if announced else MOST_BYTES + 2 * len(part))


def test_ctrl_c_ends_all_in_the_middle_of_a_render(lecture: Path, browser: Any) -> None:
    from selenium.common.exceptions import WebDriverException

    lecture.write_text('[[clip]]\nlesson = "BallOnParabola"\nquality = "1080p60"\n', encoding="utf-8")
    with served(lecture.parent) as (url, process):
        if not Path(f"/proc/{process.pid}/task/{process.pid}/children").exists():
            pytest.skip("no /proc here: the processes of the studio were not counted")
        browser.get(url)
        begin = "//article[.//*[@aria-label='open ball-on-parabola']]//button[.//span[text()='Render']]"
        words, until = "return document.body.innerText", time.monotonic() + 60
        while "drawing" not in browser.execute_script(words):
            assert time.monotonic() < until, browser.execute_script(words)
            for button in browser.find_elements("xpath", begin):
                with suppress(WebDriverException):  # not there yet, or not any more
                    button.click()
            time.sleep(0.1)
        workers = below(process.pid)
        assert len(workers) >= 3  # those that draw, and the one that they come from
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 130
        while any(Path(f"/proc/{number}").exists() for number in workers) and time.monotonic() < began + 5:
            time.sleep(0.05)
        assert time.monotonic() - began < 5
    assert not list(lecture.parent.glob("media/clips/ball-on-parabola*"))


def below(process: int) -> list[int]:
    """Return the processes below one, those below them, and so on."""
    children = Path(f"/proc/{process}/task").glob("*/children")
    found = [int(number) for path in children for number in path.read_text().split()]
    return [*found, *(deeper for number in found for deeper in below(number))]
