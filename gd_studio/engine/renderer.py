"""The renderer: manim's plays, painted by layers, only where and when something has changed."""

import gc
import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import manim
import numpy as np
from manim import Mobject, Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.family import extract_mobject_family_members
from manim.utils.iterables import list_update

from gd_studio.engine.chunks import Sink
from gd_studio.engine.encoder import Patch
from gd_studio.engine.layer import Layer, Pixels, UnpaintableError
from gd_studio.engine.region import Grid, Squares
from gd_studio.engine.writer import ClipWriter
from gd_studio.errors import RenderError

TESTED_MANIM = "0.22.0"


class UntestedManimError(RenderError):
    """This manim is another one than the engine's frames have been compared with."""


class EngineRenderer(CairoRenderer):
    """Paints what the stock renderer paints, and leaves out what it need not do.

    Parameters
    ----------
    sink
        Says which frames are wanted, and takes them.

    Raises
    ------
    UntestedManimError
        If manim has another version than `TESTED_MANIM`.
    """

    def __init__(self, sink: Sink) -> None:
        if manim.__version__ != TESTED_MANIM:
            raise UntestedManimError(
                f"the engine was tested with manim {TESTED_MANIM}, and this is manim {manim.__version__}: "
                "use --engine stock, or install the version that constraints.txt names."
            )
        writer: Any = partial(ClipWriter, sink=sink)
        super().__init__(file_writer_class=writer)
        self.sink = sink
        width, height = self.camera.pixel_width, self.camera.pixel_height
        self.grid = Grid(int(width), int(height))
        self.resting = Layer(self.camera, self.grid)
        self.moving = Layer(self.camera, self.grid)
        self.ground: Pixels = np.zeros(0, np.uint8)
        self._unsent = self.grid.everything()
        self._families = _Families()
        self._rested = False

    @property
    def pixels(self) -> Pixels:
        """Return the frame as it was painted last; it changes with the next one."""
        return self.moving.pixels

    def begin_beat(self, caption: str) -> None:
        """Take note that a beat begins with the next frame."""
        self.sink.cut()

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Tell one play: hold its only frame, or paint the wanted ones of its frames."""
        if self.num_plays == 0:
            gc.freeze()  # what the lesson is made of stays: collecting it over and over costs milliseconds
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        self._families = _Families()
        self._rested = False
        step = 1 / self.camera.frame_rate
        if scene.is_current_animation_frozen_frame():
            self._hold(scene, int(scene.duration / step))
        else:
            self._run(scene, np.arange(0, scene.duration, step))
        self.num_plays += 1

    def _hold(self, scene: Scene, count: int) -> None:
        """Show one picture for some frames."""
        self.time += count / self.camera.frame_rate
        painted = False
        while count:
            alike, wanted = self.sink.next(count)
            if wanted:
                patches = [] if painted else self.paint(scene)
                painted = True
                self.sink.put(patches, alike)
            else:
                self.sink.leave_out(alike)
            count -= alike

    def _run(self, scene: Scene, times: Any) -> None:
        """Show a picture for each frame; those that are not wanted are not even computed."""
        instead: Any = scene
        instead.update_mobjects = _Updates(scene)
        try:
            for time in times:
                _, wanted = self.sink.next(1)
                if wanted:
                    scene.update_to_time(time)
                    self.sink.put(self.paint(scene), 1)
                else:
                    self.sink.leave_out(1)
                self.time += 1 / self.camera.frame_rate
        finally:
            del instead.update_mobjects
        assert scene.animations is not None
        for animation in scene.animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)

    def paint(self, scene: Scene) -> list[Patch]:
        """Bring the picture up to date; return what has changed since it was last sent."""
        changed = self._bring_up_to_date(scene)
        changed |= self._unsent
        self._unsent = self.grid.nothing()
        return [
            (left, top, self.pixels[top:bottom, left:right].copy())
            for left, top, right, bottom in self.grid.rectangles(changed)
        ]

    def _bring_up_to_date(self, scene: Scene) -> Squares:
        changed = self.grid.nothing()
        background: Any = self.camera.background
        if background is not self.ground:
            self.ground = background
            changed[:] = True
            self._rested = False
        # Where nothing moves, manim paints everything over everything that rests; so must this.
        over = scene.moving_mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
        try:
            if not self._rested:  # what rests is painted once for each play, as manim does
                changed = self.resting.show(self._families.of(scene.static_mobjects), self.ground, changed)
                self._rested = True
            return self.moving.show(self._families.of(over), self.resting.pixels, changed)
        except UnpaintableError:
            return self._paint_as_stock(scene)

    def _paint_as_stock(self, scene: Scene) -> Squares:
        """Let manim's camera paint the whole frame: for kinds of mobjects that layers cannot paint."""
        self.save_static_frame_data(scene, scene.static_mobjects)
        self.update_frame(scene, mobjects=scene.moving_mobjects)
        self.moving.pixels[:] = self.camera.pixel_array
        self.static_image = None
        for layer in (self.resting, self.moving):
            layer.forget()
        self._unsent = self.grid.everything()
        self.ground = np.zeros(0, np.uint8)
        self._rested = False
        return self.grid.everything()

    def scene_finished(self, scene: Scene) -> None:
        """Write nothing more."""


class _Families:
    """The families of lists of mobjects during one play, in which they do not change."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[list[int], list[Mobject]]] = {}

    def of(self, mobjects: Sequence[Mobject]) -> Sequence[Mobject]:
        """Return the family members, from back to front, as manim's camera orders them."""
        key = id(mobjects)
        if key in self._known:
            sizes, members = self._known[key]
            if sizes == [len(member.submobjects) for member in members]:
                return members
        members = extract_mobject_family_members(mobjects, use_z_index=True)
        self._known[key] = ([len(member.submobjects) for member in members], members)
        return members


class _Updates:
    """Calls all updaters of a scene, as `Scene.update_mobjects` does, having looked for them only once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._calls: list[tuple[Callable[..., object], Mobject]] = []
        self._timed = False
        for mobject in scene.mobjects:
            self._gather(mobject)

    def _gather(self, mobject: Mobject) -> None:
        if mobject.updating_suspended:
            return
        for updater in mobject.updaters:
            self._timed |= "dt" in inspect.signature(updater).parameters
            self._calls.append((updater, mobject))
        for child in mobject.submobjects:
            self._gather(child)

    def __call__(self, dt: float) -> None:
        if self._timed:
            type(self._scene).update_mobjects(self._scene, dt)
            return
        for updater, mobject in self._calls:
            updater(mobject)


__all__ = ["TESTED_MANIM", "EngineRenderer", "UntestedManimError"]
