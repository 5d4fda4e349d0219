"""How the studio looks: the clips' own colours, quiet, dark or light as the lecturer's system is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nicegui import ui

from scenes.base.theme import DARK, LIGHT, Theme

_STYLE = Path(__file__).with_name("studio.css")


def _colours(theme: Theme, selector: str) -> str:
    told = {
        "ground": theme.background, "panel": theme.panel, "ink": theme.ink, "muted": theme.muted,
        "faint": theme.faint, "accent": theme.parameter, "good": theme.step, "bad": theme.warning,
        "busy": theme.loss, "q-primary": theme.parameter, "q-positive": theme.step,
        "q-negative": theme.warning, "q-dark": theme.panel, "q-dark-page": theme.background,
    }  # fmt: skip
    return f"{selector} {{ {' '.join(f'--{name}: {value} !important;' for name, value in told.items())} }}"


@dataclass
class Light:
    """Whether pages are dark; None: as the system is."""

    dark: bool | None = None


@contextmanager
def page(title: str, light: Light) -> Iterator[None]:
    """Set up a page: colours, and the bar, which is filled by what stands inside."""
    ui.page_title(f"{title} · Downhill")
    ui.add_css(
        _colours(LIGHT, "body.body--light") + _colours(DARK, "body.body--dark") + _STYLE.read_text("utf-8")
    )
    dark = ui.dark_mode(light.dark)

    def turn() -> None:
        light.dark = dark.value = {None: True, True: False, False: None}[dark.value]

    with ui.header().classes("gd-bar items-center gap-4 no-wrap px-6 py-3"):
        yield
        icon = {None: "brightness_auto", True: "dark_mode", False: "light_mode"}
        ui.button(on_click=turn).props(
            'flat round dense color=inherit aria-label="dark or light"'
        ).bind_icon_from(dark, "value", lambda value: icon[value]).tooltip("Dark, light, or as the system is")


def clock(seconds: float) -> str:
    """Return a time for the eye.

    >>> clock(68.2), clock(4)
    ('1:08', '0:04')
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def copyable(text: str, label: str = "") -> None:
    """Show a line, and a button that copies it."""
    with ui.row().classes("items-center no-wrap gap-2 max-w-full"):
        ui.button(icon="content_copy", on_click=lambda: _copy(text)).props(
            f'flat dense round size=sm color=inherit aria-label="copy {label or "this line"}"'
        )
        ui.label(text).classes("gd-small").style("font-family: monospace; overflow-wrap: anywhere")


def _copy(text: str) -> None:
    ui.clipboard.write(text)
    ui.notify("copied", timeout=1000)
