"""What counts as data, and when two pieces of data are the same."""

from collections import Counter, OrderedDict, defaultdict, namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.checks.calls.data import (
    DEEPEST,
    Opaque,
    arrays_in,
    as_data,
    describe,
    overlap,
    same,
)

any_array = arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.bool_]),
    array_shapes(min_dims=0, max_dims=3, max_side=3),
)


@given(any_array, any_array)
def test_same_is_equality_of_shape_type_and_bits(a: Any, b: Any) -> None:
    assert same(a, a.copy())
    assert same(a, np.array(a, order="F"))
    alike = a.shape == b.shape and a.dtype == b.dtype and np.array_equal(a, b, equal_nan=False)
    if same(a, b):
        assert a.shape == b.shape
        assert a.dtype == b.dtype
    elif alike:
        # equal numbers that are not equal to the bit: 0.0 and -0.0
        assert np.any((a == 0) & (np.signbit(a) != np.signbit(b)))
    assert same(a, b) == same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.ones(2), [1.0, 1.0]),
        (np.ones(2), np.ones((2, 1))),
        (np.ones(2), np.ones(2, dtype=np.float32)),
        (np.array([0.0]), np.array([-0.0])),
        ([np.ones(2)], [np.ones(2), np.ones(2)]),
        ([np.ones(2), [np.zeros(1)]], [np.ones(2), [np.ones(1)]]),
        ({"a": np.ones(2)}, {"b": np.ones(2)}),
        ({"a": np.ones(2)}, {"a": np.zeros(2)}),
        (1.0, np.nextafter(1.0, 2.0)),
        (float("nan"), 0.0),
        (np.float64(1), np.float32(1)),
        ("a", "b"),
        (None, 0.0),
        (None, np.ones(1)),
    ],
)
def test_what_differs_is_not_the_same(a: Any, b: Any) -> None:
    assert not same(a, b)
    assert not same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (float("nan"), float("nan")),
        (np.float64("nan"), np.float64("nan")),
        ([np.ones(2), {"a": (1, "x", None)}], [np.ones(2), {"a": (1, "x", None)}]),
        (np.ones((3, 2)).T, np.ones((2, 3))),
    ],
)
def test_what_does_not_differ_is_the_same(a: Any, b: Any) -> None:
    assert same(a, b)


numbers = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=5),
    st.floats().map(np.float64),
    st.floats(width=32).map(np.float32),
)
data = st.recursive(
    st.one_of(numbers, any_array),
    lambda parts: st.one_of(
        st.lists(parts, max_size=3),
        st.tuples(parts, parts),
        st.dictionaries(st.text(max_size=3), parts, max_size=3),
    ),
    max_leaves=8,
)


@given(data)
def test_data_comes_back_as_an_equal_copy(value: Any) -> None:
    copied = as_data(value)
    assert type(copied) is type(value)
    assert same(copied, value)
    assert same(value, copied)


@given(data, data)
def test_sameness_is_symmetric(a: Any, b: Any) -> None:
    assert same(a, b) == same(b, a)


def test_a_copy_shares_no_memory_at_any_depth() -> None:
    inner = np.ones(2)
    value = [(inner, {"a": [inner]})]
    copied = as_data(value)
    inner[0] = 7
    assert copied[0][0].tolist() == copied[0][1]["a"][0].tolist() == [1.0, 1.0]


class OwnArray(np.ndarray):
    def tobytes(self, *args: Any, **kwargs: Any) -> bytes:
        raise AssertionError("code of the value's own class ran")

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise AssertionError("code of the value's own class ran")

    __eq__ = __len__ = __getitem__ = __array__


def refuse(*arguments: Any) -> Any:
    raise AssertionError("code of the value's own class ran")


def hostile(base: type) -> type:
    """Return a subclass whose every method refuses."""
    names = [name for name in dir(base) if callable(getattr(base, name))]
    kept = {
        "__new__",
        "__init__",
        "__init_subclass__",
        "__class__",
        "__getattribute__",
        "__hash__",
        "__eq__",
    }
    return type("Own", (base,), {name: refuse for name in names if name not in kept})


Pair = namedtuple("Pair", "W b")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (hostile(list)([1, 2]), [1, 2]),
        (hostile(tuple)([1, 2]), (1, 2)),
        (hostile(dict)(a=1), {"a": 1}),
        (hostile(float)(-0.0), -0.0),
        (hostile(int)(7), 7),
        (hostile(complex)(1j), 1j),
        (hostile(str)("ab"), "ab"),
        (Pair(1, 2), (1, 2)),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(float, {hostile(str)("k"): 0.5}), {"k": 0.5}),
        (Counter("aab"), {"a": 2, "b": 1}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_is_read_through_its_base_and_its_code_does_not_run(
    value: Any, plain: Any
) -> None:
    read = as_data([value])[0]
    assert type(read) is type(plain)
    assert repr(read) == repr(plain)


def test_longdoubles_are_the_same_by_value() -> None:
    one, two = (np.linspace(0, 1, 9, dtype=np.longdouble) / 3 for _ in range(2))
    assert same(one, two)
    assert same(one[1], two[1])
    assert not same(one, two + 1)
    assert same(np.longdouble("nan"), np.longdouble("nan"))


def test_a_subclass_of_an_array_becomes_an_array_and_its_code_does_not_run() -> None:
    plain = as_data(np.arange(3.0).view(OwnArray))
    assert type(plain) is np.ndarray
    assert plain.tolist() == [0.0, 1.0, 2.0]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (object(), "object"),
        (len, "builtin_function_or_method"),
        (lambda: 1, "function"),
        ((x for x in ""), "generator"),
        ({1, 2}, "set"),
        ({1: 2}, "dict"),
        (b"ab", "bytes"),
        (OrderedDict({1: 2}), "OrderedDict"),
        (np.array(["a"]), "array of <U1"),
        (np.array([1, "a"], dtype=object), "array of object"),
        (np.zeros(2, dtype="M8[s]"), "array of datetime64[s]"),
        (np.zeros(2, dtype=[("a", float)]), "array of [('a', '<f8')]"),
        (type("A" * 200, (), {})(), "A" * 80),
    ],
)
def test_what_is_no_data_keeps_the_name_of_its_type_alone(value: Any, kind: str) -> None:
    assert isinstance(as_data(value), Opaque)
    assert describe(as_data(value)) == kind
    nested = as_data([{"a": (value,)}])
    assert describe(nested[0]["a"][0]) == kind
    assert same(as_data(value), as_data(value))


def test_a_list_that_contains_itself_comes_to_an_end() -> None:
    loop: list[Any] = []
    loop.append(loop)
    copied = as_data(loop)
    for _ in range(DEEPEST):
        (copied,) = copied
    assert describe(copied) == f"list nested more than {DEEPEST} levels deep"


def test_values_are_described_by_their_types() -> None:
    values: dict[str, Any] = {"NoneType": None, "list": [], "tuple": (), "int": 1, "str": "a"}
    assert [describe(value) for value in values.values()] == list(values)


def test_a_string_of_numpys_is_a_string() -> None:
    value = as_data([np.str_("cat")])
    assert value == ["cat"]
    assert type(value[0]) is str


class Touchy(np.ndarray):
    """An array that must not be asked anything."""

    def __array_function__(self, *arguments: Any, **options: Any) -> Any:
        raise AssertionError

    __array__ = __array_ufunc__ = __array_function__


def test_arrays_are_found_in_containers_and_are_not_copied() -> None:
    Pair = namedtuple("Pair", ["W", "b"])
    a, b, c, d = (np.full(2, float(i)) for i in range(4))
    value = [Pair(a, b.view(Touchy)), OrderedDict(c=c, deep=[{"d": d}]), "text", 3.0, None]
    found = list(arrays_in(value))
    assert [part.tolist() for part in found] == [[i, i] for i in range(4)]
    for part, array in zip(found, [a, b, c, d], strict=True):
        assert type(part) is np.ndarray
        assert np.shares_memory(part, array)
        assert overlap([part], [array])
    assert not overlap(found[:2], found[2:])


def test_a_list_within_itself_comes_to_an_end() -> None:
    loop: list[Any] = [np.zeros(2)]
    loop.append(loop)
    assert 0 < len(list(arrays_in(loop))) <= DEEPEST + 1


@pytest.mark.parametrize("part", [np.s_[:], np.s_[1:3], np.s_[::-2], np.s_[2]], ids=str)
def test_a_view_overlaps_and_a_copy_does_not(part: Any) -> None:
    array = np.arange(12.0).reshape(4, 3)
    assert overlap([array.T[:, part]], [array])
    assert not overlap([array.T[:, part].copy()], [array])


def test_an_array_without_entries_shares_nothing() -> None:
    array = np.zeros((0, 3))
    assert not overlap([array], [array])
