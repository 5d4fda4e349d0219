"""Workers on other machines, which draw runs of chunks; whoever asks joins, verifies and places them."""
