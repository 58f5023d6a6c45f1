"""Zip files for tests: ordinary ones, and ones that no ordinary program makes."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping


def pack(
    members: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]],
    *,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Return a zip file with members of any names, in their order; names may repeat."""
    pairs = members.items() if isinstance(members, Mapping) else members
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of names that repeat
        for name, content in pairs:
            archive.writestr(name, content)
    return file.getvalue()


def special(name: str, kind: int) -> zipfile.ZipInfo:
    """Return a member that stands for a link, a device or the like."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o644) << 16
    return info


def dated(name: str, *date: int) -> zipfile.ZipInfo:
    """Return a member of a date: year, month, day."""
    year, month, day = date
    return zipfile.ZipInfo(name, (year, month, day, 12, 0, 0))


def patched(content: bytes, mark: bytes, offset: int, value: bytes, *, which: int = 0) -> bytes:
    """Return an archive with bytes replaced, ``offset`` behind the start of a header of a mark."""
    at = -1
    for _ in range(which + 1):
        at = content.index(mark, at + 1)
    at += offset
    return content[:at] + value + content[at + len(value) :]


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
