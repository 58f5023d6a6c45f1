"""Take what was handed in into a run: put it into submitted/, and lose nothing of earlier runs."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from autograder.atomic import put
from autograder.classroom.kept.earlier import Earlier
from autograder.classroom.kept.journal import Journal, Name
from autograder.classroom.kept.key import Key, key_of
from autograder.classroom.recording import place
from autograder.classroom.stamps import put_stamps
from autograder.collect.attempts import read_time
from autograder.collect.blank import is_blank
from autograder.collect.collect import Submission
from autograder.collect.sources import TIMESTAMP
from autograder.fingerprint import digest
from autograder.regular_file import NoFile, opened
from autograder.sandbox.limits import Limits

LONGEST_TIME = 100  # bytes of a timestamp


class Taking:
    """The way of submissions into a run.

    Args:
        out: the folder of submitted/.
        sandbox: ``bubblewrap`` or ``none``.
        limits: what a submission may use.
        journal: of the same folder, open.
        earlier: the points of earlier runs.
    """

    def __init__(
        self, out: Path, sandbox: str, limits: Limits, journal: Journal, earlier: Earlier
    ) -> None:
        self._out = out
        self._sandbox = sandbox
        self._limits = limits
        self._journal = journal
        self._earlier = earlier
        self.sources: dict[str, bytes] = {}  # by lesson
        self.keys: dict[Name, Key] = {}
        self.blank: list[Submission] = []  # passed over for what was graded before
        self.left: list[Submission] = []  # those of them whose points alone are known

    def take(self, submission: Submission) -> Submission | None:
        """Put a notebook into submitted/, where it is read when it is its turn.

        In place of a blank one, the one that the student handed in before is taken.

        Returns:
            None for a blank one where nothing but the points is left of an earlier one.
        """
        content, before = submission.read(), self._before(submission)
        if not self._displaces(submission, content, before):
            return self._put(submission, content)
        if not is_blank(submission.lesson, before):
            self.blank.append(submission)
            return self._put(replace(submission, timestamp=None), before)
        if self._earlier.points(submission.name):
            self.blank.append(submission)
            self.left.append(submission)
            return None
        return self._put(submission, content)

    def _displaces(self, submission: Submission, content: bytes, before: bytes) -> bool:
        """Whether a blank notebook stands in the place of something that an earlier run took."""
        if not (before or self._earlier.points(submission.name)):
            return False
        recorded = self._journal.recorded.get(submission.name)
        digest_now = self._key(submission, content).submission
        graded = content == before and recorded is not None and recorded.submission == digest_now
        return not graded and is_blank(submission.lesson, content)

    def _before(self, submission: Submission) -> bytes:
        try:
            return _content(self._path(submission))
        except NoFile:
            return b""

    def _put(self, submission: Submission, content: bytes) -> Submission:
        self.keys[submission.name] = self._key(submission, content)
        path = self._path(submission)
        if self._before(submission) != content:
            put(path, content)
        beside, when = path.with_name(TIMESTAMP), submission.timestamp
        put_stamps(submission, path)
        if when is None:
            with contextlib.suppress(NoFile):
                when = read_time(_content(beside)[:LONGEST_TIME].decode("utf-8", "replace").strip())
        return replace(submission, read=partial(_content, path), path=path, timestamp=when)

    def _key(self, submission: Submission, content: bytes) -> Key:
        lesson = submission.lesson
        if lesson.name not in self.sources:
            self.sources[lesson.name] = lesson.source.read_bytes()
        return key_of(
            submission.student, lesson.name, content,
            digest([self.sources[lesson.name], *_flat(lesson.data)]), self._sandbox, self._limits,
        )  # fmt: skip

    def _path(self, submission: Submission) -> Path:
        return place(self._out, "submitted", submission, ".ipynb")


def _flat(data: Mapping[str, bytes]) -> Iterator[str | bytes]:
    for name, content in data.items():
        yield name
        yield content


def _content(path: Path) -> bytes:
    """Read a file of submitted/, which may be where the class hands in.

    Raises:
        NoFile: it is none.
    """
    with opened(path) as file:
        return file.read()
