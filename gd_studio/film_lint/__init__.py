"""The film lint's parts: watching a lesson without painting it, and the rules that look at what it shows."""
