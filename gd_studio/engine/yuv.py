"""From RGBA to what H.264 stores, only where something changed: BT.709 with limited range, chroma halved."""

from typing import Any, cast

import av
import numpy as np
import numpy.typing as npt

from gd_math.compiled import compiled

PLAIN_SAMPLES = 100_000_000
"""Bytes of patches that numpy converts before the compiled loop takes over.

The loop is five times as fast, but to load numba takes longer than numpy takes for all of a draft.
"""

Plane = npt.NDArray[np.uint8]
"""The samples of one channel, ``(rows, line)``; a line may be longer than the picture is wide."""


_BITS = 16
_HALF = 1 << (_BITS - 1)
# ITU-R BT.709-6, 3.2 and 3.4: luma weights, and the scale of limited range.
_KR, _KB = 0.2126, 0.0722
_KG = 1.0 - _KR - _KB
_Y_SCALE, _C_SCALE = 219 / 255 * 2**_BITS, 224 / 255 * 2**_BITS
_YR, _YG, _YB = round(_KR * _Y_SCALE), round(_KG * _Y_SCALE), round(_KB * _Y_SCALE)
_UR, _UG = round(-0.5 * _KR / (1 - _KB) * _C_SCALE), round(-0.5 * _KG / (1 - _KB) * _C_SCALE)
_UB = -_UR - _UG
_VG, _VB = round(-0.5 * _KG / (1 - _KR) * _C_SCALE), round(-0.5 * _KB / (1 - _KR) * _C_SCALE)
_VR = -_VG - _VB


class Picture:
    """A video frame whose samples can be set.

    Parameters
    ----------
    width, height
        In pixels, both even.
    """

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self.planes: tuple[Plane, ...] = tuple(
            np.frombuffer(memoryview(cast(Any, plane)), np.uint8).reshape(plane.height, plane.line_size)
            for plane in self.frame.planes
        )
        for plane, black in zip(self.planes, (16, 128, 128), strict=True):
            plane[:] = black
        self._converted = 0

    def change(self, patch: npt.NDArray[np.uint8], left: int, top: int) -> None:
        """Show a patch from now on.

        Parameters
        ----------
        patch
            RGBA, opaque, ``(rows, columns, 4)``, both even.
        left, top
            Where its corner is, in pixels, both even.

        Notes
        -----
        Each chroma sample is the mean of the 2 x 2 pixels around it.
        """
        self._converted += patch.size
        (convert if self._converted <= PLAIN_SAMPLES else convert_compiled)(patch, left, top, *self.planes)


def convert(patch: npt.NDArray[np.uint8], left: int, top: int, luma: Plane, blue: Plane, red: Plane) -> None:
    """Set the samples of a patch, with the same whole numbers as `convert_compiled`."""
    rows, columns = patch.shape[:2]
    r, g, b = (np.ascontiguousarray(patch[:, :, k]).astype(np.int32) for k in range(3))
    luma[top : top + rows, left : left + columns] = ((_YR * r + _YG * g + _YB * b + _HALF) >> _BITS) + 16
    halves = slice(top // 2, (top + rows) // 2), slice(left // 2, (left + columns) // 2)
    r, g, b = (pairs[:, ::2] + pairs[:, 1::2] for pairs in (c[::2] + c[1::2] for c in (r, g, b)))
    bits, bias = _BITS + 2, (128 << (_BITS + 2)) + (1 << (_BITS + 1))
    blue[halves] = (_UR * r + _UG * g + _UB * b + bias) >> bits
    red[halves] = (_VR * r + _VG * g + _VB * b + bias) >> bits


@compiled(
    "void(u1[:, :, ::1], i8, i8, u1[:, ::1], u1[:, ::1], u1[:, ::1])",
    nogil=True,
    boundscheck=False,
)
def convert_compiled(patch, left, top, luma, blue, red):  # type: ignore[no-untyped-def]
    """Set the samples of a patch."""
    rows, columns = patch.shape[0], patch.shape[1]
    for row in range(rows):
        line = luma[top + row, left : left + columns]
        source = patch[row]
        for column in range(columns):
            r = np.int32(source[column, 0])
            g = np.int32(source[column, 1])
            b = np.int32(source[column, 2])
            y = np.int32(_YR) * r + np.int32(_YG) * g + np.int32(_YB) * b + np.int32(_HALF)
            line[column] = np.uint8((y >> np.int32(_BITS)) + np.int32(16))
    bits, bias = np.int32(_BITS + 2), np.int32((128 << (_BITS + 2)) + (1 << (_BITS + 1)))
    for row in range(rows // 2):
        u_line = blue[top // 2 + row, left // 2 : left // 2 + columns // 2]
        v_line = red[top // 2 + row, left // 2 : left // 2 + columns // 2]
        upper, lower = patch[2 * row], patch[2 * row + 1]
        for half in range(columns // 2):
            c, d = 2 * half, 2 * half + 1
            r = np.int32(upper[c, 0]) + upper[d, 0] + lower[c, 0] + lower[d, 0]
            g = np.int32(upper[c, 1]) + upper[d, 1] + lower[c, 1] + lower[d, 1]
            b = np.int32(upper[c, 2]) + upper[d, 2] + lower[c, 2] + lower[d, 2]
            u = np.int32(_UR) * np.int32(r) + np.int32(_UG) * np.int32(g) + np.int32(_UB) * np.int32(b)
            v = np.int32(_VR) * np.int32(r) + np.int32(_VG) * np.int32(g) + np.int32(_VB) * np.int32(b)
            u_line[half] = np.uint8((u + bias) >> bits)
            v_line[half] = np.uint8((v + bias) >> bits)
