"""Axes with what is drawn in them, and what lies beyond their edge."""
