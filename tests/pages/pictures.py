"""Small pictures of the instruments that lessons begin with, each drawn from a tiny scene of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from manim import Camera, Mobject, ValueTracker, VGroup
from PIL import Image

from gd_math.accounts.account import account
from gd_math.accounts.curve_runs import CurveRun
from gd_math.accounts.views import curve_view
from gd_math.formula.parsing import parse_curve, parse_land
from gd_math.functions.hills import SineHills
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent, Momentum
from gd_math.runs.trajectory import Trajectory
from gd_studio.engine.stage import settings_of, stage
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.curves.many_balls import ManyBalls
from scenes.cast.land.block import Land
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.crosshair import Crosshair
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.arrow_sum import ArrowSum
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.run_style import Legend, styles_for
from scenes.cast.writing.descent_rule import descent_rule
from scenes.cast.writing.formulas import MathFormula

WIDTH, HEIGHT, UNITS = 480, 300, 4.0
"""Pixels of a picture, and the scene units that it is high."""
COLOURS = 64
LOOK = Look()
BOX = Box(-3.0, 3.0, -1.8, 1.8)
BOWL = parse_land("x^2 + 6y^2")
CURVE = parse_curve("x^4 - 3x^2 + x")

Drawing = Callable[[], Mobject]
PICTURES: dict[str, Drawing] = {}
"""What is drawn for the instrument of a name."""


def picture(name: str) -> Callable[[Drawing], Drawing]:
    """Enter what is drawn for an instrument."""

    def enter(drawing: Drawing) -> Drawing:
        PICTURES[name] = drawing
        return drawing

    return enter


def file_of(name: str) -> str:
    """Return the name of an instrument's picture."""
    return f"{name}.png"


def draw(folder: Path) -> Iterator[Path]:
    """Write all pictures into a folder, and return where they are."""
    folder.mkdir(exist_ok=True)
    with _small_stage():
        for name, drawing in PICTURES.items():
            camera = Camera(background_color=LOOK.colours.background)
            camera.capture_mobjects([drawing()])
            image = Image.fromarray(camera.pixel_array[..., :3]).quantize(COLOURS, dither=Image.Dither.NONE)
            image.save(folder / file_of(name), optimize=True)
            yield folder / file_of(name)


@contextmanager
def _small_stage() -> Iterator[None]:
    small = {"frame_height": UNITS, "frame_width": UNITS * WIDTH / HEIGHT}
    with (
        TemporaryDirectory() as folder,
        stage(WIDTH, HEIGHT, 10, Path(folder), video=False),
        settings_of(small),
    ):
        yield


def _runs() -> list[Trajectory]:
    return [descend(BOWL, (-2.6, 1.0), rule, 20) for rule in (GradientDescent(0.05), Momentum(0.05, 0.7))]


def _curve_run(rate: float = 0.05, steps: int = 8) -> tuple[CurveRun, Plot, Mobject]:
    run = descend(CURVE, 1.9, GradientDescent(rate), steps)
    view = curve_view(CURVE, [run], x_range=(-2.1, 2.1))
    plot = Plot(LOOK, BOX, view.x_range, view.y_range, x_label="x", y_label="height")
    return CurveRun(account(CURVE, run, view.region)), plot, curve_graph(plot, CURVE, LOOK.colours.loss)


def _map() -> ContourPlot:
    return ContourPlot(LOOK, BOX, BOWL, (-3.0, 3.0), (-1.5, 1.5), x_label="x", y_label="y")


@picture("Plot")
def _plot() -> Mobject:
    return Plot(LOOK, BOX, (-3.0, 3.0), (0.0, 10.0), x_label="x", y_label="height")


@picture("curve_graph")
def _graph() -> Mobject:
    _, plot, curve = _curve_run()
    return VGroup(plot, curve)


@picture("Undefined")
def _undefined() -> Mobject:
    curve = parse_curve("x log(x)")
    plot = Plot(LOOK, BOX, (-1.0, 3.0), (-1.0, 3.0), x_label="x", y_label="height")
    return VGroup(
        plot,
        curve_graph(plot, curve, LOOK.colours.loss),
        Undefined.on_curve(LOOK, plot, curve),
    )


@picture("CloseWalk")
def _close_walk() -> Mobject:
    run, plot, curve = _curve_run()
    return VGroup(plot, curve, CloseWalk(LOOK, plot, run, lambda: 1.4, lambda: 1.0))


@picture("CurveWalk")
def _curve_walk() -> Mobject:
    run, plot, curve = _curve_run()
    return VGroup(plot, curve, CurveWalk(LOOK, plot, run, lambda: 6.0))


@picture("ManyBalls")
def _many_balls() -> Mobject:
    _, plot, curve = _curve_run()
    runs = descend(CURVE, np.linspace(-2.0, 2.0, 9)[:, None], GradientDescent(0.03), 8)
    return VGroup(plot, curve, ManyBalls(LOOK, plot, CURVE, runs, ValueTracker(1.0), ValueTracker(1.0)))


@picture("ContourPlot")
def _contours() -> Mobject:
    plot = _map()
    plot.write_heights(np.zeros((0, 3)))
    return plot


@picture("MapWalk")
def _map_walk() -> Mobject:
    plot = _map()
    styles = styles_for(LOOK, ["plain", "momentum"])
    walks = [
        MapWalk(LOOK, plot, run, lambda: 8.0, style=style, size=0.7)
        for run, style in zip(_runs(), styles, strict=True)
    ]
    return VGroup(plot, *walks)


@picture("Crosshair")
def _crosshair() -> Mobject:
    plot = _map()
    return VGroup(plot, Crosshair(LOOK, plot.at(0.0, 0.0)))


@picture("SeriesChart")
def _series() -> Mobject:
    styles = styles_for(LOOK, ["plain", "momentum"])
    told = [Series(run.values, style, lambda: 20.0) for run, style in zip(_runs(), styles, strict=True)]
    chart = SeriesChart(LOOK, BOX, told, words=("loss", "step"))
    return VGroup(chart.scenery, chart.actors, *chart.labels)


@picture("Legend")
def _legend() -> Mobject:
    names = ["plain", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"]
    return Legend(LOOK, BOX.inset(top=0.9), styles_for(LOOK, names))


@picture("ArrowSum")
def _arrow_sum() -> Mobject:
    colours = LOOK.colours
    rails = Polyline(colours.muted, 2.5)
    parts = ArrowSum(
        ("carried", "slope", "sum"),
        [colours.velocity, colours.gradient, colours.step],
        rails,
        thin=(0.04, 0.17),
    )
    tips = np.array([(1.2, 1.4, 0.0), (2.4, -0.6, 0.0), (3.6, 0.8, 0.0)]) + np.array([-1.8, -0.5, 0.0])
    parts.draw(np.array([-1.8, -0.5, 0.0]), tips, (1.0, 1.0, 1.0), 1.0)
    return parts


@picture("FlatArrow")
def _arrow() -> Mobject:
    return FlatArrow(LOOK.colours.step).set_between(np.array([-2.0, -0.8, 0.0]), np.array([2.0, 0.8, 0.0]))


@picture("HillMap")
def _hill_map() -> Mobject:
    land = _land()
    return HillMap(LOOK, BOX, land, land_levels(land, 8), "x", "y")


@picture("Terrain")
def _terrain() -> Mobject:
    land = _land()
    return Terrain(LOOK, BOX, land, 0.0, land_levels(land, 8))


def _land() -> Land:
    hills = SineHills.seeded(31)
    return Land(hills, *hills.domain)


@picture("descent_rule")
def _rule() -> Mobject:
    return MathFormula(LOOK, descent_rule(LOOK, BOWL)).move_to((0.0, 0.0, 0.0))
