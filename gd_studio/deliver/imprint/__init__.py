"""A text inside a finished picture or film: one file per kind of file."""
