"""Colours by meaning, type sizes, line widths and timing: everything that makes the clips look alike.

Hues are Okabe and Ito's (https://jfly.uni-koeln.de/color/), which colour-blind viewers can tell
apart, made lighter for the dark theme and darker for the light one until each reaches 4.5:1 against its
background (WCAG 2.2, 1.4.3).
"""

from dataclasses import dataclass

FRAME_HEIGHT = 8.0
"""Height of every frame in scene units; the width follows from the aspect ratio."""

MARGIN = 0.05
"""Share of the frame's width and height that stays free at each edge."""

MINIMUM_CAP_HEIGHT = 0.022
"""Smallest capital letter, as a share of the frame's height, that the back row can read."""

WORDS_FONT = "Libertinus Serif"
MATH_FONT = "New Computer Modern Math"
CAP_HEIGHT_PER_FONT_SIZE = 0.3245 / 48
"""Scene units of a capital of WORDS_FONT for one unit of manim's font size."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour for each meaning (FILM: one meaning, one colour, in picture and formula alike).

    Parameters
    ----------
    name
        ``"dark"`` or ``"light"``.
    background, panel
        Behind everything; of plates and of panels on it.
    ink, muted, faint
        Of words; of axes, numbers and what has been told; of grids.
    loss
        Heights: the loss, its curve, contours and land.
    parameter
        What is learnt: the ball, its path, its coordinates.
    gradient, step, velocity
        Slope and gradient; what the rule makes of them; what an optimizer remembers of them.
    data, prediction
        Measured points; what the model says of them.
    warning
        What has gone wrong: divergence, the edge of a domain.
    runs
        Several runs beside each other: no meaning has these.
    """

    name: str
    background: str
    panel: str
    ink: str
    muted: str
    faint: str
    loss: str
    parameter: str
    gradient: str
    step: str
    velocity: str
    data: str
    prediction: str
    warning: str
    runs: tuple[str, ...]


DARK = Theme(
    name="dark",
    background="#0E1116",
    panel="#1A1F27",
    ink="#E8E6E1",
    muted="#9AA3AE",
    faint="#2A313B",
    loss="#56B4E9",
    parameter="#E69F00",
    gradient="#F0E442",
    step="#2FBF8F",
    velocity="#B07CFF",
    data="#E8E6E1",
    prediction="#D98CB8",
    warning="#FF6B4A",
    runs=("#B0FA9E", "#CC6666", "#C9C3FF", "#EA46C1", "#FF3F04", "#269490"),
)

LIGHT = Theme(
    name="light",
    background="#FAF8F3",
    panel="#EFEBE2",
    ink="#1B1F26",
    muted="#5F6670",
    faint="#DDD8CC",
    loss="#1A6FA3",
    parameter="#A85F00",
    gradient="#7C6A00",
    step="#00735A",
    velocity="#7B1FD1",
    data="#1B1F26",
    prediction="#A3477A",
    warning="#C2250C",
    runs=("#3C6C30", "#3C0C0C", "#0000F0", "#CC00B4", "#D8003C", "#003084"),
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Font sizes in manim's unit; the smallest one clears MINIMUM_CAP_HEIGHT.

    Captions are `spoken` where they fit on one line, else `caption`.
    """

    label: float = 27.0
    caption: float = 31.0
    spoken: float = 38.0
    header: float = 36.0
    formula: float = 38.0


TYPE = TypeSizes()


@dataclass(frozen=True, slots=True)
class Strokes:
    """Line widths in manim's unit."""

    hair: float = 1.2
    axis: float = 2.0
    path: float = 2.5
    curve: float = 4.5
    arrow: float = 5.0


STROKES = Strokes()

POINT_RADIUS = 0.07
BALL_RADIUS = 0.15


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds. Durations are multiples of `tick`: whole frames at 10, 15, 20, 25, 30, 50 and 60 fps."""

    tick: float = 0.2
    quick: float = 0.4
    move: float = 1.0
    slow: float = 1.6
    rest: float = 0.4
    per_word: float = 0.35
    caption_lead: float = 1.0
    longest_fast_run: float = 12.0


TIMING = Timing()


def relative_luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2): 0 is black, 1 is white."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio ``(L1 + 0.05) / (L2 + 0.05)`` of two colours (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blend(colour: str, background: str, opacity: float) -> str:
    """Return the colour that shows where `colour` covers `background` with `opacity` in [0, 1]."""
    top = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    ground = [int(background[i : i + 2], 16) for i in (1, 3, 5)]
    mixed = (round(opacity * t + (1 - opacity) * g) for t, g in zip(top, ground, strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)
