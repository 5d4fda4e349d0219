"""Functions of two variables from above: contours, and runs across them."""
