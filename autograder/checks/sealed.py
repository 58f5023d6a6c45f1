"""Files of what a student may read later: reasons for the options of questions, other right ways.

``release`` makes them of the course's solutions. Nothing in them is read by chance or found by a
search, but they keep no secret from somebody who tries: what a class is to have at grading alone
is not in the files that are handed out, and in the sandbox there are none.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "sealed"


def sealed(entries: Mapping[str, Any]) -> bytes:
    """Return the content of a file; equal entries give equal bytes.

    Args:
        entries: by the key that opens each, a value that JSON knows.
    """
    lines = {
        _place(key): base64.b64encode(_mixed(json.dumps(value).encode(), key)).decode()
        for key, value in entries.items()
    }
    return (json.dumps(lines, indent=0, sort_keys=True) + "\n").encode()


def opened(name: str, key: str) -> Any:
    """Return the value of a key in a file of FOLDER; None where file or key is not there."""
    locked = _entries(FOLDER / name).get(_place(key))
    return None if locked is None else json.loads(_mixed(base64.b64decode(locked), key))


@lru_cache
def _entries(file: Path) -> Mapping[str, str]:
    try:
        entries: Mapping[str, str] = json.loads(file.read_bytes())
    except OSError:
        return {}
    return entries


def _place(key: str) -> str:
    return hashlib.sha256(f"place {key}".encode()).hexdigest()[:20]


def _mixed(text: bytes, key: str) -> bytes:
    """Return a text made unreadable, or readable again."""
    stream = hashlib.shake_256(f"text {key}".encode()).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))
