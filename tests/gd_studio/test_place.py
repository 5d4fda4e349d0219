"""Finished files change all together, and each is the old one or the new one."""

from pathlib import Path

import pytest

from gd_studio.deliver.place import Finished, Placing, stopped_placings
from gd_studio.store.clip_store import Store, file_sha256


def test_damaged_copy_never_reaches_the_final_path(tmp_path: Path) -> None:
    target = tmp_path / "clips" / "a.mp4"
    target.parent.mkdir()
    target.write_bytes(b"old")
    finished = tmp_path / "new"
    finished.write_bytes(b"new")
    placing = Placing(tmp_path, Store(tmp_path / ".store"), "clips-a")
    with pytest.raises(OSError, match="damaged"):
        placing.place({target: Finished(finished, "0" * 64)}, tmp_path)
    assert target.read_bytes() == b"old"
    placing.place({target: Finished(finished, file_sha256(finished))}, tmp_path)
    assert target.read_bytes() == b"new"


def test_files_of_a_clip_change_together_or_not_at_all(tmp_path: Path) -> None:
    film, poster = tmp_path / "a.mp4", tmp_path / "a.png"
    film.write_bytes(b"old")
    new = tmp_path / "new"
    new.write_bytes(b"new")
    placing = Placing(tmp_path, Store(tmp_path / ".store"), "clips-a")
    good, bad = Finished(new, file_sha256(new)), Finished(new, "0" * 64)
    with pytest.raises(OSError, match="damaged"):
        placing.place({film: good, poster: bad}, tmp_path)
    assert (film.read_bytes(), poster.exists(), placing.was_stopped()) == (b"old", False, False)


def test_change_that_stops_between_two_files_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    new.write_bytes(b"new")
    store = Store(tmp_path / ".store")
    placing = Placing(tmp_path, store, "clips-a")
    files = {tmp_path / name: Finished(new, file_sha256(new)) for name in ("a.mp4", "a.png")}
    with monkeypatch.context() as patch, pytest.raises(OSError, match="no more"):
        rename = Path.replace

        def once(path: Path, target: Path) -> Path:
            if target.suffix == ".png":
                raise OSError("no more")
            return rename(path, target)

        patch.setattr(Path, "replace", once)
        placing.place(files, tmp_path)
    assert stopped_placings(tmp_path, store) == ["clips-a"]
    with store.lock("clips-a.placing"):
        assert stopped_placings(tmp_path, store) == [], "somebody is at it"
    good = (tmp_path / "a.mp4").read_bytes()
    (tmp_path / "a.mp4").unlink()
    assert stopped_placings(tmp_path, store) == [], "nothing has changed yet"
    (tmp_path / "a.mp4").write_bytes(good)
    placing.place(files, tmp_path)
    assert stopped_placings(tmp_path, store) == []
