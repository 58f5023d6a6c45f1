"""Other slips that Python reports in its own words."""

import re
from collections.abc import Callable, Mapping

PLAIN = {
    "numpy.ndarray": "an array", "numpy.float64": "a number", "int": "a number",
    "float": "a number",
    "list": "a list", "tuple": "a tuple", "dict": "a dict", "NoneType": "None", "str": "a string",
    "function": "a function", "builtin_function_or_method": "a function", "bool": "a truth value",
}  # fmt: skip
OF_ARRAYS = ("T", "copy", "dot", "mean", "ndim", "reshape", "shape", "size", "sum")
NOTHING = "Does a function that you call return nothing, or was an entry never filled?"

Words = Callable[..., str | None]  # from what a pattern found to a sentence; None where it is plain


def _operator(operator: str, left: str, right: str) -> str:
    if operator in ("^", "^="):
        return POWER
    sides = f"{_plain(left)} and {_plain(right)}"
    said = f"`{operator}` stands between {sides}"
    if "NoneType" in (left, right):
        return f"{said}. {NOTHING}"
    if "list" in (left, right) or "tuple" in (left, right):
        return f"{said}: what is computed with, entry by entry, must be an array."
    if "function" in left or "function" in right:
        return f"`{operator}` stands beside the name of a function: is it meant to be called?"
    return f"{said}, and means nothing there."


def _subscripted(kind: str) -> str:
    if kind == "NoneType":
        return f"None has no entries. {NOTHING}"
    if "function" in kind:
        return "square brackets follow the name of a function: is it meant to be called?"
    return f"{_plain(kind)} has no entries, and square brackets follow it."


def _attribute(kind: str, name: str) -> str | None:
    if kind == "NoneType":
        return f"None has no .{name}. {NOTHING}"
    if kind in ("int", "float", "bool", "list", "tuple") and name in OF_ARRAYS:
        number = "" if kind in ("list", "tuple") else ", and of one number an array of shape ()"
        return (
            f"{_plain(kind)} has no .{name}: only an array has{number}. Which was meant to be one?"
        )
    return None


def _called(kind: str) -> str:
    return (
        f"{_plain(kind)} is called like a function: is an operator missing before a bracket, or "
        "has a function's name been given to something else?"
    )


def _too_few(names: str, values: str) -> str:
    came = "only one comes" if values == "1" else f"only {values} come"
    return f"on the left there are names for {names} values, and {came} from the right."


def _index(index: str, axis: str, size: str) -> str:
    if size == "0":
        return f"there is no index {index}: axis {axis} is empty."
    return (
        f"there is no index {index}: axis {axis} has {size} entries, and the last of them has the "
        f"number {int(size) - 1}."
    )


def _undefined(name: str) -> str:
    if name in ("np", "math"):
        return f"{name} is not defined. Has the cell with the imports been run?"
    return (
        f"{name} is not defined. Is it spelled as where it was made? What your function needs, it "
        "is given or makes itself: of other cells only those with answers are graded."
    )


def _unset(name: str) -> str:
    return (
        f"{name} is used before it has a value. It gets one further down, or in a loop or a branch "
        "that did not run."
    )


def _plain(kind: str) -> str:
    return PLAIN.get(kind, f"an object ({kind[:40]})")


POWER = "`^` is no power in Python: write `**`."
AMBIGUOUS = (
    "one yes or no is asked for, and a comparison of arrays gives one for each entry. Which of "
    "them is to decide?"
)
TOO_LARGE = "an integer has grown too large to become a float."
OUT_OF_RANGE = "a number has grown too large for a float."
ONE_NUMBER = (
    "one number is needed, and an array came. The functions of math and float() take one number at "
    "a time."
)
NO_AXIS = (
    "one whole number is expected, as an index, an axis or a length, and an array came. Has a "
    "function been given more than it takes?"
)
NAME = r"'([\w.]{1,60})'"
SLIPS: Mapping[str, Words] = {
    r"ufunc 'bitwise_xor' not supported": lambda: POWER,
    rf"unsupported operand type\(s\) for (\S{{1,3}})(?: or pow\(\))?: {NAME} and {NAME}": _operator,
    r"ufunc '(\w{1,40})' did not contain a loop with signature matching types": lambda name: (
        f"{name} computes with numbers, and something else was handed in. Is it a name where its "
        "value was meant?"
    ),
    r"truth value of an array with more than one element is ambiguous": lambda: AMBIGUOUS,
    r"int too large to convert|too large to convert to C": lambda: TOO_LARGE,
    r"math range error|Numerical result out of range": lambda: OUT_OF_RANGE,
    rf"^name {NAME} is not defined": _undefined,
    rf"cannot access (?:local|free) variable {NAME} where it is not associated": _unset,
    r"not enough values to unpack \(expected (?:at least )?(\d+), got (\d+)\)": _too_few,
    r"too many values to unpack \(expected (\d+)": lambda names: (
        f"on the left there are names for {names} values, and more come from the right."
    ),
    r"cannot unpack non-iterable (\w{1,40}) object": lambda kind: (
        f"several names stand on the left, and {_plain(kind)} comes from the right."
        + (f" {NOTHING}" if kind == "NoneType" else "")
    ),
    rf"^{NAME} object is not subscriptable": _subscripted,
    rf"^{NAME} object is not iterable": lambda kind: (
        f"a loop or an assignment takes the parts of {_plain(kind)}, which has none."
        + (f" {NOTHING}" if kind == "NoneType" else "")
    ),
    rf"^{NAME} object is not callable": _called,
    r"^index (-?\d{1,20}) is out of bounds for axis (\d{1,2}) with size (\d{1,20})": _index,
    rf"^{NAME} object has no attribute {NAME}": _attribute,
    r"only integer scalar arrays can be converted to a scalar index": lambda: NO_AXIS,
    r"^list index out of range": lambda: "an index goes beyond the end of a list.",
    r"^list indices must be integers or slices, not tuple": lambda: (
        "a list takes one index. Rows and columns are those of an array."
    ),
    r"only (?:length-1|0-dimensional|size-1) arrays can be converted": lambda: ONE_NUMBER,
    r"can't multiply sequence by non-int of type": lambda: (
        "a list is multiplied with a number: what is computed with, entry by entry, must be an "
        "array."
    ),
}  # fmt: skip


def in_slips(text: str) -> str | None:
    """Say in words what the first line of a message means, or return None where it is plain."""
    for pattern, words in SLIPS.items():
        found = re.search(pattern, text)
        if found:
            return words(*found.groups())
    return None
