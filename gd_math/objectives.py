"""The functions that lessons go down, under one roof.

>>> Rosenbrock().gradient([-2.0, 2.0]).tolist()
[-1606.0, -400.0]
"""

from gd_math.classics import Beale, Himmelblau, Rastrigin, Rosenbrock, Saddle
from gd_math.hills import MountainRange, SineHills, Wave
from gd_math.minima import downhill_minimum, local_minima
from gd_math.objective import Objective
from gd_math.quadratic import Parabola, Quadratic
from gd_math.wells import DoubleWell, TripleWell

__all__ = [
    "Beale",
    "DoubleWell",
    "Himmelblau",
    "MountainRange",
    "Objective",
    "Parabola",
    "Quadratic",
    "Rastrigin",
    "Rosenbrock",
    "Saddle",
    "SineHills",
    "TripleWell",
    "Wave",
    "downhill_minimum",
    "local_minima",
]
