"""Whether a film or picture fits where it shall be shown, whoever made it."""
