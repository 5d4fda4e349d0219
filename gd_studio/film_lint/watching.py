"""Watching a lesson without painting it: a renderer that steps through every play and only looks."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from manim import Arrow, Dot, ImageMobject, Mobject, Typst, VMobject
from manim.renderer.cairo_renderer import CairoRenderer

from gd_studio.film_lint.glyph_rule import lacking
from gd_studio.film_lint.paint import Pixels
from gd_studio.film_lint.painted import fill_of, hex_of, is_seen, same_paint, stroke_of
from gd_studio.film_lint.picture import SEEN, Picture
from gd_studio.film_lint.piece import Piece, TextSource
from gd_studio.film_lint.shape import Floats, Shape, Shapes, boxes_meet
from gd_studio.film_lint.type_size import cap_height
from scenes.base.lesson import Lesson
from scenes.base.words import Words
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.writing.numbers import Number
from scenes.parts.blindfolded_hiker.figure import Hiker

_CARRIERS = (Arrow, Dot, Dots, FlatArrow)
_WHOLES = (Ball, Hiker)
"""Drawn of many parts, but one figure: looked at and named as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kin:
    """What a mobject inherits from its ancestors."""

    name: str = ""
    figure: int = 0
    whole: bool = False
    text: VMobject | None = None
    bleeds: bool = False
    backs: bool = False
    ignored: frozenset[str] = frozenset()

    def of(self, mobject: Mobject) -> "_Kin":
        """Return what the children of `mobject` inherit, and it itself."""
        is_whole = isinstance(mobject, _WHOLES)
        named = (is_whole or mobject.name != type(mobject).__name__) and not self.whole
        return _Kin(
            name=mobject.name if named or not self.name else self.name,
            figure=id(mobject) if named or not self.figure else self.figure,
            whole=self.whole or is_whole,
            text=mobject if self.text is None and isinstance(mobject, Typst | Number) else self.text,
            bleeds=self.bleeds or getattr(mobject, "lint_bleed", False),
            backs=self.backs or getattr(mobject, "lint_backing", False),
            ignored=self.ignored | _ignored(mobject),
        )


_NOBODY = _Kin()
_NOTHING: frozenset[str] = frozenset()


class Watcher(CairoRenderer):
    """A renderer that paints nothing and takes a picture of the mobjects at sampled times.

    Parameters
    ----------
    samples_per_second
        How often it may look while something moves; while nothing does, once is enough.
    stride
        One in so many of these it does look, 0 for never; each picture lasts until the next.
    """

    def __init__(self, samples_per_second: int, stride: int = 1) -> None:
        super().__init__()
        self.samples_per_second, self.stride = samples_per_second, stride
        self.pictures: list[Picture] = []
        self._since_rest = 0
        self._shapes = Shapes()
        self._kin: dict[int, tuple[Mobject, tuple[str, frozenset[str]], _Kin, _Kin]] = {}
        self._known: dict[Hashable, Piece] = {}
        self._lacking: dict[int, tuple[VMobject, str]] = {}
        self._sources: dict[Hashable, TextSource] = {}

    def init_scene(self, *_: Any) -> None:
        """Open no file."""

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        """Step through one play as manim does, looking instead of painting."""
        scene.compile_animation_data(*args, **kwargs)
        for animation in scene.animations:
            animation._setup_scene(scene)
            animation.begin()
        duration = float(scene.duration)
        if scene.is_current_animation_frozen_frame():
            self._look(scene, self.time, duration, resting=True)
            self._since_rest = 0
        else:
            if self.stride:
                self._step_through(scene, duration)
            for animation in scene.animations:
                animation.finish()
                animation.clean_up_from_scene(scene)
            scene.update_mobjects(0)
        self.time += duration
        self.num_plays += 1

    def _step_through(self, scene: Any, duration: float) -> None:
        step = 1.0 / self.samples_per_second
        for t in np.arange(0.0, duration - 1e-4, step).tolist():
            seconds = min(step, duration - t)
            if self._since_rest % self.stride:
                last = self.pictures[-1]
                self.pictures[-1] = replace(last, seconds=last.seconds + seconds)
            else:
                scene.update_to_time(t)
                self._look(scene, self.time + t, seconds, resting=False)
            self._since_rest += 1

    def _look(self, lesson: Lesson, time: float, seconds: float, *, resting: bool) -> None:
        width, height = lesson.layout.width, lesson.layout.height
        frame = np.array([-width, -height, width, height]) / 2
        pieces = self._pieces(lesson)
        boxes = np.array([piece.box for piece in pieces]).reshape(-1, 4)
        pieces = [pieces[place] for place in np.flatnonzero(boxes_meet(boxes, frame))]
        background = np.array(self.camera.background_color.to_rgb(), dtype=np.float64)
        beat = len(lesson.beats) + 1
        self.pictures.append(
            Picture(round(time, 3), seconds, beat, resting, tuple(pieces), width, height, background)
        )

    def _pieces(self, lesson: Lesson) -> list[Piece]:
        """Return what can be seen, from back to front; neighbouring glyphs of one colour are one piece."""
        members: dict[int, tuple[Mobject, _Kin]] = {}
        for mobject in [*lesson.mobjects, *lesson.foreground_mobjects]:
            self._gather(mobject, _NOBODY, members)
        pieces: list[Piece] = []
        glyphs: list[VMobject] = []
        sources: dict[int, TextSource] = {}
        text: _Kin | None = None
        for mobject, kin in sorted(members.values(), key=lambda member: member[0].z_index):
            if isinstance(mobject, ImageMobject) and mobject.get_pixel_array()[..., 3].max() > 255 * SEEN:
                pieces.append(self._image(mobject, kin))
            if not isinstance(mobject, VMobject) or not is_seen(mobject):
                continue
            if glyphs and text and not (kin.text is text.text and same_paint(glyphs[-1], mobject)):
                pieces.append(self._glyphs(glyphs, text, sources))
                glyphs = []
            if kin.text is None:
                pieces.append(self._piece(mobject, mobject.points, kin))
            else:
                glyphs.append(mobject)
                text = kin
        if glyphs and text:
            pieces.append(self._glyphs(glyphs, text, sources))
        return pieces

    def _gather(self, mobject: Mobject, kin: _Kin, members: dict[int, tuple[Mobject, _Kin]]) -> None:
        """Collect a family in manim's order; a member that is met twice stands where it is met last."""
        state = mobject.name, _ignored(mobject)
        _, before, parent, known = self._kin.get(id(mobject), (None, state, None, _NOBODY))
        if kin.text is None and known.text not in (None, mobject):
            kin = known  # a glyph that an animation took out of its text still belongs to it
        elif parent is kin and before == state:
            kin = known
        else:
            parent, kin = kin, kin.of(mobject)
            self._kin[id(mobject)] = (mobject, state, parent, kin)
        if len(mobject.points):
            members.pop(id(mobject), None)
            members[id(mobject)] = (mobject, kin)
        for child in mobject.submobjects:
            self._gather(child, kin, members)

    def _piece(self, mobject: VMobject, points: Floats, kin: _Kin) -> Piece:
        shape = self._shapes.of(points)
        looks = (mobject.fill_rgbas.tobytes(), mobject.stroke_rgbas.tobytes(), mobject.stroke_width)
        key = (id(mobject), shape, kin, looks)
        if key not in self._known:
            self._known[key] = self._new_piece(mobject, shape, kin)
        return self._known[key]

    @staticmethod
    def _new_piece(mobject: VMobject, shape: Shape, kin: _Kin) -> Piece:
        fill, stroke = fill_of(mobject), stroke_of(mobject)
        kind = type(mobject).__name__
        own = mobject.name == kind and kin.figure != id(mobject) and not kin.whole
        return Piece(
            shape=shape,
            fill=fill,
            stroke=stroke,
            stroke_width=float(mobject.stroke_width) if stroke else 0.0,
            name=_named(kind, kin.name) if own else kin.name,
            figure=kin.figure,
            role=id(mobject),
            colours=frozenset(hex_of(paint) for paint in (fill, stroke) if paint),
            carrier=isinstance(mobject, _CARRIERS) or (isinstance(mobject, Polyline) and stroke is not None),
            whole=kin.whole,
            bleeds=kin.bleeds,
            backs=kin.backs,
            ignored=kin.ignored,
        )

    def _glyphs(self, glyphs: list[VMobject], kin: _Kin, sources: dict[int, TextSource]) -> Piece:
        text = kin.text
        assert text is not None
        points = glyphs[0].points if len(glyphs) == 1 else np.concatenate([glyph.points for glyph in glyphs])
        piece = self._piece(glyphs[0], points, kin)
        if id(text) not in sources:
            state = (id(text), text.name, len(text.submobjects), piece.shape)
            if state not in self._sources:
                words = text.text if isinstance(text, Words) else ""
                if id(text) not in self._lacking:
                    self._lacking[id(text)] = (text, lacking(text))
                boxes = self._lacking[id(text)][1]
                named = f'"{text.name}"'
                self._sources[state] = TextSource(id(text), named, words, cap_height(text), boxes)
            sources[id(text)] = self._sources[state]
        source = sources[id(text)]
        if (piece, source) not in self._known:
            self._known[piece, source] = replace(
                piece, name=source.name, figure=id(text), role=id(text), text=source, carrier=False
            )
        return self._known[piece, source]

    def _image(self, image: ImageMobject, kin: _Kin) -> Piece:
        corners = np.asarray(image.points[:3, :2], dtype=np.float64)
        turn = np.array(
            [corners[0], corners[1], corners[1] + corners[2] - corners[0], corners[2], corners[0]]
        )
        start, way = turn[:-1], turn[1:] - turn[:-1]
        flat = np.stack([start, start + way / 3, start + 2 * way / 3, turn[1:]], axis=1).reshape(-1, 2)
        points = np.hstack([flat, np.zeros((len(flat), 1))])
        pixels = Pixels.of(image.get_pixel_array(), corners)
        return Piece(
            shape=self._shapes.of(points),
            fill=pixels,
            stroke=None,
            stroke_width=0.0,
            name=kin.name,
            figure=kin.figure,
            role=id(image),
            bleeds=kin.bleeds,
            backs=True,
            ignored=kin.ignored,
        )


def _named(kind: str, whole: str) -> str:
    """Return what a part without a name of its own is called: by its class, and the whole that has one.

    >>> _named("Line", "plot of loss"), _named("VMobject", "valleys"), _named("Line", "VGroup")
    ('a line of "plot of loss"', 'a shape of "valleys"', 'a line without a name (in VGroup)')
    """
    part = {"VMobject": "shape"}.get(kind, kind[0].lower() + kind[1:])
    if whole[:1].isupper() and whole.isidentifier():
        return f"a {part} without a name (in {whole})"
    return f'a {part} of "{whole}"'


def _ignored(mobject: Mobject) -> frozenset[str]:
    """Return the rules that a mobject, or its class, declares not to hold for it.

    It is asked for every glyph of every picture, and manim's `getattr` is slow where nothing is declared.
    """
    declared = vars(mobject).get("lint_ignore") or getattr(type(mobject), "lint_ignore", None)
    return frozenset(declared) if declared else _NOTHING
