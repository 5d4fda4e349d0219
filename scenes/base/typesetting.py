"""The outlines of what Typst sets, read quickly: a glyph that was seen before is not parsed again."""

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

import numpy as np
from manim import Typst, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from svgelements import Matrix, Path

from gd_math.typing import Points

_SVG = "{http://www.w3.org/2000/svg}"
_REFERENCE = "{http://www.w3.org/1999/xlink}href"
_OPAQUE = re.compile("#[0-9a-fA-F]{6}")
_BEYOND = {"style", "opacity", "fill-opacity", "stroke-opacity", "clip-path"}
"""Attributes that are not read here."""
_INHERITED = {"fill", "stroke", "stroke-width"}
"""Attributes that a group would hand on to what is in it."""


class _LeftToManimError(Exception):
    """The picture holds something that is not read here."""


@cache
def outline(data: str) -> Points:
    """Return the cubic Bézier points, shape (n, 3), of an SVG path's data; in memory for the next time."""
    points = VMobjectFromSVGPath(Path(data)).points
    points.setflags(write=False)
    return points


class Typeset(Typst):
    """What Typst sets, with the same outlines as manim's `Typst`, read several times faster.

    Typst writes groups, glyphs that refer to symbols, and stroked paths (fraction bars, roots). A picture
    with anything else in it is left to manim.
    """

    def __init__(self, source: str, **options: Any) -> None:
        # manim keeps a deep copy of everything it has set, and forgets the width of lines in the copies.
        super().__init__(source, use_svg_cache=False, **options)
        # The parsed groups, which animations would copy deeply, are not needed any more.
        self.id_to_vgroup_dict = {}
        for glyph in self.submobjects:
            vars(glyph)["set_height"] = float(np.ptp(glyph.points[:, 1]))  # to tell how it was scaled since

    def generate_mobject(self) -> "Typeset":
        """Read the outlines from the SVG file that Typst wrote."""
        root = ElementTree.parse(self.get_file_path()).getroot()
        symbols = {
            symbol.get("id", ""): symbol[0].get("d", "")
            for symbol in root.iter(f"{_SVG}symbol")
            if len(symbol) == 1
        }
        try:
            shapes = self._shapes(root, Matrix(), symbols)
        except _LeftToManimError:
            self._stroke_width_tracked_submobjects = []
            super().generate_mobject()
            for glyph in self.submobjects:
                vars(glyph).pop("path_obj", None)
            return self
        self.add(*shapes)
        self.flip((1.0, 0.0, 0.0))
        return self

    def _shapes(
        self, element: ElementTree.Element, placed: Matrix, symbols: dict[str, str]
    ) -> list[VMobject]:
        """Return the shapes of an element and of all that is in it, in the order of painting."""
        shapes: list[VMobject] = []
        for child in element:
            group = child.tag == f"{_SVG}g"
            if not (_BEYOND | _INHERITED if group else _BEYOND).isdisjoint(child.keys()):
                raise _LeftToManimError
            inner = Matrix(child.get("transform", "")) * placed
            if group:
                shapes += self._shapes(child, inner, symbols)
            elif child.tag == f"{_SVG}use":
                move = Matrix.translate(float(child.get("x", 0.0)), float(child.get("y", 0.0)))
                data = symbols.get(child.get(_REFERENCE, "")[1:])
                if data is None:
                    raise _LeftToManimError
                shapes.append(self._shape(data, move * inner, child))
            elif child.tag == f"{_SVG}path":
                shapes.append(self._shape(child.get("d", ""), inner, child))
            elif child.tag != f"{_SVG}defs":
                raise _LeftToManimError
        return [shape for shape in shapes if shape.has_points()]

    def _shape(self, data: str, placed: Matrix, element: ElementTree.Element) -> VMobject:
        """Return one outline in its place, with the colours and the width that Typst gave it."""
        fill, stroke = element.get("fill", "none"), element.get("stroke", "none")
        if not all(colour == "none" or _OPAQUE.fullmatch(colour) for colour in (fill, stroke)):
            raise _LeftToManimError
        shape = VMobject()
        points = outline(data)
        linear = np.array([[placed.a, placed.b, 0.0], [placed.c, placed.d, 0.0], [0.0, 0.0, 1.0]])
        shape.points = points @ linear + np.array([placed.e, placed.f, 0.0])
        width = float(element.get("stroke-width", 1.0)) if stroke != "none" else 0.0
        shape.set_style(
            fill_color=None if fill == "none" else fill,
            fill_opacity=None if fill == "none" else 1.0,
            stroke_color=None if stroke == "none" else stroke,
            stroke_opacity=None if stroke == "none" else 1.0,
            stroke_width=width,
        )
        if width and self._preserve_svg_stroke_widths:
            tracked: Any = shape
            tracked._typst_reference_size = max(shape.width, shape.height)
            tracked._typst_source_stroke_width = width
            self._stroke_width_tracked_submobjects.append(shape)
        return shape
