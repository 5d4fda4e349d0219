"""Where the keys of a lecture file stand, so that sentences can name the line."""

import re


class Lines:
    """Where keys stand in a TOML text, found by a look at the starts of its lines."""

    def __init__(self, text: str) -> None:
        self._sections: list[tuple[str, dict[str, int]]] = [("", {})]
        for number, line in enumerate(text.splitlines(), start=1):
            if header := re.match(r"\s*(\[\[?)\s*([\w.-]+)\s*\]", line):
                self._sections.append((header[1] + header[2], {"": number}))
            elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*[.=]""", line):
                self._sections[-1][1].setdefault(key[1], number)

    def _of(self, header: str) -> list[dict[str, int]]:
        return [keys for name, keys in self._sections if name == header]

    def of_top(self, key: str) -> int | None:
        """Return the line of a key, or of a table, at the top."""
        sections = self._of(f"[{key}") or self._of(f"[[{key}")
        return self._sections[0][1].get(key) or (sections[0][""] if sections else None)

    def of_default(self, key: str) -> int | None:
        """Return the line of a key in [defaults]."""
        return next((keys[key] for keys in self._of("[defaults") if key in keys), None)

    def of_clip(self, place: int) -> dict[str, int]:
        """Return the lines of the keys of one [[clip]]."""
        clips = self._of("[[clip")
        return clips[place] if place < len(clips) else {}
