"""Appearing without copies: manim's FadeIn copies a mobject and all that it holds three times over."""

from typing import Any

from manim import Animation, Mobject, Scene, VMobject


class Appear(Animation):
    """A mobject that is at rest becomes visible: its opacities rise from nothing to what they are.

    The pictures are those of manim's FadeIn without a shift. The mobject must not change meanwhile.

    Parameters
    ----------
    mobject
        What appears; it is put on screen if it is not there.
    run_time
        Seconds.
    """

    def __init__(self, mobject: Mobject, run_time: float = 1.0, **kwargs: Any) -> None:
        super().__init__(mobject, run_time=run_time, introducer=True, **kwargs)
        self._opacities: list[tuple[Any, Any]] = []

    def begin(self) -> None:
        """Bring it up to date, note the opacities, and begin with none."""
        self.mobject.update()
        family: Any = self.mobject.family_members_with_points()
        arrays = [
            colours
            for member in family
            if isinstance(member, VMobject)
            for colours in (
                member.get_fill_rgbas(),
                member.get_stroke_rgbas(),
                member.get_stroke_rgbas(background=True),
            )
        ]
        self._opacities = [(colours, colours[:, 3].copy()) for colours in arrays]
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """Return the mobject itself: its opacities have been noted."""
        itself: Any = self.mobject
        return itself  # type: ignore[no-any-return]

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the share that the rate function gives."""
        share = self.rate_func(alpha)
        for colours, opacity in self._opacities:
            colours[:, 3] = opacity * share


class Vanish(Appear):
    """A mobject that is at rest fades, and is taken off the screen with the opacities that it had."""

    def __init__(self, mobject: Mobject, run_time: float = 1.0, **kwargs: Any) -> None:
        super().__init__(mobject, run_time=run_time, remover=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show what the rate function leaves."""
        super().interpolate_mobject(1.0 - alpha)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Take it off, whole."""
        super().clean_up_from_scene(scene)
        super().interpolate_mobject(1.0)


__all__ = ["Appear", "Vanish"]
