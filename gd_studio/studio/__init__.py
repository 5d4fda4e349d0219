"""The studio: the lecture in a browser."""
