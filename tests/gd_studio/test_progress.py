"""Whoever waits is told what is being done and how long it will take."""

import io

import pytest
from rich.console import Console

from gd_studio.commands import progress
from gd_studio.farm.under_way import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock to be set by hand."""
    now = [100.0]
    monkeypatch.setattr("gd_studio.commands.progress.time.monotonic", lambda: now[0])
    return now


def test_lines_tell_share_and_time_left_now_and_then(clock: list[float]) -> None:
    out = io.StringIO()
    with progress.display(Console(file=out), quiet=False) as shown:
        for second, done in ((0, 0), (1, 10), (6, 60), (7, 70), (10, 100)):
            clock[0] = 100.0 + second
            shown.update([Progress("ball", done, 240, "drawing"), Progress("hill", 0, 0, "waiting")])
    assert out.getvalue() == "ball: drawing, 25 %, about 18 s left\n"


def test_lines_take_time_anew_for_each_phase(clock: list[float]) -> None:
    out = io.StringIO()
    with progress.display(Console(file=out), quiet=False) as shown:
        for second, done, phase in ((0, 0, "drawing"), (20, 0, "making gif"), (26, 30, "making gif")):
            clock[0] = 100.0 + second
            shown.update([Progress("ball", done, 60, phase)])
    assert out.getvalue() == "ball: making gif, 50 %, about 6 s left\n"


def test_lines_count_what_is_drawn_where_nobody_knows_how_much_there_is(clock: list[float]) -> None:
    out = io.StringIO()
    with progress.display(Console(file=out), quiet=False) as shown:
        for second, done in ((0, 0), (10, 1), (20, 250)):
            clock[0] = 100.0 + second
            shown.update([Progress("ball", done, 0, "drawing")])
    assert out.getvalue() == "ball: drawing, 1 frame\nball: drawing, 250 frames\n"


def test_bars_begin_again_with_each_phase() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=120, color_system=None)
    with progress.display(console, quiet=False) as shown:
        assert isinstance(shown, progress.Bars)
        for done, phase in ((30, "drawing"), (60, "drawing"), (15, "making gif")):
            shown.update([Progress("ball", done, 60, phase)])
            shown._progress.refresh()
        shown.say("clips/ball.mp4")
    text = out.getvalue()
    assert text.index("30/60") < text.index("60/60") < text.index("15/60")
    assert "making gif" in text
    assert "clips/ball.mp4\n" in text


def test_quiet_says_nothing() -> None:
    out = io.StringIO()
    with progress.display(Console(file=out), quiet=True) as shown:
        shown.update([Progress("ball", 1, 2, "drawing")])
        shown.say("done")
    assert out.getvalue() == ""
