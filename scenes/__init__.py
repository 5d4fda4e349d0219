"""What is seen: one lesson per file, played by a shared cast."""
