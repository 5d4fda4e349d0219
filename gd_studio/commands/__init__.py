"""What the command `gd` can do, one file a command."""
