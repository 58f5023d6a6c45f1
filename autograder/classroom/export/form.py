"""A platform's CSV file: it stays as it was given out, to the byte, but for the cells filled in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.collect.roster import content_of, delimiter_of, plain_name

MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}  # of an order of bytes
BOM = "\ufeff"
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Cell:
    """One cell of a CSV file.

    Attributes:
        raw: as the file has it, with its quotation marks.
        end: what follows it: a delimiter, the end of a line, or nothing at the end of the file.
    """

    raw: str
    end: str

    @property
    def quoted(self) -> bool:
        """Whether it stands in quotation marks."""
        return len(self.raw) > 1 and self.raw[0] == self.raw[-1] == '"'

    @property
    def text(self) -> str:
        """What it says."""
        return self.raw[1:-1].replace('""', '"') if self.quoted else self.raw


@dataclass(frozen=True)
class Form:
    """A CSV file.

    Attributes:
        path: where it lies.
        mark: what stands before the first cell: the mark of UTF-8 or UTF-16, or nothing.
        encoding: of the file.
        delimiter: what separates its columns.
        rows: its lines, the first of which has the headings.
    """

    path: Path
    mark: str
    encoding: str
    delimiter: str
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands above the columns."""
        return tuple(cell.text for row in self.rows[:1] for cell in row)

    def column(self, name: str) -> int | None:
        """Return the number of a column; None where there is none of that name."""
        names = [plain_name(heading) for heading in self.headings]
        return names.index(plain_name(name)) if plain_name(name) in names else None

    def text(self, row: int, column: int | None) -> str:
        """Return what a cell says; nothing where there is none."""
        cells = self.rows[row]
        return cells[column].text.strip() if column is not None and column < len(cells) else ""

    def number(self, row: int, column: int | None) -> float | None:
        """Return the number in a cell, in whichever way its decimals are written."""
        text = self.text(row, column)
        return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None

    def decimal_sign(self, column: int | None) -> str:
        """Return the sign before decimals, as the numbers of a column have it."""
        for row in range(1, len(self.rows)):
            text = self.text(row, column)
            if NUMBER.fullmatch(text) and not text.isdigit():
                return "," if "," in text else "."
        return "."

    def filled(self, column: int, texts: Mapping[int, str]) -> bytes:
        """Return the file with other texts in the rows of a column."""
        rows = list(self.rows)
        for row, text in texts.items():
            rows[row] = self._with_cell(rows[row], column, text)
        content = self.mark + "".join(cell.raw + cell.end for row in rows for cell in row)
        return content.encode(self.encoding, "surrogateescape")

    def _with_cell(self, row: tuple[Cell, ...], column: int, text: str) -> tuple[Cell, ...]:
        cells = list(row)
        while len(cells) <= column:  # spreadsheets leave out what is empty at the end of a line
            cells[-1:] = [replace(cells[-1], end=self.delimiter), Cell("", cells[-1].end)]
        old = cells[column]
        raw = f'"{text}"' if old.quoted or self.delimiter in text else text
        cells[column] = replace(old, raw=raw)
        return tuple(cells)


def read_form(path: Path) -> Form:
    """Read a form.

    Raises:
        UsageError: it cannot be read, or it is too large.
    """
    content = content_of(path)
    text, encoding = _decoded(content)
    mark, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    delimiter = delimiter_of(content)
    return Form(path, mark, encoding, delimiter, tuple(_rows(text, delimiter)))


def _decoded(content: bytes) -> tuple[str, str]:
    """Return a text and its encoding, by which the same bytes are made of it again."""
    encodings = [MARKS[content[:2]]] if content[:2] in MARKS else ["utf-8"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "surrogateescape"), "cp1252"


def _rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    sign = re.escape(delimiter)
    pattern = re.compile(
        rf'(?P<raw>"[^"]*(?:""[^"]*)*"(?={sign}|[\r\n]|\Z)|[^{sign}\r\n]*)'
        rf"(?P<end>{sign}|\r\n|\r|\n|\Z)"
    )
    row: list[Cell] = []
    for found in pattern.finditer(text):
        if not row and found.start() == len(text):
            break  # behind the end of the last line
        row.append(Cell(found["raw"], found["end"]))
        if found["end"] != delimiter:
            yield tuple(row)
            row = []
