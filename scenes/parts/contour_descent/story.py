"""The sentences that tell a long descent: which of them are true depends on the run."""

from gd_math.data.standstill import StandstillRun
from scenes.base.look import Look
from scenes.cast.data.notes import rate_notes
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.number_text import powers_of_ten, shortest, significant

LONGEST_NUMBER = 6
NARROW = 4.0
"""Condition number from which on the bowl is, to the eye, a narrow valley: twice as long as wide."""


class Story:
    """Makes the captions of one run.

    Parameters
    ----------
    run
        What is told.
    look
        The language.
    pace
        The speed of the telling.
    """

    def __init__(self, run: StandstillRun, look: Look, pace: float) -> None:
        self.run, self.say, self.say_count, self.pace = run, look.say, look.say_count, pace
        self.leaves = run.leaves

    def start(self) -> str:
        """Return the sentence on the map."""
        return self.say("Each point is a line; its height J is the mean squared gap.")

    def gradient(self, *, zero: bool) -> str:
        """Return the sentence on the first gradient; whether it is printed as 0."""
        if zero:
            return self.say("No gradient: here J rises neither along w nor along b.")
        return self.say("The gradient: how fast J rises along w and b.")

    def step(self) -> str:
        """Return the sentence on a single step."""
        rate = shortest(self.run.rate)
        if not self.run.steps_taken:
            return self.say("Minus {rate} times the gradient leads beyond every scale.", rate=rate)
        return self.say("Minus {rate} times the gradient is the step.", rate=rate)

    def fall(self, speed: float, along: float | None = None) -> str:
        """Return the sentence on the way across the valley, and along it where that is told as well."""
        run, told = self.run, shortest(speed * self.pace)
        slow = run.fall <= 2
        if run.leaps:
            size = compared(-1.0, run.factors[1])
            if slow:
                return self.say("Again: the step leaps over the valley.")
            if size.falls:
                return self.say("{speed} steps a second: each one leaps further over the valley.", speed=told)
            if size.alike:
                return self.say("{speed} steps a second: each one leaps as far as the last.", speed=told)
            return self.say("{speed} steps a second: each one leaps over the valley.", speed=told)
        if slow:
            return self.say("Again: the same rule at the new point.")
        if along is not None:
            then = shortest(along * self.pace)
            return self.say(
                "Again and again: {speed} steps a second, then {faster}.", speed=told, faster=then
            )
        return self.say("Again and again: {speed} steps a second.", speed=told)

    def valley(self) -> str:
        """Return the sentence on what each step leaves of the way."""
        along, across = self.run.factors
        size = compared(-1.0, across)
        if size.alike:
            return self.say("Across, each step only changes sides: it comes no nearer.")
        if size.falls:
            return self.say(
                "Across, each step multiplies the distance by {factor}: it never settles.", factor=size.after
            )
        if -across > along:
            return self.say(
                "Across the valley each step leaves {left} % of the way, on the other side.",
                left=compared(100.0, -100 * across).after,
            )
        share = compared(100.0, 100 * along)
        if share.alike:
            return self.say("Each step leaves nearly all of the way.")
        left = share.after
        if self.run.condition < NARROW:
            return self.say("The bowl is nearly round: each step leaves {left} % of the way.", left=left)
        return self.say("Along the valley each step leaves {left} % of the way.", left=left)

    def crawl(self, speed: float, faster: bool) -> str:
        """Return the sentence on the way along the valley; whether the clock speeds up on it."""
        run, told = self.run, shortest(speed * self.pace)
        size = compared(-1.0, run.factors[1])
        if size.falls or (run.leaps and -run.factors[1] > abs(run.factors[0])):
            if size.falls and faster:
                return self.say("{speed} steps a second, then more: the leaps get longer.", speed=told)
            if size.falls:
                return self.say("{speed} steps a second: the leaps get longer.", speed=told)
            if size.alike:
                return self.say("{speed} steps a second: the leaps stay as long as they are.", speed=told)
            return self.say("{speed} steps a second: the leaps get shorter.", speed=told)
        return self.say("And on: {speed} steps a second.", speed=told)

    def way(self, curvature: str) -> str:
        """Return what the curvature along the valley is: the gradient there in units of the way."""
        return self.say("Valley curvature: gradient = {curvature} × way to go.", curvature=curvature)

    def left(self, factor: str) -> str:
        """Return what a step leaves of the way."""
        rate = shortest(self.run.rate)
        return self.say("A step, {rate} of it, leaves {factor} of the way.", rate=rate, factor=factor)

    def answer(self) -> str:
        """Return the headline that answers the first one; nothing where the run did not stop."""
        run = self.run
        if not run.stops or run.steps_taken < 2:
            return ""
        return self.say("Against the gradient, {steps} steps", steps=run.steps_taken)

    def question(self) -> str:
        """Return what is to be predicted."""
        return self.say(
            "Predict: how many steps until w changes by at most {threshold}?",
            threshold=shortest(self.run.threshold),
        )

    def changes(self) -> str:
        """Return what the curve beside the map shows, and where it is to end."""
        if self.leaves:
            return self.say("By how much each step changes w, on a logarithmic axis.")
        return self.say(
            "Stop once a step changes w by at most {threshold}.",
            threshold=shortest(self.run.threshold),
        )

    def end(self) -> str:
        """Return why the run ends."""
        run, last = self.run, self.run.steps_taken
        if self.leaves:
            limit = compared(run.rate, run.limit).after
            return self.say("The rate is too large: stable below 2/L = {limit}.", limit=limit)
        if not run.stops:
            change = significant(float(run.changes[-1]), 2)
            return self.say("Step {step} still changes w by {change}.", step=last, change=change)
        if run.rounded_away:
            return self.say("Step {step} changes w by so little that float64 rounds it to 0.", step=last)
        if run.stands_still:
            return self.say("Step {step} changes w by exactly 0.", step=last)
        return self.say("Step {step} is the first below the threshold.", step=last)

    def rest(self, *, slows: bool) -> str:
        """Return the sentence on the way to the end; whether the clock slows down on it."""
        if slows:
            return self.say("Faster and faster, and slowly again for the last steps.")
        return self.say("And on, to the last step.")

    def float64(self) -> str:
        """Return what float64 cannot tell apart, and where exact arithmetic would end."""
        run, slope = self.run, significant(float(self.run.run.points[-1, 0]))
        exact = run.exact_steps
        if exact is None or exact <= run.steps_taken:
            return self.say(
                "Near {slope} float64 has no smaller change than {spacing}.",
                slope=slope,
                spacing=powers_of_ten(run.spacing),
            )
        return self.say(
            "Near {slope} float64 has no smaller change; exact numbers need {steps} steps.",
            slope=slope,
            steps=exact,
        )

    def summary(self) -> str:
        """Return the sentence that sums the run up."""
        run, told = self.run, self.run.told
        if told.left:
            return self.say(
                "The run leaves at step {step}: the cost grows beyond all bounds.", step=told.leaving_step
            )
        if self.leaves:
            cost = significant(float(run.run.values[-1]))
            return self.say("The cost has grown to {cost}, and grows on.", cost=cost)
        if run.starts_at_best:
            return self.say("The start was the exact solution.")
        near, after, last = shortest(run.near), run.near_after, run.steps_taken
        if after is not None and after < last:
            return self.say(
                "Within {near} of the solution since step {step}: the rest is patience.",
                near=near,
                step=after,
            )
        if after is not None:
            return self.say("Step {step} comes within {near} of the exact solution.", near=near, step=after)
        distance = significant(float(run.distances[-1]))
        if run.stops:
            return self.say(
                "A small change is no small error: the solution is still {distance} away.", distance=distance
            )
        return self.say_count(
            last,
            "After {count} step the exact solution is still {distance} away.",
            "After {count} steps the exact solution is still {distance} away.",
            distance=distance,
        )


def notes(look: Look, run: StandstillRun) -> list[str]:
    """Return what ended the run where that was not the threshold."""
    last = run.steps_taken
    if run.leaves:
        return rate_notes(look, run)
    if not run.stops:
        change, threshold = f"{float(run.changes[-1]):.2g}", f"{run.threshold:g}"
        going = look.say(
            "step {step} still changes w by {change}; threshold {threshold}",
            step=last,
            change=change,
            threshold=threshold,
        )
        return [going, *rate_notes(look, run)]
    if not run.rounded_away:
        return []
    slope, spacing = f"{run.run.points[-1, 0]:.4g}", f"{run.spacing:.2g}"
    if run.exact_steps is None:
        return [
            look.say(
                "step {step} changes w by exactly 0: float64 near {slope} has no change below {spacing}",
                step=last,
                slope=slope,
                spacing=spacing,
            )
        ]
    return [
        look.say(
            "step {step} changes w by exactly 0: float64 near {slope} has no change "
            "below {spacing}; exact arithmetic would need {exact} steps",
            step=last,
            slope=slope,
            spacing=spacing,
            exact=run.exact_steps,
        )
    ]


def brief(value: float) -> str:
    """Return a number that somebody typed, rounded if it is long.

    >>> brief(-10.0), brief(0.9974416)
    ('−10', '0.9974')
    """
    text = shortest(value)
    return text if len(text) <= LONGEST_NUMBER else significant(value, 4)


__all__ = ["Story", "notes"]
