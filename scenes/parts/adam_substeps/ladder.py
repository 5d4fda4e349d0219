"""Sizes on one axis of powers of ten, a column for each coordinate: a disc for m, a bar for √s, the gap."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.formula.variables import variable_markup
from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.charts.axes import LABEL_GAP, TICK, Plot
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.births import present
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import fixed, significant
from scenes.cast.writing.numbers import LiveNumber
from scenes.parts.adam_substeps.formulas import slope_text
from scenes.parts.adam_substeps.found import AdamFound

DISC = 0.13
"""Radius of a disc, in scene units."""
RISE, ABOVE = 0.14, 0.4
"""From the axis's top to the baseline of the ratios above it; their room where the axis has no name."""
COLUMNS = 0.64, 1.52
"""Where the columns stand, of 2."""
NARROW, WIDE = 4.2, 4.8
"""Boxes below these widths: short numbers, no letters; small ones, none where a disc hides a bar, no name."""
LINE = 7.0
"""Width of bars and gaps."""
CLEAR = 0.35
"""A number comes when its mark has gone so far of its way."""
APART = 0.3
"""What is beside two marks has room where their heights differ by so much."""
Kind = Literal["slope", "mean", "root"]
KINDS: tuple[Kind, ...] = "slope", "mean", "root"
LETTERS = {"mean": "m", "root": "sqrt(s)"}
HATTED = {"mean": "hat(m)", "root": "sqrt(hat(s))"}
OVER = 0.36
"""From a mark to the hatted letter over its number."""


class Ladder(VGroup):
    """What a step of Adam is made of. A gap between disc and bar is a ratio: the same gap, the same ratio.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room.
    found
        The runs.
    feet
        Where both slopes are measured, from where their marks come; they are at their heights by default.

    Attributes
    ----------
    come
        How far the slopes' marks have come from where they are measured to their heights.
    kept, rooted
        How far disc and bar have gone from the slope's height to their own.
    measured
        How far the gap has grown from bar to disc; then the ratio is known.
    lifted
        By how many powers of ten the first column is lifted.
    corrected
        How far disc and bar have lost their bias.
    time
        The step that is told, counted from 0; between two steps sizes change by even factors.
    """

    def __init__(
        self, look: Look, box: Box, found: AdamFound, feet: Sequence[Callable[[], Point3D]] = ()
    ) -> None:
        self.look, self.found, self.feet = look, found, feet
        self.come, self.kept, self.rooted, self.measured, self.lifted, self.corrected, self.time = (
            ValueTracker(0.0) for _ in range(7)
        )
        self.narrow = box.width < NARROW
        self.size = TYPE.label if box.width < WIDE else TYPE.caption
        self.half_bar, self.beside = (0.2, 0.08) if self.narrow else (0.24, 0.12)
        room, name = (box, look.say("size")) if self.size == TYPE.caption else (box.inset(top=ABOVE), "")
        self.plot = Plot(look, room, (0.0, 2.0), found.decades, y_label=name, log_y=True, x_ticks=())
        colours, area = look.colours, self.plot.area
        self.slopes = Dots(colours.gradient, DISC, name="slopes")
        self.discs = Dots(colours.velocity, DISC, name="m")
        self.bars = Polyline(colours.velocity, LINE, name="√s")
        self.gaps = Polyline(colours.step, LINE, name="gap")
        self.gaps.lint_ignore = frozenset({"grown-to-nothing"})
        self.rails = Polyline(colours.faint, STROKES.axis, name="rails of the columns")
        self.rails.lint_ignore = frozenset({"contrast"})
        ends = [(self.across(column), y, 0.0) for column in range(2) for y in (area.bottom, area.top)]
        self.rails.set_segments(np.array(ends).reshape(2, 2, 3))
        self.names = VGroup(*map(self._name, range(2)))
        self.numbers = VGroup(*(self._number(kind, c) for c in range(2) for kind in KINDS))
        self.ratios = VGroup(*map(self._ratio, range(2)))
        letters = [] if self.narrow else [self._letter("mean"), self._letter("root")]
        hatted = [self._hatted("mean"), self._hatted("root")] if self.size == TYPE.caption else []
        self.letters = VGroup(*letters, *hatted)
        marks = self.gaps, self.bars, self.slopes, self.discs
        super().__init__(self.plot, self.rails, self.names, *marks, self.numbers, self.letters, self.ratios)
        self.name = "ladder"
        follow(self, self.redraw)

    def across(self, column: int) -> float:
        """Return where a column stands."""
        return float(self.plot.at(COLUMNS[column], self.plot.y_range[0])[0])

    def sizes(self, kind: Kind) -> Points:
        """Return slope, m or √s of both columns with their signs as they are told now, shape (2,)."""
        time = self.time.get_value()
        step = int(time + 1e-9)
        told = self.found.told[0]
        now, then = (self._parts(kind, min(k, len(told.slopes) - 1)) for k in (step, step + 1))
        share = float(smooth(min(max(time - step, 0.0), 1.0)))
        between = np.where(now * then > 0.0, now * np.abs(then / now) ** share, now + share * (then - now))
        lifted: Points = between * np.array([10.0 ** self.lifted.get_value(), 1.0])
        return lifted

    def _parts(self, kind: Kind, step: int) -> Points:
        slope: Points = self.found.told[0].slopes[step]
        if kind == "slope":
            return slope
        way = float(smooth((self.kept if kind == "mean" else self.rooted).get_value()))
        corrected = float(smooth(self.corrected.get_value())) if step == 0 else 1.0
        part = self.found.part(kind, step, corrected)
        fallen: Points = np.sign(part) * np.abs(slope) ** (1.0 - way) * np.abs(part) ** way
        return fallen

    def ratio(self, column: int) -> float:
        """Return m / √s of a column as it is told now."""
        root = self.sizes("root")[column]
        return float(self.sizes("mean")[column] / (root + self.found.rule.epsilon))

    def heights(self, kind: Kind) -> Point3D_Array:
        """Return where the marks of both columns stand on screen, shape (2, 3)."""
        sizes = np.maximum(np.abs(self.sizes(kind)), 1e-300)
        return np.array([self.plot.at(COLUMNS[c], float(size)) for c, size in enumerate(sizes)])

    def redraw(self) -> None:
        """Set all marks."""
        slopes, means, roots = (self.heights(kind) for kind in ("slope", "mean", "root"))
        come = float(smooth(self.come.get_value()))
        if come < 1.0 and self.feet:
            slopes = np.array(
                [foot() + come * (there - foot()) for foot, there in zip(self.feet, slopes, strict=True)]
            )
        area, kept, rooted = self.plot.area, self.kept.get_value(), self.rooted.get_value()
        self.slopes.set_places(slopes if self._biased else slopes[:0])
        inside = (means[:, 1] >= area.bottom) & (means[:, 1] <= area.top)
        self.discs.set_places(means[inside] if kept > 0.0 else means[:0])
        half = np.array([self.half_bar, 0.0, 0.0])
        self.bars.set_corners(*(np.array([one - half, one + half]) for one in roots if rooted > 0.0))
        grown = float(smooth(self.measured.get_value()))
        gaps = [
            np.array([root, root + grown * (mean - root)]) for root, mean in zip(roots, means, strict=True)
        ]
        self.gaps.set_corners(*(gap for gap, seen in zip(gaps, inside, strict=True) if seen and grown > 0.0))

    def _name(self, column: int) -> MathFormula:
        """Return the coordinate's name below its column."""
        name = variable_markup(self.found.run.variables[column])
        label = MathFormula(self.look, name, colour=self.look.colours.parameter, size=TYPE.caption)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        label.stand_on(self.plot.area.bottom - TICK - LABEL_GAP - cap)
        return label.shift((self.across(column) - float(label.get_center()[0]), 0.0, 0.0))

    def _number(self, kind: Kind, column: int) -> LiveNumber:
        """Return the number beside a mark: of slope and m at the left, of √s at the right."""
        left, colours = kind != "root", self.look.colours
        away, drop = self.half_bar + self.beside, CAP_HEIGHT_PER_FONT_SIZE * self.size / 2
        away = -away if left else away
        number = LiveNumber(
            self.look,
            lambda: self._text(kind, float(self.sizes(kind)[column])),
            lambda: self.heights(kind)[column] + np.array([away, -drop, 0.0]),
            anchor="right" if left else "left",
            colour=colours.gradient if kind == "slope" else colours.velocity,
            size=self.size,
        )
        present(number, lambda: float(self._numbered(kind, column)))
        return number

    def _text(self, kind: Kind, size: float) -> str:
        """Return a size as it is printed: a small √s with enough digits for its ratio to be redone."""
        if self.narrow:
            return significant(size, 2)
        return significant(size) if kind == "root" and size < 1.0 else slope_text(size)

    def _numbered(self, kind: Kind, column: int) -> bool:
        """Tell whether the mark of a kind in a column has its number now."""
        kept = self.kept.get_value()
        if kind == "slope":
            hidden = kept >= 1.0 and not self._apart("slope", "mean", column)
            return self.come.get_value() >= 1.0 and self._biased and not hidden
        if kind == "mean":
            return kept >= 1.0 or (kept > 0.0 and self._apart("slope", "mean", column))
        if self.size < TYPE.caption and not self._apart("mean", "root", column):
            return False
        return self.rooted.get_value() > CLEAR

    def _apart(self, one: Kind, other: Kind, column: int) -> bool:
        """Tell whether two marks of a column are so far apart that what is beside them has room."""
        ends = self.heights(one)[column], self.heights(other)[column]
        return abs(float(ends[0][1] - ends[1][1])) > APART

    @property
    def _biased(self) -> bool:
        """Whether the first step is told, and its correction has not ended."""
        return self.time.get_value() <= 0.0 and self.corrected.get_value() < 1.0

    def _letter(self, kind: Kind) -> MathFormula:
        """Return the letter of a mark, opposite to its number in the first column, where these are apart."""
        letter = MathFormula(self.look, LETTERS[kind], colour=self.look.colours.velocity, size=self.size)
        away, half = self.half_bar + self.beside, float(letter.width) / 2
        away = -away if kind == "root" else away

        def stand() -> None:
            means, roots = self.heights("mean"), self.heights("root")
            there = (means if kind == "mean" else roots)[0]
            letter.move_to(there + np.array([away + np.sign(away) * half, 0.0, 0.0]))

        follow(letter, stand)

        def shown() -> float:
            tracker = self.kept if kind == "mean" else self.rooted
            clear = self._apart("mean", "root", 0) and self._apart("slope", "root", 0)
            done = tracker.get_value() >= 1.0 and (clear or self.rooted.get_value() <= 0.0)
            return float(done and self.corrected.get_value() <= 0.0)

        present(letter, shown)
        return letter

    def _hatted(self, kind: Kind) -> MathFormula:
        """Return the letter over the number of a mark without its bias, in the second column."""
        letter = MathFormula(self.look, HATTED[kind], colour=self.look.colours.velocity, size=self.size)
        side = 1.0 if kind == "root" else -1.0
        away = side * (self.half_bar + self.beside + float(letter.width) / 2)
        follow(letter, lambda: letter.move_to(self.heights(kind)[1] + np.array([away, OVER, 0.0])))

        def shown() -> float:
            below = float(self.heights(kind)[1, 1]) + OVER + float(letter.height) / 2 < self.plot.area.top
            return float(self.corrected.get_value() >= 1.0 and below)

        present(letter, shown)
        return letter

    def _ratio(self, column: int) -> LiveNumber:
        """Return the ratio above a column, as soon as it is measured."""
        size = TYPE.formula
        baseline = self.plot.area.top + RISE
        number = LiveNumber(
            self.look,
            lambda: fixed(self.ratio(column), 2),
            (self.across(column), baseline, 0.0),
            colour=self.look.colours.step,
            size=size,
        )
        present(number, lambda: float(self.measured.get_value() >= 1.0))
        return number


__all__ = ["Ladder"]
