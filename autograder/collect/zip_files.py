"""Zip files from outside: checked before anything is unpacked, and unpacked into memory alone."""

import io
import re
import stat
import struct
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import IO

from autograder.collect.files import Found, Unreadable, is_litter
from autograder.text import first_line

RATIO = 200  # a notebook full of equal numbers compresses 50-fold; deflate ends at 1032
SMALL = 2**20  # bytes; below, a ratio does no harm
LONGEST_PATH = 4096  # bytes, PATH_MAX of Linux
LOCAL_HEADER, LOCAL_MARK = struct.Struct("<4s22x2H"), b"PK\x03\x04"
# The record at the end: members on this disk and of all, bytes of the directory and its start.
END, END_MARK = struct.Struct("<4s4x2H2L2x"), b"PK\x05\x06"
END_64, END_64_MARK = struct.Struct("<4s20x4Q"), b"PK\x06\x06"  # with room for larger numbers
LOCATOR, LOCATOR_MARK = struct.Struct("<4s16x"), b"PK\x06\x07"  # says where the larger one is
LARGEST_FIELDS = (2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1)  # they say: see the larger record
ENTRY = 800  # bytes of the directory that a member may need: its names, times and comments
READ = frozenset({".ipynb", ".zip"})  # nothing else is unpacked, whatever it is
FIRST_DATE = datetime(1980, 1, 1)  # of the format; programs write it where they know none
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1 | 0x40 | 0x2000  # the general purpose bits for it
UTF8 = 0x800


@dataclass(frozen=True)
class Bounds:
    """What an archive may hold.

    Attributes:
        members: number of files and folders.
        archives: whether archives in it are opened as well.
    """

    members: int
    archives: bool


CLASS = Bounds(members=5_000, archives=True)  # five files of each of a thousand students
STUDENT = Bounds(members=1_000, archives=False)


def members(file: IO[bytes], where: Path, bounds: Bounds) -> list[Found]:
    """List the files in an archive.

    Args:
        file: the archive; it must stay open for as long as members are read.
        where: its path, for messages.
        bounds: what it may hold.

    Returns:
        Its files in the order of the archive, without litter. Those that must not be read have a
        ``fault``.

    Raises:
        Unreadable: the archive as a whole is damaged or is made to do harm.
    """
    try:
        if _directory_size(file) > bounds.members * ENTRY:
            raise Unreadable(f"its directory is too large for {bounds.members} files")
        archive = zipfile.ZipFile(file)
        infos = archive.infolist()
        if len(infos) > bounds.members:
            raise Unreadable(f"more than {bounds.members} files in one archive")
        _refuse_overlaps(file, infos, archive.start_dir)
    except Unreadable:
        raise
    except Exception as error:  # zipfile lets all kinds through, from struct.error to OverflowError
        raise Unreadable(f"not a zip file, or a damaged one ({first_line(error):.100})") from error
    paths = [_path(_name(info)) for info in infos]
    times = Counter(paths)
    found = []
    for info, parts in zip(infos, paths, strict=True):
        unsafe = _unsafe(info)
        if unsafe or not (info.is_dir() or is_litter(parts)):
            member = _member(archive, info, parts, where)
            fault = unsafe or _fault(info, member, times[parts], bounds)
            found.append(replace(member, fault=fault))
    return found


def _directory_size(file: IO[bytes]) -> int:
    """Return the bytes of the central directory; an entry has at least 46 of them.

    zipfile believes a larger record wherever there is one, so it must say what the other says.
    """
    file.seek(0, io.SEEK_END)
    file.seek(max(0, file.tell() - 2**16 - END.size - LOCATOR.size - END_64.size))
    tail = file.read()
    at = len(tail) - END.size  # without a comment, which zipfile tries first
    if at < 0 or not (tail.startswith(END_MARK, at) and tail.endswith(b"\0\0")):
        at = tail.rfind(END_MARK)
    if at < 0 or at + END.size > len(tail):
        raise Unreadable("not a zip file, or cut off at its end")
    plain = END.unpack_from(tail, at)[1:]
    if not tail.startswith(LOCATOR_MARK, max(0, at - LOCATOR.size)):
        return int(plain[2])
    at_64 = at - LOCATOR.size - END_64.size
    if at_64 < 0 or not tail.startswith(END_64_MARK, at_64):
        raise Unreadable("damaged: a record at its end is not where it must be")
    large = END_64.unpack_from(tail, at_64)[1:]
    if any(a not in (b, most) for a, b, most in zip(plain, large, LARGEST_FIELDS, strict=True)):
        raise Unreadable("damaged: two records at its end contradict each other")
    return int(large[2])


def _refuse_overlaps(file: IO[bytes], infos: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse archives whose members share bytes: a small file could unpack to any size."""
    starts = sorted((info.header_offset, info.compress_size) for info in infos)
    for (start, size), (limit, _) in pairwise([*starts, (end, 0)]):
        file.seek(start)
        header = file.read(LOCAL_HEADER.size)
        mark, name, extra = LOCAL_HEADER.unpack(header)
        if mark != LOCAL_MARK:
            raise Unreadable("damaged: a file is not where the directory says")
        if start + LOCAL_HEADER.size + name + extra + size > limit:
            raise Unreadable("its members overlap each other")


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name. macOS writes UTF-8 without saying so, and zipfile reads cp437."""
    if info.flag_bits & UTF8:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _path(name: str) -> tuple[str, ...]:
    """Split a member's name; one that no path below a folder can be made of stays in one piece."""
    if _unsafe_path(name):
        return (name,)
    return tuple(part for part in name.split("/") if part not in ("", "."))


def _unsafe_path(name: str) -> str:
    if "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "an absolute path, or one with a backslash"
    if ".." in name.split("/"):
        return "a path that leads out of the archive"
    if "\x00" in name or not name.strip("./"):
        return "a name that is none"
    if len(name.encode("utf-8", "surrogatepass")) > LONGEST_PATH:
        return f"a path of more than {LONGEST_PATH} bytes"
    return ""


def _unsafe(info: zipfile.ZipInfo) -> str:
    """Say why a member's name or kind is dangerous."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a symbolic link, not a file"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "a special file"
    return _unsafe_path(_name(info))


def _fault(info: zipfile.ZipInfo, found: Found, times: int, bounds: Bounds) -> str:
    """Say why a harmless member must not be read all the same; empty where it may be."""
    if found.suffix not in READ:
        return ""
    if found.suffix == ".zip" and not bounds.archives:
        return "an archive in a student's archive"
    if times > 1:
        return f"one of {times} files of the same name in one archive"
    if info.flag_bits & ENCRYPTED:
        return "encrypted"
    if info.compress_type not in METHODS:
        return "compressed in a way other than deflate"
    if info.file_size > found.largest:
        return f"larger than {found.largest // 2**20} MB"
    if info.file_size > max(SMALL, RATIO * info.compress_size):
        return f"grows more than {RATIO}-fold when it is unpacked"
    return ""


def _changed(info: zipfile.ZipInfo) -> datetime:
    try:
        changed = datetime(*info.date_time)
    except ValueError:
        return datetime.min
    return changed if changed > FIRST_DATE else datetime.min


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, parts: tuple[str, ...], where: Path
) -> Found:
    changed = _changed(info)

    def read() -> bytes:
        try:
            with archive.open(info) as file:
                return file.read(info.file_size + 1)  # zipfile stops there, and checks the CRC
        except Exception as error:
            raise Unreadable(f"damaged in the archive ({first_line(error):.100})") from error

    shown = Path(f"{where}/{'/'.join(parts)}")
    return Found(shown, parts, info.file_size, changed, read=read)
