"""The pictures that a question may name."""

from scenes.parts.quiz_cards.batches import BatchesPicture
from scenes.parts.quiz_cards.bowl import MomentumPicture, ValleyPicture
from scenes.parts.quiz_cards.contour import ContourPicture
from scenes.parts.quiz_cards.limit import LimitPicture
from scenes.parts.quiz_cards.line import LinePicture
from scenes.parts.quiz_cards.picture import Picture
from scenes.parts.quiz_cards.squares import SquaresPicture
from scenes.parts.quiz_cards.starts import StartsPicture

PICTURES: dict[str, type[Picture]] = {
    "line": LinePicture,
    "squares": SquaresPicture,
    "limit": LimitPicture,
    "starts": StartsPicture,
    "contour": ContourPicture,
    "valley": ValleyPicture,
    "momentum": MomentumPicture,
    "batches": BatchesPicture,
}
