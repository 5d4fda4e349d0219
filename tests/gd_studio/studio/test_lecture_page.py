import asyncio
from collections.abc import Callable
from typing import Any

from gd_studio.studio.studio import Studio

Walk = Callable[[Any], None]


def names(studio: Studio) -> list[str]:
    return [clip.name for clip in studio.lecture.clips()]


async def sees(user: Any, words: str) -> None:
    await user.should_see(words, retries=100)


def test_cards_follow_the_file_and_the_file_the_page(studio: Studio, visit: Walk) -> None:
    async def walk(user: Any) -> None:
        await user.open("/")
        await sees(user, "card-near")
        await user.should_see("not rendered yet")
        user.find("duplicate-near").click()
        await sees(user, "card-near-2")
        assert names(studio) == ["near", "near-2", "far"]
        user.find("remove-near-2").click()
        user.find("Add a clip").click()
        await sees(user, "Choose a lesson")
        user.find("add-MovingSquare").click()
        await sees(user, "card-moving-square")
        user.find("move-down-near").click()
        await asyncio.sleep(0.1)
        assert names(studio) == ["far", "near", "moving-square"]
        path = studio.lecture.path
        path.write_text(path.read_text(encoding="utf-8").replace('"far"', '"beyond"'), encoding="utf-8")
        await sees(user, "card-beyond")
        path.write_text("[[clip]]\nlesson = 3\n", encoding="utf-8")
        await sees(user, "lesson = 3 must be text in quotes")

    visit(walk)


def test_a_clip_is_rendered_and_is_stale_after_a_change(studio: Studio, visit: Walk) -> None:
    async def walk(user: Any) -> None:
        await user.open("/")
        await sees(user, "render-near")
        user.find("render-near").click()
        for _ in range(200):
            await asyncio.sleep(0.1)
            if any(card.state == "ready" for card in studio.cards):
                break
        film = studio.lecture.path.parent / "media" / "clips" / "near.mp4"
        assert film.is_file() and not studio.kitchen.busy
        answer = await user.http_client.get("/file/near/mp4?download=1")
        assert answer.content == film.read_bytes()
        assert (await user.http_client.get("/file/near/png")).status_code == 404
        studio.lecture.assign("near", {"distance": 3.25})
        await sees(user, "stale: distance was 2.0, is 3.25")

    visit(walk)


def test_what_stops_leaves_the_files_as_they_were(studio: Studio) -> None:
    async def cook() -> None:
        await studio.look()
        studio.render(["near", "far"])
        assert set(studio.kitchen.cooking) == {"near", "far"}
        studio.kitchen.stop()
        for _ in range(600):
            await asyncio.sleep(0.05)
            if not studio.kitchen.busy:
                break
        assert not studio.kitchen.busy and not studio.kitchen.results and not studio.kitchen.mishap

    asyncio.run(cook())
    assert not list(studio.lecture.path.parent.glob("media/clips/*"))
