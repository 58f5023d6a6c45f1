"""The messages between judge and student process: arrays, numbers, strings, containers of them.

Both the worker and the student process run this module. A message is two lengths, a JSON header and
the bytes of its arrays. Nothing in it is ever executed: no pickle, no class names that are looked
up, no dtype that holds objects.
"""

import contextlib
import functools
import itertools
import json
import math
import re
import select
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

import numpy as np

from autograder.checks.data import DEEPEST, DTYPES, Opaque

LARGEST_MESSAGE = 64 * 2**20  # bytes; a batch of 10,000 images of 28 × 28 has 63 MB
LARGEST_HEADER = 4 * 2**20
LARGEST_EMPTY = LARGEST_MESSAGE // 8  # product of an array's axes but for those of length 0
LONGEST_INTEGER = 10_000  # bits; Python itself reads no number of more than 4300 digits
LONGEST_WAIT = 3600.0  # seconds; a deadline may be without end, poll's may not
LENGTHS = struct.Struct("!II")
# numpy.dtype understands a whole language; of that, only its plain words.
NUMBERS = re.compile(rf"[<>|=][{DTYPES}]\d{{1,2}}")

Resolve = Callable[[str], Any]
NameFunction = Callable[[Any], str | None]


class WireError(ValueError):
    """Something that is no data, or no message of this format; one sentence says what."""


def encode(value: Any, name_function: NameFunction = lambda value: None) -> bytes:
    """Turn data into a message.

    Args:
        value: float, int, bool and complex arrays and scalars, numbers, strings, None, lists,
            tuples, dicts with string keys, and ``numpy.random.Generator`` by its state.
        name_function: returns the name by which the other side knows a function, or None. Without
            a name a function, and whatever else is no data, crosses as the name of its type.

    Raises:
        WireError: too large or nested too deeply.
    """
    buffers: list[bytes] = []
    tree = _pack(value, buffers, name_function, 0)
    header = json.dumps({"tree": tree, "sizes": [len(b) for b in buffers]}).encode()
    body = b"".join(buffers)
    if len(header) > LARGEST_HEADER or len(body) > LARGEST_MESSAGE:
        raise WireError(f"larger than {LARGEST_MESSAGE // 2**20} MB")
    return LENGTHS.pack(len(header), len(body)) + header + body


def decode(header: bytes, body: bytes, resolve: Resolve | None = None) -> Any:
    """Turn a message back into data; nothing about it is trusted.

    Args:
        header: the JSON header.
        body: the bytes of the arrays.
        resolve: looks a function up by name; without it a message that names one is refused.

    Raises:
        WireError: it is no message of this format.
    """
    try:
        message = json.loads(header)
        sizes = [int(size) for size in message["sizes"]]
        if min(sizes, default=0) < 0 or sum(sizes) != len(body):
            raise WireError("array sizes do not add up")
        ends = np.cumsum([0, *sizes])
        buffers = [body[a:b] for a, b in itertools.pairwise(ends)]
        return _unpack(message["tree"], buffers, resolve)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        raise WireError(f"not a message: {type(error).__name__}") from error


class Deadline(Protocol):
    """Knows how many seconds are left until it."""

    def left(self) -> float:
        """Return them; 0 or less when it is over."""
        ...


def send(connection: socket.socket, message: bytes, deadline: Deadline | None = None) -> None:
    """Send a whole message.

    Raises:
        OSError: the connection has ended.
        TimeoutError: it is not sent by the deadline.
    """
    view = memoryview(message)
    while view:
        if deadline is None:
            view = view[connection.send(view) :]
        elif _ready(connection, select.POLLOUT, deadline):
            with contextlib.suppress(BlockingIOError):
                view = view[connection.send(view, socket.MSG_DONTWAIT) :]


def receive(connection: socket.socket, deadline: Deadline | None = None) -> tuple[bytes, bytes]:
    """Receive header and body of one message.

    Args:
        connection: a connected socket.
        deadline: when all of it must be there.

    Raises:
        WireError: it is announced larger than allowed, or the connection ends within it.
        EOFError: the connection has ended.
        TimeoutError: it is not there by the deadline.
    """
    header, body = LENGTHS.unpack(_exactly(connection, LENGTHS.size, deadline))
    if header > LARGEST_HEADER or body > LARGEST_MESSAGE:
        raise WireError(f"larger than {LARGEST_MESSAGE // 2**20} MB")
    return _exactly(connection, header, deadline), _exactly(connection, body, deadline)


def _exactly(connection: socket.socket, count: int, deadline: Deadline | None) -> bytes:
    data = bytearray(count)
    view, at = memoryview(data), 0
    while at < count:
        # What is left, not a time for each piece: dripping bytes one by one must not help.
        if deadline is not None and not _ready(connection, select.POLLIN, deadline):
            continue
        got = connection.recv_into(view[at:])
        if got == 0:
            raise EOFError("the connection has ended")
        at += got
    return bytes(data)


def _ready(connection: socket.socket, event: int, deadline: Deadline) -> bool:
    """Wait until a connection can be read or written; False where the deadline may have moved.

    Raises:
        TimeoutError: it is over.
    """
    left = deadline.left()
    if left <= 0:
        raise TimeoutError
    poll = select.poll()
    poll.register(connection, event)
    return bool(poll.poll(math.ceil(1000 * min(left, LONGEST_WAIT))))


def _pack(value: Any, buffers: list[bytes], name_function: NameFunction, depth: int) -> list[Any]:
    if depth > DEEPEST:
        raise WireError(f"nested more than {DEEPEST} levels deep")

    def pack(part: Any) -> list[Any]:
        return _pack(part, buffers, name_function, depth + 1)

    kind = type(value)
    if value is None or kind in (bool, str):
        return ["=", value]
    if kind is int:
        if value.bit_length() > LONGEST_INTEGER:
            raise WireError(f"an integer of more than {LONGEST_INTEGER} bits")
        return ["int", str(value)]
    if kind is float:
        return ["float", value.hex()]
    if kind is complex:
        return ["complex", value.real.hex(), value.imag.hex()]
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if array.dtype.kind not in DTYPES:
            return ["other", f"array of {array.dtype}"]
        _require_bounded(array.shape)
        buffers.append(array.tobytes())
        shape = None if isinstance(value, np.generic) else list(array.shape)
        return ["array", array.dtype.str, shape]
    if kind in (list, tuple):
        return [kind.__name__, [pack(part) for part in value]]
    if kind is dict and all(type(key) is str for key in value):
        return ["dict", [[key, pack(part)] for key, part in value.items()]]
    if kind is np.random.Generator:
        return ["generator", pack(_plain(value.bit_generator.state))]
    if kind is functools.partial:
        return ["partial", pack(value.func), pack(list(value.args)), pack(dict(value.keywords))]
    if kind is Opaque:
        return ["other", value.kind]
    name = name_function(value) if callable(value) else None
    return ["other", kind.__name__[:80]] if name is None else ["function", name]


def _unpack(tree: list[Any], buffers: list[bytes], resolve: Resolve | None) -> Any:
    """Rebuild a value; arrays are met in the order in which they were packed."""
    waiting = iter(buffers)

    def build(node: list[Any], depth: int) -> Any:
        if depth > DEEPEST:
            raise WireError(f"nested more than {DEEPEST} levels deep")
        tag, *parts = node
        match tag:
            case "=" if parts[0] is None or type(parts[0]) in (bool, str):
                return parts[0]
            case "int":
                return int(parts[0])
            case "float":
                return float.fromhex(parts[0])
            case "complex":
                return complex(float.fromhex(parts[0]), float.fromhex(parts[1]))
            case "array":
                return _array(parts[0], parts[1], next(waiting, None))
            case "list":
                return [build(part, depth + 1) for part in parts[0]]
            case "tuple":
                return tuple([build(part, depth + 1) for part in parts[0]])
            case "dict":
                return {str(key): build(part, depth + 1) for key, part in parts[0]}
            case "generator":
                return _generator(build(parts[0], depth + 1))
            case "other":
                return Opaque(str(parts[0])[:80])
            case "function" if resolve is not None:
                return resolve(str(parts[0]))
            case "partial" if resolve is not None:
                function, arguments, keywords = (build(part, depth + 1) for part in parts)
                return functools.partial(function, *arguments, **keywords)
        raise WireError(f"no such kind of value: {str(tag)[:20]}")

    return build(tree, 0)


def _array(code: str, shape: list[int] | None, data: bytes | None) -> Any:
    if not NUMBERS.fullmatch(str(code)):
        raise WireError("an array of something else than numbers")
    dtype = np.dtype(code)
    sizes = [] if shape is None else [int(n) for n in shape]
    if data is None or min(sizes, default=0) < 0 or len(sizes) > 32:
        raise WireError("no such array")
    if math.prod(sizes) * dtype.itemsize != len(data):
        raise WireError("an array whose shape does not fit its bytes")
    _require_bounded(sizes)
    array = np.frombuffer(bytearray(data), dtype).reshape(sizes)
    return array if shape is not None else array[()]


def _require_bounded(shape: Sequence[int]) -> None:
    """Refuse an array that has no bytes and long axes: a sum over the empty one has entries."""
    if 0 in shape and math.prod(n for n in shape if n) > LARGEST_EMPTY:
        raise WireError("an empty array with an axis that is too long")


def _plain(state: Any) -> Any:
    """Turn the state of a bit generator into data; some of its numbers are NumPy scalars."""
    if isinstance(state, Mapping):
        return {str(key): _plain(part) for key, part in state.items()}
    return state.item() if isinstance(state, np.generic) else state


def _generator(state: Any) -> np.random.Generator:
    if not isinstance(state, dict) or state.get("bit_generator") != "PCG64":
        raise WireError("a random generator other than numpy.random.default_rng")
    bits = np.random.PCG64(0)
    bits.state = cast("Any", state)
    return np.random.Generator(bits)
