"""What plays in FeatureScaling only."""
