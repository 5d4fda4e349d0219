"""Pictures that stay: H.264 says "as before" in some seventy bytes, which nobody need encode again.

A P slice with nothing but skipped macroblocks repeats the frame before it, exactly (ITU-T H.264, 7.3.4). Such
a slice can stand anywhere in a film once it carries the right `frame_num`: the frames since the key frame,
modulo 16 as x264 writes it (7.4.3). With one reference, no B frames and no weights that number stands at a
fixed place in the slices of all other frames as well, so that they can be counted anew.
"""

from collections.abc import Callable, Sequence
from typing import Any

import av

_START = b"\0\0\1"
_SLICE = 1
_HEAD, _NUMBER, _TAIL = 0b1001101_0000_00010, 0b0000000_1111_00000, 0b0000000_0000_00001
"""Of a P slice's first 16 bits: all but the number as x264 writes them, the number, and what may be anything.

No byte of them is 0 whatever the number is, so none has to be escaped.
"""

Encode = Callable[[av.VideoFrame | None], Sequence[Any]]


def frame_number(packet: bytes) -> int | None:
    """Return the `frame_num` of a P frame; None if it is none, or not at its place."""
    start = packet.rfind(_START) + len(_START)
    head = int.from_bytes(packet[start + 1 : start + 3])
    if packet[start] & 31 != _SLICE or head & ~(_NUMBER | _TAIL) != _HEAD:
        return None
    return (head & _NUMBER) >> 5


def numbered(packet: bytes, number: int) -> bytes:
    """Return the packet of a P frame as that of the frame `number`, counted from the last key frame."""
    start = packet.rfind(_START) + len(_START) + 1
    head = int.from_bytes(packet[start : start + 2])
    head = head & ~_NUMBER | number << 5 & _NUMBER
    return packet[:start] + head.to_bytes(2) + packet[start + 2 :]


def as_before(width: int, height: int, encode: Encode) -> bytes | None:
    """Return the packet that repeats any picture of a size; None if this x264 writes others than expected.

    It is what x264 makes of a grey picture that does not change.

    Parameters
    ----------
    width, height
        In pixels, both even.
    encode
        That of an encoder with the film's settings, which has encoded nothing.
    """
    grey = av.VideoFrame(width, height, "yuv420p")
    for plane in grey.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    made: list[bytes] = []
    for time in range(3):
        grey.pts = time
        made += [bytes(packet) for packet in encode(grey)]
    made += [bytes(packet) for packet in encode(None)]
    return made[2] if [frame_number(packet) for packet in made] == [None, 1, 2] else None
