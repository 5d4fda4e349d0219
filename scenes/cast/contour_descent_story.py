"""The sentences that tell a long descent: which of them are true depends on the run."""

from collections.abc import Callable

from scenes.cast.contour_descent_run import NEAR, StandstillRun, Stop
from scenes.cast.numbers import plain, powers_of_ten, shortest, significant

LONGEST_NUMBER = 6

Say = Callable[..., str]


class Story:
    """Makes the captions of one run.

    Parameters
    ----------
    run
        What is told.
    say
        Translates a sentence and puts values in its places.
    pace
        The speed of the telling.
    """

    def __init__(self, run: StandstillRun, say: Say, pace: float) -> None:
        self.run, self.say, self.pace = run, say, pace

    def start(self) -> str:
        """Return the sentence on the data and the first line."""
        slope, intercept = (brief(value) for value in self.run.run.points[0].tolist())
        text = "{count} points, and a line that misses them: slope {slope}, intercept {intercept}."
        if self.run.starts_well:
            text = "{count} points, and a line through them: slope {slope}, intercept {intercept}."
        return self.say(text, count=len(self.run.data), slope=slope, intercept=intercept)

    def step(self) -> str:
        """Return the sentence on a single step."""
        return self.say("Minus {rate} times the gradient is the step.", rate=shortest(self.run.rate))

    def fall(self, speed: float) -> str:
        """Return the sentence on the way across the valley."""
        run, told = self.run, shortest(speed * self.pace)
        if not run.settles:
            return self.say("{speed} steps a second: each one leaps further over the valley.", speed=told)
        if run.jumps:
            return self.say("{speed} steps a second: each one leaps over the valley.", speed=told)
        if run.falls:
            return self.say("Again, then {speed} steps a second: it falls into a valley.", speed=told)
        return self.say("Again: the same rule at each new point.")

    def valley(self) -> str:
        """Return the sentence on what each step leaves of the way."""
        along, across = self.run.factors
        if not self.run.settles:
            text = "Across, each step multiplies the distance by {factor}: it never settles."
            return self.say(text, factor=significant(across))
        if -across > along:
            text = "Across the valley each step leaves {left} % of the way, on the other side."
            return self.say(text, left=significant(-100 * across))
        text = "Along the valley the cost curves {times} times less: a step covers {part} % of the rest."
        times, part = plain(self.run.condition, 0), significant(100 * (1 - along), 2)
        return self.say(text, times=times, part=part)

    def crawl(self, speed: float) -> str:
        """Return the sentence on the way along the valley."""
        run, told = self.run, shortest(speed * self.pace)
        if run.stop is Stop.LEFT:
            return self.say("{speed} steps a second: the point is far away.", speed=told)
        if run.arrives and not run.starts_well:
            return self.say("{speed} steps a second: the line slowly turns into place.", speed=told)
        return self.say("{speed} steps a second: the point creeps on.", speed=told)

    def question(self) -> str:
        """Return what is to be predicted."""
        return self.say("Predict: after how many steps does the slope stop changing?")

    def changes(self) -> str:
        """Return what the curve beside the map shows."""
        return self.say("By how much each step changes the slope, on a logarithmic axis.")

    def end(self) -> str:
        """Return why the run ends."""
        run, last = self.run, self.run.last
        if run.stop is Stop.LEFT:
            limit = significant(run.limit)
            return self.say("The rate is too large: stable below 2/L = {limit}.", limit=limit)
        if run.stop is Stop.USED_UP:
            change = significant(float(run.changes[-1]), 2)
            return self.say("Step {step} still changes the slope by {change}.", step=last, change=change)
        if run.stop is Stop.STANDSTILL:
            return self.say("Step {step} changes nothing: exactly 0, below the threshold.", step=last)
        return self.say("Step {step} is the first below the threshold.", step=last)

    def float64(self) -> str:
        """Return what float64 cannot tell apart, and where exact arithmetic would end."""
        run, slope = self.run, significant(float(self.run.run.points[-1, 0]))
        if run.exact_steps is None:
            text = "Near {slope} float64 has no smaller change than {spacing}."
            return self.say(text, slope=slope, spacing=powers_of_ten(run.spacing))
        text = "Near {slope} float64 has no smaller change; exact numbers need {steps} steps."
        return self.say(text, slope=slope, steps=run.exact_steps)

    def summary(self) -> str:
        """Return the sentence that sums the run up."""
        run, near = self.run, shortest(NEAR)
        if run.run.outcome.diverged:
            text = "The run leaves at step {step}: the cost grows beyond all bounds."
            return self.say(text, step=run.run.outcome.step)
        if run.stop is Stop.LEFT:
            cost = significant(float(run.run.values[-1]))
            return self.say("The cost has grown to {cost}, and grows on.", cost=cost)
        if run.near_after == 0:
            return self.say("The start was within {near} of the exact solution.", near=near)
        if run.near_after is not None and run.near_after < run.last:
            text = "Within {near} of the exact solution since step {step}: the rest is patience."
            return self.say(text, near=near, step=run.near_after)
        text = "A small change is no small error: the solution is still {distance} away."
        return self.say(text, distance=significant(float(run.distances[-1])))


def brief(value: float) -> str:
    """Return a number that somebody typed, rounded if it is long.

    >>> brief(-10.0), brief(0.9974416)
    ('−10', '0.9974')
    """
    text = shortest(value)
    return text if len(text) <= LONGEST_NUMBER else significant(value, 4)


__all__ = ["Story"]
