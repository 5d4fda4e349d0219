"""How quickly many balls go down at once."""


def unhurried(share: float) -> float:
    """Return how much of the run is told after a share of its time: the first and the last steps are slower.

    >>> unhurried(0.0), unhurried(0.5), unhurried(1.0)
    (0.0, 0.5, 1.0)
    """
    return 0.35 * share + 0.65 * share * share * (3.0 - 2.0 * share)


__all__ = ["unhurried"]
