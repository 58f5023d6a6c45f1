"""grades.csv and the table."""

import csv
from pathlib import Path

from autograder.classroom.scores import Score
from autograder.cli.report import table, write_grades, write_totals

SCORES = (
    Score("ada", "04", "first", 2.0, 2.0, ""),
    Score("ada", "04", "second", 0.0, 1.5, "dW has shape (4, 3);\nit must have (3, 4)."),
    Score("=cmd|'x'", "04", "first", 0.0, 2.0, "not a notebook"),
)


def test_grades_are_read_back_as_they_were(tmp_path: Path) -> None:
    write_grades(SCORES, tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["student", "lesson", "exercise", "score", "max_score", "reason"],
        ["ada", "04", "first", "2", "2", ""],
        ["ada", "04", "second", "0", "1.5", "dW has shape (4, 3); it must have (3, 4)."],
        ["'=cmd|'x'", "04", "first", "0", "2", "not a notebook"],
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["grades.csv"]


def test_the_table_has_a_row_for_each_student() -> None:
    assert table(SCORES).splitlines() == [
        "student    lesson   score  lost in",
        "ada        04        2/3.5  second",
        "'=cmd|'x'  04        0/2    everything",
    ]


def test_totals_have_a_row_for_each_student_and_a_column_for_each_lesson(tmp_path: Path) -> None:
    scores = (*SCORES, Score("ada", "05", "third", 1.5, 2.0, ""))
    write_totals(scores, tmp_path / "totals.csv")
    with (tmp_path / "totals.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["student", "04", "05", "total"],
            ["ada", "2", "1.5", "3.5"],
            ["'=cmd|'x'", "0", "", "0"],
        ]
