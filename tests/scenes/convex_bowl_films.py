"""The films of ConvexBowl, told once for all claims on them."""

from functools import cache

from gd_math.formula.parsing import parse_formula
from scenes.base.look import Look
from scenes.convex_bowl import ConvexBowl
from scenes.parts.convex_bowl.story import ConvexStory

OTHER = parse_formula("x**2 + 10*sin(x)", ("x",))


def number(text):
    return float(text.replace("−", "-"))


class Seen:
    """What is seen of a film as its beats end."""

    def __init__(self):
        self.numbers, self.points, self.tips, self.plots, self.balls = [], [], [], [], []
        self.signs, self.ends, self.first_run, self.shares = [], [], [], []

    def note(self, scene):
        chord, label = scene.chord, scene.chord.curve.told
        self.numbers.append((scene.rule.graph_number.text, scene.rule.chord_number.text))
        self.points.append(chord.curve.point)
        self.tips.append(chord.plot.read(chord.curve.tips.places))
        self.plots.append((chord.plot, chord.plot.x_range, chord.plot.y_range))
        self.balls.append(chord.plot.read([ball.place for ball in chord.balls.balls]))
        self.signs.append(
            [[len(mark.submobjects[0].points) > 0 for mark in sign] for sign in scene.rule.signs]
        )
        self.ends.append(chord.ends)
        self.first_run.append(chord.balls.run is scene.found.curve.run)
        self.shares.append(
            (label.number.text, chord.curve.share.get_value()) if label in scene.mobjects else None
        )


def watched(perform, **params):
    """Tell a film; return it and what was seen of it."""
    seen = Seen()
    return perform(ConvexBowl, seen.note, **params), seen


watched_once = cache(watched)


def spoken(**params):
    """Return what is found with some parameters, and who speaks of it."""
    found = ConvexBowl.compute(ConvexBowl.Params(**params))
    return found, ConvexStory(Look(), found.curve.bottom, found.bowl.bottom)


def captions(lesson):
    return [plain(beat.caption) for beat in lesson.beats]


def plain(sentence):
    return sentence.replace("\u00a0", " ")
