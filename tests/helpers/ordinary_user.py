"""Running a command as an ordinary user, from tests that may run as root.

This user's Python is their own, as one of pyenv, conda or uv is: they could change it; or root's.
"""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

USER = 12345
# The program itself and, where there is one, the library that is most of it.
PYTHON = (
    Path(sys.executable).resolve(),
    Path(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME")).resolve(),
)


def as_ordinary_user(command: list[str], folder: Path, *, own_python: bool = True) -> list[str]:
    """Return the command line that runs a command as a user without rights.

    Args:
        command: what to run.
        folder: its home, temporary folder and the only place where it can write; made its own.
        own_python: whether the interpreter is this user's as well.

    An ordinary user's own command is returned as it is.
    """
    if os.geteuid() != 0:
        return command
    own: dict[Path, Path] = {}
    if own_python:
        (folder / "python").mkdir(exist_ok=True)
        own = {path: folder / "python" / path.name for path in PYTHON if path.exists()}
        for path, copied in own.items():
            shutil.copy(path, copied)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, USER, USER, follow_symlinks=False)
    # Python itself may lie behind a folder that only root can enter, such as /root.
    needed = [Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parents[2], folder]
    blocked = {top for path in needed if (top := _closed(path)) is not None}
    outer = ["bwrap", "--dev-bind", "/", "/", "--die-with-parent"]
    for top in sorted(blocked):
        outer += ["--perms", "0755", "--tmpfs", str(top)]
        for path in (one for one in needed if one.is_relative_to(top)):
            for parent in reversed([way for way in path.parents if way.is_relative_to(top)]):
                outer += ["--perms", "0755", "--dir", str(parent)]
            outer += ["--bind", str(path), str(path)]
    for path, copied in own.items():
        outer += ["--bind", str(copied), str(path)]
    for name in ("HOME", "TMPDIR"):
        outer += ["--setenv", name, str(folder)]
    outer += ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--inh-caps=-all"]
    return [*outer, "--bounding-set=-all", *command]


def _closed(path: Path) -> Path | None:
    """Return the first folder on the way to a path that others cannot enter."""
    ways = reversed(path.resolve().parents)
    return next((way for way in ways if way.stat().st_mode & 0o001 == 0), None)
