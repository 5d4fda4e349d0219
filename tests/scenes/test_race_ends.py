"""Who of several runs is lowest, who has left and who climbs: sentences that the raw numbers bear."""

from typing import ClassVar

import numpy as np
import pytest

from gd_math.accounts.races import race
from gd_math.formula.parsing import parse_land
from gd_math.functions.classics import Himmelblau, Rosenbrock, Saddle
from gd_math.runs.optimizers import AdaGrad, Adam, GradientDescent, Momentum, Nesterov, RMSProp
from scenes.base.look import ENGLISH, Look
from scenes.cast.writing.run_ends import joined, outcome_of, standings_of
from tests.truth.claims import CLAIMS, faults_of_wording
from tests.truth.functions import LANDS
from tests.truth.lands import Ground
from tests.truth.map_runs import MapRun
from tests.truth.races import Field, claims_of_races
from tests.truth.telling import Said

NAMES = ["gradient descent", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"]
A_RACE, SEED = "a race", 0
claims_of_races(A_RACE, lambda made: made())


def rules(plain=0.001, fast=0.0005, adagrad=0.5, rms=0.02, adam=0.1):
    quick = Momentum(fast), Nesterov(fast)
    return [GradientDescent(plain), *quick, AdaGrad(adagrad), RMSProp(rms), Adam(adam)]


class Listening(Look):
    """Remembers what it says."""

    heard: ClassVar[dict[str, Said]] = {}

    def say(self, sentence, **values):
        text = super().say(sentence, **values)
        self.heard[text] = Said(sentence, values, text)
        return text


def told(found, names=NAMES):
    """Return the sentences, each checked against the raw numbers by its claim."""
    look = Listening()
    sentences = standings_of(look, found, names)
    ground = Ground(found.objective, found.view)

    def field():
        runs = zip(names, found.runs, strict=True)
        return Field(ground, {name: MapRun(ground.heights, run) for name, run in runs})

    for sentence in sentences:
        said = look.heard[sentence]
        assert not faults_of_wording(said)
        assert CLAIMS[A_RACE, said.source](field, **said.values), sentence
    return sentences


def test_names_are_joined_as_a_sentence_has_them():
    assert [joined(ENGLISH, NAMES[:n]) for n in range(4)] == [
        "",
        "gradient descent",
        "gradient descent and momentum",
        "gradient descent, momentum and Nesterov",
    ]


ROSENBROCK = Rosenbrock(), (-1.2, 1.0)
CASES = {
    "one lowest": ((*ROSENBROCK, rules(), 150), ["Lowest: momentum, with 0.563. Then Nesterov, with 1.09."]),
    "several climb": (
        (*ROSENBROCK, rules(plain=0.01, fast=0.01), 150),
        ["Lowest: ", "gradient descent, momentum and Nesterov: diverging."],
    ),
    "one climbs": (
        (*ROSENBROCK, rules(plain=0.01), 150),
        ["Lowest: ", "gradient descent: at step 4 the loss leaves every scale."],
    ),
    "all stand": ((Rosenbrock(), (1.0, 1.0), rules(), 20), ["Lowest together: gradient descent, momentum, "]),
    "some fall": (
        (Saddle(), (1.0, 0.01), rules(plain=0.5, fast=0.1), 4000),
        ["gradient descent, momentum and Nesterov: the loss falls without end."],
    ),
    "all leave": (
        (parse_land("sqrt(x) + y^2"), (1.0, 1.0), rules(0.5, 0.5, 0.5, 0.5, 0.5), 150),
        ["Nobody is lowest: all have left.", ": a step leads to where there is no slope."],
    ),
    "alike up to roundings": (
        (Himmelblau(), (0.0, 0.0), rules(plain=0.01, rms=0.05, adam=0.2), 300),
        ["Lowest: ", ],
    ),
    "alone": (
        (parse_land("x^2 + 4y^2"), (1.0, 1.0), [GradientDescent(0.1), GradientDescent(9.0)], 400),
        ["All others have left: plain ends with ", "fast: at step "],
    ),
    "nearly alike": (
        (parse_land("x^2 + y^2 + 1000"), (1.0, 0.0), [GradientDescent(0.1), GradientDescent(0.099)], 30),
        ["Lowest: plain, by "],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_end_of_a_race_has_its_sentences(case):
    asked, beginnings = CASES[case]
    names = ["plain", "fast"] if len(asked[2]) == 2 else NAMES
    sentences = [one.replace("\u00a0", " ") for one in told(race(*asked), names)]
    assert len(sentences) == len(beginnings)
    for sentence, part in zip(sentences, beginnings, strict=True):
        assert part in sentence


@pytest.mark.parametrize("land", LANDS)
def test_the_sentences_are_true_whatever_is_raced(land):
    rng, objective = np.random.default_rng(SEED + len(land)), parse_land(land)
    start = rng.choice([-3.0, -1.0, 0.0, 0.5, 1.0, 2.0], 2)
    rates = rng.choice([1e-3, 0.02, 0.1, 0.5, 1.5, 30.0], 5)
    if np.isfinite(objective.gradient(start)).all():
        told(race(objective, start, rules(*rates.tolist()), int(rng.choice([1, 5, 60, 200]))))


def test_one_run_without_a_name_is_the_balls():
    found = race(parse_land("x^2 + y^2"), (1.0, 1.0), [GradientDescent(0.2)], 60)
    assert outcome_of(found.each[0], "", ENGLISH).startswith("The ball: has come to the minimum at ")
