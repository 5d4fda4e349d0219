"""What plays in LossLandscape3D only."""
