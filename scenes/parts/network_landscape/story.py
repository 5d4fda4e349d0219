"""What is said of two networks and their losses, as the numbers are printed."""

from collections.abc import Sequence

import numpy as np

from gd_math.networks.training import Trained
from scenes.base.look import Look
from scenes.cast.writing.comparing import compared_plainly
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import plain, typst_number

DECIMALS = 3
"""Of losses."""


class NetworkStory:
    """The sentences and formulas that depend on the lecturer's numbers.

    Parameters
    ----------
    look
        Theme and language.
    small, other
        The network that is trained before the audience's eyes, and the one that stands beside it.
    """

    def __init__(self, look: Look, small: Trained, other: Trained) -> None:
        self.look, self.small, self.other, self.both = look, small, other, (small, other)

    @staticmethod
    def loss(value: float) -> str:
        """Return a loss as it is printed."""
        return plain(value, DECIMALS)

    @property
    def asked(self) -> str:
        """The question on the poster."""
        return f'{paint(self.look.colours.loss, "L")} = "?"'

    def weights(self) -> str:
        """Tell how large the network is."""
        return self.look.say(
            "A network: {weights} weights, biases included.",
            weights=self.small.network.dimension,
        )

    def point(self) -> str:
        """Tell that they are one point."""
        return self.look.say(
            "All {weights} weights are one point θ. Training moves it against the gradient.",
            weights=self.small.network.dimension,
        )

    def shares(self) -> list[str]:
        """Return what of the path's variance each direction of its plane holds in per cent, and both."""
        first, second = self.small.path_plane.shares or (0.0, 0.0)
        return [plain(np.floor(1000 * one) / 10, 1) for one in (first, second, first + second)]

    def directions(self) -> tuple[str, str]:
        """Name both directions with their shares."""
        first, second, _ = self.shares()
        one = self.look.say("main direction: {share} %", share=first)
        return one, self.look.say("second direction: {share} %", share=second)

    def plane(self) -> str:
        """Tell how much of the path's variance the plane holds, and ask."""
        return self.look.say(
            "Here: {share} % of the path's variance. Predict: the loss?",
            share=self.shares()[2],
        )

    def trained(self) -> str:
        """Tell what training has done to the loss."""
        values = self.small.run.values
        told = compared_plainly(float(values[0]), float(values[-1]), DECIMALS)
        words = {"first": told.before, "last": told.after, "steps": self.small.run.steps_taken}
        if told.falls:
            return self.look.say("In {steps} steps the loss falls from {first} to {last}.", **words)
        if told.rises:
            return self.look.say("In {steps} steps the loss rises from {first} to {last}.", **words)
        return self.look.say("After {steps} steps the loss is {last}, as at first.", **words)

    def places(self, aside: Sequence[float]) -> str:
        """Tell what a place is, with the losses that are met aside."""
        first, second = map(self.loss, aside)
        return self.look.say(
            "Each place is another network: loss {first} here, {second} there.", first=first, second=second
        )

    def found(self) -> str:
        """Tell how many valleys the first land has."""
        return self.look.say_count(
            len(self.small.valleys),
            "On this plane: {count} valley.",
            "On this plane: {count} valleys.",
        )

    def compare(self) -> str:
        """Tell how many valleys the other land has, on the same scale."""
        return self.look.say_count(
            len(self.other.valleys),
            "Same birds, same scale, trained alike: {count} valley.",
            "Same birds, same scale, trained alike: {count} valleys.",
        )

    def answer(self) -> str:
        """Answer the first question."""
        one, other = (
            self.look.say_count(len(one.valleys), "{count} valley", "{count} valleys") for one in self.both
        )
        return self.look.say("On these planes: {one} and {other}", one=one, other=other)

    def name(self, one: Trained) -> str:
        """Return what stands above a land: how large the network is."""
        return self.look.say_count(
            len(one.hidden),
            "{count} hidden layer, {weights} weights",
            "{count} hidden layers, {weights} weights",
            weights=one.network.dimension,
        )

    @property
    def loss_pages(self) -> tuple[str, str]:
        """The loss as a mean over the birds, up to its number; and its name alone."""
        colours = self.look.colours
        loss, theta = paint(colours.loss, "L"), paint(colours.parameter, "theta")
        chance = paint(colours.prediction, "p")
        mean = self.look.say("mean of")
        return f'{loss} ({theta}) = "{mean}" (-ln {chance}) =', f"{loss} ({theta}) ="

    @property
    def ways(self) -> tuple[str, str]:
        """What one goes along both directions of the plane."""
        colour = self.look.colours.parameter
        return paint(colour, "u bold(d)_1"), paint(colour, "v bold(d)_2")

    def run(self, one: Trained) -> tuple[str, str]:
        """Return from where to where a network's loss has come, with its name where there is room."""
        first, last = (typst_number(self.loss(float(one.run.values[k]))) for k in (0, -1))
        colour = self.look.colours.loss
        return paint(colour, f"L: {first} -> {last}"), paint(colour, f"{first} -> {last}")

    @property
    def plane_page(self) -> str:
        """A place on the plane."""
        colours = self.look.colours
        loss, theta = paint(colours.loss, "L"), paint(colours.parameter, "theta")
        u, v = self.ways
        return f"{loss} ({theta} + {u} + {v}) ="


__all__ = ["DECIMALS", "NetworkStory"]
