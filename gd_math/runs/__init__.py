"""Optimizers and the runs they make, with the closed forms that they must meet."""
