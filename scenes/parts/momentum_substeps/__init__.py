"""What plays in MomentumSubsteps only."""
