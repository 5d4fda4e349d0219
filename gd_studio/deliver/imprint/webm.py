"""WebM: a tag, as ffmpeg's muxer leaves room for it."""

SIGNATURE = b"\x1a\x45\xdf\xa3"
_SEGMENT, _SEEK_HEAD, _VOID, _TAGS = b"\x18\x53\x80\x67", b"\x11\x4d\x9b\x74", b"\xec", b"\x12\x54\xc3\x67"
_SEEK, _SEEK_ID, _SEEK_POSITION = b"\x4d\xbb", b"\x53\xab", b"\x53\xac"
_TAG, _TARGETS, _SIMPLE, _NAME, _STRING = b"\x73\x73", b"\x63\xc0", b"\x67\xc8", b"\x45\xa3", b"\x44\x87"


def with_text(content: bytes, text: str) -> bytes:
    """Return the file with a tag COMMENT behind all else, to which its head refers: nothing moves.

    References
    ----------
    RFC 8794 (EBML: elements, lengths), RFC 9559 (Matroska: Segment, SeekHead, Void, Tags).

    Raises
    ------
    ValueError
        If there is no room for the reference.
    """
    segment = content.index(_SEGMENT)
    inside, length = _length(content, segment + len(_SEGMENT))
    head_length_at = inside + len(_SEEK_HEAD)
    entries, head_length = _length(content, head_length_at)
    void = entries + head_length
    empty, room = _length(content, void + len(_VOID))
    position = _element(_SEEK_POSITION, length.to_bytes(8))
    seek = _element(_SEEK, _element(_SEEK_ID, _TAGS) + position)
    if content[inside:head_length_at] != _SEEK_HEAD or content[void : void + 1] != _VOID or room < len(seek):
        raise ValueError("there is no room for a tag")
    head = _element(_SEEK_HEAD, content[entries:void] + seek, entries - head_length_at)
    rest = _element(_VOID, bytes(room - len(seek)), empty - void - len(_VOID))
    tag = _element(_SIMPLE, _element(_NAME, b"COMMENT") + _element(_STRING, text.encode("ascii")))
    tags = _element(_TAGS, _element(_TAG, _element(_TARGETS, b"") + tag))
    whole = _SEGMENT + _coded(length + len(tags), inside - segment - len(_SEGMENT))
    return content[:segment] + whole + head + rest + content[empty + room : inside + length] + tags


def _length(content: bytes, at: int) -> tuple[int, int]:
    """Return where an element's content begins whose length is told from `at` on, and the length."""
    width = 9 - content[at].bit_length()
    return at + width, int.from_bytes(content[at : at + width]) & (1 << 7 * width) - 1


def _coded(length: int, width: int) -> bytes:
    if length >= (1 << 7 * width) - 1:
        raise ValueError("there is no room for a tag")
    return (length | 1 << 7 * width).to_bytes(width)


def _element(name: bytes, inside: bytes, width: int = 4) -> bytes:
    return name + _coded(len(inside), width) + inside
