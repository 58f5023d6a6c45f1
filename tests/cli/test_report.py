"""grades.csv and the table."""

import csv
from pathlib import Path

from autograder.classroom.gradebook.totals import Review, Total
from autograder.classroom.scores import Score
from autograder.cli.report import of_reviews, table, write_grades, write_totals

SCORES = (
    Score("ada", "04", "first", 2.0, 2.0, ""),
    Score("ada", "04", "second", 0.0, 1.5, "dW has shape (4, 3);\nit must have (3, 4).", "turned"),
    Score("=cmd|'x'", "04", "first", 0.0, 2.0, "not a notebook"),
)
TOTALS = (
    Total("=cmd|'x'", "04", 0.0, 2.0),
    Total("ada", "04", 2.0, 3.5),
    Total("ada", "05", 1.5, 2.0, 0.25),
    Total("zoë", "05", 17.29, 20.0),
)


def test_grades_are_read_back_as_they_were(tmp_path: Path) -> None:
    write_grades(SCORES, tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["student", "lesson", "exercise", "score", "max_score", "reason", "cause"],
        ["ada", "04", "first", "2", "2", "", ""],
        ["ada", "04", "second", "0", "1.5", "dW has shape (4, 3); it must have (3, 4).", "turned"],
        ["'=cmd|'x'", "04", "first", "0", "2", "not a notebook", ""],
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["grades.csv"]


def test_the_table_has_a_row_for_each_student() -> None:
    assert table(SCORES, TOTALS).splitlines() == [
        "student    lesson   score  lost in",
        "ada        04        2/3.5  second",
        "'=cmd|'x'  04        0/2    everything",
    ]


def test_the_table_says_what_handing_in_late_costs() -> None:
    late = Score("ada", "05", "first", 1.75, 2.0, "wrong")
    full = Score("ada", "05", "second", 1.75, 1.75, "")
    assert table([late, full], TOTALS).splitlines()[1] == (
        "ada      05      1.5/2    first, handing in late (0.25)"
    )


def test_totals_have_a_row_for_each_student_and_a_column_for_each_lesson(tmp_path: Path) -> None:
    write_totals(TOTALS, tmp_path / "totals.csv")
    with (tmp_path / "totals.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["student", "04", "05", "total"],
            ["'=cmd|'x'", "0", "", "0"],
            ["ada", "2", "1.5", "3.5"],
            ["zoë", "", "17.29", "17.29"],
        ]


def test_ten_scores_to_review_have_a_line_each() -> None:
    reviews = [Review("ada", "04", f"cell{number}") for number in range(13)]
    lines = of_reviews(reviews)
    assert lines[:2] == ["needs review: ada, 04, cell0", "needs review: ada, 04, cell1"]
    assert lines[10:] == ["needs review: 3 more, as the formgrader shows"]
    assert len(of_reviews(reviews[:10])) == 10
    assert of_reviews([]) == []
