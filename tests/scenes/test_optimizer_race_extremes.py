"""OptimizerRace is told to its end whatever is asked, and refuses what cannot race."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.cast.writing.number_text import as_number
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.sentences import away_from, standing
from tests.looking import findings

OWN = {"optimizers": ("gradient descent", "adam"), "tune": "own"}


EXTREMES = {
    "two of them": {"optimizers": ("momentum", "adam"), "steps": 10},
    "own rates, one diverges": {**OWN, "rates": (0.2, 0.5)},
    "rosenbrock": {"function": "rosenbrock", "start": (-1.2, 1.0)},
    "start at the minimum": {"start": (3.0, 0.5)},
    "a saddle": {"function": "saddle", "start": (1.0, 0.01), "steps": 100},
    "all leave the domain": {
        "function": "sqrt(x) + y^2", "start": (1.0, 1.0), **OWN, "rates": (0.5, 0.5),
    },
    "camel": {"function": "camel", "start": (-1.5, 0.8)},
    "level ground": {"function": "0*x + 0*y + 3", "start": (1.0, 1.0)},
}  # fmt: skip


def test_those_who_lead_and_the_next_have_their_losses_on_their_lanes():
    found = OptimizerRace.compute(OptimizerRace.Params()).race
    for steps in (6, 18, 60):
        losses = np.array([run.values[steps] for run in found.runs])
        shown = standing(found, steps)
        assert list(shown) == np.argsort(losses)[:2].tolist()
        assert [as_number(text) for text in shown.values()] == pytest.approx(np.sort(losses)[:2], rel=0.005)


def test_the_light_falls_on_the_winner_when_it_leads_for_good():
    found = OptimizerRace.compute(OptimizerRace.Params()).race
    away = away_from(found, 18, 60)
    firsts = [int(np.argmin([run.values[k] for run in found.runs])) for k in range(away - 1, 61)]
    assert 18 < away < 60 and firsts[0] != firsts[1] and set(firsts[1:]) == {2}


def test_several_may_share_a_place_and_the_next_ones_come_after_all_of_them():
    found = OptimizerRace.compute(OptimizerRace.Params(function="himmelblau", start=(0.0, 0.0))).race
    assert found.places == ((0, 2, 3, 4), (5,), (1,))


def whole(lesson):
    """Tell whether a film has no gap between its beats, and asks once."""
    joined = all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    return joined and len([beat for beat in lesson.beats if beat.kind == "ask"]) == 1


@pytest.mark.parametrize("extreme", ["start at the minimum", "level ground"])
def test_whatever_is_asked_the_race_is_told_to_its_end(perform, extreme):
    assert whole(perform(OptimizerRace, **EXTREMES[extreme]))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"rates": (0.1,)}, "tune = grid takes 0 rates"),
        ({"tune": "own"}, "tune = own takes 6 rates for 6 optimizers"),
        ({"optimizers": ("adam", "adam")}, "has a name twice"),
        ({"optimizers": ("adam",)}, "at least 2"),
        ({"function": "log(x) + y", "start": (-1.0, 0.0)}, "not defined"),
    ],
)
def test_what_cannot_race_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        OptimizerRace.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [
        ("two of them", "dark", "4:3"),
        ("own rates, one diverges", "light", "9:16"),
        ("rosenbrock", "dark", "16:9"),
        ("a saddle", "light", "4:3"),
        ("all leave the domain", "dark", "16:9"),
        ("camel", "light", "4:3"),
    ],
)
def test_nothing_spoils_the_picture_and_the_race_is_told_to_its_end(extreme, theme, aspect):
    films = []

    class Kept(OptimizerRace):
        def tell(self):
            super().tell()
            films.append(self)

    params = OptimizerRace.Params(**EXTREMES[extreme])
    assert findings(Kept, params, Look(theme=theme), aspect, flashing=extreme == "camel") == []
    assert films and all(map(whole, films))
