"""The runs of LearningRateComparison's tests: the default ones in closed form, and others."""

import numpy as np

from gd_math.accounts.rates import compare_rates
from gd_math.formula.parsing import parse_formula

RATES = (0.02, 0.2, 0.9, 1.5)
STEPS = 27
WELLS = "x**4 - 3*x**2 + x"


def closed_form(rate, steps=STEPS, start=8.0):
    return start * (1 - 2 * rate) ** np.arange(steps + 1)


def compared(function, start, rates, steps=STEPS):
    return compare_rates(parse_formula(function), start, rates, steps)
