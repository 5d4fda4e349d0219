"""Pages in which a hand turns what a clip shows: one HTML file each, without a network."""
