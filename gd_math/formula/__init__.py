"""A lecturer's own formula: read, checked, differentiated exactly, set for display."""
