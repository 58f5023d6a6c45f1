"""Names of files as platforms, browsers, systems and people make them."""

import pytest

from autograder.collect.file_names import plain_folder, plain_stem, suffix_of

STEM = "jacobian_lemmas"


@pytest.mark.parametrize(
    ("name", "attempt"),
    [
        ("jacobian_lemmas.ipynb", 1),
        ("Jacobian_Lemmas.IPYNB", 1),
        ("jacobian lemmas.ipynb", 1),
        (" jacobian_lemmas .ipynb", 1),
        ("jacobian_lemmas.ipynb.", 1),
        ("jacobian_lemmas-2.ipynb", 3),
        ("jacobian_lemmas (1).ipynb", 2),
        ("jacobian_lemmas(1).ipynb", 2),
        ("jacobian_lemmas-Copy1.ipynb", 2),
        ("jacobian_lemmas-Copy1-Copy2.ipynb", 4),
        ("jacobian_lemmas - Copy.ipynb", 2),
        ("jacobian_lemmas - Copy (2).ipynb", 4),
        ("jacobian_lemmas copy.ipynb", 2),
        ("jacobian_lemmas copy 2.ipynb", 3),
        ("jacobian_lemmas (copy).ipynb", 2),
        ("jacobian_lemmas (another copy).ipynb", 2),
        ("jacobian_lemmas (3rd copy).ipynb", 4),
        ("Copy of jacobian_lemmas.ipynb", 2),
        ("Copy of Copy of jacobian_lemmas (1).ipynb", 4),
        ("jacobian_lemmas.ipynb.txt", 1),
        ("jacobian_lemmas.ipynb.TXT", 1),
        ("jacobian_lemmas.ipynb.txt.txt", 1),
        ("jacobian_lemmas.ipynb.json", 1),
        ("jacobian_lemmas.ipynb (1).txt", 2),
        ("jacobian_lemmas (1).ipynb.txt", 2),
        ("jacobian_lemmas.ipynb-1.txt", 2),
        ("jacobian_lemmas.ipynb - Copy.txt", 2),
        ("jacobian_lemmas.ipynb (1)", 2),
    ],
)
def test_a_notebook_is_known_by_its_name(name: str, attempt: int) -> None:
    assert suffix_of(name) == ".ipynb"
    assert plain_stem(name) == (STEM, attempt)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("jacobian_lemmas.txt", ".txt"),
        ("jacobian_lemmas.ipynb.pdf", ".pdf"),
        ("jacobian_lemmas.ipynb.html", ".html"),
        ("jacobian_lemmas.ipynb.zip", ".zip"),
        ("jacobian_lemmas.ipynb notes.txt", ".txt"),
        ("timestamp.txt", ".txt"),
        ("ipynb.txt", ".txt"),
        ("jacobian_lemmas", ""),
        (".ipynb", ""),
    ],
)
def test_what_is_named_otherwise_is_no_notebook(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_an_archive_of_a_notebook_is_named_after_it() -> None:
    assert plain_stem("Jacobian_lemmas (1).ipynb.zip") == (STEM, 2)
    assert plain_stem("jacobian_lemmas.ipynb (1).zip") == (STEM, 2)
    assert plain_stem("jacobian_lemmas.zip") == (STEM, 1)


@pytest.mark.parametrize(
    "name",
    ["04_jacobian_lemmas", "04_Jacobian_Lemmas", "04 JACOBIAN LEMMAS", "04_jacobian_lemmas (1)"],
)
def test_a_folder_is_known_by_its_name(name: str) -> None:
    assert plain_folder(name) == "04_jacobian_lemmas"


@pytest.mark.parametrize(
    "name",
    [
        "a" + " (1)" * 5000,
        "x.ipynb" + "-1" * 9000 + ".tx",
        "x.ipynb" + " - copy 1" * 4000 + "!",
        "copy of " * 9000,
        ".ipynb" * 9000,
    ],
    ids=len,
)
def test_long_names_are_read_at_once(name: str) -> None:
    plain_stem(name)
    suffix_of(name)
