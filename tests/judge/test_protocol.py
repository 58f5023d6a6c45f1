"""Messages: what goes in comes out, and nothing that comes in does harm."""

import contextlib
import functools
import gc
import json
import math
import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.checks.calls.data import DEEPEST, Opaque, same
from autograder.judge.protocol import (
    LARGEST_EMPTY,
    LARGEST_HEADER,
    LARGEST_MESSAGE,
    LONGEST_INTEGER,
    Receiver,
    WireError,
    decode,
    encode,
    send,
)
from autograder.sandbox.own_time import OwnTime

DTYPES = st.one_of(
    arrays.floating_dtypes(endianness="?"),
    arrays.integer_dtypes(endianness="?"),
    arrays.unsigned_integer_dtypes(endianness="?"),
    arrays.complex_number_dtypes(endianness="?"),
    arrays.boolean_dtypes(),
)
ARRAYS = arrays.arrays(DTYPES, arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.text(), ARRAYS,
    ARRAYS.filter(lambda array: array.ndim == 0).map(lambda array: array[()]),
)  # fmt: skip
DATA = st.recursive(
    LEAVES,
    lambda parts: (
        st.lists(parts)
        | st.lists(parts).map(tuple)
        | st.dictionaries(st.text(), parts)
    ),
    max_leaves=20,
)  # fmt: skip
# Trees that look like those of a message: tags where tags belong, and anything behind them.
TAGS = st.sampled_from(
    ["scalar", "complex", "array", "list", "tuple", "generator", "other", "function", "partial",
     "<f8", "|O", "PCG64", "bit_generator", "state"]
)  # fmt: skip
TREES = st.recursive(
    TAGS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(TAGS | st.text(), parts),
    max_leaves=30,
)


def _halves(message: bytes) -> tuple[bytes, bytes]:
    header, body = struct.unpack("!II", message[:8])
    assert len(message) == 8 + header + body
    return message[8 : 8 + header], message[8 + header :]


def _through(value: Any) -> Any:
    return decode(*_halves(encode(value)))


@given(DATA)
@example(-math.nan)
@example(complex(-math.nan, -0.0))
def test_data_comes_out_as_it_went_in(value: Any) -> None:
    assert same(_through(value), value)


@given(arrays.arrays(np.float64, (3, 4)))
def test_arrays_come_out_as_their_own(array: np.ndarray[Any, Any]) -> None:
    for layout in (np.asfortranarray(array), array.T, array[::2, ::-1]):
        out = _through(layout)
        assert np.array_equal(out, layout, equal_nan=True)
        assert out.flags.writeable


def test_a_generator_goes_on_where_it_was() -> None:
    rng = np.random.default_rng(5)
    rng.standard_normal(3)
    assert _through(rng).standard_normal() == rng.standard_normal()


class _Hostile:
    def __reduce__(self) -> Any:
        raise AssertionError("pickled")

    def __array__(self) -> Any:
        raise AssertionError("converted")


@pytest.mark.parametrize(
    "value", [_Hostile(), object, {1: 2}, {1, 2}, np.array([None]), np.array(["a"]), lambda: 0]
)
def test_what_is_no_data_crosses_as_the_name_of_its_type(value: Any) -> None:
    assert isinstance(_through([value])[0], Opaque)


def test_functions_cross_by_name_alone() -> None:
    names = {"cube": lambda x: x**3}
    value = functools.partial(names["cube"], 2)
    message = encode(value, lambda function: "cube")
    assert decode(*_halves(message), resolve=names.__getitem__)() == 8
    with pytest.raises(WireError):
        decode(*_halves(message))
    with pytest.raises(WireError):
        decode(*_halves(message), resolve={"other": abs}.__getitem__)


def test_too_deep_too_large_and_too_long_are_refused() -> None:
    nested: Any = 0
    for _ in range(DEEPEST + 1):
        nested = [nested]
    for value in (nested, np.zeros(LARGEST_MESSAGE // 8 + 1), "x" * LARGEST_HEADER):
        with pytest.raises(WireError):
            encode(value)
    assert _through(2**LONGEST_INTEGER - 1) == 2**LONGEST_INTEGER - 1
    with pytest.raises(WireError, match="integer"):
        encode(10**5000)


def _survives(header: bytes, body: bytes) -> None:
    for resolve in (None, {"cube": abs}.__getitem__):
        with contextlib.suppress(WireError):
            decode(header, body, resolve)


@pytest.mark.fuzz
@given(st.binary(), st.binary())
def test_noise_is_no_message(header: bytes, body: bytes) -> None:
    _survives(header, body)


@pytest.mark.fuzz
@given(TREES, st.binary(max_size=64))
def test_nonsense_is_no_message(tree: Any, body: bytes) -> None:
    _survives(json.dumps(tree).encode(), body)


@pytest.mark.fuzz
@given(DATA, st.data())
def test_a_changed_message_does_no_harm(value: Any, data: st.DataObject) -> None:
    header, body = _halves(encode(value))
    at = data.draw(st.integers(0, len(header) - 1))
    piece = data.draw(st.sampled_from([b"", b"9", b'"', b"[", b"]", b"null", b"-", b"e9", b"\xff"]))
    _survives(header[:at] + piece + header[at + 1 :], body)


@pytest.mark.parametrize(
    "node",
    [
        ["array", "|O", 1],
        ["array", "V8", 1],
        ["array", "f8,f8", 1],
        ["array", "(1000000,)f8", 1],
        ["array", ["<f8"], 1],
        ["array", "<f8", 2**40, 2**40],
        ["array", "<f8", 0, 2**80],
        ["array", "<f8", 0, 500_000_000],
        ["array", "|b1", 0, 5000, 5000],
        ["array", "<f8", -1],
        ["array", "<f8", -1, -1],
        ["array", "<f8", *[1] * 33],
        ["array", "<f8", "1", None],
        ["array", "<f8", [1]],
        ["array", "<f8", True],
        ["array", "<f8", 2],
        ["array", "<f4", 1],
        ["array"],
        ["scalar", "|O"],
        ["scalar"],
        ["complex", 1.0],
        ["complex", 1.0, []],
        ["generator", {"bit_generator": "MT19937"}],
        ["generator", {"bit_generator": "PCG64", "state": 1}],
        ["function", "cube"],
        ["dict", {}],
        [["list"]],
        [],
    ],
    ids=str,
)
def test_hostile_values_are_refused(node: Any) -> None:
    for size in (8, 0):  # an empty array has no bytes, whatever its other axes are
        with pytest.raises(WireError):
            decode(json.dumps(node).encode(), bytes(size))


def test_bytes_of_no_array_are_refused() -> None:
    for header in (b"7", b"[]", b'["array","<f8",1]', b'["list",["scalar","<f8"]]'):
        with pytest.raises(WireError):
            decode(header, bytes(16))


def test_a_number_too_long_to_be_read_is_refused() -> None:
    with pytest.raises(WireError):
        decode(b"9" * 5000, b"")


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_a_message_arrives_whole(pair: tuple[socket.socket, socket.socket]) -> None:
    value = [np.arange(100_000.0), "end"]
    sender = threading.Thread(target=send, args=(pair[0], encode(value)))
    sender.start()
    assert same(decode(*Receiver(pair[1]).receive(OwnTime().within(10))), value)
    sender.join()


@pytest.mark.parametrize("sizes", [(2**32 - 1, 0), (0, 2**32 - 1), (LARGEST_HEADER + 1, 0)])
def test_nothing_is_reserved_for_what_is_announced_too_large(
    pair: tuple[socket.socket, socket.socket], sizes: tuple[int, int]
) -> None:
    pair[0].sendall(struct.pack("!II", *sizes))
    tracemalloc.start()
    with pytest.raises(WireError, match=r"larger than 64 MB|more than 4 MB of text"):
        Receiver(pair[1]).receive(OwnTime().within(5))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2**20


def test_an_end_within_a_message_is_an_end(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[0].sendall(encode([1, 2, 3])[:-3])
    pair[0].close()
    with pytest.raises(EOFError):
        Receiver(pair[1]).receive(OwnTime().within(5))


def test_time_counts_for_the_message_as_a_whole(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    def drip() -> None:
        for byte in encode("a message of some length" * 1000):  # some twenty minutes
            try:
                pair[0].sendall(bytes([byte]))
            except OSError:
                return
            time.sleep(0.05)

    dripping = threading.Thread(target=drip)
    dripping.start()
    with pytest.raises(TimeoutError):
        Receiver(pair[1]).receive(OwnTime().within(0.3))
    assert dripping.is_alive()
    pair[1].close()
    dripping.join()


def test_an_empty_array_has_axes_of_ordinary_length() -> None:
    for shape in ((0,), (0, 784), (10_000, 0, 784), (0, LARGEST_EMPTY)):
        assert _through(np.zeros(shape)).shape == shape
    with pytest.raises(WireError, match="empty array"):
        encode(np.zeros((0, LARGEST_EMPTY + 1)))


def test_of_a_large_message_nothing_is_left() -> None:
    """Garbage that waits for its collection would count against who has sent it."""
    message = encode([np.zeros(10**6), {"a": np.ones(10**6)}])
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        for _ in range(3):
            decode(*_halves(message))
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert left < 2**20


def test_what_has_come_of_a_message_is_kept(pair: tuple[socket.socket, socket.socket]) -> None:
    receiver = Receiver(pair[1])
    one, other = encode(["one", np.arange(50_000.0)]), encode("other")
    for start in range(0, len(one), 100_000):
        with pytest.raises(TimeoutError):
            receiver.receive(OwnTime().within(0.01))
        pair[0].sendall(one[start : start + 100_000])
    pair[0].sendall(other + other[:-1])
    assert decode(*receiver.receive(OwnTime().within(5)))[0] == "one"
    assert decode(*receiver.receive(OwnTime().within(5))) == "other"
    with pytest.raises(TimeoutError):
        receiver.receive(OwnTime().within(0.01))


def test_who_has_gone_answers_no_more(pair: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(EOFError):  # though somebody holds the other end
        Receiver(pair[1], alive=lambda: False).receive(OwnTime().within(60))
