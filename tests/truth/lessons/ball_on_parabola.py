"""What BallOnParabola says, and what must be so."""

from hypothesis import strategies as st

from tests.truth.films import FILMS
from tests.truth.functions import curves, rates, starts, steps

FILMS["BallOnParabola"] = st.fixed_dictionaries(
    {"function": curves, "start": starts, "learning_rate": rates, "steps": steps}
)
