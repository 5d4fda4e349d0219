"""How the command speaks: sentences, whatever the terminal can show, and JSON that any terminal bears."""

import json
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any


def speak_anywhere() -> None:
    """Let what a terminal or pipe cannot show be printed as a question mark instead of as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def say_error(sentence: str) -> None:
    """Print a sentence about what went wrong."""
    print(f"gd: {sentence}", file=sys.stderr, flush=True)


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object on one line."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(value, ensure_ascii=plain))
