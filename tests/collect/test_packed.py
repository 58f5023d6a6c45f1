"""Fields of bytes that are held compressed."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from autograder.collect.packed import Packed


@dataclass(frozen=True)
class Letter:
    sender: str
    text: Packed = Packed()  # noqa: RUF009, a descriptor
    postscript: Packed = Packed(b"bye")  # noqa: RUF009, a descriptor


def test_a_packed_field_behaves_as_bytes() -> None:
    letter = Letter("ada", b"a" * 100_000)
    assert letter.text == b"a" * 100_000
    assert letter.postscript == b"bye"
    assert letter == Letter("ada", b"a" * 100_000)
    assert letter != replace(letter, text=b"b")
    assert hash(letter) == hash(replace(letter, sender="ada"))
    assert len(pickle.dumps(letter)) < 1_000
    assert pickle.loads(pickle.dumps(letter)) == letter  # noqa: S301, our own


def test_it_is_required_and_frozen_as_others_are() -> None:
    with pytest.raises(TypeError, match="text"):
        Letter("ada")
    with pytest.raises(FrozenInstanceError):
        Letter("ada", b"").text = b"b"  # type: ignore[misc]
