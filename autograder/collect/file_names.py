"""What stands in a file's name: its kind, its stem, and what browsers and systems have added."""

import re
import unicodedata
from pathlib import PurePosixPath

# Of copies: Canvas lesson-2, browsers lesson (1), Jupyter lesson-Copy1, Windows lesson - Copy,
# macOS lesson copy 2, GNOME lesson (another copy).
APPENDED = (
    r"(?:-([0-9]{1,4})| ?\(([0-9]{1,4})\)|(?: -)?[ -]copy ?([0-9]{0,4})"
    r"| \((?:another |([0-9]{1,4})[a-z]{2} )?copy\))"
)
LAST_APPENDED = re.compile(rf"{APPENDED}$")
PREPENDED = re.compile(r"^copy of ")  # Colab
# A browser that shows a notebook saves it as the text that it is: lesson.ipynb.txt. Copies of that
# are lesson.ipynb (1).txt.
MASKED = re.compile(rf"\.ipynb(?P<appended>{APPENDED}*)(?:\.(?:txt|json))*$")
LONGEST = 256  # characters of a name in which copies are counted


def suffix_of(name: str) -> str:
    """Return the suffix that says what a file is, in small letters: ``.ipynb`` of a notebook."""
    return PurePosixPath(_unmasked(name)).suffix


def plain_stem(name: str) -> tuple[str, int]:
    """Return a file's name without suffix and what was added, and the number of the attempt.

    ``Jacobian lemmas-2.ipynb`` gives ``jacobian_lemmas`` and 3: two were handed in before.
    """
    stem, attempt = _without_added(_unmasked(name).removesuffix(".zip"))
    if stem.endswith(".ipynb"):
        stem, number = _without_added(stem.removesuffix(".ipynb"))
        attempt += number - 1
    return stem.replace(" ", "_"), attempt


def plain_folder(name: str) -> str:
    """Return a folder's name without what was added, in small letters."""
    return _without_added(unicodedata.normalize("NFC", name).casefold())[0].replace(" ", "_")


def _without_added(name: str) -> tuple[str, int]:
    """Return a name without what copying added to it, and the number of the attempt."""
    stem, attempt = name.strip(), 1
    while len(stem) < LONGEST and (appended := LAST_APPENDED.search(stem)):
        attempt += sum(int(number) for number in appended.groups() if number) or 1
        stem = stem[: appended.start()].rstrip()
    while len(stem) < LONGEST and PREPENDED.match(stem):
        attempt += 1
        stem = PREPENDED.sub("", stem)
    return stem, attempt


def _unmasked(name: str) -> str:
    """Return a name in small letters, ``lesson (1).ipynb`` of ``lesson.ipynb (1).txt``."""
    plain = unicodedata.normalize("NFC", name).casefold().rstrip(" .")
    return MASKED.sub(lambda found: f"{found['appended']}.ipynb", plain)
