"""PNG: a text chunk."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = "Comment"
_HEADER_LENGTH = 25
"""Of the chunk IHDR, which comes first."""


def with_text(content: bytes, text: str) -> bytes:
    """Return the file with a chunk tEXt behind its header.

    References
    ----------
    W3C, Portable Network Graphics, third edition, 11.3.3.2.
    """
    chunk = b"tEXt" + KEYWORD.encode() + b"\0" + text.encode("ascii")
    place = len(SIGNATURE) + _HEADER_LENGTH
    sealed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return content[:place] + sealed + content[place:]
