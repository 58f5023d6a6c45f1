"""What is graded of a notebook: the lesson's own notebook with the student's answers in it.

Beside the answers, those of the student's own code cells run that bind a name which an answer
reads, directly or through others. Grading and ``autograder check`` run this same view.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.course.notebook.cells import grade_id, is_answer, is_locked, is_task
from autograder.course.notebook.handed_in import HandedIn
from autograder.course.notebook.names import DYNAMIC, names_in, names_of
from autograder.course.view.rebuild import Source

STAR = re.compile(r"^[ \t]*from[ \t]+[\w.]+[ \t]+import[ \t]*\*", re.MULTILINE)

# What a lesson does not call; in the sandbox most of it is not there.
INNER = re.compile(
    r"\bautograder\.(?:checks\.diagnosis|classroom|cli|collect|course|feedback|judge|sandbox|workers)\b"
)


@dataclass(frozen=True)
class Note:
    """Something that the author of a notebook must know about what was taken of it.

    Attributes:
        kind: ``recovered`` (an answer whose cell had lost its name), ``missing`` (an answer that is
            not there), ``changed`` (a locked or test cell whose original is used), ``passed over``
            (a cell of the student's own that no answer needs), ``out of reach`` (an answer that
            uses a part of this package which is not there at grading).
        cell: the name of the cell, or the first line of one that has none.
    """

    kind: str
    cell: str


@dataclass(frozen=True)
class View:
    """What is graded of a notebook.

    Attributes:
        notebook: the lesson's, with answers and own cells in it.
        notes: what else its author must know.
    """

    notebook: NotebookNode
    notes: tuple[Note, ...]

    def named(self, kind: str) -> tuple[str, ...]:
        """Return the cells that a kind of note is about."""
        return tuple(note.cell for note in self.notes if note.kind == kind)


def view_of(source: Source, cells: Iterable[HandedIn]) -> View:
    """Return what is graded of the cells of a notebook."""
    return _Viewing(source, [cell for cell in cells if cell.source is not None]).view()


class _Viewing:
    """One notebook on its way into the lesson's."""

    def __init__(self, source: Source, cells: list[HandedIn]) -> None:
        self._source = source
        self._cells = cells
        self._lesson = {grade_id(cell): cell for cell in source.notebook.cells if grade_id(cell)}
        self._ids = {str(cell.get("id", "")): name for name, cell in self._lesson.items()}
        self._texts = {plain(cell.source) for cell in source.notebook.cells}
        self._answers = [name for name, cell in self._lesson.items() if is_answer(cell)]
        self._pieces: dict[str, list[HandedIn]] = {}
        self._notes: list[Note] = []

    def view(self) -> View:
        theirs = self._theirs()
        for name in self._answers:
            self._pieces[name] = self._pieces_of(name, theirs)
        taken = {id(cell) for pieces in self._pieces.values() for cell in pieces}
        answers = set(self._answers)
        own = [
            cell
            for cell in theirs
            if cell.code and id(cell) not in taken and cell.name not in answers
        ]
        before = self._needed(own)
        used = {id(cell) for cells in before.values() for cell in cells}
        below = self._below(taken | used)
        kept = {id(cell) for cells in below.values() for cell in cells}
        self._notes += [
            Note("passed over", _first_line(cell))
            for cell in own
            if id(cell) not in used | kept
            and plain(str(cell.source)) not in self._texts
            and names_in(str(cell.source)).binds  # what defines nothing, nobody expects to count
        ]
        run = {name: [*before[name], *pieces] for name, pieces in self._pieces.items()}
        sources = {name: [str(cell.source) for cell in cells] for name, cells in run.items()}
        self._notes += [
            Note("out of reach", name)
            for name, ones in sources.items()
            if any(INNER.search(source) for source in ones)
        ]
        present = {name for name, pieces in self._pieces.items() if pieces}
        return View(
            self._source.rebuild({n: s for n, s in sources.items() if n in present}, below),
            tuple(self._notes),
        )

    def _below(self, elsewhere: Collection[int]) -> dict[str, list[HandedIn]]:
        """Return the student's cells that stand below each task, which is where its answer goes."""
        below: dict[str, list[HandedIn]] = {}
        if not any(map(is_task, self._lesson.values())):
            return below
        task = ""
        for cell in self._cells:
            name = self._name_of(cell)
            if name or plain(str(cell.source)) in self._texts:
                task = name if name and is_task(self._lesson[name]) else ""
            elif task and id(cell) not in elsewhere:
                below.setdefault(task, []).append(cell)
        return below

    def _name_of(self, cell: HandedIn) -> str:
        """Return the name of the lesson's cell that this one is; empty for a student's."""
        if cell.name in self._lesson:
            return cell.name
        name = self._ids.get(cell.id, "")
        return "" if name and is_answer(self._lesson[name]) else name

    def _theirs(self) -> list[HandedIn]:
        """Return the student's cells; of those that are the lesson's, note which were changed."""
        theirs = []
        for cell in self._cells:
            name = self._name_of(cell)
            original = self._lesson.get(name)
            if original is None or is_answer(original):
                theirs.append(cell)
            elif plain(str(cell.source)) not in (
                plain(self._source.released(name)), plain(original.source)
            ):  # fmt: skip
                self._notes.append(Note("changed", name))
        return theirs

    def _pieces_of(self, name: str, theirs: list[HandedIn]) -> list[HandedIn]:
        """Return the cells that an answer consists of: those of its name that were written."""
        named = [cell for cell in theirs if cell.name == name]
        released = plain(self._source.released(name))
        written = [cell for cell in named if plain(str(cell.source)) not in (released, "")]
        if written:
            return written
        found = self._found(name, theirs)
        if found:
            self._notes.append(Note("recovered", name))
            return found
        if not named:
            self._notes.append(Note("missing", name))
        return named[-1:]

    def _found(self, name: str, theirs: list[HandedIn]) -> list[HandedIn]:
        """Look for an answer whose cell lost its name: by the cell's id, then by what it binds."""
        released = plain(self._source.released(name))
        original = str(self._lesson[name].get("id", ""))
        stray = [
            cell
            for cell in theirs
            if cell.name not in self._lesson and plain(str(cell.source)) not in (released, "")
        ]
        binding = re.compile(
            rf"^(?:(?:async[ \t]+)?def[ \t]+{re.escape(name)}\b|{re.escape(name)}[ \t]*=(?!=))",
            re.MULTILINE,
        )
        by_id = [cell for cell in stray if cell.id and cell.id == original]
        return by_id or [cell for cell in stray if cell.code and binding.search(str(cell.source))]

    def _needed(self, own: list[HandedIn]) -> Mapping[str, list[HandedIn]]:
        """Return the own cells that run before each answer: those that bind what it reads.

        A name that the lesson imports or that another answer binds is there without them.
        """
        names = {id(cell): names_in(str(cell.source)) for cell in own}
        locked = [c for c in self._source.notebook.cells if is_locked(c) and c.cell_type == "code"]
        given = frozenset[str]().union(*(names_of(cell.source).binds for cell in locked))
        answered = {name for name, pieces in self._pieces.items() if pieces}
        imported = frozenset[str]().union(*(names_of(cell.source).imports for cell in locked))
        left = list(own)
        before: dict[str, list[HandedIn]] = {}
        for name in self._answers:
            pieces = [names_in(str(cell.source)) for cell in self._pieces[name]]
            wanted = set().union(*(piece.free for piece in pieces)) - answered - imported
            chosen: set[int] = set()
            while found := [
                cell for cell in left
                if id(cell) not in chosen
                and (names[id(cell)].binds & wanted or wanted & DYNAMIC)
            ]:  # fmt: skip
                chosen |= {id(cell) for cell in found}
                wanted |= set().union(*(names[id(cell)].free for cell in found))
                wanted -= answered | imported
            bound = frozenset[str]().union(*(names[one].binds for one in chosen))
            if wanted - given - bound - DYNAMIC:
                chosen |= {id(cell) for cell in left if STAR.search(str(cell.source))}
            before[name] = [cell for cell in left if id(cell) in chosen]
            left = [cell for cell in left if id(cell) not in chosen]
        return before


def plain(source: str) -> str:
    """Return a source without what editors change: blanks at ends of lines, blank lines around."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _first_line(cell: HandedIn) -> str:
    return str(cell.source).strip().splitlines()[0][:60]
