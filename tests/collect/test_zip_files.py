"""Archives that are made to do harm, and archives that are damaged."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect.files import Found, Unreadable
from autograder.collect.zip_files import CLASS, STUDENT, Bounds, members
from autograder.course.notebook.handed_in import LARGEST
from tests.helpers.packing import CENTRAL, END, LOCAL, pack, patched, special

WHERE = Path("class.zip")
GOOD = {"a.ipynb": b"first " * 50, "b.ipynb": b"second " * 50}


def _list(content: bytes, bounds: Bounds = CLASS) -> list[Found]:
    return members(io.BytesIO(content), WHERE, bounds)


def _faults(content: bytes, bounds: Bounds = CLASS) -> list[str]:
    return [found.fault for found in _list(content, bounds)]


def test_members_are_read_as_they_are() -> None:
    content = pack(
        {"top/a b/ä.ipynb": b"1", "top/": b"", "x.bin": bytes(range(256)), "./y//z": b""}
    )
    found = _list(content)
    assert [one.parts for one in found] == [("top", "a b", "ä.ipynb"), ("x.bin",), ("y", "z")]
    assert [one.read() for one in found] == [b"1", bytes(range(256)), b""]
    assert found[0].path == WHERE / "top/a b/ä.ipynb"
    assert [one.fault for one in found] == [""] * 3


def test_an_archive_without_anything() -> None:
    assert _list(pack({})) == []
    assert _list(pack({}) + b"x") == []


def test_litter_is_left_out() -> None:
    names = ["__MACOSX/._a.ipynb", ".DS_Store", "x/.ipynb_checkpoints/a.ipynb", "Thumbs.db", "a"]
    assert [found.parts for found in _list(pack(dict.fromkeys(names, b"")))] == [("a",)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.ipynb", "leads out"),
        ("x/../../a.ipynb", "leads out"),
        ("x/..", "leads out"),
        ("/etc/passwd", "absolute"),
        ("//host/share", "absolute"),
        ("C:/a.ipynb", "absolute"),
        ("c:a.ipynb", "absolute"),
        ("..\\a.ipynb", "backslash"),
        ("x\\a.ipynb", "backslash"),
        ("../", "leads out"),
        ("...", "a name that is none"),
        ("x/" * 2000 + "a" * 200, "4096 bytes"),
    ],
    ids=lambda text: text[:20],
)
def test_paths_that_lead_elsewhere(name: str, reason: str) -> None:
    (bad, good) = _list(pack({name: b"1", "fine.ipynb": b"2"}))
    assert reason in bad.fault
    assert len(bad.parts) == 1
    assert (good.fault, good.read()) == ("", b"2")


def test_a_name_with_a_zero_byte() -> None:
    content = pack({"aXb.ipynb": b"1"}).replace(b"aXb", b"a\0b")
    assert _faults(content) == ["a name that is none"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (stat.S_IFLNK, "a symbolic link, not a file"),
        (stat.S_IFIFO, "a special file"),
        (stat.S_IFCHR, "a special file"),
        (stat.S_IFSOCK, "a special file"),
    ],
)
def test_links_and_special_files(kind: int, reason: str) -> None:
    assert _faults(pack([(special("a.ipynb", kind), b"/etc/passwd")])) == [reason]


def test_number_of_members() -> None:
    with pytest.raises(Unreadable, match="more than 5000 files"):
        _list(pack({f"{n}": b"" for n in range(10_000)}))
    with pytest.raises(Unreadable, match="more than 1000 files"):
        _list(pack({f"{n}": b"" for n in range(1_001)}), STUDENT)
    assert len(_list(pack({f"{n}": b"" for n in range(1_000)}), STUDENT)) == 1_000


def test_the_directory_is_measured_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pack({f"{n}": b"" for n in range(40_000)})
    elsewhere = patched(pack(GOOD), END, 12, struct.pack("<L", 2**32 - 1))
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(Unreadable, match="too large for 1000 files"):
        _list(content, STUDENT)
    with pytest.raises(Unreadable, match="too large for 5000 files"):
        _list(b"PK\x06\x06" + struct.pack("<36xQ", 2**50) + elsewhere)


def test_bombs() -> None:
    content = pack(
        {"a.ipynb": bytes(LARGEST + 1), "b.ipynb": bytes(LARGEST), "c.bin": bytes(2**20)}
    )
    assert len(content) < 50_000
    assert _faults(content) == [
        "larger than 20 MB",
        "grows more than 200-fold when it is unpacked",
        "",  # is never unpacked
    ]


def test_archives_in_archives() -> None:
    inner = pack(GOOD)
    assert _faults(pack({"a.zip": inner})) == [""]
    assert _faults(pack({"A.ZIP": inner}), STUDENT) == ["an archive in a student's archive"]


def test_a_size_that_is_a_lie_unpacks_no_further() -> None:
    content = pack({"a.ipynb": bytes(10 * 2**20)})
    for mark, offset in ((LOCAL, 22), (CENTRAL, 24)):
        content = patched(content, mark, offset, struct.pack("<L", 1000))
    (found,) = _list(content)
    assert found.fault == ""
    with pytest.raises(Unreadable, match="damaged in the archive"):
        found.read()


def test_members_that_share_bytes() -> None:
    content = pack(GOOD)
    first = struct.pack("<L", 0)
    with pytest.raises(Unreadable, match="overlap"):
        _list(patched(content, CENTRAL, 42, first, which=1))
    with pytest.raises(Unreadable, match="overlap"):  # one file's data holds the next one
        _list(patched(content, CENTRAL, 20, struct.pack("<L", 60)))
    with pytest.raises(Unreadable, match="not where the directory says"):
        _list(patched(content, CENTRAL, 42, struct.pack("<L", 1)))


def test_other_ways_to_pack() -> None:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert _faults(pack({"a.ipynb": b"1"}, method=method)) == [
            "compressed in a way other than deflate"
        ]
    assert _faults(pack({"a.ipynb": b"1"}, method=zipfile.ZIP_STORED)) == [""]


def test_encrypted_members() -> None:
    assert _faults(patched(pack(GOOD), CENTRAL, 8, b"\x01")) == ["encrypted", ""]


def test_a_name_twice() -> None:
    twice = [("x/a.ipynb", b"1"), ("x//a.ipynb", b"2"), ("b.ipynb", b"3")]
    assert _faults(pack(twice)) == ["one of 2 files of the same name in one archive"] * 2 + [""]


def test_damage_to_one_member_leaves_the_others() -> None:
    content = pack(GOOD, method=zipfile.ZIP_STORED)
    bad, good = _list(content.replace(b"first", b"FIRST", 1))
    with pytest.raises(Unreadable, match="Bad CRC-32"):
        bad.read()
    assert good.read() == GOOD["b.ipynb"]


def test_names_that_macos_writes() -> None:
    content = pack({"ä.ipynb": b""})
    for mark, offset in ((LOCAL, 6), (CENTRAL, 8)):
        content = patched(content, mark, offset, b"\0\0")
    assert [found.parts for found in _list(content)] == [("ä.ipynb",)]


@pytest.mark.parametrize("content", [b"", b"hello", END, bytes(2**17)])
def test_what_is_no_zip_file(content: bytes) -> None:
    with pytest.raises(Unreadable):
        _list(content)


def _try_all(content: bytes) -> None:
    """Whatever the bytes are: one clear line, and no more bytes than announced."""
    try:
        for found in _list(content):
            if not found.fault:
                assert len(found.read()) <= found.size
    except Unreadable as error:
        said = str(error)
    else:
        said = "fine"
    assert len(said.splitlines()) == 1


def test_cut_off_anywhere() -> None:
    content = pack(GOOD)
    for length in range(len(content)):
        with pytest.raises(Unreadable):
            _list(content[:length])


@pytest.mark.fuzz
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    _try_all(content)
    _try_all(pack(GOOD) + content)
    _try_all(content + pack(GOOD))


@pytest.mark.fuzz
@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_changed_bytes(changes: list[tuple[int, int]]) -> None:
    content = bytearray(pack({**GOOD, "c.zip": b""}))
    for at, value in changes:
        content[at % len(content)] = value
    _try_all(bytes(content))


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@pytest.mark.fuzz
@given(st.dictionaries(NAMES | st.text("./\\:aC", min_size=1), st.binary(), max_size=5))
def test_any_names(files: dict[str, bytes]) -> None:
    content = pack(files)
    _try_all(content)
    for found in _list(content) if files else []:
        assert all(found.parts)
        assert found.fault or not {"", ".", ".."} & set(found.parts)


def _with_larger_record(content: bytes, **changed: int) -> bytes:
    """Put a zip64 record before the plain one, which says the same but for what is changed."""
    at = content.index(END)
    count, total, size, start = struct.unpack("<8x2H2L2x", content[at:])
    says = {"count": count, "total": total, "size": size, "start": start} | changed
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, *says.values())
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    return content[:at] + record + locator + content[at:]


def test_a_second_record_at_the_end_must_say_the_same() -> None:
    content = pack(GOOD)
    assert _faults(_with_larger_record(content)) == ["", ""]
    plain = patched(_with_larger_record(content), END, 12, b"\xff" * 4)  # see the larger record
    assert _faults(plain) == ["", ""]
    for changed in ({"size": 10**6}, {"start": 0}, {"count": 1}, {"total": 3}):
        with pytest.raises(Unreadable, match="contradict"):
            _list(_with_larger_record(content, **changed))


def test_a_directory_is_measured_by_the_record_that_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = pack({f"{n}.txt": b"" for n in range(STUDENT.members + 1)})
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("it was read"))
    lie = patched(_with_larger_record(many), END, 12, struct.pack("<L", 46))
    with pytest.raises(Unreadable, match="contradict"):
        _list(lie, STUDENT)


def test_a_record_that_is_pointed_to_must_be_there() -> None:
    content = pack(GOOD)
    at = content.index(END)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    with pytest.raises(Unreadable, match="not where it must be"):
        _list(content[:at] + locator + content[at:])
