"""MP4 and MOV: a comment among the metadata, which players, ffmpeg and file managers show."""

import struct
from collections.abc import Iterator

_COMMENT = b"\xa9cmt"
_PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_WIDTH_OF_PLACES = {b"stco": 4, b"co64": 8}
_NO_FLAGS = bytes(4)


def is_film(start: bytes) -> bool:
    """Tell whether a file that begins so is one."""
    return start[4:8] == b"ftyp"


def with_text(content: bytes, text: str) -> bytes:
    """Return the file with a comment in its index; samples behind the index move, and it says so.

    References
    ----------
    ISO/IEC 14496-12, 8.1 to 8.10 (boxes, ``moov``, ``stco``); Apple, QuickTime File Format
    (``udta``, ``ilst``).
    """
    start, index = next((at, body) for at, kind, body in _boxes(content) if kind == b"moov")
    end = start + 8 + len(index)
    bodies = {kind: body for _, kind, body in _boxes(index)}
    rest = b"".join(_box(kind, body) for _, kind, body in _boxes(index) if kind != b"udta")
    longer = rest + _box(b"udta", _told(bodies.get(b"udta", b""), text))
    moved = _moved(_box(b"moov", longer), end, len(longer) - len(index))
    return content[:start] + moved + content[end:]


def _boxes(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield where each box begins, its kind, and what is in it."""
    start = 0
    while start + 8 <= len(content):
        size, header = int.from_bytes(content[start : start + 4]), 8
        if size == 1:
            size, header = int.from_bytes(content[start + 8 : start + 16]), 16
        size = size or len(content) - start
        yield start, content[start + 4 : start + 8], content[start + header : start + size]
        start += size


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def _told(told: bytes, text: str) -> bytes:
    """Return the user data of a film with the comment, beside what they hold."""
    others, items = b"", b""
    for _, kind, body in _boxes(told):
        if kind == b"meta":
            listed = next((inside for _, inner, inside in _boxes(body[4:]) if inner == b"ilst"), b"")
            items = b"".join(_box(item, inside) for _, item, inside in _boxes(listed) if item != _COMMENT)
        else:
            others += _box(kind, body)
    comment = _box(_COMMENT, _box(b"data", struct.pack(">II", 1, 0) + text.encode("ascii")))
    handler = _box(b"hdlr", _NO_FLAGS + bytes(4) + b"mdirappl" + bytes(9))
    return others + _box(b"meta", _NO_FLAGS + handler + _box(b"ilst", items + comment))


def _moved(boxes: bytes, end: int, by: int) -> bytes:
    """Return boxes whose places of samples from `end` on are `by` bytes further."""
    told = b""
    for _, kind, body in _boxes(boxes):
        if kind in _PARENTS:
            told += _box(kind, _moved(body, end, by))
        elif kind in _WIDTH_OF_PLACES:
            width = _WIDTH_OF_PLACES[kind]
            places = (int.from_bytes(body[at : at + width]) for at in range(8, len(body), width))
            shifted = b"".join((place + by * (place >= end)).to_bytes(width) for place in places)
            told += _box(kind, body[:8] + shifted)
        else:
            told += _box(kind, body)
    return told
