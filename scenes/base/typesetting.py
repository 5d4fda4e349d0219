"""The outlines of what Typst sets, read quickly: a glyph that was seen before is not parsed again."""

import re
from collections import OrderedDict
from collections.abc import Hashable
from copy import copy
from functools import cache
from typing import Any, TypeVar
from xml.etree import ElementTree

import numpy as np
from manim import BLACK, ManimColor, Typst, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from svgelements import Matrix, Path

from gd_math.typing import Points
from scenes.base.glyphs import fonts
from scenes.base.path_data import path_points

_SVG = "{http://www.w3.org/2000/svg}"
_REFERENCE = "{http://www.w3.org/1999/xlink}href"
_OPAQUE = re.compile("#[0-9a-fA-F]{6}")
_BEYOND = {"style", "opacity", "fill-opacity", "stroke-opacity", "clip-path"}
"""Attributes that are not read here."""
_INHERITED = {"fill", "stroke", "stroke-width"}
"""Attributes that a group would hand on to what is in it."""


MOST_KEPT = 256
"""Texts that are remembered as they were set."""
_CHANGEABLE = {np.ndarray, list, dict}
_PAINT = (
    *("fill_rgbas", "fill_opacity", "stroke_rgbas", "stroke_opacity", "stroke_width"),
    *("background_stroke_rgbas", "background_stroke_opacity", "background_stroke_width"),
    *("background_stroke_color", "sheen_factor", "sheen_direction", "left_black"),
)
_kept: "OrderedDict[Hashable, VMobject]" = OrderedDict()
_Shape = TypeVar("_Shape", bound=VMobject)


class _LeftToManimError(Exception):
    """The picture holds something that is not read here."""


@cache
def outline(data: str) -> Points:
    """Return the cubic Bézier points, shape (n, 3), of an SVG path's data; in memory for the next time."""
    points = path_points(data)
    if points is None:
        points = VMobjectFromSVGPath(Path(data)).points
    points.setflags(write=False)
    return points


@cache
def _painted(fill: str, stroke: str, width: float) -> VMobject:
    """Return a shape without an outline, with the colours and the width that Typst gives."""
    return VMobject().set_style(
        fill_color=None if fill == "none" else fill,
        fill_opacity=None if fill == "none" else 1.0,
        stroke_color=None if stroke == "none" else stroke,
        stroke_opacity=None if stroke == "none" else 1.0,
        stroke_width=width,
    )


def _twin(shape: _Shape) -> _Shape:
    """Return a shape that is new and the same, its parts left out: what manim's `copy` does, sooner."""
    state = vars(shape).copy()
    for name, value in state.items():
        if type(value) in _CHANGEABLE:
            state[name] = value.copy()
    twin = type(shape).__new__(type(shape))
    vars(twin).update(state)
    return twin


class Typeset(Typst):
    """What Typst sets, with the same outlines as manim's `Typst`, read several times faster.

    What was set in this process before, at the same size, is not set again; in another colour it is painted
    anew, and for another size of the picture its lines are measured anew.

    Typst writes groups, glyphs that refer to symbols, and stroked paths (fraction bars, roots). A picture
    with anything else in it is left to manim.
    """

    colour_asked: object
    """The colour that was asked for what Typst leaves black."""

    def __init__(self, source: str, **options: Any) -> None:
        colour = options.pop("color", None)
        key = (source, tuple(sorted(options.items())))
        if key in _kept:
            _kept.move_to_end(key)
            self._become_twin_of(_kept[key])
            self._refresh_svg_stroke_widths()  # manim gives lines their width in pixels
            if self.colour_asked != colour:
                self._take(colour)
            return
        self.colour_asked = colour
        typeset_with: Any = fonts()  # manim hands them on to Typst as they are
        # manim keeps a deep copy of everything it has set, and forgets the width of lines in the copies.
        super().__init__(source, use_svg_cache=False, font_paths=typeset_with, color=colour, **options)
        # The parsed groups, which animations would copy deeply, are not needed any more.
        self.id_to_vgroup_dict = {}
        for glyph in self.submobjects:
            vars(glyph)["set_height"] = float(np.ptp(glyph.points[:, 1]))  # to tell how it was scaled since
        _kept[key] = Typeset.__new__(Typeset)._become_twin_of(self)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)

    def _become_twin_of(self, other: VMobject) -> "Typeset":
        """Take over the state of what was just set."""
        state = vars(_twin(other))
        glyphs = {id(glyph): _twin(glyph) for glyph in other.submobjects}
        for name in ("submobjects", "_stroke_width_tracked_submobjects"):
            state[name] = [glyphs[id(glyph)] for glyph in state[name]]
        vars(self).update(state, name=type(self).__name__)
        return self

    def _take(self, colour: Any) -> None:
        """Paint in another colour what was set."""
        self.colour_asked = colour
        self.set_color(VMobject().color if colour is None else ManimColor(colour), family=False)
        self.init_colors()

    def init_colors(self, propagate_colors: bool = True) -> "Typeset":
        """Give the text's colour to what Typst left black; what is painted alike is worked out once."""
        painted: dict[Hashable, VMobject] = {}
        for shape in self.submobjects:
            inks = (shape.fill_rgbas.tobytes(), shape.stroke_rgbas.tobytes())
            looks = (*inks, shape.stroke_width, vars(shape).get("left_black"))
            like = painted.setdefault(looks, shape)
            if like is not shape:
                paint = {name: vars(like)[name] for name in _PAINT}
                vars(shape).update((name, copy(value)) for name, value in paint.items())
            elif vars(shape).setdefault("left_black", shape.color == BLACK):
                shape.color = self.color or BLACK  # black that cannot be seen has no colour for manim
                shape.init_colors(propagate_colors=propagate_colors)
        return self

    def get_points_defining_boundary(self) -> Points:
        """Return the ends of all curves, in one step."""
        points = [shape.points for shape in self.get_family()]
        if any(len(some) % 4 for some in points):
            return super().get_points_defining_boundary()
        return np.concatenate(points).reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3)

    def length_over_dim(self, dim: int) -> float:
        """Return the extent in one direction, measured in one step."""
        along = np.concatenate([shape.points[:, dim] for shape in self.get_family()])
        extent: float = np.ptp(along) if len(along) else 0
        return extent

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
        width = float(element.get("stroke-width", 1.0)) if stroke != "none" else 0.0
        shape = _twin(_painted(fill, stroke, width))
        linear = np.array([[placed.a, placed.b, 0.0], [placed.c, placed.d, 0.0], [0.0, 0.0, 1.0]])
        shape.points = outline(data) @ linear + np.array([placed.e, placed.f, 0.0])
        if width and self._preserve_svg_stroke_widths:
            tracked: Any = shape
            tracked._typst_reference_size = max(shape.width, shape.height)
            tracked._typst_source_stroke_width = width
            self._stroke_width_tracked_submobjects.append(shape)
        return shape
