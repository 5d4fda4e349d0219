"""How a delivered file stands to what it would be now: as it should be, or why it would be made again."""

from gd_studio.farm.delivery import made_digest
from gd_studio.farm.job import Job, Wanted
from gd_studio.lecture.explaining import differences
from gd_studio.lecture.memory import recipe_of
from gd_studio.store.clip_store import file_sha256


def standing(job: Job, wanted: Wanted) -> str:
    """Return the end of a sentence about one of a clip's files.

    Raises
    ------
    StudioError
        If the file remembers nothing that can be read here.
    """
    if not wanted.path.is_file():
        return f"is not there; gd render {job.name} makes it"
    memory, digest = recipe_of(wanted.path), made_digest(job, wanted.form, wanted.piece)
    facts = differences(memory, job.planned, wanted.form, wanted.piece.keys)
    if facts:
        return f"would be made again: {'; '.join(facts)}"
    if memory.digest != digest:
        return f"would be made again: the code that makes {wanted.form.name} of a film has changed"
    entry = job.store.look_up(digest)
    if entry is None:
        return "is as it should be; the store does not have it any more, so gd render draws it once more"
    if file_sha256(wanted.path) not in entry.sha256.values():
        return "would be put there again: another program has changed the file"
    return "is as it should be"
