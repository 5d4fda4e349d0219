"""What is asked at first, and its answer: which column weighs most; and which slope is steepest."""

from gd_math.data.many_features import ManyFeatures
from scenes.base.column_names import column_name
from scenes.base.look import Look
from scenes.cast.writing.number_text import as_number, plain, significant

LONGEST_NAME = 16


def question(look: Look, found: ManyFeatures) -> str:
    """Return the headline: what predicts the label, whose unit is left out."""
    name = _short(look, found.table.label_name)
    return look.say("What predicts {label}?", label=name) if name else look.say("What weighs how much?")


def answer(look: Look, found: ManyFeatures) -> str:
    """Return the headline at the end: the column that weighs most in spreads, nothing where none does."""
    last = found.weights(float(found.run.steps_taken)).tolist()
    printed = [significant(abs(weight)) for weight in last]
    most = max(printed, key=as_number)
    name = _short(look, found.table.feature_names[printed.index(most)])
    if found.count == 1 or printed.count(most) > 1 or not name:
        return ""
    return look.say("Strongest: {name}", name=name)


def steepest(look: Look, found: ManyFeatures, decimals: int) -> str:
    """Return the sentence on the steepest slope at the start."""
    slopes = [plain(float(slope), decimals) for slope in found.slopes(0)]
    sizes = [abs(as_number(slope)) for slope in slopes]
    most = sizes.index(max(sizes))
    if sizes.count(sizes[most]) > 1:
        return look.say("Column by column: {count} slopes, the gradient.", count=len(slopes))
    name = unitless(look, found.table.feature_names[most])
    return look.say("The steepest, {slope}: {name}.", slope=slopes[most], name=name)


def asked_and_told(look: Look, found: ManyFeatures, row: int, *, birds: bool) -> str:
    """Return the sentence on what is predicted for a row at the end, and what the table has there."""
    unit, end = unit_of(look, found.table.label_name), float(found.run.steps_taken)
    values = found.mean + found.spread * found.features[row] @ found.weights(end), found.table.labels[row]
    predicted, label = (f"{significant(float(value))} {unit}".rstrip() for value in values)
    if birds:
        return look.say(
            "The marked penguin: {predicted} predicted, {label} weighed.", predicted=predicted, label=label
        )
    return look.say("The marked row: {predicted} predicted, {label} given.", predicted=predicted, label=label)


def unitless(look: Look, column: str) -> str:
    """Return a column's name without its unit."""
    label = column_name(look, column)
    return label.rpartition("(")[0].strip() or label if label.endswith(")") else label


def unit_of(look: Look, column: str) -> str:
    """Return the unit in brackets at the end of a column's name, or nothing."""
    label = column_name(look, column)
    return label.rpartition("(")[2][:-1] if label.endswith(")") and "(" in label else ""


def _short(look: Look, column: str) -> str:
    """Return a column's name without its unit, or nothing where it is too long for a headline."""
    name = unitless(look, column)
    return name if len(name) <= LONGEST_NAME else ""


__all__ = ["answer", "asked_and_told", "question", "steepest", "unit_of", "unitless"]
