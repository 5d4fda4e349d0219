import asyncio
from collections.abc import Callable
from typing import Any

from gd_studio.studio.darkroom import DIED
from gd_studio.studio.studio import Studio


async def sees(user: Any, words: str) -> None:
    await user.should_see(words, retries=150)


def test_values_are_tried_out_restored_and_saved(studio: Studio, visit: Callable[[Any], None]) -> None:
    text = studio.lecture.path.read_text(encoding="utf-8")

    async def walk(user: Any) -> None:
        await user.open("/clip/far")
        await sees(user, "beat-1")
        user.find("field-distance").clear().type("9")
        await sees(user, "distance = 9 must be at most 5")
        user.find("field-distance").clear().type("4")
        await user.should_not_see("distance = 9 must be at most 5", retries=150)
        assert studio.lecture.path.read_text(encoding="utf-8") == text
        await user.should_see("gd render far --set 'distance=4'")
        await user.should_see('<video src="far.mp4" poster="far.png" controls></video>')
        await user.should_not_see(marker="tab")
        user.find("save").click()
        await sees(user, "saved in lecture.toml")
        assert studio.lecture.path.read_text(encoding="utf-8") == text.replace("4.5", "4")
        studio.lecture.assign("far", {"distance": 1.5})
        for _ in range(50):
            await asyncio.sleep(0.1)
            if next(iter(user.find("field-distance").elements)).value == "1.5":
                return
        raise AssertionError("what was changed elsewhere is not shown")

    visit(walk)


def test_a_clip_that_is_not_there_is_a_sentence(studio: Studio, visit: Callable[[Any], None]) -> None:
    async def walk(user: Any) -> None:
        await user.open("/clip/nowhere")
        await user.should_see('lecture.toml: there is no clip "nowhere" any more.')

    visit(walk)


def test_what_the_lint_finds_leads_to_its_time(studio: Studio, visit: Callable[[Any], None]) -> None:
    async def walk(user: Any) -> None:
        await user.open("/clip/far")
        await user.should_see("Film lint: 1 to look at", retries=600)
        await user.should_see("The first picture shows 1 things")
        time = next(iter(user.find(marker="time").elements))
        assert time.value > 0
        user.find(marker="finding").click()
        await user.should_see("0:00 / ", retries=50)
        assert time.value == 0
        user.find(marker="field-offset").type("3.2")
        await user.should_see("Square reaches 0.60 units into the upper margin", retries=600)
        user.find(marker="field-offset").clear()
        user.find(marker="field-distance").clear().type("9")
        await user.should_see("Film lint: there is no film to look at.", retries=600)
        await user.should_not_see(marker="finding")

    visit(walk)


def test_a_process_that_dies_is_replaced_and_that_is_said(
    studio: Studio, visit: Callable[[Any], None]
) -> None:
    async def walk(user: Any) -> None:
        await user.open("/clip/far")
        await sees(user, "beat-1")
        studio.lecture.assign("far", {"trouble": "death"})
        await sees(user, DIED)
        studio.lecture.assign("far", {"trouble": None})
        await user.should_not_see(DIED, retries=150)
        studio.lecture.assign("far", {"distance": 4.75})
        await sees(user, "goes as far as 4.75")
        await user.should_not_see(DIED)

    visit(walk)
