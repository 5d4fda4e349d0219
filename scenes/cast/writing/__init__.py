"""Words, numbers and formulas, also live ones."""
