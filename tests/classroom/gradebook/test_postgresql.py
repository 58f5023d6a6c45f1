"""A gradebook in a real PostgreSQL, which these tests start, is that of SQLite."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from autograder.classroom.grade import grade_class
from autograder.cli.report import write_grades
from autograder.course.lessons import Course
from tests.classroom.gradebook.test_writer import ROWS
from tests.helpers import small

pytestmark = pytest.mark.integration

USER = "postgres"


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs; Debian keeps them off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else str(shutil.which(name))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start a server that listens on a Unix socket alone, and return the URL of a database."""
    with tempfile.TemporaryDirectory(prefix="pg-") as name:  # a socket's path must be short
        folder = Path(name)
        prefix: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL does not run as root
            account = pwd.getpwnam(USER)
            os.chown(folder, account.pw_uid, account.pw_gid)
            prefix = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"]
            prefix += ["--clear-groups", "--"]
        data = str(folder / "data")
        make = [program("initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        flags = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = [program("pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
        for command in (make, [*control, "-o", flags, "start"]):
            subprocess.run([*prefix, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql+psycopg://{USER}@/postgres?host={folder}"
        finally:
            stop = [*prefix, *control, "-m", "immediate", "stop"]
            subprocess.run(stop, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def test_a_gradebook_in_postgresql_is_that_of_sqlite(server: str, tmp_path: Path) -> None:
    course = small.make_course(tmp_path / "course")
    folder = small.hand_in(course, tmp_path / "class", ada=small.RIGHT, emmy=small.WRONG)
    assert graded(course, folder, tmp_path / "one", server) == graded(
        course, folder, tmp_path / "two", f"sqlite:///{tmp_path / 'two.db'}"
    )
    assert not (tmp_path / "one" / "gradebook.db").exists()
    small.hand_in(course, folder, emmy=small.RIGHT)
    assert graded(course, folder, tmp_path / "one", server)["grades"] == [
        ("ada", "test_twice", 2.0, None, None, False),
        ("emmy", "test_twice", 2.0, None, None, False),
    ]


def graded(course: Course, folder: Path, out: Path, url: str) -> dict[str, object]:
    """Grade and return grades.csv and all rows."""
    grades = grade_class(course, folder, out, database=url)
    write_grades(grades.scores, out / "grades.csv")
    engine = create_engine(url)
    with engine.connect() as database:
        found = {
            what: sorted(map(tuple, database.execute(text(query))), key=repr)
            for what, query in ROWS.items()
        }
    engine.dispose()
    return {**found, "grades.csv": (out / "grades.csv").read_text()}
