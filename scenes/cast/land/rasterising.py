"""The loops that paint a height field: triangles into samples, samples into pixels.

Plain arithmetic in a fixed order, compiled without shortcuts (no fastmath, no threads): every machine paints
the same pixels. Each pixel has two by two samples.
"""

import math
from typing import Any

import numpy as np

from gd_math.compiled import compiled

SAMPLES = 2
"""Samples per pixel along x and along y."""

SHADES = 1024
"""Entries of a colour map: steps too small to be seen."""

_ON_EDGE = -1e-9
"""A sample this little outside a triangle still belongs to it, so that no gap opens between neighbours."""

_STEP = np.float32(0.01)
"""Samples of a pixel whose nearness differs by a larger share belong to different surfaces."""

_FARTHER = 0.004
"""A point is hidden where the surface is nearer by more than this share of its distance."""


@compiled("void(f8[:,::1], f8[::1], f8[::1], i4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1])")
def fill(corners: Any, heights: Any, lights: Any, faces: Any, nearness: Any, height: Any, light: Any) -> None:
    """Fill the sample buffers with the nearest surface.

    One over the distance is linear on screen, and so is every quantity of the surface divided by the distance
    (Blinn, "Hyperbolic Interpolation", IEEE CG&A 12 (1992) 89). So is a corner's share of a sample: in each
    row those samples are filled for which no corner's share is negative.
    """
    rows, columns = nearness.shape
    for face in range(faces.shape[0]):
        a, b, c = faces[face, 0], faces[face, 1], faces[face, 2]
        ax, ay, bx, by = corners[a, 0], corners[a, 1], corners[b, 0], corners[b, 1]
        cx, cy = corners[c, 0], corners[c, 1]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if not 1e-12 < area < 1e15:
            continue  # seen from behind, too thin, or not finite
        qa, qb, qc = corners[a, 2], corners[b, 2], corners[c, 2]
        if not (qa > 0.0 and qb > 0.0 and qc > 0.0):
            continue  # behind the eye
        left, right = max(int(min(ax, bx, cx)) - 1, 0), min(int(max(ax, bx, cx)) + 1, columns - 1)
        top, bottom = max(int(min(ay, by, cy)) - 1, 0), min(int(max(ay, by, cy)) + 1, rows - 1)
        ha, hb, hc = heights[a] * qa, heights[b] * qb, heights[c] * qc
        la, lb, lc = lights[a] * qa, lights[b] * qb, lights[c] * qc
        # The shares of a and b at the upper left sample, and how they grow to the right (d) and down (e).
        scale = 1.0 / area
        px, py = left + 0.5, top + 0.5
        wa0 = ((bx - px) * (cy - py) - (by - py) * (cx - px)) * scale
        wb0 = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) * scale
        da, db, ea, eb = (by - cy) * scale, (cy - ay) * scale, (cx - bx) * scale, (ax - cx) * scale
        dc = -da - db
        ra, rb, rc = 1.0 / (da or 1.0), 1.0 / (db or 1.0), 1.0 / (dc or 1.0)
        dq, dh, dl = da * qa + db * qb + dc * qc, da * ha + db * hb + dc * hc, da * la + db * lb + dc * lc
        for y in range(top, bottom + 1):
            wa, wb = wa0 + (y - top) * ea, wb0 + (y - top) * eb
            wc = 1.0 - wa - wb
            first, last = 0.0, float(right - left)
            for share, growth, per in ((wa, da, ra), (wb, db, rb), (wc, dc, rc)):
                if growth > 0.0:
                    first = max(first, (_ON_EDGE - share) * per)
                elif growth < 0.0:
                    last = min(last, (_ON_EDGE - share) * per)
                elif share < _ON_EDGE:
                    last = -1.0
            if last < first:
                continue
            q0, h0, l0 = wa * qa + wb * qb + wc * qc, wa * ha + wb * hb + wc * hc, wa * la + wb * lb + wc * lc
            for step in range(int(np.ceil(first)), int(last) + 1):
                q = q0 + step * dq
                x = left + step
                if q > nearness[y, x]:
                    distance = 1.0 / q
                    nearness[y, x] = q
                    height[y, x] = (h0 + step * dh) * distance
                    light[y, x] = (l0 + step * dl) * distance


@compiled("b1[::1](f8[:,::1], f4[:,::1])")
def unhidden(places: Any, nearness: Any) -> Any:
    """Tell of each place whether it is no farther than the farthest of the nine samples around it."""
    rows, columns = nearness.shape
    seen = np.zeros(len(places), dtype=np.bool_)
    for k in range(len(places)):
        if not (np.isfinite(places[k, 0]) and np.isfinite(places[k, 1]) and np.isfinite(places[k, 2])):
            continue
        x = int(np.floor(min(max(SAMPLES * places[k, 0], -9.0), columns + 9.0)))
        y = int(np.floor(min(max(SAMPLES * places[k, 1], -9.0), rows + 9.0)))
        farthest = math.inf
        for j in range(y - 1, y + 2):
            for i in range(x - 1, x + 2):
                inside = 0 <= i < columns and 0 <= j < rows
                farthest = min(farthest, float(nearness[j, i]) if inside else 0.0)
        seen[k] = places[k, 2] * farthest <= 1.0 + _FARTHER
    return seen


@compiled("UniTuple(f4, 3)(f4[:,::1], f4[::1], f4, f4)", inline="always")
def _lit(colours: Any, scale: Any, height: Any, light: Any) -> Any:
    """Return the colour of a height in a light."""
    shade = min(max(int((height - scale[0]) * scale[1] + np.float32(0.5)), 0), SHADES - 1)
    r, g, b = colours[shade, 0], colours[shade, 1], colours[shade, 2]
    if light <= 1.0:
        return r * light, g * light, b * light
    more = min(light, np.float32(2.0)) - np.float32(1.0)
    white = np.float32(255.0)
    return r + (white - r) * more, g + (white - g) * more, b + (white - b) * more


@compiled("void(f4[:,::1], f4[:,::1], f4[:,::1], f4[:,::1], f4[::1], f4[::1], f4[::1], f4, u1[:,:,::1])")
def resolve(
    nearness: Any,
    height: Any,
    light: Any,
    colours: Any,
    nearest: Any,
    scale: Any,
    line: Any,
    spacing: Any,
    pixels: Any,
) -> None:
    """Colour the pixels.

    The four samples of a pixel inside a surface give its mean height and light, and how the height changes
    across it; at an edge each sample is coloured for itself. A contour line covers a pixel by its distance:
    the difference of height to the level over the slope of the height on screen. Where lines crowd they fade.
    """
    for y in range(pixels.shape[0]):
        for x in range(pixels.shape[1]):
            j, i = 2 * y, 2 * x
            n00, n01, n10, n11 = (
                nearness[j, i],
                nearness[j, i + 1],
                nearness[j + 1, i],
                nearness[j + 1, i + 1],
            )
            near, far = max(n00, n01, n10, n11), min(n00, n01, n10, n11)
            if near <= 0.0:
                pixels[y, x, 0] = pixels[y, x, 1] = pixels[y, x, 2] = pixels[y, x, 3] = 0
                continue
            quarter = np.float32(0.25)
            if near - far < _STEP * near:
                h00, h01, h10, h11 = height[j, i], height[j, i + 1], height[j + 1, i], height[j + 1, i + 1]
                h = (h00 + h01 + h10 + h11) * quarter
                lit = (light[j, i] + light[j, i + 1] + light[j + 1, i] + light[j + 1, i + 1]) * quarter
                red, green, blue = _lit(colours, scale, h, lit)
                across, down = h01 - h00 + h11 - h10, h10 - h00 + h11 - h01
                slope = np.sqrt(across * across + down * down) + np.float32(1e-30)
                shade = min(max(int((h - scale[0]) * scale[1] + np.float32(0.5)), 0), SHADES - 1)
                over = line[4] - abs(h - nearest[shade]) / slope
                if over > 0.0:
                    cover = line[3] * min(over, np.float32(1.0)) * min(np.float32(1.0), spacing / slope)
                    red += (line[0] - red) * cover
                    green += (line[1] - green) * cover
                    blue += (line[2] - blue) * cover
                opacity = 255
            else:
                red = green = blue = np.float32(0.0)
                count = 0
                for k in range(4):
                    row, column = j + k // 2, i + k % 2
                    if nearness[row, column] > 0.0:
                        r, g, b = _lit(colours, scale, height[row, column], light[row, column])
                        red, green, blue, count = red + r, green + g, blue + b, count + 1
                red, green, blue = red / count, green / count, blue / count
                opacity = (255 * count + 2) // 4
            pixels[y, x, 0] = min(int(red + np.float32(0.5)), 255)
            pixels[y, x, 1] = min(int(green + np.float32(0.5)), 255)
            pixels[y, x, 2] = min(int(blue + np.float32(0.5)), 255)
            pixels[y, x, 3] = opacity


__all__ = ["SAMPLES", "SHADES", "fill", "resolve", "unhidden"]
