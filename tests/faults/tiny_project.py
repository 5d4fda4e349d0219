"""A project that `./gd` installs in seconds and without a network: for interrupting it again and again."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "tiny"
version = "1"
dependencies = []
"""

BACKEND = '''\
"""Makes the editable wheel of a project without any packages of its own."""
import os
import pathlib
import tomllib
import zipfile

INFO = "tiny-1.dist-info"
HEAD = "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\nProvides-Extra: test\\n"

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
    needed = "".join(f"Requires-Dist: {name}\\n" for name in project["dependencies"])
    files = {
        f"{INFO}/METADATA": HEAD + needed,
        f"{INFO}/WHEEL": "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        f"{INFO}/entry_points.txt": "[console_scripts]\\ntiny = gd_studio.__main__:main\\n",
        "tiny.pth": os.getcwd() + "\\n",
    }
    with zipfile.ZipFile(os.path.join(wheel_directory, "tiny-1-py3-none-any.whl"), "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{INFO}/RECORD", "".join(f"{name},,\\n" for name in [*files, f"{INFO}/RECORD"]))
    return "tiny-1-py3-none-any.whl"
'''

COMMAND = "def main():\n    print('well')\n\nif __name__ == '__main__':\n    main()\n"


def hear_ctrl_c() -> None:
    """Let a child end on Ctrl-C even where the tests themselves run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class TinyProject:
    """A folder with our `gd`, and next to nothing to install.

    Parameters
    ----------
    folder
        Where it is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "gd_studio").mkdir(parents=True)
        shutil.copy(ROOT / "gd", folder / "gd")
        for name in ("installing.py", "installed.py"):
            shutil.copy(ROOT / "gd_studio" / name, folder / "gd_studio")
        texts = {"pyproject.toml": PYPROJECT, "constraints.txt": "", "backend.py": BACKEND}
        texts |= {"gd_studio/__init__.py": "", "gd_studio/__main__.py": COMMAND}
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")

    def start(self, command: Path | None = None) -> "subprocess.Popen[str]":
        """Begin to call `gd`, without a network."""
        environment = os.environ | {"PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1"}
        environment.pop("PYTHONPATH", None)
        return subprocess.Popen(
            [command or self.folder / "gd"],
            env=environment,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=hear_ctrl_c,  # noqa: PLW1509 (no threads here)
        )

    def call(self, command: Path | None = None) -> tuple[int, str, str]:
        """Call `gd`; return its status and what it said."""
        process = self.start(command)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def move(self, folder: Path) -> None:
        """Move the whole folder."""
        self.folder = self.folder.rename(folder)
