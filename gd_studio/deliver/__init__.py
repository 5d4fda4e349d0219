"""One file per product."""
