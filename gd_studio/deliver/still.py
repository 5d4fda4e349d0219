"""One picture of a film."""

from pathlib import Path


def write_still(film: Path, number: int, target: Path) -> None:
    """Write one frame of a film as PNG.

    Parameters
    ----------
    film
        The MP4.
    number
        Of the frame, counted from 0.
    target
        Where the picture goes.

    Raises
    ------
    ValueError
        If the film has no such frame.
    """
    import av
    from PIL import Image

    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.average_rate is not None
        assert stream.time_base is not None
        container.seek(round(number / stream.average_rate / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            assert frame.pts is not None
            if round(frame.pts * stream.time_base * stream.average_rate) == number:
                Image.fromarray(frame.to_ndarray(format="rgb24")).save(target, optimize=False)
                return
    raise ValueError(f"{film.name} has no frame {number}")
