"""One file for each lesson that has an explorable."""
