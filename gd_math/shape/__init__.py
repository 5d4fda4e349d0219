"""What a function looks like around a run: lie, profile, ground, convexity, chords, valleys."""
