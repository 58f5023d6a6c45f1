"""Bytes that are held compressed: the notebooks of a class are in memory all at once."""

import zlib
from typing import Any


class Packed:
    """A field of a dataclass that takes and gives bytes, and needs a fraction of their memory.

    Args:
        default: the field's default; without one, the field must be given.
    """

    def __init__(self, default: bytes | None = None) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_packed_{name}"

    def __get__(self, instance: Any, owner: type) -> bytes:
        if instance is not None:
            return zlib.decompress(instance.__dict__[self._name])
        if self._default is None:
            raise AttributeError(self._name)  # which tells dataclass that there is no default
        return self._default

    def __set__(self, instance: Any, value: bytes) -> None:
        instance.__dict__[self._name] = zlib.compress(value, 1)
