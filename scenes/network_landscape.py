"""What a network's loss looks like: its path, a plane of random directions, and a deeper network's."""

from typing import Annotated

import numpy as np
from manim import VGroup, smooth, there_and_back
from pydantic import AfterValidator, Field

from gd_math.data.penguins import chinstraps
from gd_math.networks.training import Trained
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import Seed
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import TIMING, TYPE
from scenes.base.words import Words
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.moving.following import ride
from scenes.cast.writing.born import Born
from scenes.cast.writing.formula_zone import FormulaZone, fitting
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.network_landscape.birds import BirdsPanel
from scenes.parts.network_landscape.drawing import NetworkDrawing
from scenes.parts.network_landscape.lands import LandView, ScaledLand, shared_scale
from scenes.parts.network_landscape.loss_number import LossNumber
from scenes.parts.network_landscape.rooms import NetworkRooms
from scenes.parts.network_landscape.story import NetworkStory
from scenes.parts.network_landscape.weights_now import WeightsNow

MOVING, APPEARING, CHARGING, GATHERING = 1.0, 0.6, 2.0, 1.0
"""Seconds of a picture's move, of its appearing, of the discs' growth, of the weights' coming together."""
TRAINING, RISING, TURNING, PROBE = 4.8, 1.2, 1.8, 0.9
"""Seconds of training, of a land's rise and turn, of a way aside or back."""
ASIDE = 0.85
"""How far the ball goes aside, in units of the plane's half-width."""
SMALL = 0.7
"""Size of balls and rings in tall frames."""
MOST_LAYERS, MOST_NEURONS = 8, 32


def _layers(widths: tuple[int, ...]) -> tuple[int, ...]:
    if not 1 <= len(widths) <= MOST_LAYERS or not all(1 <= one <= MOST_NEURONS for one in widths):
        raise ValueError(
            f"1 to {MOST_LAYERS} hidden layers of 1 to {MOST_NEURONS} neurons are needed, such as [8]"
        )
    return widths


Layers = Annotated[tuple[int, ...], AfterValidator(_layers)]


class NetworkLandscape(Lesson):
    """The true loss of a small trained network: its path, the land around it, and that of a deeper one.

    A network learns to tell penguins apart. All its weights are one point; training moves it, and the border
    bends. The loss is drawn on the plane of the path's two main directions, then as a land over two random,
    filter-normalised ones, where every place is another network; beside it stands a deeper network's land.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        hidden: Layers = Field((8,), description="how many neurons each hidden layer has")
        other: Layers = Field(
            (8, 8, 8, 8, 8, 8, 8), description="the same of the network whose land stands beside it"
        )
        learning_rate: float = Field(0.5, gt=0.0, le=5.0, description="of the training of both (α)")
        steps: int = Field(400, ge=20, le=1000, description="how many gradient steps both are trained")
        seed: Seed = Field(0, description="which first weights and which random directions")

    given: Params
    found: tuple[Trained, Trained]

    @classmethod
    def compute(cls, params: Params) -> tuple[Trained, Trained]:
        """Return both networks with their training."""
        p, data = params, chinstraps()
        one, other = (
            Trained.train(data, hidden, p.learning_rate, p.steps, p.seed) for hidden in (p.hidden, p.other)
        )
        return one, other

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what is measured, trained and counted."""
        return [
            look.say("palmerpenguins (Horst, Hill and Gorman 2020), CC0; both quantities are standardised"),
            look.say("tanh neurons; trained on all birds at once by plain gradient descent"),
            look.say("filter-normalised as in Li et al. (2018): biases stay; at the edge u or v is 1"),
            look.say("a valley is lower than all around it, by at least 1 % of the land's height"),
        ]

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the loss, the rule, and the plane."""
        return ["L(θ) = 1/n · Σ −ln pᵢ", "θ ← θ − α · ∇L(θ)", "L(θ + u·d₁ + v·d₂)"]

    def tell(self) -> None:
        """A network; its birds; its loss; its training as a path; the land around it; a deeper one's land."""
        self.set_stage()
        with self.beat(self.story.weights()):
            self.wait(TIMING.rest)
        self.tell_birds()
        self.tell_loss()
        self.tell_training()
        self.ask_map()
        self.tell_map()
        self.tell_land()
        self.tell_places()
        self.tell_turn()
        self.ask_other()
        self.tell_other()

    def set_stage(self) -> None:
        """Show the network alone, and the question."""
        look, layout = self.look, self.layout
        self.small, self.other = self.found
        self.now = WeightsNow(self.small)
        self.story, self.rooms = NetworkStory(look, *self.found), NetworkRooms(layout)
        rooms = self.rooms
        places = rooms.poster, rooms.picture, rooms.drawing(rooms.halves[0])
        self.drawing = NetworkDrawing(look, places, self.small.network, self.now.theta)
        self.question = MathFormula(look, self.story.asked, size=2 * TYPE.formula)
        self.question.move_to(rooms.question(self.drawing.end))
        self.zone = FormulaZone(look, layout.formula)
        self.title = self.headline(self.say("What does its loss look like?"))
        self.add(self.title, self.drawing, self.question)

    def tell_birds(self) -> None:
        """Let the network make room for the birds, and draw its first border."""
        look, rooms, network = self.look, self.rooms, self.small.network
        labels = self.say("bill length (mm)"), self.say("bill depth (mm)")
        if self.layout.tall:
            labels = "", self.say("bill depth over length")
        self.birds = birds = BirdsPanel(look, rooms.birds, chinstraps(), network, self.now.theta, labels)
        names = birds.legend(self.zone.box, (self.say("Chinstrap"), self.say("Adélie or Gentoo")))

        def make_room() -> None:
            self.play(Vanish(self.question), ride(self.drawing.room, 1.0, smooth), run_time=MOVING)

        told = self.say("It is to find the Chinstraps among {count} penguins.", count=len(network.labels))
        with self.beat(told, opening=make_room):
            self.play(Appear(birds), Appear(names), run_time=TIMING.move)
            self.wait(TIMING.rest)
            self.play(Vanish(names), Appear(birds.ground), run_time=TIMING.move)
            self.bring_to_front(birds)

    def tell_loss(self) -> None:
        """Give the network its loss."""
        texts = [self.story.loss(float(one)) for one in self.small.run.values]
        self.number = LossNumber(
            self.look,
            self.zone,
            self.story.loss_pages,
            lambda: texts[int(self.now.step() + 1e-9)],
            max(texts, key=len),
        )
        said = self.say("Each bird costs −ln p, p its species' chance. L: the mean.")
        with self.beat(said):
            self.add(self.birds.costs)
            self.bring_to_front(self.birds)
            self.play(ride(self.birds.charged, 1.0), run_time=CHARGING)
            self.play(Appear(self.number.head), run_time=TIMING.move)
            self.play(Born(self.number.number, self.birds.plot.area.centre), run_time=TIMING.move)
            self.add(self.number)

    def tell_training(self) -> None:
        """Let all weights become one point, which training moves; the border bends."""
        look, trained = self.look, self.small
        names = ("", "") if self.layout.tall else self.story.directions()
        self.map = ContourPlot(
            look,
            self.rooms.picture,
            trained.path_loss,
            *trained.path_ranges,
            x_label=names[0],
            y_label=names[1],
            label_colour=self.colours.parameter,
        )
        self.walk = MapWalk(look, self.map, trained.path, self.now.step, dotted=0)
        self.map.write_heights(self.walk.occupied())
        self.labels, self.map.labels = self.map.labels, VGroup()
        self.map.submobjects = [part for part in self.map.submobjects if part is not self.labels]

        def gather() -> None:
            self.drawing.meeting = self.map.at(*trained.path.points[0].tolist())
            self.add(self.map.veil())
            self.bring_to_front(self.drawing)
            gone = ride(self.drawing.gathered, 1.0, smooth)
            self.play(gone, Appear(self.map), run_time=GATHERING)
            self.remove(self.drawing)
            self.add(self.walk.track, self.walk.actors)

        with self.beat(self.story.point(), opening=gather):
            self.advance(self.now.done, 1.0, TRAINING)

    def ask_map(self) -> None:
        """Name the directions that are drawn; let the audience predict."""
        with self.beat(self.story.plane(), kind="ask"):
            self.play(Appear(self.labels), run_time=TIMING.quick)

    def tell_map(self) -> None:
        """Unveil the loss around the path."""
        with self.beat(self.story.trained()):
            self.play(*self.map.unveil(), run_time=TIMING.slow)

    def tell_land(self) -> None:
        """Let a land rise over two random directions."""
        look, rooms = self.look, self.rooms
        scale, size = shared_scale(*self.found), SMALL if self.layout.tall else 1.0
        first, second = rooms.halves
        near, far = (ScaledLand(one, scale) for one in self.found)
        stage, places, ways = self.layout.stage, (rooms.picture, rooms.land(first)), self.story.ways
        self.land = land = LandView(look, stage, near, far, places, self.now.place, ways, size)
        self.far = LandView(look, second, far, near, [rooms.land(second)], lambda: np.zeros(2), size=size)
        land.terrain.raised.set_value(0.0)
        widest = self.story.loss(scale[1])

        def change() -> None:
            gone = [Vanish(one) for one in (self.map, self.labels, self.walk.track, self.walk.actors)]
            self.play(*gone, Vanish(self.number), run_time=TIMING.quick)
            self.number = LossNumber(
                look, self.zone, [self.story.plane_page], lambda: self.story.loss(self.now.loss()), widest
            )

        said = self.say("Two random directions, each neuron's part as long as its weights.")
        with self.beat(said, opening=change):
            self.play(Appear(land.terrain), Appear(land.ball), run_time=APPEARING)
            self.add(land.ball)
            self.play(Appear(self.number), run_time=TIMING.quick)
            self.play(ride(land.terrain.raised, 1.0, smooth), run_time=RISING)
            self.play(Appear(land.axes), run_time=TIMING.quick)
            self.add(land.axes)

    def tell_places(self) -> None:
        """Take the ball aside along both directions, and the border with it."""
        ways = ASIDE * np.array([[[1.0, 0.0], [-1.0, 0.0]], [[0.0, 1.0], [0.0, -1.0]]])
        losses = self.small.network.value(self.small.plane.at(*np.moveaxis(ways, -1, 0)))
        with self.beat(self.story.places(losses.max(axis=1).tolist())):
            for tracker, sides in zip((self.now.u, self.now.v), losses, strict=True):
                far = ASIDE if sides[0] >= sides[1] else -ASIDE
                self.play(ride(tracker, far, there_and_back), run_time=2 * PROBE)

    def tell_turn(self) -> None:
        """Turn the land; ring its valleys."""

        def turn() -> None:
            self.play(self.land.terrain.turn_to(1.0), run_time=TURNING)

        with self.beat(self.story.found(), opening=turn):
            self.play(Appear(self.land.valleys), run_time=TIMING.quick)
            self.add(self.land.valleys)

    def ask_other(self) -> None:
        """Let the land make room for another network."""
        second = self.rooms.halves[1]

        def make_room() -> None:
            gone = map(Vanish, (self.birds, self.birds.ground, self.birds.costs, self.number))
            self.play(self.land.terrain.take(self.land.shots[1]), *gone, run_time=MOVING)
            self.drawing.room.set_value(2.0)
            self.drawing.gathered.set_value(0.0)
            room, end = self.rooms.drawing(second), self.other.end
            other = NetworkDrawing(self.look, [room], self.other.network, lambda: end)
            self.play(Appear(self.drawing), Appear(self.name(0)), Appear(other), run_time=APPEARING)

        with self.beat(self.say("Predict: and this network's land?"), kind="ask", opening=make_room):
            self.play(Appear(self.name(1)), run_time=TIMING.quick)

    def name(self, which: int) -> VGroup:
        """Return what stands above a land: the network's size, and from where to where its loss has come."""
        half = self.rooms.halves[which]
        words = Words(self.look, self.story.name(self.found[which]), size=TYPE.label, width=half.width)
        room, run = self.rooms.losses(half), self.story.run(self.found[which])
        losses = fitting(self.look, *run, width=room.width, largest=TYPE.label)
        words.move_to((half.centre[0], self.rooms.name(half), 0.0))
        return VGroup(words, losses.move_to(room.centre))

    def tell_other(self) -> None:
        """Let the other land rise beside the first one, on the same scale, turn it, and answer."""
        far = self.far
        far.terrain.raised.set_value(0.0)

        def rise() -> None:
            self.play(Appear(far.terrain), run_time=TIMING.quick)
            self.play(ride(far.terrain.raised, 1.0, smooth), run_time=RISING)
            self.play(Appear(far.axes), Appear(far.ball), run_time=TIMING.quick)
            self.play(far.terrain.turn_to(1.0), run_time=TURNING)

        with self.beat(self.story.compare(), opening=rise):
            self.play(Appear(far.valleys), run_time=TIMING.quick)
            self.play(Vanish(self.title), run_time=TIMING.quick)
            self.play(Appear(self.headline(self.story.answer())), run_time=TIMING.quick)
            self.wait(TIMING.slow)


__all__ = ["NetworkLandscape"]
