"""A form stays what it was, to the byte, and says what Python's own reader of CSV says."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.export.form import read_form
from autograder.errors import UsageError

WORDS = st.text("aü李'\", ;\n-1.", max_size=6)


@given(
    rows=st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=4),
    delimiter=st.sampled_from(",;"),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_a_form_is_read_as_python_reads_it_and_written_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    delimiter: str,
    line_end: str,
    mark: str,
) -> None:
    file = io.StringIO()
    heading = ["ID", "Grade", "Name", "Section"]
    csv.writer(file, delimiter=delimiter, lineterminator=line_end).writerows([heading, *rows])
    path = tmp_path_factory.getbasetemp() / "form.csv"
    content = (mark + file.getvalue()).encode()
    path.write_bytes(content)
    form = read_form(path)
    assert [[cell.text for cell in row] for row in form.rows] == [heading, *rows]
    assert form.filled(1, {}) == content
    numbers = {row: f"{row}{delimiter}5" for row in range(1, len(form.rows))}
    path.write_bytes(form.filled(1, numbers))
    after = [[cell.text for cell in row] for row in read_form(path).rows]
    assert after == [heading, *([r[0], f"{n}{delimiter}5", *r[2:]] for n, r in enumerate(rows, 1))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_stays(encoding: str, tmp_path: Path) -> None:
    text = 'ID;Name;Grade\r\n1;Jörg;\r\n2;"O\'Brien; M.";\r\n3;Zoë'
    path = tmp_path / "form.csv"
    path.write_bytes(text.encode(encoding))
    filled = read_form(path).filled(2, {1: "1,5", 3: "2"})
    assert filled.decode(encoding) == text.replace("Jörg;", "Jörg;1,5") + ";2"
    path.write_bytes(b"ID,Name,Grade\n1,J\xf6rg \x81,\n")  # no character has this byte
    assert read_form(path).filled(2, {1: "2"}) == b"ID,Name,Grade\n1,J\xf6rg \x81,2\n"


def test_the_sign_before_decimals_is_the_forms(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    for text, sign in (("20,00", ","), ("20.00", "."), ("20", "."), ("", "."), ("-", ".")):
        path.write_text(f'ID,Maximum Grade,x\n1,-,\n2,"{text}",\n')
        assert read_form(path).decimal_sign(1) == sign
    assert read_form(path).decimal_sign(None) == "."


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_form(tmp_path / "none.csv")
