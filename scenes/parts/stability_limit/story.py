"""What is said, as the numbers are printed."""

from gd_math.accounts.stable_rates import StableRates
from scenes.base.look import Look
from scenes.cast.writing.comparing import told_apart
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import as_number, limit_text, plain, shortest, typst_number

EXACT = 1e-9
"""A factor that is printed to within this is printed exactly."""


class LimitStory:
    """The sentences and pages that depend on the lecturer's numbers.

    Parameters
    ----------
    look
        Theme and language.
    rates
        The curvatures and their runs.
    """

    def __init__(self, look: Look, rates: StableRates) -> None:
        self.look, self.rates = look, rates

    def rate(self, value: float) -> str:
        """Return a rate as it stands under the knob."""
        return plain(value, self.rates.decimals)

    @property
    def name(self) -> str:
        """What momentum's run is called."""
        return self.look.say("heavy ball")

    @property
    def best_factor(self) -> str:
        """The best factor, never printed as 1."""
        factor = self.rates.best_factor
        short = shortest(round(factor, 3))
        return short if abs(float(short) - factor) < EXACT else told_apart([factor, 1.0])[0]

    @property
    def left(self) -> str:
        """What a step at the creeping rate leaves, as the run has it."""
        left = self.rates.measured(self.rates.in_valley(self.rates.creeping))
        return shortest(round(left, 6), 2)

    def two(self) -> str:
        """Tell the second curvature."""
        least = shortest(self.rates.least)
        if self.rates.least == self.rates.largest:
            return self.look.say("Along y: μ = L. Which rate is best?", least=least)
        return self.look.say("Along y: μ = {least}. Which rate is best?", least=least)

    def best(self) -> str:
        """Tell the best rate."""
        rates = self.rates
        if rates.least == rates.largest:
            return self.look.say("The best rate is 1/L: one step arrives from anywhere.")
        if rates.on_axis:
            return self.look.say("From most starts the larger factor decides: best where both are equal.")
        return self.look.say("The larger factor decides: best where both are equal.")

    def heavy(self) -> str:
        """Tell what momentum does to the limit."""
        beta, rate = shortest(self.rates.beta), self.rate(self.rates.heavy)
        return self.look.say(
            "Momentum β = {beta} moves the limit: at {rate} only the heavy ball settles.",
            beta=beta,
            rate=rate,
        )

    def _painted(self, *names: str) -> list[str]:
        """Return symbols in the colours of what they name."""
        colours = self.look.colours
        meaning = {
            "x": colours.parameter,
            "alpha": colours.step,
            "L": colours.loss,
            "mu": colours.loss,
            "L x": colours.gradient,
            "nabla f": colours.gradient,
            "v": colours.velocity,
            "beta": colours.velocity,
        }
        return [paint(meaning[name], name) for name in names]

    @property
    def step_page(self) -> str:
        """The rule in the valley: x ← x − α · L x."""
        x, alpha, slope = self._painted("x", "alpha", "L x")
        return f"{x} <- {x} - {alpha} dot {slope}"

    @property
    def share_page(self) -> str:
        """The same as a share: x ← (1 − αL) x."""
        x, alpha, bend = self._painted("x", "alpha", "L")
        return f"{x} <- (1 - {alpha} {bend}) {x}"

    @property
    def numbers_page(self) -> str:
        """What the creeping rate leaves, in numbers."""
        rates, colours = self.rates, self.look.colours
        rate = paint(colours.step, typst_number(self.rate(rates.creeping)))
        bend = paint(colours.loss, typst_number(shortest(rates.largest)))
        return f"1 - {rate} dot {bend} = {typst_number(self.left)}"

    @property
    def factor_page(self) -> str:
        """The factor of one curvature."""
        alpha, bend = self._painted("alpha", "L")
        return f"|1 - {alpha} {bend}|"

    @property
    def two_page(self) -> str:
        """The factors of both curvatures."""
        alpha, gentle = self._painted("alpha", "mu")
        return f"|1 - {alpha} {gentle}|, quad {self.factor_page}"

    def heavy_pages(self) -> tuple[str, str]:
        """Return the rule of the heavy ball, over the best that plain descent can do, or alone."""
        x, alpha, v, beta, slope = self._painted("x", "alpha", "v", "beta", "nabla f")
        rule = f"{v} <- {beta} {v} + {slope}, quad {x} <- {x} - {alpha} {v}"
        left = self._best_left(typst_number(self.best_factor))
        best = f"2 \\/ (mu + L) {_equals(self.rates.best)}, quad {left}"
        return f"{rule} \\ {paint(self.look.colours.muted, best)}", rule

    def best_pages(self) -> tuple[str, str]:
        """Return the best rate and its factor as formulas with their numbers, in two lines or in fewer."""
        rates, colours = self.rates, self.look.colours
        rate = f"{paint(colours.step, 'alpha')} = 2 \\/ (mu + L) {_equals(rates.best)}"
        kappa = f"kappa = L \\/ mu {_equals(rates.condition)}"
        left = self._best_left(paint(colours.parameter, typst_number(self.best_factor)))
        return f"{rate} \\ {kappa}, quad {left}", f"{rate} \\ {left}"

    def _best_left(self, told: str) -> str:
        """Return the formula of the best factor with its number as it is told."""
        exact = abs(as_number(self.best_factor) - self.rates.best_factor) < EXACT
        return f"(kappa - 1) \\/ (kappa + 1) {'=' if exact else 'approx'} {told}"


def _equals(value: float) -> str:
    sign, text = limit_text(value)
    return f"{'=' if sign == '=' else 'approx'} {typst_number(text)}"


__all__ = ["LimitStory"]
