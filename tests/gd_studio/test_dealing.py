"""Runs of chunks are dealt out: what comes back wrong, late or never is drawn again by another worker."""

import errno
import json
import os
import random
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gd_studio.errors import CommandError, RenderError
from gd_studio.farm import crew as farm
from gd_studio.farm.alone import make
from gd_studio.farm.cluster import connection, deal, dealer, handshake
from gd_studio.farm.cluster.connection import check
from gd_studio.farm.cluster.dealer import Dealer
from gd_studio.farm.cluster.parcel import WrongBytesError, order, ordered, pack, unpack
from gd_studio.farm.cluster.worker import draw_run
from gd_studio.farm.drawing import Drawing, Drawn, Spoiled
from gd_studio.farm.job import Job, Result
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.mishaps import Mishap

Change = Callable[[bytes, int], bytes | Exception | None]
"""What becomes of a worker's n-th parcel; None: it never comes."""


class Hand(Executor):
    """A worker in this process."""

    def __init__(self, change: Change) -> None:
        self.change, self.count = change, 0

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        brought = function(*args, **kwargs)
        if function is draw_run:
            brought = self.change(brought, self.count)
            self.count += 1
        if isinstance(brought, Exception):
            future.set_exception(brought)
        elif brought is not None:
            future.set_result(brought)
        return future


class Hands:
    """A cluster of workers in this process; those in `going` leave when they have been looked at so often."""

    address = "tcp://there:8786"

    def __init__(self, *changes: Change, going: int | None = None) -> None:
        self.hands = {f"tcp://there:{number}": Hand(change) for number, change in enumerate(changes)}
        self.going = going

    def workers(self) -> dict[str, str]:
        first = next(iter(self.hands), "")
        if self.going is not None and first and self.hands[first].count:
            self.going -= 1
            if self.going < 0:
                self.hands.pop(first)
                self.going = None
        return dict.fromkeys(self.hands, "worker")

    def lane(self, address: str) -> Executor:
        return self.hands[address]


def well(parcel: bytes, _count: int) -> bytes | None:
    return parcel


def never(_parcel: bytes, _count: int) -> bytes | None:
    return None


def flipped(parcel: bytes, _count: int) -> bytes | None:
    return parcel[:-1] + bytes([parcel[-1] ^ 1])


def at_first(change: Change) -> Change:
    return lambda parcel, count: change(parcel, count) if count == 0 else parcel


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deal, "SECONDS_A_RUN", 0.6)
    monkeypatch.setattr(deal, "SOONEST_LATE", 0.0)
    monkeypatch.setattr(dealer, "_SECONDS_BETWEEN_LOOKS", 0.0)


@pytest.fixture
def job(lecture: Path) -> Job:
    lecture.write_text(lecture.read_text(encoding="utf-8") + "moves = 9\n", encoding="utf-8")
    [clip] = plan(read_lecture(lecture, Catalog())[1:])
    return Job(clip, lecture.parent / "media" / "clips")


def draw(job: Job, hands: Hands) -> tuple[Result, list[str]]:
    said: list[str] = []
    [result] = farm.run([job], 1, lambda progress: None, None, Dealer(hands, [job], said.append))
    return result, said


@pytest.mark.parametrize(
    "hands",
    [
        Hands(well, well),
        Hands(at_first(flipped), well),
        Hands(never, well),
        Hands(never, well, going=3),
    ],
    ids=["well", "wrong bytes", "one stands still", "one dies"],
)
def test_file_is_that_drawn_here_whatever_a_worker_does(hands: Hands, job: Job, tmp_path: Path) -> None:
    result, said = draw(job, hands)
    assert (result.status, result.error, said) == ("rendered", "", [])
    alone = replace(job, destination=tmp_path / "alone", force=True)
    make(alone)
    assert result.files["mp4"].read_bytes() == alone.targets["mp4"].read_bytes()
    assert sum(hand.count for hand in hands.hands.values()) > 2


def test_run_that_is_wrong_again_and_again_is_given_up_in_a_sentence(job: Job) -> None:
    result, _ = draw(job, Hands(flipped))
    assert result.status == "failed"
    assert 'clip "far" could not be made: WrongBytesError: ' in result.error
    assert not job.targets["mp4"].exists()


def test_run_that_workers_die_of_is_given_up_in_a_sentence(job: Job) -> None:
    hands = Hands(lambda parcel, count: CancelledError())
    result, said = draw(job, hands)
    why = "the workers that drew it died, perhaps for want of memory, 3 times."
    assert (result.status, result.error, said) == ("failed", f'clip "far": could not be made: {why}', [])


@pytest.mark.parametrize(
    ("mishap", "lack"),
    [
        (Mishap.of(MemoryError()), "it has not enough memory"),
        (Mishap.of(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/scratch/x")), "its disk is full"),
    ],
)
def test_worker_without_memory_or_room_leaves_the_clip_to_another_one(
    mishap: Mishap, lack: str, job: Job, tmp_path: Path
) -> None:
    spoiled = pack(Spoiled(mishap), tmp_path)
    result, said = draw(job, Hands(lambda parcel, count: spoiled, well))
    assert (result.status, result.error) == ("rendered", "")
    assert said == [f"note: worker worker (tcp://there:0) draws nothing more: {lack}"]


def test_cluster_without_workers_ends_the_command_in_a_sentence(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dealer, "SECONDS_WITHOUT_WORKERS", 0.0)
    with pytest.raises(RenderError) as gone:
        draw(job, Hands())
    assert gone.value.message == "--cluster tcp://there:8786: it has had no worker for 0 s."


def test_worker_with_another_version_draws_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands(well)
    mine = handshake.answer
    monkeypatch.setattr(handshake, "answer", lambda asked: mine(asked).replace('"numpy": "', '"numpy": "0.'))
    players = Dealer(hands, [job], (said := []).append)
    monkeypatch.setattr(handshake, "answer", mine)
    with pytest.raises(RenderError, match=r"none of its workers may draw"):
        list(farm.run([job], 1, lambda progress: None, None, players))
    assert said[0].startswith("note: worker worker (tcp://there:0) draws nothing: numpy ")
    assert hands.hands["tcp://there:0"].count == 0


def test_answers_tell_codes_fonts_and_files_that_have_changed(job: Job) -> None:
    asked = handshake.question([job.planned.recipe, job.planned.recipe])
    assert [code["source"] for code in json.loads(asked)["codes"]] == [job.planned.recipe.source]
    here = handshake.answer(asked)
    assert handshake.objection(here, here) == ""
    there = json.loads(here)
    assert there["codes"] == {"moving_square.py": job.planned.code}
    assert "start it again" in handshake.objection(json.dumps(there | {"stale": True}), here)
    other = json.dumps(there | {"codes": {}, "versions": there["versions"] | {"cairo": "1.0", "av": "1"}})
    said = handshake.objection(other, here)
    assert "cairo 1.0 instead of " in said and said.endswith("other code for moving_square.py")
    fonts = json.dumps(json.loads(here) | {"fonts": {"Noto": "12"}})
    assert handshake.objection(here, fonts) == "no such font as here: Noto"


def test_parcel_of_which_a_bit_has_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "00003.mp4").write_bytes(b"frames")
    share = Drawn(9, 3, 2, ("parts/00003.mp4",))
    good, kept = pack(share, tmp_path), dict[str, bytes]()
    assert unpack(good, kept.__setitem__) == share
    assert kept == {"parts/00003.mp4": b"frames"}
    chance = random.Random(1)
    for _ in range(200):
        place, bit = chance.randrange(8, len(good)), 1 << chance.randrange(8)
        with pytest.raises(WrongBytesError):
            unpack(good[:place] + bytes([good[place] ^ bit]) + good[place + 1 :], kept.__setitem__)
    for end in range(len(good)):
        with pytest.raises(WrongBytesError):
            unpack(good[:end], kept.__setitem__)
    for reason in ("no such glyph.", Mishap("it broke", "Traceback")):
        assert unpack(pack(Spoiled(reason), tmp_path), kept.__setitem__) == Spoiled(reason)


@pytest.mark.parametrize(
    "name", ["../../clips/near.mp4", "/etc/passwd", "parts/../x.mp4", "master/meta.json"]
)
def test_parcel_writes_no_file_that_is_none_of_a_share(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    odd = Drawn(1, 1, 1, (name,))
    if not (folder / name).exists():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"odd")
    written: list[str] = []
    with pytest.raises(WrongBytesError):
        unpack(pack(odd, folder), lambda name, content: written.append(name))
    assert written == []


def test_order_survives_its_journey(job: Job) -> None:
    drawing: Drawing = job.drawing
    assert ordered(order(drawing)) == drawing
    assert str(job.store.folder) not in order(drawing)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("host:8786", "--cluster host:8786: must be tcp://HOST:8786, tls://HOST:8786, or local:4."),
        ("local:0", "--cluster local:0: must be tcp://HOST:8786, tls://HOST:8786, or local:4."),
        ("local:1000", "--cluster local:1000: at most 256 workers of this machine."),
    ],
)
def test_what_is_no_address_is_refused(address: str, sentence: str) -> None:
    with pytest.raises(CommandError) as refused:
        check(address)
    assert refused.value.message == sentence


def test_without_dask_a_cluster_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CommandError) as refused:
        check("tcp://host:8786", "DASK_SCHEDULER_ADDRESS")
    assert refused.value.message == (
        'DASK_SCHEDULER_ADDRESS needs Dask: pip install "downhill[cluster]", or call ./gd.'
    )


def test_environment_says_where_to_draw(ask: Callable[..., Any], lecture: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "somewhere")
    answer = ask("render", str(lecture))
    assert (answer.returncode, answer.stderr) == (
        2, "gd: DASK_SCHEDULER_ADDRESS somewhere: must be tcp://HOST:8786, tls://HOST:8786, or local:4.\n",
    )  # fmt: skip


def test_remake_and_update_let_the_cluster_of_the_environment_draw(
    ask: Callable[..., Any], job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "talk" / "far.mp4"
    old.parent.mkdir()
    old.write_bytes(make(job).files["mp4"].read_bytes())
    job.targets["mp4"].unlink()
    hands = Hands(well)
    monkeypatch.setattr(connection, "Connection", lambda address: hands)
    monkeypatch.setattr(hands, "close", lambda: None, raising=False)
    monkeypatch.setenv(connection.VARIABLE, hands.address)
    sent: list[bool] = []
    send = farm.Crew.send
    monkeypatch.setattr(farm.Crew, "send", lambda crew, work: sent.append(work.drawn) or send(crew, work))
    for number, command in enumerate(("remake", "update"), start=1):
        file = str(old if command == "remake" else old.parent)
        answer = ask(command, file, "--set", f"distance={4 - number / 2}")
        assert (answer.returncode or 0, answer.stderr) == (0, ""), answer.stderr
        drawn = hands.hands["tcp://there:0"].count
        assert sent == [True] * number and drawn >= number
    monkeypatch.setenv(connection.VARIABLE, "somewhere")
    assert ask("remake", str(old)).stderr.startswith("gd: DASK_SCHEDULER_ADDRESS somewhere: must be tcp://")
    monkeypatch.delenv(connection.VARIABLE)
    ask("remake", str(old.rename(old.with_name("which.mp4"))), "--set", "distance=3.75")
    unclear = ask("update", str(old.parent), "--set", "distance=2")
    assert unclear.stderr == f"gd: {old.parent}: 1 of its clips cannot be made; nothing was changed.\n"
    assert "nothing tells which clip of lecture.toml it is: near, far" in unclear.stdout
