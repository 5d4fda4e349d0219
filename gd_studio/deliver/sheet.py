"""The contact sheet: pictures spread over a whole clip, with their times."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

COLUMNS = 4
MOST_PICTURES = 16
CELL_WIDTH = 480
GAP = 4


def spread(count: int, most: int = MOST_PICTURES) -> list[int]:
    """Return at most `most` indices spread evenly from 0 to ``count - 1``.

    >>> spread(31, 4), spread(2, 4)
    ([0, 10, 20, 30], [0, 1])
    """
    if count <= most:
        return list(range(count))
    return [round(place * (count - 1) / (most - 1)) for place in range(most)]


def make_sheet(pictures: Sequence[tuple[float, Image.Image]], target: Path) -> None:
    """Write ``(seconds, picture)`` pairs as one PNG."""
    first = pictures[0][1]
    height = round(CELL_WIDTH * first.height / first.width)
    rows = -(-len(pictures) // COLUMNS)
    columns = min(COLUMNS, len(pictures))
    sheet = Image.new("RGB", (columns * (CELL_WIDTH + GAP) + GAP, rows * (height + GAP) + GAP), "#444444")
    draw = ImageDraw.Draw(sheet)
    for place, (seconds, picture) in enumerate(pictures):
        left = GAP + place % COLUMNS * (CELL_WIDTH + GAP)
        top = GAP + place // COLUMNS * (height + GAP)
        sheet.paste(picture.resize((CELL_WIDTH, height), Image.Resampling.LANCZOS), (left, top))
        label = f"{seconds:.1f} s"
        corner = (left + 6, top + height - 18)
        box = draw.textbbox(corner, label)
        draw.rectangle((box[0] - 3, box[1] - 2, box[2] + 3, box[3] + 2), fill="#444444")
        draw.text(corner, label, fill="#dddddd")
    sheet.save(target)
