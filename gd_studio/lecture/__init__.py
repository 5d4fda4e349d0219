"""From lecture.toml and --set to validated clips and their recipes."""
