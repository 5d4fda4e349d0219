"""The command `gd` from its first moment on: Ctrl-C gets one line even while the command loads."""

import sys

from gd_studio.stopping import stop_at_once


def main() -> None:
    """Run the command."""
    stop_at_once()
    if sys.argv[1:2] == ["render"]:
        from gd_studio.farm.server import warm_up

        warm_up()
    from gd_studio.cli import main as run

    run()


if __name__ == "__main__":
    main()
