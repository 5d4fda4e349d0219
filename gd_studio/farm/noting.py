"""What the makers of files have to say to the lecturer, kept while they work."""

from gd_studio.deliver.product import Report


class Noting(Report):
    """Hands on what it is told, and keeps the notes.

    Parameters
    ----------
    report
        Told all but the notes.
    """

    def __init__(self, report: Report) -> None:
        self.phase, self.done = report.phase, report.done  # type: ignore[method-assign]
        self.notes: list[str] = []

    def note(self, sentence: str) -> None:
        """Keep a note."""
        self.notes.append(sentence)
