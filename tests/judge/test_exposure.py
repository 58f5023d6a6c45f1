"""No secret lies where the sandbox shows it."""

import os
import sys
from pathlib import Path

import pytest

from autograder.judge import exposure
from autograder.judge.exposure import Exposed, file_of, require_hidden


@pytest.mark.parametrize("shown", ["/usr/src/course", sys.prefix, f"{sys.prefix}/x", "/bin/x"])
def test_what_the_sandbox_shows_is_no_place_for_secrets(shown: str, tmp_path: Path) -> None:
    require_hidden({"the folder of results": tmp_path, "the gradebook": None})
    with pytest.raises(Exposed, match=r"^the gradebook \S+ would be readable"):
        require_hidden({"the folder of results": tmp_path, "the gradebook": Path(shown)})


def test_a_link_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "course").symlink_to("/usr/share")
    with pytest.raises(Exposed, match="sees all of /usr"):
        require_hidden({"the folder of solutions": tmp_path / "course" / "solutions"})


def test_an_environment_that_is_the_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposure, "readable", lambda: [tmp_path])
    with pytest.raises(Exposed, match=str(tmp_path)):
        require_hidden({"the folder of solutions": tmp_path / "solutions"})
    require_hidden({"the folder of solutions": Path(f"{tmp_path}-other")})


def test_the_file_of_a_database() -> None:
    assert file_of("sqlite:////a/b.db") == Path("/a/b.db")
    assert file_of("sqlite:///b.db") == Path("b.db")
    assert file_of("sqlite://") is None
    assert file_of(f"postgresql://{os.sep}/grades") is None
