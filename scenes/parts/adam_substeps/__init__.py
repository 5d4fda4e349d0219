"""What plays in AdamSubsteps only."""
