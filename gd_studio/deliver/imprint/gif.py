"""GIF: a comment."""

SIGNATURE = b"GIF8"
_HEADER, _FLAGS = 13, 10
_APPLICATION, _COMMENT = b"\x21\xff", b"\x21\xfe"


def with_text(content: bytes, text: str) -> bytes:
    """Return the file with a comment before its first picture, behind what says that it loops.

    References
    ----------
    CompuServe, Graphics Interchange Format 89a, 18 (the table of colours) and 24 (comments).
    """
    place = _HEADER
    if content[_FLAGS] & 0x80:
        place += 3 << (content[_FLAGS] & 7) + 1
    while content[place : place + 2] == _APPLICATION:
        place += 2
        while content[place]:
            place += 1 + content[place]
        place += 1
    letters = text.encode("ascii")
    blocks = (letters[start : start + 255] for start in range(0, len(letters), 255))
    comment = _COMMENT + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"
    return content[:place] + comment + content[place:]
