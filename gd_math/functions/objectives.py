"""The functions that lessons go down, under one roof.

>>> Rosenbrock().gradient([-2.0, 2.0]).tolist()
[-1606.0, -400.0]
"""

from gd_math.functions.classics import Beale, Himmelblau, Rastrigin, Rosenbrock, Saddle, SixHumpCamel
from gd_math.functions.hills import MountainRange, SineHills, Wave
from gd_math.functions.minima import downhill_minimum, local_minima
from gd_math.functions.quadratic import Parabola, Quadratic
from gd_math.functions.wells import DoubleWell, TripleWell
from gd_math.objective import Objective

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
    "SixHumpCamel",
    "TripleWell",
    "Wave",
    "downhill_minimum",
    "local_minima",
]
