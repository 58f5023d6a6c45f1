"""Pictures of students: PNG or nothing."""

import base64
import binascii
import struct

from autograder.judge.outputs import PNG

LARGEST = 10_000  # pixels a side; a small file can unfold to gigabytes in the reader's browser


def png(text: object) -> str:
    """Return a PNG picture in base64, written anew, or an empty text if it is not a sound one.

    Args:
        text: what a notebook holds as ``image/png``.
    """
    if not isinstance(text, str):
        return ""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
        width, height = struct.unpack(">II", data[16:24])  # the first chunk is the header
    except (binascii.Error, ValueError, struct.error):
        return ""
    sound = data.startswith(PNG) and max(width, height) <= LARGEST
    return base64.b64encode(data).decode() if sound else ""
