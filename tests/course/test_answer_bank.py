"""The bank of answers: how its files are read, and that lesson 04's is complete."""

from collections import Counter
from pathlib import Path

import pytest

from autograder.course.answer_bank import Answer, read_answers, right_answers, wrong_answers

LESSON = Path(__file__).resolve().parents[2] / "bank" / "04_jacobian_lemmas"
EXERCISES = {
    "affine_grad_W",
    "affine_grad_x",
    "composite_grad",
    "elementwise_grad",
    "jacobian_grad",
    "sigmoid_prime",
    "softmax_jacobian",
    "tanh_prime",
}

RIGHT = """\
# Answers in one style.

# %% double
def double(x):
    return 2 * x


# %% half
import numpy as np


def half(x):
    # %%% not a heading
    return x / 2
"""

WRONG = """\
# %% sign-reversed: the sign is wrong: it points down
def double(x):
    return -2 * x


# %% squared: `**` for `*`
def double(x):
    return x**2
"""


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_file_gives_one_answer_for_each_exercise(tmp_path: Path) -> None:
    assert read_answers(written(tmp_path / "plain.py", RIGHT)) == [
        Answer("double", "plain", "", "def double(x):\n    return 2 * x\n"),
        Answer(
            "half",
            "plain",
            "",
            "import numpy as np\n\n\ndef half(x):\n    # %%% not a heading\n    return x / 2\n",
        ),
    ]


def test_a_wrong_file_gives_labels_and_descriptions_in_order(tmp_path: Path) -> None:
    assert read_answers(written(tmp_path / "double.py", WRONG)) == [
        Answer(
            "double",
            "sign-reversed",
            "the sign is wrong: it points down",
            "def double(x):\n    return -2 * x\n",
        ),
        Answer("double", "squared", "`**` for `*`", "def double(x):\n    return x**2\n"),
    ]


def test_a_wrong_answer_may_name_another_cause_than_its_label(tmp_path: Path) -> None:
    text = WRONG.replace("squared:", "squared [too-large]:")
    first, second = read_answers(written(tmp_path / "double.py", text))
    assert (first.label, first.cause) == ("sign-reversed", "sign-reversed")
    assert (second.label, second.cause) == ("squared", "too-large")
    assert second.description == "`**` for `*`"


def test_folders_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for style in ["vector", "loops"]:
        written(tmp_path / "right" / f"{style}.py", RIGHT)
    written(tmp_path / "wrong" / "half.py", WRONG.replace("double", "half"))
    written(tmp_path / "wrong" / "double.py", WRONG)
    right = right_answers(tmp_path)
    assert list(right) == ["loops", "vector"]
    assert list(right["loops"]) == ["double", "half"]
    assert right["vector"]["double"] == "def double(x):\n    return 2 * x\n"
    assert [(answer.exercise, answer.label) for answer in wrong_answers(tmp_path)] == [
        ("double", "sign-reversed"),
        ("double", "squared"),
        ("half", "sign-reversed"),
        ("half", "squared"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("x = 1\n# %% double\ndef double(x): ...\n", 1, "there is code before the first cell"),
        ("\n# %%\ndef double(x): ...\n", 2, "'' is not the name of a function"),
        ("# %% dou ble\ndef double(x): ...\n", 1, "'dou ble' is not the name of a function"),
        (
            "# %% Sign_reversed: wrong\ndef double(x): ...\n",
            1,
            "the label 'Sign_reversed' is not in kebab-case",
        ),
        (
            "# %% sign [Too large]: wrong\ndef double(x): ...\n",
            1,
            "the cause 'Too large' is not in kebab-case",
        ),
        ("# %% : wrong\ndef double(x): ...\n", 1, "the label '' is not in kebab-case"),
        ("# %% sign:\ndef double(x): ...\n", 1, "the label sign is not followed by what is wrong"),
        ("# %% sign: wrong\ndef duoble(x): ...\n", 1, "this answer does not define double"),
        ("# %% sign: wrong\n", 1, "this answer does not define double"),
        (
            "# %% sign: wrong\nif True:\n    def double(x): ...\n",
            1,
            "this answer does not define double",
        ),
        ("\n\n# %% sign: wrong\ndef double(x:\n", 3, "this answer is not Python"),
        (WRONG + WRONG, 9, "sign-reversed stands in this file twice"),
        (RIGHT.replace("half", "double"), 8, "double stands in this file twice"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    path = written(tmp_path / "double.py", text)
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the whole message is compared below
        read_answers(path)
    assert str(error.value).startswith(f"{path}:{line}: {sentence}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "there is no cell (# %%) in this file"),
        (b"# a comment\n", "there is no cell (# %%) in this file"),
        (b"\xff\xfe\x00", "this file is not UTF-8"),
        (None, "this file cannot be read (No such file or directory)"),
    ],
)
def test_a_file_without_answers_is_refused(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "double.py"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the whole message is compared below
        read_answers(path)
    assert str(error.value) == f"{path}: {sentence}"


def test_a_right_answer_with_a_description_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "right" / "double.py", WRONG)
    with pytest.raises(ValueError, match=r"double\.py:1: a right answer is headed by its exercise"):
        right_answers(path.parent.parent)


def test_a_wrong_answer_without_a_description_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "wrong" / "double.py", WRONG + "# %% double\ndef double(x): ...\n")
    with pytest.raises(ValueError, match=r"double\.py:9: a wrong answer is headed by a label"):
        wrong_answers(path.parent.parent)


def test_an_incomplete_set_of_right_answers_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "right" / "loops.py", RIGHT)
    written(tmp_path / "right" / "vector.py", RIGHT.split("# %% half")[0])
    with pytest.raises(ValueError, match=r"vector\.py: an answer to half is missing"):
        right_answers(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wrong").mkdir()
    with pytest.raises(ValueError, match="wrong: there are no answers"):
        wrong_answers(tmp_path)
    with pytest.raises(ValueError, match="right: there are no answers"):
        right_answers(tmp_path)


def test_the_bank_of_lesson_04_is_complete() -> None:
    right, wrong = right_answers(LESSON), wrong_answers(LESSON)
    assert set(right) == {"einsum", "fortran", "loops", "matrix", "outer"}
    assert all(set(answers) == EXERCISES for answers in right.values())
    counts = Counter(answer.exercise for answer in wrong)
    assert set(counts) == EXERCISES
    assert min(counts.values()) >= 6
    assert len({answer.source for answer in wrong}) == len(wrong), "two wrong answers are the same"


def test_no_answer_of_the_bank_leans_on_another_exercise() -> None:
    answers = [*wrong_answers(LESSON)]
    for style, sources in right_answers(LESSON).items():
        answers += [Answer(exercise, style, "", source) for exercise, source in sources.items()]
    for answer in answers:
        for other in EXERCISES - {answer.exercise}:
            assert f"{other}(" not in answer.source, (answer.exercise, answer.label)
