"""Names that the first cells of a lesson import."""

import sys

USUAL = ("np", "plt")  # short for modules, in all lessons
PACKAGES = ("autograder", "blackboard")  # all that is imported of them is in their ``__all__``


def not_imported(name: str) -> str:
    """Say what to do about a name that a lesson imports; empty for another name."""
    public = (getattr(sys.modules.get(package), "__all__", ()) for package in PACKAGES)
    if name not in {*USUAL, *(one for names in public for one in names)}:
        return ""
    return (
        f"{name} is imported by the first cells of the lesson, which have not run in this kernel: "
        "Run → Run All Above Selected Cell."
    )
