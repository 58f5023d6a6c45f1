"""Tell whose a file is, by the names that Canvas, Moodle and this course's folders give."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from autograder.text import CONTROL, HALVES, TURNING

# Canvas, lib/content_zipper.rb: sortable name, LATE, number of the user, number of the attachment,
# the file's own name. The first reading is the right one: the rest of the name is the student's.
CANVAS = re.compile(
    r"(?:(?:(?P<late_>LATE)_)?(?P<anonymous>anon_[0-9A-Za-z]+)"
    r"|(?P<student_id>.+?)_(?:(?P<late>LATE)_)?(?P<number>[0-9]+))"
    r"_(?P<attachment>[0-9]+)_(?P<file_id>.+)",
    re.DOTALL,
)
# Moodle, mod/assign/classes/downloader.php: full name, the participant's number in the assignment,
# the submission's plugin; then a folder, or (an option of the download) the file's name at once.
MOODLE = re.compile(
    r"(?P<student_id>.+?)_(?P<number>[0-9]+)_assignsubmission_[a-z]+_?(?P<file_id>.*)", re.DOTALL
)
# In what follows, if the name can be read in a second way: the student's own name ends later then.
CANVAS_AGAIN = re.compile(r"(?:LATE_)?[1-9][0-9]*_.")
MOODLE_AGAIN = re.compile(r"_[0-9]+_assignsubmission_[a-z]+_")
# What neither a file system nor nbgrader's glob patterns nor a line of a table can hold.
UNUSABLE = re.compile(rf"[*?\[\]/\\{CONTROL}{TURNING}{HALVES}\ufffe\uffff]")
LONGEST = 128  # characters: the gradebook's column
LONGEST_BYTES = 255  # of a file name

System = Literal["folder", "canvas", "moodle", "pattern"]


@dataclass(frozen=True, order=True)
class Owner:
    """A student, as a learning platform or a folder names them.

    Attributes:
        system: where the name is from.
        name: the name, composed (NFC) where it is a platform's.
        number: the platform's number: in Canvas the user's, in Moodle one for each assignment.
    """

    system: System
    name: str
    number: str = ""

    @property
    def given(self) -> str:
        """The name to go by, if nobody else has it."""
        return f"{self.name}_{self.number}" if self.system == "canvas" else self.name


@dataclass(frozen=True)
class Claim:
    """What a file's path says.

    Attributes:
        rest: the student's own part of the path.
        late: whether the platform says so.
        attachment: Canvas' number of the upload; later ones are larger.
        doubtful: whether the name could as well be made of another student's, who is called like
            the beginning of a platform's name: ``ada_17``.
        timestamp: what the course's own pattern takes for the time.
        secret: nbgrader's, by which a student may fetch feedback.
    """

    owner: Owner
    rest: tuple[str, ...]
    late: bool = False
    attachment: int = 0
    doubtful: bool = False
    timestamp: str = ""
    secret: str = ""


def read_path(parts: tuple[str, ...], pattern: re.Pattern[str] | None = None) -> Claim | None:
    """Say whose a file is, by its path below the folder or archive that was handed over.

    Args:
        parts: the path.
        pattern: the course's ``FileNameCollectorPlugin.named_regexp``, with nbgrader's groups.

    Returns:
        None where the path names nobody.
    """
    claim = pattern and _by_pattern(parts, pattern)
    return claim or platform_name(parts) or _by_folder(parts)


def platform_name(parts: tuple[str, ...]) -> Claim | None:
    """Read a name that Canvas or Moodle made; None where it is another."""
    moodle = MOODLE.fullmatch(parts[0])
    canvas = CANVAS.fullmatch(parts[0]) if len(parts) == 1 else None
    if moodle and bool(moodle["file_id"]) != (len(parts) == 1):
        moodle = None
    if canvas and moodle:  # one is the platform's, and behind it the other in the student's own
        moodle = moodle if moodle.end("number") <= max(canvas.span("number")) else None
        canvas = None if moodle else canvas
    if moodle:
        owner = Owner(
            "moodle", unicodedata.normalize("NFC", moodle["student_id"]), moodle["number"]
        )
        own = parts[1:] or (moodle["file_id"],)
        return Claim(owner, own, doubtful=len(parts) == 1 and bool(MOODLE_AGAIN.search(own[0])))
    if canvas:
        name, number = canvas["student_id"] or "anon", canvas["number"]
        return Claim(
            Owner("canvas", unicodedata.normalize("NFC", name), number or canvas["anonymous"][5:]),
            (canvas["file_id"],),
            bool(canvas["late"] or canvas["late_"]),
            int(canvas["attachment"][:30]),
            bool(CANVAS_AGAIN.match(canvas["file_id"])),
        )
    return None


def _by_pattern(parts: tuple[str, ...], pattern: re.Pattern[str]) -> Claim | None:
    match = pattern.match(
        "/" + "/".join(parts)
    )  # as if it were absolute, which is what nbgrader matches
    groups = match.groupdict() if match else {}
    student, file = groups.get("student_id"), groups.get("file_id")
    if not student or not file:
        return None
    suffix = re.search(r"\.[^./]*$", parts[-1])
    name = re.sub(r"\.[^./]*$", "", file) + (suffix[0] if suffix else "")
    owner = Owner("pattern", unicodedata.normalize("NFC", student))
    return Claim(owner, tuple(name.split("/")), timestamp=groups.get("timestamp") or "")


def _by_folder(parts: tuple[str, ...]) -> Claim | None:
    return Claim(Owner("folder", parts[0]), parts[1:]) if len(parts) > 1 else None


def name_students(owners: Iterable[tuple[Owner, str]]) -> dict[Owner, str]:
    """Give every owner a name that nbgrader, its gradebook and a file system can hold.

    Two owners never get one name, with one exception: Moodle numbers its participants anew in each
    assignment, so that of one name in several lessons is taken for one student, unless two of that
    name handed in the same lesson. Of folders whose names look alike, and differ in how accents are
    encoded, none keeps its name: nobody takes over what is recorded under it.

    Args:
        owners: each owner with each of their lessons.
    """
    pairs = set(owners)
    numbers: dict[tuple[str, str], set[str]] = {}
    for owner, lesson in pairs:
        if owner.system == "moodle":
            numbers.setdefault((owner.name, lesson), set()).add(owner.number)
    shared = {name for (name, _), those in numbers.items() if len(those) > 1}
    looks = Counter(_composed(owner) for owner in {o for o, _ in pairs if o.system == "folder"})
    names: dict[Owner, str] = {}
    holders: dict[str, tuple[str, ...]] = {}
    # Those who can keep their name come first, so that nobody's depends on somebody else's tricks.
    for owner in sorted({o for o, _ in pairs}, key=_precedence):
        one_of_many = owner.system == "moodle" and owner.name not in shared
        person = (owner.system, owner.name, "" if one_of_many else owner.number)
        wanted = f"{owner.name}_{owner.number}" if owner.name in shared else owner.given
        name, tries = _safe(wanted), 0
        if owner.system == "folder" and looks[_composed(owner)] > 1:
            name = _marked(name.split("~")[0], owner.name)
        while holders.get(name, person) != person:
            tries += 1
            name = _marked(name.split("~")[0], f"{person}{tries}")
        holders[name] = person
        names[owner] = name
    return names


def _precedence(owner: Owner) -> tuple[bool, bool, Owner]:
    return _safe(owner.given) != owner.given, owner.system != "folder", owner


def _composed(owner: Owner) -> str:
    return unicodedata.normalize("NFC", owner.name)


def _safe(name: str) -> str:
    """Return a usable name; one that had to lose something is marked with a digest of all of it."""
    composed = unicodedata.normalize("NFC", name)
    usable = UNUSABLE.sub("_", composed).strip()
    if usable.startswith("."):
        usable = f"_{usable[1:]}"
    fits = len(usable) <= LONGEST and len(usable.encode()) <= LONGEST_BYTES
    return usable if fits and usable == composed and usable else _marked(usable, name)


def _marked(name: str, whole: str) -> str:
    digest = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    room = LONGEST_BYTES - len("~") - len(digest)
    short = name[: LONGEST - len("~") - len(digest)].encode()[:room].decode("utf-8", "ignore")
    return f"{short.rstrip() or 'student'}~{digest}"
