"""Tries: folders that are not what they seem: links, pipes, other files beside the notebook.

Holds: of a folder only the notebook is read, and only if it is a file; what lies elsewhere is not.
"""

import os
from pathlib import Path


def build(folder: Path, lesson: str, notebook: str, valid: bytes, outside: Path) -> list[str]:
    """Add to a class's folder; return the names of the students who cannot be graded."""

    there = set(folder.iterdir())

    def home(student: str) -> Path:
        path = folder / student / lesson
        path.mkdir(parents=True)
        return path

    (home("link-to-a-file") / notebook).symlink_to(outside)
    (home("link-to-nothing") / notebook).symlink_to("/nonexistent")
    (home("link-to-itself") / notebook).symlink_to(notebook)
    (home("link-to-a-device") / notebook).symlink_to("/dev/zero")
    (folder / "link-of-a-lesson").mkdir()
    (folder / "link-of-a-lesson" / lesson).symlink_to(outside.parent)
    os.mkfifo(home("pipe") / notebook)
    (home("folder") / notebook).mkdir()
    refused = sorted(path.name for path in set(folder.iterdir()) - there)
    # These can be graded, under names that can be written.
    for name in (b"<img src=x onerror=hostile>\x1b]0;\x07", b"=hostile(\xff)"):
        path = home(os.fsdecode(name))
        (path / notebook).write_bytes(valid)
        (path / "numpy.py").write_text("raise SystemExit('hostile')")
    return refused
