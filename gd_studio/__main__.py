"""The command `gd` from its first moment on: Ctrl-C gets one line even while the command loads."""

from gd_studio.stopping import stop_at_once


def main() -> None:
    """Run the command."""
    stop_at_once()
    from gd_studio.cli import main as run

    run()


if __name__ == "__main__":
    main()
