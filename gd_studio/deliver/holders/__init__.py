"""Decks of a lecturer's own: what films and pictures are in them, and others in their places."""
