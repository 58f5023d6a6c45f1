"""What became of a gradient, for people to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import indent

import numpy as np
from markupsafe import Markup

from autograder.checks.comparing.compare import Comparison
from autograder.checks.comparing.error_map import heat_map, map_data
from autograder.checks.comparing.message import aligned, apart, entry
from autograder.checks.diagnosis.diagnose import UNKNOWN
from autograder.checks.diagnosis.evidence import constant_ratio, show_ratio
from autograder.checks.explaining.verdict import Judged, Verdict
from autograder.checks.failure import CheckFailed, folded

HEADINGS = ("argument", "shape", "looked at", "wrong", "error", "known to", "ratio", "verdict")
SOURCE = "differences give"
LONGEST = 230  # characters of a line for pytest, which shortens what is longer than 240
CELL = "padding:.2em .6em;text-align:left;border-bottom:1px solid #999"


@dataclass(frozen=True)
class Entry:
    """One entry of a gradient beside what was measured.

    Attributes:
        argument: the name of the argument.
        index: of the entry in it; empty for a number.
        given: by the gradient.
        measured: by differences.
        uncertain: how far ``measured`` may be off.
    """

    argument: str
    index: tuple[int, ...]
    given: float
    measured: float
    uncertain: float

    @property
    def error(self) -> float:
        """|given − measured|."""
        return abs(self.given - self.measured)

    def __str__(self) -> str:
        given, measured = apart(self.given, self.measured)
        return f"{entry(self.argument, self.index)} is {given}; {SOURCE} {measured}"


@dataclass(frozen=True, eq=False, repr=False)
class GradientReport:
    """Whether a gradient agrees with the function, and what is wrong where it does not.

    It is true where the gradient agrees, so that ``assert explain_gradient(…)`` is a test.

    Attributes:
        passed: whether nothing disagrees and something could be judged.
        worst: the entry that disagrees most, measured by what is allowed; where all agree, the one
            nearest to it. None where nothing could be measured.
        faults: why the gradient cannot be right whatever its numbers, or cannot be judged.
        causes: what the numbers of a wrong gradient point to, a text for each; two causes that
            give the same numbers are in one text, and where nothing fits there is none.
        notes: what else there is to know: kinks, precision, a function that is none.
        arguments: the measurements behind it, one for each argument.
    """

    passed: bool
    worst: Entry | None
    faults: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    arguments: tuple[Judged, ...] = field(default=())

    def __bool__(self) -> bool:
        """Return whether the gradient agrees."""
        return self.passed

    def __str__(self) -> str:
        """Return the whole text, in lines that a terminal shows."""
        parts = [folded("\n".join((self.headline, *self.faults)))]
        if self.arguments:
            parts.append(indent(self.table, "  "))
        return "\n\n".join([*parts, *map(folded, (*self._explained, *self.notes))])

    def __repr__(self) -> str:
        """Return the essence in one line, which pytest shows whole."""
        said = " ".join(" ".join((self.headline, *self.faults, *self.causes)).split())
        short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
        return f"<{short}>"

    def raise_if_wrong(self) -> None:
        """Raise what a check raises, with the whole text, unless the gradient agrees.

        Raises:
            CheckFailed: it does not agree, or nothing of it could be judged.
        """
        if not self.passed:
            raise CheckFailed(str(self), cause="gradient")

    @property
    def headline(self) -> str:
        """Whether it agrees, and if not, the worst entry."""
        if self.passed:
            return f"The gradient agrees with differences{self._extent}."
        if self.worst is not None and any(one.wrong for one in self.arguments):
            return f"Wrong: {self.worst}."
        if any(one.wrong for one in self.arguments):
            return "Wrong: the gradient does not have the form of what it is a gradient by."
        return "The gradient could not be judged."

    @property
    def table(self) -> str:
        """One aligned row for each argument."""
        return aligned([HEADINGS, *map(_row, self.arguments)])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": str(self._html())}

    @property
    def _explained(self) -> tuple[str, ...]:
        far = any(one.wrong for one in self.arguments) and not self.faults
        return self.causes or ((UNKNOWN,) if far and self.worst is not None else ())

    @property
    def _extent(self) -> str:
        if any(one.directions for one in self.arguments):
            return ""
        judged = sum(one.count(Verdict.RIGHT) for one in self.arguments)
        total = sum(one.given.size for one in self.arguments)
        if judged < total:
            return f" in {judged} of {total} entries"
        return f" in all {total} entries" if total > 1 else ""

    def _html(self) -> Markup:
        parts = [Markup("<p><strong>{}</strong></p>").format(self.headline)]
        parts += [Markup("<p>{}</p>").format(fault) for fault in self.faults]
        if self.arguments:
            parts.append(_html_table([HEADINGS, *map(_row, self.arguments)]))
        for said in self._explained:
            lines = Markup("<br>").join(said.splitlines())
            parts.append(Markup("<p>{}</p>").format(lines))
        parts += [Markup("<p>{}</p>").format(note) for note in self.notes]
        parts += [heat_map(map_data(comparison)) for comparison in self._mapped()]
        inside = Markup("\n").join(parts)
        return Markup('<div class="autograder-gradient">{}</div>').format(inside)

    def _mapped(self) -> Sequence[Comparison]:
        """Return the worst argument for a map of its entries, where each of them was judged."""
        for one in self.arguments:
            clear = one.count(Verdict.RIGHT) + one.count(Verdict.WRONG) == one.given.size
            shown = self.worst is not None and one.name == self.worst.argument
            if shown and one.wrong and one.misfit is None and clear and one.given.ndim:
                return [Comparison(one.name, one.given, one.measured, one.excess, SOURCE)]
        return []


def entry_of(one: Judged) -> Entry:
    """Return an argument's worst entry."""
    at = one.worst
    return Entry(one.name, at, float(one.given[at]), float(one.measured[at]), float(one.error[at]))


def _row(one: Judged) -> tuple[str, ...]:
    shape, size = str(one.argument.value.shape), one.given.size
    if one.misfit is not None:
        return one.name, shape, *[""] * 5, f"wrong: shape {one.misfit.shape}"
    looked = f"{size - one.count(Verdict.UNSEEN)} of {size}" if size > 1 else "1"
    if one.directions:
        looked = f"{size - one.count(Verdict.UNSEEN)} and {one.directions} directions"
    error = np.abs(one.given - one.measured)[one.clear]
    ratio = _ratio(one) if one.wrong else None
    return (
        one.name,
        shape,
        looked,
        f"{'≥ ' * bool(one.directions)}{one.count(Verdict.WRONG)}" if one.wrong else "0",
        f"{np.max(error):.1e}" if error.size else "",
        f"{np.max(one.error[one.clear]):.1e}" if error.size else "",
        "" if ratio is None else show_ratio(ratio, one.near),
        _verdict(one),
    )


def _ratio(one: Judged) -> float | None:
    return constant_ratio(one.given[one.clear], one.measured[one.clear], one.near)


def _verdict(one: Judged) -> str:
    if one.wrong:
        return "wrong"
    unclear = one.count(Verdict.KINK) + one.count(Verdict.LOST)
    if not one.count(Verdict.RIGHT):
        return "not judged"
    return f"right, {unclear} not judged" if unclear else "right"


def _html_table(rows: Sequence[Sequence[str]]) -> Markup:
    headings, *body = rows
    heading = Markup('<th scope="col" style="{}">{}</th>')
    cell = Markup('<td style="{}">{}</td>')
    head = Markup("").join(heading.format(CELL, text) for text in headings)
    lines = [Markup("").join(cell.format(CELL, text) for text in row) for row in body]
    return Markup(
        '<table style="border-collapse:collapse"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(head, Markup("").join(Markup("<tr>{}</tr>").format(line) for line in lines))
