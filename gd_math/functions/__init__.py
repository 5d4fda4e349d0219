"""Functions to minimise, and where their minima, kinks and critical points are."""
