"""The renderer behind `gd render`."""
