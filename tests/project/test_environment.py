"""What describes the project from outside agrees with it: environments, documents, links."""

import re
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import nbformat
import numpy as np
import pytest
import yaml  # type: ignore[import-untyped]
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from autograder.checks.expected import FloatArray
from autograder.checks.failure import CheckFailed
from autograder.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = {
    extra: [Requirement(line) for line in lines]
    for extra, lines in PROJECT["optional-dependencies"].items()
}
TESTED = {r for extra, lines in EXTRAS.items() if extra != "torch" for r in lines}
PYTHONS = ("3.11.0", "3.12.0", "3.13.0", "3.14.0")  # the oldest of each, from README's on
UNTIL_3_11 = {"importlib-metadata", "zipp"}  # Dask needs them there alone
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "blackboard/*.md", "docs/**/*.md", "tests/**/*.md")
    for path in ROOT.glob(pattern)
)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")


def _ranges(requirements: list[Requirement]) -> dict[str, SpecifierSet]:
    return {canonicalize_name(r.name): r.specifier for r in requirements}


def _pins() -> dict[str, str]:
    """Return the versions of constraints.txt; every line must be a comment or name==version."""
    pins: dict[str, str] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.]+)", line)
            assert pin, f"not name==version: {line!r}"
            pins[canonicalize_name(pin[1])] = pin[2]
    return pins


def _code(path: Path) -> str:
    """Return what a document shows as code, in blocks and within lines."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^ *```\w*\n(.*?)^ *```$", text)
    return "\n".join([*blocks, *re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)])


def test_conda_gets_the_packages_and_ranges_that_pip_gets() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    listed = [line for line in environment["dependencies"] if isinstance(line, str)]
    assert {"pip": ["--editable ."]} in environment["dependencies"]
    assert "pip" in listed
    # Binder wants one Python, which conda writes with a single =.
    (python,) = (line for line in listed if line.startswith("python="))
    listed.remove(python)
    assert python.removeprefix("python=") in SpecifierSet(PROJECT["requires-python"])
    conda = _ranges([Requirement(line) for line in listed if line != "pip"])
    assert conda == _ranges([*NEEDED, *EXTRAS["lab"]])


def test_a_package_has_one_range_whatever_needs_it() -> None:
    ranges: dict[str, set[SpecifierSet]] = {}
    for requirement in [*NEEDED, *TESTED]:
        ranges.setdefault(canonicalize_name(requirement.name), set()).add(requirement.specifier)
    assert {name: found for name, found in ranges.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", sorted(_pins()))
def test_a_pinned_version_installs_on_every_python_that_is_promised(name: str) -> None:
    if name in UNTIL_3_11 and sys.version_info >= (3, 12):
        return
    installed = distribution(name)
    assert installed.version == _pins()[name], "make setup installs the pinned version"
    wanted = SpecifierSet(installed.metadata["Requires-Python"] or "")
    assert [python for python in PYTHONS if python not in wanted] == []


def test_the_readme_promises_the_oldest_python_of_the_pins() -> None:
    oldest = ".".join(PYTHONS[0].split(".")[:2])
    assert f"Python {oldest} or newer" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert SpecifierSet(PROJECT["requires-python"]) == SpecifierSet(f">={oldest}")


@pytest.mark.parametrize("requirement", sorted({*NEEDED, *TESTED}, key=str), ids=str)
def test_the_pinned_version_is_in_the_range(requirement: Requirement) -> None:
    version = _pins()[canonicalize_name(requirement.name)]
    assert Version(version) in requirement.specifier


@pytest.mark.parametrize("part", ["dependencies", *EXTRAS])
def test_a_dependency_has_its_reason_beside_it(part: str) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (lines,) = re.findall(rf"(?ms)^{part} = \[\n(.*?)^\]", text)
    assert [line for line in lines.splitlines() if not re.match(r' *"[^"]+", +# \w+', line)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_tells_to_type_exists(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _code(path)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"^make ([a-z]+)", code, re.MULTILINE)) <= targets
    for command in set(re.findall(r"^(?:\S*/)?autograder ([a-z-]+)", code, re.MULTILINE)):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0, capsys.readouterr().err


def test_the_readme_shows_a_message_that_a_check_really_gives(
    released: nbformat.NotebookNode,
) -> None:
    def affine_grad_W(grad_y: FloatArray, x: FloatArray) -> FloatArray:  # noqa: N802
        return 2 * np.outer(grad_y, x)

    (test,) = (
        cell.source
        for cell in released.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "test_affine_grad_W"
    )
    with pytest.raises(CheckFailed) as failed:
        exec(test, {"affine_grad_W": affine_grad_W})  # noqa: S102, a cell of ours
    assert str(failed.value) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_the_two_commands() -> None:
    code = _code(ROOT / "README.md")
    assert "make lab" in code
    assert "make test" in code


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_and_pictures_have_a_text(path: Path) -> None:
    for picture, text, target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        file, _, heading = target.partition("#")
        linked = path.parent / file if file else path
        assert linked.is_file(), f"{target} does not exist"
        assert not heading or heading in _anchors(linked), f"{target} has no such heading"
        assert not picture or len(text) > 20, f"{target} needs a text for those who cannot see it"


def _anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
