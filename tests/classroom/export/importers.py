"""What Canvas and Moodle make of an uploaded file, as their own code has it, without their servers.

Canvas: lib/gradebook_importer.rb, infer_comment_context_from_filename of abstract_assignment.rb.
Moodle: mod/assign/feedback/offline/locallib.php, mod/assign/feedback/file/importziplib.php.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Canvas:
    """A course in Canvas.

    Attributes:
        scores: of students, by number and assignment; None where there is none yet.
        uploads: the numbers of what each student has handed in.
    """

    scores: dict[tuple[int, int], str | None]
    uploads: dict[int, set[int]] = field(default_factory=dict)

    def takes(self, content: bytes) -> dict[tuple[int, int], float]:
        """Return the scores that an uploaded gradebook changes."""
        text = content.decode("utf-8").removeprefix("\ufeff")
        first = text.splitlines()[:3]
        widths = {sign: {len(next(csv.reader([line], delimiter=sign))) for line in first}
                  for sign in ";,"}  # fmt: skip
        sizes = {sign: found.pop() if len(found) == 1 else 0 for sign, found in widths.items()}
        sign = ";" if sizes[";"] > sizes[","] else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
        heading = rows[0]
        assert "Student" in heading[0]
        assert "ID" in heading[1]
        assert "Section" in heading
        columns = {}
        for column in range(heading.index("Section") + 1, len(heading)):
            if found := re.fullmatch(r".*\((\d+)\)", heading[column]):
                columns[int(found[1])] = column
        changed = {}
        for row in rows[1:]:
            blank = all(re.fullmatch(r"\s*(Manual Posting.*)?\s*", cell) for cell in row)
            if "Points Possible" in row[0] or blank:
                continue
            for assignment, column in columns.items():
                name = int(row[1] or 0), assignment
                new = self._number(row[column].strip())
                if name not in self.scores or new in ("", "N/A", "EX"):
                    continue
                if self._number(self.scores[name] or "") != new:
                    changed[name] = float(new)
        return changed

    def takes_pages(self, content: bytes) -> dict[int, bytes]:
        """Return the files of an uploaded archive by the number of the student they go to."""
        found = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for path in archive.namelist():
                name = path.rpartition("/")[2]
                parts = [part for part in name.split("_") if part != "LATE"]
                numbers = [int(part) for part in parts if re.fullmatch(r"\d+", part)][:2]
                if parts[-1].startswith("link") or name.startswith("._") or len(numbers) < 2:
                    continue
                if numbers[1] in self.uploads.get(numbers[0], ()):
                    found[numbers[0]] = archive.read(path)
        return found

    @staticmethod
    def _number(text: str) -> str:
        if not re.fullmatch(r"-?[0-9.,]+%?", text):
            return text
        *whole, last = re.split("[.,]", text)
        return f"{float('.'.join([''.join(whole), last]) if whole else last):.2f}"


@dataclass
class Moodle:
    """An assignment in Moodle.

    Attributes:
        grades: by the number of the participant; None where there is none.
        most: its maximum grade.
        modified: when a grade was last changed, by participant.
        locked: participants whose grade is locked or overridden.
        sign: of decimals, in the teacher's language.
    """

    grades: dict[int, float | None]
    most: float
    modified: dict[int, datetime] = field(default_factory=dict)
    locked: frozenset[int] = frozenset()
    sign: str = "."

    def takes(self, content: bytes, delimiter: str = ",") -> dict[int, float]:
        """Return the grades that an uploaded worksheet changes."""
        text = content.decode("utf-8").removeprefix("\ufeff")
        heading, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        at = {name: heading.index(name)
              for name in ("Identifier", "Grade", "Last modified (grade)")}  # fmt: skip
        changed = {}
        for row in rows:
            number = int(row[at["Identifier"]][len("Participant ") :])
            text = row[at["Grade"]].replace(" ", "").replace(self.sign, ".")
            if number not in self.grades or not text or number in self.locked:
                continue
            grade = float(text)
            modified = self.modified.get(number)
            known = row[at["Last modified (grade)"]]
            if modified is not None and (
                known == "-" or modified > datetime.strptime(known, "%A, %d %B %Y, %I:%M %p")
            ):
                continue
            if grade != self.grades[number] and 0 <= grade <= self.most:
                changed[number] = grade
        return changed

    def takes_pages(self, content: bytes) -> dict[int, tuple[str, bytes]]:
        """Return name and content of the feedback files of an uploaded archive, by participant."""
        found = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for path in archive.namelist():
                parts = re.sub(r"[\x00-\x1f&<>\"`|':]", "", path).split("/")  # PARAM_PATH
                if parts[-1].startswith((".", "~")):
                    continue
                while parts:
                    info = parts.pop(0).split("_", 4)
                    known = len(info) > 3 and info[1].isdigit() and int(info[1]) in self.grades
                    if known and info[2:4] == ["assignsubmission", "file"]:
                        rest = "/".join([*info[4:], *parts]).lstrip("/")
                        found[int(info[1])] = rest, archive.read(path)
                        break
        return found
