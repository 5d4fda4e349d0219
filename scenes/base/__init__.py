"""What every lesson stands on: the stage, the look, the type, the parameters."""
