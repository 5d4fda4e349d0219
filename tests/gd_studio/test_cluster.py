"""Workers of a cluster draw the same files; whatever dies, lies or differs costs time, never a frame."""

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gd_studio.errors import CommandError, RenderError
from gd_studio.farm import crew as farm
from gd_studio.farm.alone import make
from gd_studio.farm.cluster import deal
from gd_studio.farm.cluster.connection import Connection
from gd_studio.farm.cluster.dealer import Dealer
from gd_studio.farm.job import Job, Result
from gd_studio.farm.under_way import Progress
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from tests.gd_studio.clusters import TrialCluster, other_code, tls_settings

pytest.importorskip("distributed", reason="no Dask here: clusters are not tried")
dask = pytest.importorskip("dask")
OPENSSL = shutil.which("openssl")

LONG = 'moves = 40\nformats = ["mp4", "png"]\n'


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[TrialCluster]:
    """A scheduler that speaks by TLS, where certificates can be made."""
    tls = tls_settings(tmp_path / "tls", "ours", "ours") if OPENSSL else {}
    trial = TrialCluster(tmp_path / "cluster", "tls" if OPENSSL else "tcp", tls)
    with dask.config.set(tls):
        yield trial
    trial.end()


@pytest.fixture
def jobs(lecture: Path) -> list[Job]:
    lecture.write_text(lecture.read_text(encoding="utf-8") + LONG, encoding="utf-8")
    media = lecture.parent / "media"
    return [Job(planned, media / "clips") for planned in plan(read_lecture(lecture, Catalog()))]


class Watched(list[Progress]):
    """Keeps how far the clips are, and does something once some of their frames have come."""

    def __init__(self, strike: Callable[[], object]) -> None:
        self.strike, self.struck = strike, False

    def __call__(self, clips: list[Progress]) -> None:
        self += clips
        if not self.struck and sum(clip.drawn for clip in clips if clip.phase.startswith("drawing on")):
            self.struck = True
            self.strike()


def draw(jobs: list[Job], address: str, watched: Watched, said: list[str]) -> dict[str, Result]:
    connection = Connection(address)
    try:
        made = farm.run(jobs, 1, watched, None, Dealer(connection, jobs, said.append))
        return {result.name: result for result in made}
    finally:
        connection.close()


def test_one_worker_is_killed_and_one_has_other_code_and_the_files_are_those_drawn_here(
    cluster: TrialCluster, jobs: list[Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deal, "SECONDS_A_RUN", 0.004)
    for name in ("ann", "bob"):
        cluster.hire(name)
    cluster.hire("eve", other_code(tmp_path / "other"))
    said: list[str] = []
    watched = Watched(cluster.workers["ann"].kill)
    results = draw(jobs, cluster.address, watched, said)
    assert {name: (result.status, result.error) for name, result in results.items()} == {
        "near": ("rendered", ""), "far": ("rendered", ""),
    }  # fmt: skip
    assert watched.struck and "drawing on 1 worker" in {clip.phase for clip in watched}
    assert [sentence for sentence in said if "eve" in sentence] != [], said
    assert all("eve" in sentence and "draws nothing: other code for" in sentence for sentence in said), said
    alone = replace(jobs[1], destination=tmp_path / "alone", force=True)
    assert make(alone).status == "rendered"
    for kind, path in results["far"].files.items():
        assert path.read_bytes() == alone.targets[kind].read_bytes()

    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["distributed"], "__version__", "2020.1.0")
        with pytest.raises(CommandError, match=r"its scheduler has Dask 20\d\d.*, and here is 2020.1.0"):
            Connection(cluster.address)

    more = [replace(job, force=True) for job in jobs]
    with pytest.raises(RenderError) as gone:
        draw(more, cluster.address, Watched(lambda: cluster.scheduler.send_signal(signal.SIGKILL)), said)
    assert "the scheduler is gone; what was finished stays" in gone.value.message
    assert results["far"].files["mp4"].read_bytes() == alone.targets["mp4"].read_bytes()
    with pytest.raises(CommandError, match="no Dask scheduler answers there"):
        Connection(cluster.address)


@pytest.mark.skipif(OPENSSL is None, reason="no openssl here: certificates cannot be made")
def test_wrong_certificate_is_one_sentence(cluster: TrialCluster, tmp_path: Path) -> None:
    tls = tmp_path / "tls"
    assert cluster.address.startswith("tls://")
    distrust = "one side does not trust the certificate of the other (distributed.comm.tls names them)."
    wrong = [
        (tls_settings(tls, "other", "ours"), distrust),
        (tls_settings(tls, "ours", "other"), distrust),
        (
            dict.fromkeys(tls_settings(tls, "ours", "ours"), str(tls / "none.pem")),
            "the certificates that distributed.comm.tls names cannot be read (No such file or directory).",
        ),
        (
            dict.fromkeys(tls_settings(tls, "ours", "ours"), None),
            "tls needs certificates, which Dask's settings name (distributed.comm.tls).",
        ),
    ]
    for settings, sentence in wrong:
        with dask.config.set(settings), pytest.raises(CommandError) as refused:
            Connection(cluster.address)
        assert refused.value.message == f"--cluster {cluster.address}: {sentence}"
    plain = cluster.address.replace("tls", "tcp")
    with pytest.raises(CommandError, match="no Dask scheduler answers there"):
        Connection(plain)
    Connection(cluster.address).close()
