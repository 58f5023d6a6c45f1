"""The journal on disk, by which a run that was killed goes on where it stopped.

``results/<digest>`` holds one result: a line of JSON with the marks, then notebook and page,
compressed. It is on the disk before anything else is done with the result, so nothing is graded
twice. ``recorded`` has a line of JSON for each submission whose result is in the gradebook and in
the folders for instructors and students; the last line of a submission counts.
"""

import contextlib
import fcntl
import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Self

from autograder.atomic import put
from autograder.classroom.kept.key import Key
from autograder.classroom.remarks import Remark
from autograder.classroom.submission import Result
from autograder.errors import UsageError
from autograder.judge.marks import Mark

Name = tuple[str, str]  # student and lesson
# What reading JSON raises that a crash, a full disk or an editor has damaged.
DAMAGED = (ValueError, KeyError, TypeError, OverflowError, RecursionError)


class Journal:
    """The journal of a folder of results; a context manager, of which there is one at a time.

    Args:
        folder: where it lies; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._results = folder / "results"
        self._held = contextlib.ExitStack()
        self._file: IO[str]
        self.recorded: dict[Name, Key] = {}

    def __enter__(self) -> Self:
        """Open the journal.

        Raises:
            UsageError: another process has it open.
        """
        self._results.mkdir(parents=True, exist_ok=True)
        lock = self._held.enter_context((self._folder / "lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._held.close()
            raise UsageError(f"another run is grading into {self._folder.parent}") from None
        path = self._folder / "recorded"
        self.recorded = dict(_read_lines(path))
        # Anew, without lines that no longer count and the half of one that a crash left.
        lines = "".join(_line(name, key) for name, key in self.recorded.items())
        put(path, lines.encode(), lasting=True)
        self._file = self._held.enter_context(path.open("a", encoding="utf-8"))
        return self

    def read(self) -> dict[Name, Key]:
        """Return what is recorded, for somebody who only looks: nothing is held or written."""
        return dict(_read_lines(self._folder / "recorded"))

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def keep(self, digest: str, result: Result) -> None:
        """Put a result on the disk; when this returns it stays there."""
        notebook, feedback = zlib.compress(result.notebook, 1), zlib.compress(result.feedback, 1)
        head = {
            "marks": [list(asdict(mark).values()) for mark in result.marks],
            "unanswered": result.unanswered,
            "trouble": result.trouble,
            "remarks": [list(asdict(remark).values()) for remark in result.remarks],
            "notebook": len(notebook),
            "feedback": len(feedback),
        }
        content = json.dumps(head).encode() + b"\n" + notebook + feedback
        put(self._results / digest, content, lasting=True)

    def find(self, digest: str) -> Result | None:
        """Return a result, or None if it is not here or damaged."""
        try:
            with (self._results / digest).open("rb") as file:
                head = json.loads(file.readline())
                notebook = zlib.decompress(file.read(head["notebook"]))
                feedback = zlib.decompress(file.read(head["feedback"]))
            return _result(head, notebook, feedback)
        except (OSError, *DAMAGED, zlib.error):
            return None

    def summary(self, digest: str) -> Result | None:
        """Return a result without notebook and page, or None if it is not here."""
        try:
            with (self._results / digest).open("rb") as file:
                return _result(json.loads(file.readline()), b"", b"")
        except (OSError, *DAMAGED):
            return None

    def record(self, submissions: Iterable[tuple[Name, Key]]) -> None:
        """Note that submissions are in the gradebook and in the folders."""
        for name, key in submissions:
            self._file.write(_line(name, key))
            self.recorded[name] = key
        self._file.flush()
        os.fsync(self._file.fileno())

    def forget(self, digest: str) -> None:
        """Remove a result, if it is here."""
        (self._results / digest).unlink(missing_ok=True)

    def tidy(self, needed: Iterable[str]) -> None:
        """Remove results that are neither needed now nor the latest of any submission."""
        wanted = {key.digest for key in self.recorded.values()} | set(needed)
        for path in self._results.iterdir():
            if path.name not in wanted:
                path.unlink()


def _result(head: dict[str, Any], notebook: bytes, feedback: bytes) -> Result:
    marks = tuple(Mark(*mark) for mark in head["marks"])  # those of old have no cause
    remarks = tuple(Remark(*remark) for remark in head["remarks"])
    return Result(notebook, feedback, head["trouble"], marks, tuple(head["unanswered"]), remarks)


def _line(name: Name, key: Key) -> str:
    return json.dumps({"of": name, "key": asdict(key)}) + "\n"


def _read_lines(path: Path) -> Iterable[tuple[Name, Key]]:
    if path.is_file():
        for line in path.read_bytes().splitlines():
            with contextlib.suppress(*DAMAGED):
                fields = json.loads(line)
                student, lesson = map(text_in, fields["of"])
                yield (student, lesson), Key(**fields["key"])


def text_in(value: object) -> str:
    """Return a value of a file that must be a text.

    Raises:
        TypeError: it is something else.
    """
    if not isinstance(value, str):
        raise TypeError
    return value
