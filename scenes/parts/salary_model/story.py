"""The sentences on wages, and those on any other table: which are true depends on the numbers."""

from gd_math.data.noisy_line import NoisyLine
from scenes.base.look import Look
from scenes.cast.writing.number_text import as_number, shortest, significant
from scenes.parts.salary_model.amounts import Amounts, short_name, with_sign
from scenes.parts.salary_model.way import Way

LONGEST = 24
"""Characters of a column's name in a sentence."""


class WageStory:
    """Makes the captions.

    Parameters
    ----------
    look
        The language.
    found, way, amounts
        What is told, and how its numbers are written.
    currency
        The sign of amounts, or nothing.
    labels
        The names of both columns.
    wages
        Whether it is about workers.
    """

    def __init__(
        self,
        look: Look,
        found: NoisyLine,
        way: Way,
        amounts: Amounts,
        currency: str,
        labels: tuple[str, str],
        *,
        wages: bool,
    ) -> None:
        self.say, self.say_count = look.say, look.say_count
        self.found, self.way, self.amounts, self.currency, self.wages = found, way, amounts, currency, wages
        self.x, self.y = (
            short_name(label, letter, LONGEST) for label, letter in zip(labels, "xy", strict=True)
        )

    def money(self, text: str) -> str:
        """Return an amount with its currency."""
        return with_sign(self.currency, text)

    def title(self) -> str:
        """Return the headline."""
        return (
            self.say("What does a worker earn?") if self.wages else self.say("What makes up {y}?", y=self.y)
        )

    def start(self) -> str:
        """Return the sentence on the data."""
        count = len(self.found.data)
        if self.wages:
            return self.say("{count} workers: years of experience, and what each is paid.", count=count)
        return self.say("{count} rows: {x}, and {y}.", count=count, x=self.x, y=self.y)

    def bias(self) -> str:
        """Return the sentence on b."""
        told = {"b": self.money(self.amounts.bias), "x": self.x}
        if self.wages:
            return self.say("Without experience, a worker gets {b}: the bias.", b=told["b"])
        if self.way.from_zero:
            return self.say("Where {x} is 0, the best line has {b}: the bias.", **told)
        return self.say("The best line has {b} where {x} is 0, outside the picture: the bias.", **told)

    def weight(self) -> str:
        """Return the sentence on w."""
        weight = self.amounts.weight
        if self.wages and as_number(weight) < 0.0:
            less = self.money(weight.removeprefix("−"))
            return self.say("Each year takes away {w}: the weight is negative.", w=less)
        if self.wages:
            return self.say("Each year adds {w}: the weight.", w=self.money(weight))
        unit = shortest(float(f"{self.way.unit:.12g}"))
        told = {"step": unit, "x": self.x, "w": weight}
        if as_number(weight) == 0.0:
            return self.say("The line is level: the weight is {w}.", w=weight)
        rise = abs(self.found.slope) * self.way.unit
        told["rise"] = self.money(significant(rise))
        if self.found.slope > 0:
            return self.say("{step} more in {x} adds {rise}: the weight is {w}.", **told)
        return self.say("{step} more in {x} takes away {rise}: the weight is {w}.", **told)

    def model(self) -> str:
        """Return the sentence on what the line says of the told sample."""
        x, said = self.amounts.x, self.money(self.amounts.said)
        if not self.wages:
            return self.say("At {x} = {value} the best line says {said}.", x=self.x, value=x, said=said)
        return self.say_count(
            1 if as_number(x) == 1.0 else 2,
            "After {years} year the model says {said}.",
            "After {years} years the model says {said}.",
            years=x,
            said=said,
        )

    def question(self) -> str:
        """Return the question before the told sample is shown."""
        if self.wages:
            return self.say(
                "The model says {said}. What is this worker paid?", said=self.money(self.amounts.said)
            )
        return self.say("The line says {said}. What does the table say?", said=self.money(self.amounts.said))

    def noise(self) -> str:
        """Return the sentence on ε."""
        noise, paid = self.amounts.noise, self.money(self.amounts.y)
        told = {"paid": paid, "noise": self.money(noise.removeprefix("−"))}
        if as_number(noise) > 0.0:
            return self.say("{paid}: {noise} more than the model can know. This is noise.", **told)
        if as_number(noise) < 0.0:
            return self.say("{paid}: {noise} less than the model says. This is noise.", **told)
        return self.say("{paid}: what the model says. Here the noise is {noise}.", **told)

    def everyone(self) -> str:
        """Return the sentence on the noise of all."""
        if self.wages:
            return self.say("Each worker has noise: the gap to the line.")
        return self.say("Each row has noise: its gap to the line.")

    def sigma(self) -> str:
        """Return the sentence on the usual size of the noise."""
        sigma = self.money(self.amounts.write(self.found.sigma))
        return self.say("σ is the usual size of noise, the root of its mean square: {sigma}.", sigma=sigma)

    def inside(self) -> str:
        """Return the sentence on how many lie in the band."""
        told = {"inside": int(self.found.within.sum()), "total": len(self.found.data)}
        if self.wages:
            return self.say("{inside} of {total} workers lie within σ of the line.", **told)
        return self.say("{inside} of {total} rows lie within σ of the line.", **told)

    def end(self) -> str:
        """Return the sentence that sums the told sample up."""
        a = self.amounts
        told = {"paid": self.money(a.y), "said": self.money(a.said), "noise": self.money(a.noise)}
        if as_number(a.noise) > 0.0:
            return self.say("The model explains {said} of these {paid}; {noise} is noise.", **told)
        return self.say("The model says {said}; noise of {noise} makes it {paid}.", **told)


__all__ = ["WageStory"]
