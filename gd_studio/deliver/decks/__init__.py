"""Decks of slides: one model, and one file for each program that shows them."""
