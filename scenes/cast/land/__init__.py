"""Functions of two variables as land: 3D blocks, their maps, walkers on them."""
