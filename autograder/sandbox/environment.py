"""The files and the environment that student code finds in the sandbox.

The worker gives them to bubblewrap and to the zygote.
"""

import os
import site
import sys
from functools import cache
from pathlib import Path

import matplotlib

# Of this package; a notebook's answers use the public names alone.
HIDDEN = (
    "checks/diagnosis/misconceptions", "classroom", "cli", "collect", "course", "feedback",
    "sealed", "workers",
)  # fmt: skip
FIGURES = "blackboard.figures"  # what stands in blackboard/__init__.py does without
BACKEND = "module://matplotlib_inline.backend_inline"  # a notebook's, which shows pictures in it
FONTS = "/tmp/matplotlib"  # noqa: S108, a path inside the sandbox


@cache
def readable() -> tuple[Path, ...]:
    """Return the folders outside /usr that student code needs: Python and the course's packages."""
    package = Path(__file__).resolve().parents[1]
    wanted = {Path(sys.prefix), Path(sys.base_prefix), Path(site.getsitepackages()[0])}
    wanted |= {package, package.parent / "blackboard"}
    kept: list[Path] = []
    for folder in sorted(path.resolve() for path in wanted):
        if not any(folder.is_relative_to(other) for other in (*kept, Path("/usr"))):
            kept.append(folder)
    return tuple(kept)


@cache
def hidden() -> tuple[Path, ...]:
    """Return the folders among these that stay empty: answers, and what runs no answer.

    To say what a mistake gives, the misconceptions hold a right backpropagation, and figures that
    show one walk through it.
    """
    package = Path(__file__).resolve().parents[1]
    folders = [*(package / name for name in HIDDEN), package.parent / FIGURES.replace(".", "/")]
    return tuple(folder for folder in folders if folder.is_dir())


def environment() -> dict[str, str]:
    """Return the environment of student code; of the grader's it keeps BLAS settings alone."""
    passed = {k: v for k, v in os.environ.items() if k.startswith("OPENBLAS_")}
    return passed | {
        "HOME": "/tmp",  # noqa: S108
        "LANG": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PWD": "/tmp",  # noqa: S108
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "MPLBACKEND": BACKEND,
        "MPLCONFIGDIR": FONTS,
        "IPYTHONDIR": "/tmp/ipython",  # noqa: S108
    }


@cache
def font_list() -> Path:
    """Return matplotlib's list of fonts, which takes seconds to make where it is missing."""
    from matplotlib import font_manager

    version = font_manager.FontManager.__version__
    return Path(matplotlib.get_cachedir()) / f"fontlist-v{version}.json"
