"""Every attack of the corpus against the real sandbox, in a class that is graded as any other."""

import csv
import html.parser
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.helpers.attacks import LESSON, Attack, by_student, read_attacks
from tests.helpers.hostile_class import Class, Graded, Grading
from tests.helpers.hostile_notebooks import hand_in_edited, hand_in_folders, hand_in_malformed

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("hostile-class")]

SLACK = 20  # seconds from a submission's limit until the next submission starts, on a busy machine
PATIENT = 120.0  # seconds for a submission: more than its cells may take together on a busy machine
SLOW = 8.0  # seconds for a submission that takes all it gets
ATTACKS = {attack.name: attack for attack in read_attacks()}
# What depends on who the grader is: limits of a user, namespaces, what is shared with a parent.
CORE = [
    "fork_bomb", "memory_together", "kernel_memory", "disk", "daemon", "first_process",
    "network", "grade_files", "other_students", "processes", "namespaces", "program_file",
    "first_process_rights", "kernel_surface", "memory_shared", "memory_pinned", "process_unseen",
    "process_names",
    "wire_answers", "package_answers",
]  # fmt: skip
ZEROS = "def affine_grad_W(grad_y, x):\n    return np.zeros((len(grad_y), len(x)))"
HONEST = {"a right": {}, "a wrong": {"affine_grad_W": ZEROS},
          "z right": {}, "z wrong": {"affine_grad_W": ZEROS}}  # fmt: skip


@dataclass(frozen=True)
class Everything:
    """Three graded classes: the corpus, its core by an ordinary user, one that takes its time."""

    whole: Graded
    core: Graded
    slow: Graded
    refused: frozenset[str]
    edited: frozenset[str]
    reached: bool


@pytest.fixture(scope="module")
def everything() -> Iterator[Everything]:
    # Not in pytest's own folder, which another user cannot enter.
    folder = Path(tempfile.mkdtemp(prefix="graded-"))
    folder.chmod(0o755)
    whole, core, slow = (Class(folder / name) for name in ("whole", "core", "slow"))
    for student, answers in HONEST.items():
        whole.hand_in_answers(student, answers)
    for group in (core, slow):
        group.hand_in_answers("z right", {})
    _hand_in(whole, [attack for attack in ATTACKS.values() if not attack.alone])
    _hand_in(core, [ATTACKS[name] for name in CORE])
    _hand_in(slow, [ATTACKS["slow_everywhere"]])
    refused = hand_in_malformed(whole) | hand_in_folders(whole, outside=slow)
    edited = hand_in_edited(whole)
    with ExitStack() as stack:
        listeners = [stack.enter_context(one) for one in _listeners()]
        running = stack.enter_context(Grading(whole, PATIENT))
        with Grading(core, PATIENT, ordinary=True) as beside:
            graded_core = beside.finish()
        with Grading(slow, SLOW) as beside:
            graded_slow = beside.finish()
        graded_whole = running.finish()
        reached = any(_was_reached(one) for one in listeners)
    yield Everything(graded_whole, graded_core, graded_slow, refused, edited, reached)
    shutil.rmtree(folder)


def _hand_in(group: Class, attacks: list[Attack]) -> None:
    for student, ones in by_student(attacks).items():
        answers = [answer for attack in ones for answer in attack.answers.items()]
        assert len(dict(answers)) == len(answers), f"{student}: two attacks in one cell"
        group.hand_in_answers(student, dict(answers))


def _listeners() -> list[socket.socket]:
    """Listen where the corpus tries to connect to."""
    local = socket.socket(socket.AF_INET)
    local.bind(("127.0.0.1", 64123))
    named = socket.socket(socket.AF_UNIX)
    named.bind("\0hostile-listener")
    for one in (local, named):
        one.listen()
        one.setblocking(False)
    return [local, named]


def _was_reached(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize("name", [name for name, one in ATTACKS.items() if not one.alone])
def test_an_attack_scores_as_deserved(everything: Everything, name: str) -> None:
    _as_deserved(everything.whole, ATTACKS[name])


@pytest.mark.parametrize("name", CORE)
def test_an_attack_scores_as_deserved_by_an_ordinary_user(
    everything: Everything, name: str
) -> None:
    _as_deserved(everything.core, ATTACKS[name])


def _as_deserved(graded: Graded, attack: Attack) -> None:
    """Wrong exercises score 0 with a reason, those that no attack of the student's spoils all."""
    student = f"attack {attack.shares}"
    together = [one for one in ATTACKS.values() if one.shares == attack.shares]
    spoilt = {exercise for one in together for exercise in one.loses}
    for exercise, (score, most, reason) in graded.outcome.scores[student].items():
        if exercise in attack.loses:
            assert (score, bool(reason)) == (0, True), (exercise, score, reason)
        elif exercise not in spoilt:
            assert (score, reason) == (most, ""), f"{exercise}: {reason}"


def test_a_submission_that_takes_its_time_is_cut(everything: Everything) -> None:
    scores = everything.slow.outcome.scores["attack slow_everywhere"]
    assert all(scores[exercise][0] == 0 for exercise in ATTACKS["slow_everywhere"].loses)
    assert any("used up" in reason for _, _, reason in scores.values())
    assert everything.slow.outcome.seconds["attack slow_everywhere"] <= SLOW + SLACK


def test_honest_students_do_not_notice(everything: Everything) -> None:
    for graded in (everything.whole, everything.core, everything.slow):
        for student in HONEST.keys() & graded.outcome.scores.keys():
            scores = graded.outcome.scores[student]
            lost = {name for name, (score, most, _) in scores.items() if score < most}
            assert (len(scores), lost) == (12, set(HONEST[student])), (student, scores)
    assert everything.whole.outcome.scores.keys() >= HONEST.keys()
    assert all("z right" in one.outcome.scores for one in (everything.core, everything.slow))


def test_a_name_harms_nobody(everything: Everything) -> None:
    scores = everything.whole.outcome.scores
    named = [name for name in scores if "hostile" in name]
    assert len(named) == 2
    for name in named:
        assert name.isprintable()
        assert name.encode()
        assert all(score == most for score, most, _ in scores[name].values())


def test_time_is_limited(everything: Everything) -> None:
    for graded in (everything.whole, everything.core):
        assert max(graded.outcome.seconds.values()) <= PATIENT + SLACK


def test_nothing_is_left_behind(everything: Everything) -> None:
    for graded in (everything.whole, everything.core, everything.slow):
        assert graded.outcome.processes == []
        assert graded.outcome.files == []


def test_nothing_comes_through_the_network(everything: Everything) -> None:
    assert not everything.reached


def test_nothing_is_written_to_the_terminal(everything: Everything) -> None:
    for graded in (everything.whole, everything.core, everything.slow):
        assert graded.said == ""


def test_the_grader_itself_stays_small(everything: Everything) -> None:
    # 1 GB is what an answer may add before its process is ended, looked at four times a second.
    assert everything.whole.outcome.megabytes < 3000


def test_what_cannot_be_graded_is_refused(everything: Everything) -> None:
    outcome = everything.whole.outcome
    assert everything.refused <= set(outcome.refused) | outcome.scores.keys()
    for student in everything.refused & outcome.scores.keys():
        assert all(s == 0 and reason for s, _, reason in outcome.scores[student].values()), student


@pytest.mark.parametrize("name", ["tests-deleted", "tests-replaced", "roles-changed", "nonsense"])
def test_only_answers_count(everything: Everything, name: str) -> None:
    assert name in everything.edited
    scores = everything.whole.outcome.scores[name]
    assert len(scores) == 12
    assert sum(most for _, most, _ in scores.values()) == 20
    assert all(score == 0 and reason for score, _, reason in scores.values())


def test_the_gradebook_agrees(everything: Everything) -> None:
    book = everything.whole.folder / "out" / "gradebook.db"
    with Gradebook(f"sqlite:///{book}") as gradebook:
        for student, scores in everything.whole.outcome.scores.items():
            if student not in everything.refused:
                submission = gradebook.find_submission(LESSON, student)
                assert submission.score == sum(score for score, _, _ in scores.values()), student


def test_a_table_holds_no_formula_and_no_escape(everything: Everything) -> None:
    text = (everything.whole.folder / "out" / "grades.csv").read_text(encoding="utf-8")
    assert all(letter.isprintable() or letter in "\r\n" for letter in text)
    for row in csv.reader(text.splitlines()):
        assert all(not value.startswith(("=", "+", "-", "@")) for value in row), row


def test_feedback_runs_nothing_of_a_student(everything: Everything) -> None:
    pages = list((everything.whole.folder / "out" / "feedback").rglob("*.html"))
    assert len(pages) >= len(by_student(ATTACKS.values()))
    for page in pages:
        scripts = _Scripts()
        scripts.feed(page.read_text(encoding="utf-8"))
        assert scripts.found == [], page
        assert page.stat().st_size < 4 * 2**20


class _Scripts(html.parser.HTMLParser):
    """Finds what would run and is not the page's own: everything of the corpus says hostile."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag in ("script", "iframe", "object", "embed", "svg")
        for name, value in attrs:
            runs = name.startswith("on") or "javascript:" in (value or "")
            if "hostile" in (value or "") and (runs or self._inside):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and "hostile" in data:
            self.found.append(data[:80])
