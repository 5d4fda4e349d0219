"""The shared mobjects that play in lessons."""
