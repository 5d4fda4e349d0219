"""Claims register themselves when they are imported: looking for doctests, pytest must not do it twice."""

collect_ignore = ["lessons"]
