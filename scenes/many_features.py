"""Several features, one rule: gaps times columns are the slopes, all weights step at once, all lines turn."""

from manim import ValueTracker, linear, smooth, squish_rate_func
from pydantic import Field

from gd_math.data.features import FeatureTable
from gd_math.data.many_features import ManyFeatures as Descent
from gd_math.data.many_features import calm_limit
from scenes.base.appearing import Appear, Vanish
from scenes.base.column_names import column_name
from scenes.base.feature_source import FeatureParams
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import Steps
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride
from scenes.cast.moving.spotlight import CONTEXT, Spotlight, Strength
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import significant, typst_number
from scenes.parts.many_features.columns import MOST_ROWS, Columns
from scenes.parts.many_features.headlines import answer, asked_and_told, question
from scenes.parts.many_features.partials import Partials, boxes_of, loss_chart
from scenes.parts.many_features.poster import asked_about, asked_row
from scenes.parts.many_features.products import Products
from scenes.parts.many_features.sums import step_sum
from scenes.parts.many_features.symbols import painted
from scenes.parts.many_features.weight_row import WeightRow, as_they_rise

SCALING, LIFTING, SORTING = 1.8, 2.2, 1.8
"""Seconds of standardising, of the step, of points."""
STIR = 1e-6
"""By so much columns have left as slopes begin to go with them: nothing has moved yet."""
PER_STEP, LONGEST = 0.09, 8.0
early, late = squish_rate_func(smooth, 0.7, 1.0), squish_rate_func(smooth, 0.3, 0.6)
"""Of what vanishes, backwards, and of what then appears."""


class ManyFeatures(Lesson):
    """Several features, one rule: each column times the gaps is its slope, and all weights step at once.

    Gradient descent on a table: with every column in spreads one rate suits all of them, and the rule stays
    what it was with one feature. The gaps times a column, averaged, are the slope of that column's weight,
    and all weights step at once; a plot for each column shows what the others leave, and the line that its
    weight turns there. It ends beside the weights of least squares.
    """

    class Params(FeatureParams):
        """What a lecturer may change."""

        learning_rate: float = Field(
            0.05,
            gt=0.0,
            le=0.5,
            description="how much of the gradient becomes the step (α), in spreads; 1/L at most",
        )
        steps: Steps = 40

        def check_table(self, table: FeatureTable) -> None:
            """Refuse columns without spread, rows that leave the weights open, and a rate that overshoots."""
            Descent.plan(table, 0, self.learning_rate)
            limit = calm_limit(table)
            if self.learning_rate > limit * (1 + 1e-9):
                raise ValueError(
                    f"learning_rate = {self.learning_rate:g} overshoots on these columns; "
                    f"the clip takes rates up to 1/L = {limit:.3g}"
                )

    given: Params
    found: Descent

    @classmethod
    def compute(cls, params: Params) -> Descent:
        """Return the descent."""
        return Descent.plan(params.table, params.steps, params.learning_rate)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how the table is read, what MSE counts, and how many rows are drawn."""
        found = cls.computed(params)
        units = look.say(
            "MSE counts in the spread of {label}, {spread}: all weights 0 have MSE 1",
            label=column_name(look, found.table.label_name),
            spread=significant(found.spread),
        )
        ends = found.in_units(found.weights(float(found.run.steps_taken))).tolist()
        weights = look.say(
            "weights at the end, in the table's units: {weights}", weights="; ".join(map(significant, ends))
        )
        notes = [*params.data_notes(look), units, weights]
        if len(found.labels) > MOST_ROWS:
            notes.append(
                look.say("{shown} of {rows} rows are drawn", shown=MOST_ROWS, rows=len(found.labels))
            )
        return notes

    def tell(self) -> None:
        """Columns in spreads; gaps times each column; one step of all weights; one line for each; the end."""
        self.set_stage()
        self.tell_scaling()
        self.tell_gaps()
        products = Products(self, self.columns, self.row, self.zone, self.light, self.letters[2])
        products.tell_first()
        if self.found.count > 1:
            self.ask(self.say("Which column's slope is steepest?"))
            products.tell_others()
        self.tell_parts()
        self.tell_step()
        self.tell_run()
        self.tell_end()
        self.tell_answer()

    def set_stage(self) -> None:
        """Show the table as columns of bars, alone."""
        found, look = self.found, self.look
        self.clock = ValueTracker(0.0)
        self.columns = Columns(look, self.layout.stage, found, self.clock)
        self.row = WeightRow(look, self.columns, found, self.clock, self.given.learning_rate)
        self.zone = FormulaZone(look, self.layout.formula)
        self.light = Spotlight(look, *self.columns.features, self.columns.open)
        self.letters = self.columns.letters()
        self.title = self.headline(question(look, found))
        self.asked = asked_row(look, self.columns)
        self.add(self.title, self.columns, self.columns.names, self.asked)
        for dim in self.strength(CONTEXT):
            dim.begin()
            dim.finish()

    def strength(self, share: float) -> list[Strength]:
        """Return the animations by which all bars of the table come to a share of their strength."""
        pieces = *self.columns.features, self.columns.labels
        return [Strength(piece, share, self.colours.background) for piece in pieces]

    def tell_scaling(self) -> None:
        """Measure every column in its own spread."""
        count = len(self.found.table)
        told = self.say("{rows} rows, each column in its own unit.", rows=count)
        if self.given.data == "gentoo":
            told = self.say("{rows} penguins, each column in its own unit.", rows=count)
        with self.beat(told):
            self.wait(TIMING.slow)
            self.play(Vanish(self.asked), *self.strength(1.0), run_time=TIMING.quick)
        with self.beat(self.say("In spreads: one rate suits all columns.")):
            own, mean = paint(self.colours.data, "x"), Cell.words(self.say("mean")).markup
            self.play(Appear(self.zone.show(f"({own} - {mean}) / s")), run_time=TIMING.quick)
            columns, scaled = self.columns, ride(self.columns.scaled, 1.0, smooth)
            names = Vanish(columns.names, rate_func=early), Appear(columns.unitless, rate_func=late)
            self.play(scaled, *names, run_time=SCALING)

    def tell_gaps(self) -> None:
        """Put a weight of 0 over each column: the mean is predicted, and gaps are open."""
        symbols = painted(self.look)
        quick = TIMING.quick
        with self.beat(self.say("Weights 0 predict the mean; these gaps are left.")):
            self.play(*self.zone.leave(), run_time=quick)
            model = "{e} = {y} - {X} {w}".format(**symbols)
            self.play(*map(Appear, (self.zone.show(model), self.letters[1], self.letters[4])), run_time=quick)
            self.play(Appear(self.letters[0]), Appear(self.row.weights), run_time=quick)
            opened = ride(self.columns.opened, 1.0, smooth)
            self.play(opened, Vanish(self.letters[4]), Appear(self.letters[3]), run_time=TIMING.slow)

    def tell_parts(self) -> None:
        """Let the ends of the bars, column by column, find their places in one plot for each column."""
        found, columns, row = self.found, self.columns, self.row
        plots, beside = boxes_of(self.layout, found.count)
        self.partials = Partials(self.look, plots, found, self.clock, columns, tall=self.layout.tall)
        self.chart = loss_chart(self.look, beside, found, self.clock)
        told = self.say("Each column as a plot: weight 0, a level line.")
        if found.count == 1:
            told = self.say("The column as a plot: its weight is the slope of a line.")

        def change() -> None:
            gone = columns.unitless, columns.open, *columns.zeros, *self.letters[1:4:2]
            back = [ride(told, 3.0, smooth) for told in columns.told]
            self.play(*self.zone.leave(), *map(Vanish, gone), *back, run_time=TIMING.move)
            columns.remove(*gone)
            self.add(columns, self.partials, row, row.weights)
            row.there = self.partials.places(row.weights)

        with self.beat(told, opening=change):
            gone = Vanish(self.letters[0]), Vanish(self.letters[2])
            self.remove(*row.numbers)
            columns.left.set_value(STIR)
            shown = [Appear(self.partials.frames), Appear(self.partials.names)]
            first, then = ([], shown) if self.layout.tall else (shown, [])
            self.play(ride(columns.left, 1.0, linear), *gone, *first, run_time=SORTING)
            self.remove(columns)
            drawn = ride(self.partials.drawn, 1.0, smooth)
            self.play(drawn, Appear(self.chart), Appear(self.partials.whole), *then, run_time=TIMING.move)

    def tell_step(self) -> None:
        """Let all slopes shrink to steps and rise to their weights at once; their lines turn with them."""
        told = self.say("All weights step at once.")
        if self.found.count == 1:
            told = self.say("The weight steps.")
        rate = paint(self.colours.step, typst_number(f"{self.given.learning_rate:g}"))
        step = "{w} <- {w} - {alpha} {slope}".format(**painted(self.look))

        def rule() -> None:
            page = self.zone.show(f"{step}, quad {painted(self.look)['alpha']} = {rate}")
            self.play(Appear(page), Vanish(self.partials.whole), run_time=TIMING.quick)

        with self.beat(told, opening=rule):
            rising = ride(self.clock, 1.0, as_they_rise)
            self.play(ride(self.row.lift, 1.0, smooth), rising, run_time=LIFTING)
            rows = self.partials.dots, self.partials.lines, self.row.weights
            self.light = Spotlight(self.look, *(piece for row in rows for piece in row))
            self.show_sum(*self.light.on(*(row[0] for row in rows)))

    def show_sum(self, *lit: Strength) -> None:
        """Put the first weight's step in the place of the formula, and light its plot."""
        sum_ = step_sum(self.look, self.found, self.given.learning_rate, self.row.decimals)
        made = self.zone.page(sum_, sum_.partition(" = ")[2]) if sum_ else None
        if made is not None and made.width <= self.zone.box.width:
            self.play(*self.zone.leave(), *lit, run_time=TIMING.quick)
            self.play(Appear(self.zone.show(made)), run_time=TIMING.quick)

    def tell_run(self) -> None:
        """Let all lines turn on one clock."""
        left = self.given.steps - 1
        if not left:
            return
        told = self.say("{steps} steps: each plot shows what the others leave.", steps=self.given.steps)
        if self.found.count == 1:
            told = self.say("The same rule, {steps} steps: the line turns.", steps=self.given.steps)
        rule = "{w} <- {w} - {alpha} {slope}".format(**painted(self.look))
        with self.beat(told):
            self.play(*self.zone.leave(), *self.light.everywhere(), run_time=TIMING.quick)
            self.play(Appear(self.zone.show(rule)), Appear(self.partials.rest), run_time=TIMING.quick)
            to_end = ride(self.clock, float(self.given.steps), slowly)
            self.play(to_end, run_time=seconds_for(left, PER_STEP, LONGEST, shortest=2.0))

    def tell_end(self) -> None:
        """Set the weights beside those of least squares."""
        found = self.found
        first, mse, least = map(significant, (*found.run.values[[0, -1]].tolist(), found.least))
        change = {"first": first, "mse": mse, "least": least}
        told = self.say("MSE fell from {first} to {mse}; best: {least}.", **change)
        if first == mse:
            told = self.say("MSE is still {mse}; least squares: {least}.", mse=mse, least=least)
        with self.beat(told):
            level = self.chart.level(found.least, self.say("least squares"), least)
            told = answer(self.look, found)
            if told:
                self.play(Vanish(self.title), run_time=TIMING.quick)
            named = [Appear(self.headline(told))] if told else []
            if self.layout.tall and self.given.steps > 1:
                self.play(Vanish(self.partials.rest), run_time=TIMING.quick)
            best = Appear(self.partials.best())
            self.play(best, Appear(level), *named, run_time=TIMING.move)

    def tell_answer(self) -> None:
        """Answer what was asked about one row."""
        row = asked_about(self.columns)
        birds = self.given.data == "gentoo" and self.given.y_column in (None, "body mass (g)")
        with self.beat(asked_and_told(self.look, self.found, int(self.columns.rows[row]), birds=birds)):
            ground = self.colours.background
            others = [Strength(dots, CONTEXT, ground) for dots in self.partials.dots]
            self.play(Appear(self.partials.marked(row)), *others, run_time=TIMING.move)


def slowly(share: float) -> float:
    """Return how much of the run is told after a share of its time: the first, longest steps take most."""
    return share**2


__all__ = ["ManyFeatures"]
