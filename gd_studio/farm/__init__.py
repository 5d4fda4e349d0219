"""The making of clips, by one process or many."""
