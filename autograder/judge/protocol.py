"""The messages between judge and student process: arrays, numbers, strings, containers of them.

Both the worker and the student process run this module. A message is two lengths, a JSON header and
the bytes of its arrays. What JSON has is itself in the header; all else is a list that begins with
its kind. Nothing in it is ever executed: no pickle, no class names that are looked up, no dtype
that holds objects.
"""

import functools
import json
import math
import re
import select
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

import numpy as np

from autograder.checks.calls.data import DEEPEST, DTYPES, Opaque

LARGEST_MESSAGE = 64 * 2**20  # bytes; a batch of 10,000 images of 28 × 28 has 63 MB
LARGEST_HEADER = 4 * 2**20
LARGEST_EMPTY = LARGEST_MESSAGE // 8  # product of an array's axes but for those of length 0
LONGEST_INTEGER = 10_000  # bits; Python itself reads no number of more than 4300 digits
ROOM = 64 * 2**10  # bytes that are received at once
LOOK = 0.05  # seconds between two looks whether somebody is still at the other end
LENGTHS = struct.Struct("!II")
# numpy.dtype understands a whole language; of that, only its plain words.
NUMBERS = re.compile(rf"[<>|=][{DTYPES}]\d{{1,2}}")
ARRAYS = (np.ndarray, np.generic)
# Made once: json.dumps and json.loads make such objects in every call. Values are nested 20 levels
# deep at most, so none contains itself.
WRITER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
READER = json.JSONDecoder()

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
    written = WRITER.encode(_pack(value, buffers, name_function, 0))
    header = written.encode("utf-8", "surrogatepass")
    body = b"".join(buffers)
    _require_small(len(header), len(body))
    return LENGTHS.pack(len(header), len(body)) + header + body


def _require_small(header: int, body: int) -> None:
    """Require that a message is no longer than allowed, in bytes.

    Raises:
        WireError: it is.
    """
    if body > LARGEST_MESSAGE:
        raise WireError(f"larger than {LARGEST_MESSAGE // 2**20} MB")
    if header > LARGEST_HEADER:
        raise WireError(f"more than {LARGEST_HEADER // 2**20} MB of text, numbers or names")


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
        arrays = _Arrays(body)
        value = _unpack(READER.decode(header.decode("utf-8", "surrogatepass")), arrays, resolve, 0)
        arrays.require_end()
        return value
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
    if deadline is None:
        connection.sendall(view)
        return
    while view:
        try:
            view = view[connection.send(view, socket.MSG_DONTWAIT) :]
        except BlockingIOError:
            room = select.poll()
            room.register(connection, select.POLLOUT)
            _ready(room, deadline)


class Receiver:
    """Receives messages one by one; what has come of one is kept when its time is over.

    Args:
        connection: a connected socket.
        alive: whether more may come; asked while nothing does.
    """

    def __init__(self, connection: socket.socket, alive: Callable[[], bool] = lambda: True) -> None:
        self._connection = connection
        self._coming = select.poll()
        self._coming.register(connection, select.POLLIN)
        self._alive = alive
        self._data = bytearray(ROOM)
        self._start = self._end = 0  # of what has come and is not yet taken

    def receive(self, deadline: Deadline | None = None) -> tuple[bytes, bytes]:
        """Receive header and body of one message.

        Args:
            deadline: when all of it must be there.

        Raises:
            WireError: it is announced larger than allowed.
            EOFError: the connection has ended.
            TimeoutError: it is not there by the deadline.
        """
        self._have(LENGTHS.size, deadline)
        header, body = LENGTHS.unpack_from(self._data, self._start)
        _require_small(header, body)
        self._have(LENGTHS.size + header + body, deadline)
        self._start += LENGTHS.size
        return self._taken(header), self._taken(body)

    def _have(self, count: int, deadline: Deadline | None) -> None:
        """Wait until so many bytes are there; what comes beyond them is kept as well."""
        if self._start == self._end:
            self._start = self._end = 0
        if len(self._data) - self._start < count:
            come = self._data[self._start : self._end]
            self._data = come.ljust(max(ROOM, count), b"\0")
            self._start, self._end = 0, len(come)
        while self._end - self._start < count:
            # What is left, not a time for each piece: dripping bytes one by one must not help.
            if deadline is not None and not _ready(self._coming, deadline):
                if not self._alive():
                    raise EOFError("the other end has gone")
                continue
            # Who has a deadline does not wait here: Linux calls a socket readable that has nothing
            # but a byte out of band, which is dropped.
            at_once = socket.MSG_DONTWAIT if deadline is not None else 0
            with memoryview(self._data) as view:
                try:
                    got = self._connection.recv_into(view[self._end :], 0, at_once)
                except BlockingIOError:
                    continue
            if got == 0:
                raise EOFError("the connection has ended")
            self._end += got

    def _taken(self, count: int) -> bytes:
        with memoryview(self._data) as view:
            taken = bytes(view[self._start : self._start + count])
        self._start += count
        if self._start == self._end and len(self._data) > ROOM:
            self._data = bytearray(ROOM)  # a large message has been, and room for it is no use
            self._start = self._end = 0
        return taken


def _ready(poll: select.poll, deadline: Deadline) -> bool:
    """Wait until a connection can be read or written; False where the deadline may have moved.

    Raises:
        TimeoutError: it is over.
    """
    left = deadline.left()
    if left <= 0:
        raise TimeoutError
    return bool(poll.poll(math.ceil(1000 * min(left, LOOK))))


def _pack(value: Any, buffers: list[bytes], name_function: NameFunction, depth: int) -> Any:
    if depth > DEEPEST:
        raise WireError(f"nested more than {DEEPEST} levels deep")
    kind, deeper = type(value), depth + 1
    if value is None or kind in (bool, float, str):
        return value
    if isinstance(value, ARRAYS):
        array = np.asarray(value)
        if array.dtype.kind not in DTYPES:
            return ["other", f"array of {array.dtype}"]
        _require_bounded(array.shape)
        buffers.append(array.tobytes())
        if isinstance(value, np.generic):
            return ["scalar", array.dtype.str]
        return ["array", array.dtype.str, *array.shape]
    if kind is int:
        if value.bit_length() > LONGEST_INTEGER:
            raise WireError(f"an integer of more than {LONGEST_INTEGER} bits")
        return value
    if kind in (list, tuple):
        return [kind.__name__, *[_pack(part, buffers, name_function, deeper) for part in value]]
    if kind is dict and all(type(key) is str for key in value):
        return {key: _pack(part, buffers, name_function, deeper) for key, part in value.items()}
    if kind is complex:
        return ["complex", value.real, value.imag]
    if kind is np.random.Generator:
        state = _plain(value.bit_generator.state)
        return ["generator", _pack(state, buffers, name_function, deeper)]
    if kind is functools.partial:
        held = (value.func, list(value.args), dict(value.keywords))
        return ["partial", *(_pack(part, buffers, name_function, deeper) for part in held)]
    if kind is Opaque:
        return ["other", value.kind]
    name = name_function(value) if callable(value) else None
    return ["other", kind.__name__[:80]] if name is None else ["function", name]


def _unpack(node: Any, arrays: "_Arrays", resolve: Resolve | None, depth: int) -> Any:
    """Rebuild a value; arrays are met in the order in which they were packed.

    It is no closure, which would be garbage that holds every large array for a while.
    """
    if depth > DEEPEST:
        raise WireError(f"nested more than {DEEPEST} levels deep")
    deeper = depth + 1
    if type(node) is dict:
        return {key: _unpack(part, arrays, resolve, deeper) for key, part in node.items()}
    if type(node) is not list:
        return node
    tag, *parts = node
    match tag:
        case "array":
            return arrays.take(parts[0], parts[1:])
        case "list":
            return [_unpack(part, arrays, resolve, deeper) for part in parts]
        case "tuple":
            return tuple([_unpack(part, arrays, resolve, deeper) for part in parts])
        case "scalar":
            return arrays.take(parts[0], [])[()]
        case "complex":
            return complex(float(parts[0]), float(parts[1]))
        case "generator":
            return _generator(_unpack(parts[0], arrays, resolve, deeper))
        case "other":
            return Opaque(str(parts[0])[:80])
        case "function" if resolve is not None:
            return resolve(str(parts[0]))
        case "partial" if resolve is not None:
            function, arguments, keywords = (
                _unpack(part, arrays, resolve, deeper) for part in parts
            )
            return functools.partial(function, *arguments, **keywords)
    raise WireError(f"no such kind of value: {str(tag)[:20]}")


class _Arrays:
    """The bytes of a message's arrays, one behind the other; they are taken in this order."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._start = 0

    def take(self, code: Any, shape: list[Any]) -> Any:
        """Return the next array, in memory of its own."""
        if type(code) is not str or not NUMBERS.fullmatch(code):
            raise WireError("an array of something else than numbers")
        dtype = np.dtype(code)
        if len(shape) > 32 or any(type(n) is not int or n < 0 for n in shape):
            raise WireError("no such array")
        _require_bounded(shape)
        count = math.prod(shape)
        start, self._start = self._start, self._start + count * dtype.itemsize
        if self._start > len(self._body):
            raise WireError("an array whose shape does not fit its bytes")
        if count == 0:
            return np.empty(shape, dtype)
        return np.frombuffer(self._body, dtype, count, start).reshape(shape).copy()

    def require_end(self) -> None:
        """Refuse bytes that belong to no array."""
        if self._start != len(self._body):
            raise WireError("array sizes do not add up")


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
