"""Mistakes in an engine: in the rules of single steps, and in the walk back over a tape."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.networks import sigmoid, slope
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

Step = tuple[str, ...]
Values = dict[str, Any]
Rule = Callable[..., Any]  # takes the adjoint that arrives and the values that went in

# By operation: the curve, and its slope at what goes in.
CURVES: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "sigmoid": (sigmoid, slope),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "exp": (np.exp, np.exp),
    "square": (np.square, lambda x: 2 * x),
}
SLOPE_AT_RESULT = (
    "The slope of {} is taken at what came out of it. At which number does an entry stand on the "
    "curve?"
)
UPSTREAM = "What has arrived is not used: {} is the same whatever the rest of the tape does."


def added_up(grad: Any, shape: tuple[int, ...], keepdims: bool = True, mean: bool = False) -> Any:
    """Add up what goes back to an input of this shape over all that broadcasting repeated.

    Args:
        grad: in the shape of the result.
        shape: of the input.
        keepdims: whether an axis of length 1 stays.
        mean: whether the mean is taken in place of the sum.
    """
    total = np.mean if mean else np.sum
    missing = tuple(range(np.ndim(grad) - len(shape)))
    grad = total(grad, axis=missing)
    ones = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return total(grad, axis=ones, keepdims=keepdims)


def both(to_A: Any, to_B: Any, A: Any, B: Any) -> tuple[Any, Any]:
    """Add up what goes back to each of two inputs."""
    return added_up(to_A, np.shape(A)), added_up(to_B, np.shape(B))


def product_rule(grad: Any, A: Any, B: Any) -> tuple[Any, Any]:
    """Return what goes back through A @ B."""
    return (np.outer(grad, B) if B.ndim == 1 else grad @ B.T), A.T @ grad


RULES: Mapping[str, Rule] = {
    "matmul": product_rule,
    "add": lambda grad, A, B: both(grad, grad, A, B),
    "subtract": lambda grad, A, B: both(grad, -grad, A, B),
    "multiply": lambda grad, A, B: both(grad * B, grad * A, A, B),
    "sum": lambda grad, x: (np.full(np.shape(x), grad),),
    "mean": lambda grad, x: (np.full(np.shape(x), grad / np.size(x)),),
    **{operation: lambda grad, x, at=at: (grad * at(x),) for operation, (_, at) in CURVES.items()},
}


def walk(
    tape: list[Step],
    values: Values,
    output: str,
    *,
    steps: Callable[[list[Step]], Iterable[Step]] = reversed,
    assigned: bool = False,
    seed: Callable[[Any], Any] = np.ones_like,
    arriving: Callable[[Any], Any] = lambda grad: grad,
    at_result: bool = False,
    inputs_turned: bool = False,
    used: int | None = None,
    merged: bool = False,
    start: Callable[[Any], Any] = np.zeros_like,
    times: int = 1,
    value_arrives: bool = False,
    rules: Mapping[str, Rule] = RULES,
) -> Values:
    """Walk back over a tape, with some of it done in another way.

    Args:
        tape: the steps.
        values: of all names.
        output: the name that is differentiated.
        steps: puts the steps into the order in which they are visited.
        assigned: whether what goes back replaces what was there.
        seed: makes the adjoint of the output from its value.
        arriving: what a rule is given in the place of the adjoint of the result.
        at_result: whether curves take their slope at what came out.
        inputs_turned: whether two inputs get what belongs to the other.
        used: how many inputs of a step get something; all by default.
        merged: whether a name that a step uses twice gets the last contribution alone.
        start: makes the first adjoint of any other name from its value.
        times: how often each contribution is added.
        value_arrives: whether a rule is given the value of the result for its adjoint.
        rules: of the single operations.
    """
    adjoints: Values = {name: start(value) for name, value in values.items()}
    adjoints[output] = seed(values[output])
    for operation, *inputs, result in steps(tape):
        names = [result] if at_result and operation in CURVES else inputs
        arrived = arriving((values if value_arrives else adjoints)[result])
        grads = rules[operation](arrived, *[values[name] for name in names])
        targets = inputs[::-1] if inputs_turned else inputs
        parts = list(zip(targets, grads, strict=True))[:used]
        for name, grad in dict(parts).items() if merged else parts:
            adjoints[name] = grad if assigned else adjoints[name] + times * grad
    return adjoints


def run(tape: list[Step], values: Values, **others: str) -> Values:
    """Run a tape, with other operations in the place of some."""
    forward: Mapping[str, Callable[..., Any]] = {
        "matmul": np.matmul, "add": np.add, "subtract": np.subtract, "multiply": np.multiply,
        "sum": np.sum, "mean": np.mean, **{name: g for name, (g, _) in CURVES.items()},
    }  # fmt: skip
    values = dict(values)
    for operation, *inputs, result in tape:
        made = forward[others.get(operation, operation)]
        values[result] = made(*[values[name] for name in inputs])
    return values


def sharing(tape: list[Step], values: Values, output: str) -> Values:
    """Walk back, and store the first array that goes back to a name as it is; add to it in place.

    A sum of equal shapes hands one array on to both of its inputs.
    """
    adjoints: Values = {output: np.ones_like(values[output])}
    for operation, *inputs, result in reversed(tape):
        if result not in adjoints:
            continue
        grad = adjoints[result]
        grads = RULES[operation](grad, *[values[name] for name in inputs])
        for place, (name, made) in enumerate(zip(inputs, grads, strict=True)):
            same = operation == "add" or (operation == "subtract" and place == 0)
            part = grad if same and np.shape(made) == np.shape(grad) else made
            if name in adjoints:
                adjoints[name] += part
            else:
                adjoints[name] = np.asarray(part)
    return {name: adjoints.get(name, np.zeros_like(value)) for name, value in values.items()}


def handed_on_again(tape: list[Step], values: Values, output: str) -> Values:
    """Go back name by name, and hand on all that has arrived each time something arrives."""
    adjoints: Values = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    made_by = {step[-1]: step for step in tape}

    def visit(result: str) -> None:
        if result in made_by:
            operation, *inputs, _ = made_by[result]
            grads = RULES[operation](adjoints[result], *[values[name] for name in inputs])
            for name, grad in zip(inputs, grads, strict=True):
                adjoints[name] = adjoints[name] + grad
                visit(name)

    visit(output)
    return adjoints


def depth_first(tape: list[Step], values: Values, output: str) -> Values:
    """Go back name by name, each once: what arrives after the visit is not handed on."""
    made_by = {step[-1]: step for step in tape}
    order: list[Step] = []

    def visit(name: str) -> None:
        if name in made_by and made_by[name] not in order:
            order.append(made_by[name])
            for other in made_by[name][1:-1]:
                visit(other)

    visit(output)
    return walk(tape, values, output, steps=lambda _: order)


def breadth_first(tape: list[Step], values: Values, output: str) -> Values:
    """Go back name by name, each once, in the order in which they are met."""
    made_by = {step[-1]: step for step in tape}
    names = [output]
    for name in names:  # grows on the way
        inputs = made_by[name][1:-1] if name in made_by else ()
        names += [other for other in dict.fromkeys(inputs) if other not in names]
    order = [made_by[name] for name in names if name in made_by]
    return walk(tape, values, output, steps=lambda _: order)


def stored_at_result(tape: list[Step], values: Values, output: str) -> Values:
    """Walk back, and give what a rule returns to the name of the result."""
    adjoints: Values = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        for grad in RULES[operation](adjoints[result], *[values[name] for name in inputs]):
            adjoints[result] = grad
    return adjoints


def curve(change: Callable[[Any, Any, Any, Any], Any]) -> Callable[[str, Any, Any], Any]:
    """Make a claim about a curve from what arrives, what went in, what came out and the slope."""

    def answer(operation: str, grad: Any, x: Any) -> Any:
        g, at = CURVES[operation]
        return change(grad, x, g(x), at(x))

    return answer


def only(operation: str, change: Callable[[Any, Any], Any]) -> Callable[[str, Any, Any], Any]:
    """Make a claim about one operation, from what arrives and what went in.

    Raises:
        ValueError: when it is asked about another operation.
    """

    def answer(asked: str, grad: Any, x: Any) -> Any:
        if asked != operation:
            raise ValueError(f"this is no {operation}")
        return change(grad, x)

    return answer


def taken_at_result(operation: str) -> Callable[[str, Any, Any], Any]:
    """Make a claim about one curve: its slope is taken at what came out."""
    g, at = CURVES[operation]
    return only(operation, lambda grad, x: grad * at(g(x)))


def turned_product(grad: Any, A: Any, B: Any) -> Any:
    """Return what goes back through A @ B with A in the place of its transpose, where it fits."""
    return product_rule(grad, A, B)[0], (A if A.shape[1] == grad.shape[0] else A.T) @ grad


def of_side(side: str, change: Callable[[Any, Any, Any], Any]) -> Rule:
    """Make a claim about one factor of a product, from what arrives, itself and the other one."""

    def answer(grad: Any, A: Any, B: Any) -> tuple[Any, Any]:
        if side == "A":
            return added_up(change(grad, A, B), np.shape(A)), None
        return None, added_up(change(grad, B, A), np.shape(B))

    return answer


def both_repeated(grad: Any, A: Any, B: Any) -> bool:
    """Return True.

    Raises:
        ValueError: one of the inputs has the shape of the sum.
    """
    if grad.shape in (A.shape, B.shape):
        raise ValueError("one input alone is repeated")
    return True


def first_row(grad: Any, A: Any, B: Any) -> tuple[Any, Any]:
    """Return what goes back through a sum if the first row stands for all."""

    def taken(shape: tuple[int, ...]) -> Any:
        part = grad
        while np.ndim(part) > len(shape):
            part = part[0]
        return added_up(part, shape)

    return taken(A.shape), taken(B.shape)


def last_axis(grad: Any, A: Any, B: Any) -> tuple[Any, Any]:
    """Return what goes back through a sum if missing axes are added up from the right."""

    def taken(shape: tuple[int, ...]) -> Any:
        part = grad
        while np.ndim(part) > len(shape):
            part = np.sum(part, axis=-1)
        return added_up(part, shape)

    return taken(A.shape), taken(B.shape)


BACKWARD = (
    Suspect(
        "assigned-for-added",
        "A name that is used more than once has only what came back to it last: does one "
        "contribution replace the others?",
        partial(walk, assigned=True),
    ),
    Suspect(
        "read-forwards",
        "Only the last step, the one that makes the output, has given something to its inputs. "
        "In which order are the steps visited?",
        partial(walk, steps=iter),
    ),
    Suspect(
        "slope-at-the-result",
        "Down to a curve the adjoints are right. Its slope is taken at what came out of it. At "
        "which number does an entry stand on the curve?",
        partial(walk, at_result=True),
    ),
    Suspect(
        "stops-at-the-output",
        "Only the inputs of the step that makes the output have got something. Who hands that on?",
        lambda tape, values, output: walk(
            tape,
            values,
            output,
            steps=lambda tape: [step for step in tape if step[-1] == output],
        ),
    ),
    Suspect(
        "starts-from-the-value",
        "It starts from the value of the output. How fast does the output move with itself?",
        partial(walk, seed=np.array),
    ),
    Suspect(
        "starts-from-zero",
        "Every adjoint is 0. How fast does the output move with itself?",
        partial(walk, seed=np.zeros_like),
    ),
    Suspect(
        "upstream-left-out",
        "In every adjoint stands the slope along a single step: what has arrived at the result of "
        "the step is not in it.",
        partial(walk, arriving=np.ones_like),
    ),
    Suspect(
        "inputs-exchanged",
        "The two inputs of a step got what belongs to the other.",
        partial(walk, inputs_turned=True),
    ),
    Suspect(
        "first-input-only",
        "Of a step with two inputs, only the first got something.",
        partial(walk, used=1),
    ),
    Suspect(
        "once-in-a-step",
        "A name that one step uses twice has only one of the two contributions of this step.",
        partial(walk, merged=True),
    ),
    Suspect(
        "sign-of-the-difference",
        "What goes back to the second input of a difference has the wrong sign: which way does "
        "A − B move if B grows?",
        partial(walk, rules={**RULES, "subtract": RULES["add"]}),
    ),
    Suspect(
        "own-factor",
        "Each factor of a product entry by entry got its own value as slope. How fast does a "
        "product move with one factor?",
        partial(
            walk,
            rules={**RULES, "multiply": lambda grad, A, B: both(grad * A, grad * B, A, B)},
        ),
    ),
    Suspect(
        "mean-as-a-sum",
        "What goes back through a mean is as large as through a sum.",
        partial(walk, rules={**RULES, "mean": RULES["sum"]}),
    ),
    Suspect(
        "one-array-for-two",
        "Two adjoints are one and the same array, and what is added to the one arrives at the "
        "other as well. What does adding in place do to an array?",
        sharing,
    ),
    Suspect(
        "starts-from-ones",
        "Every adjoint starts at 1, and not the output's alone. How fast does the output move with "
        "a name that it does not depend on?",
        partial(walk, start=np.ones_like),
    ),
    Suspect(
        "contributions-twice",
        "Each contribution is added twice, and with every step of the way the factor grows.",
        partial(walk, times=2),
    ),
    Suspect(
        "value-for-adjoint",
        "A rule is given the value of the result where its adjoint belongs.",
        partial(walk, value_arrives=True),
    ),
    *(
        Suspect(
            "handed-on-too-early",
            "A name is visited once, and some of what belongs to it arrives after its visit. When "
            "is an adjoint complete?",
            change,
        )
        for change in (depth_first, breadth_first)
    ),
    Suspect(
        "stored-at-the-result",
        "What a rule returns is stored under the name of the result. To which names does it "
        "belong?",
        stored_at_result,
    ),
    Suspect(
        "handed-on-again",
        "A value that is used more than once hands on what has arrived each time something "
        "arrives, so that part of it is handed on twice.",
        handed_on_again,
    ),
    Suspect(
        "starts-from-the-last-step",
        "It starts from the result of the last step. Which name is the output?",
        lambda tape, values, output: walk(tape, values, tape[-1][-1]),
    ),
)
CURVE = (
    Suspect("slope-left-out", "The slope of the curve is missing.", curve(lambda g, x, y, s: g)),
    Suspect("upstream-left-out", UPSTREAM.format("it"), curve(lambda g, x, y, s: s)),
    Suspect(
        "value-for-slope",
        "The value of the curve stands where its slope belongs.",
        curve(lambda g, x, y, s: g * y),
    ),
    *(
        Suspect(
            "slope-at-the-result",
            SLOPE_AT_RESULT.format(name),
            taken_at_result(name),
        )
        for name in CURVES
    ),
    Suspect(
        "added",
        "The slope is added to what arrives. What does a curve do with it?",
        curve(lambda g, x, y, s: g + s),
    ),
    Suspect("slope-twice", "The slope is in it twice.", curve(lambda g, x, y, s: g * s * s)),
    Suspect(
        "input-for-result",
        "The rule that gives the slope from what came out was given what went in.",
        only("sigmoid", lambda g, x: g * x * (1 - x)),
    ),
    Suspect(
        "input-for-result",
        "The rule that gives the slope from what came out was given what went in.",
        only("tanh", lambda g, x: g * (1 - x**2)),
    ),
    Suspect(
        "input-for-result",
        "The rule that gives the slope from what came out was given what went in.",
        only("exp", lambda g, x: g * x),
    ),
    *(
        Suspect(
            "slope-of-the-square",
            f"The slope is that of the square, and {operation} is asked for. Does an `else` belong "
            "to the last `if` alone?",
            only(operation, lambda g, x: g * 2 * x),
        )
        for operation in ("sigmoid", "tanh", "exp")
    ),
    Suspect(
        "product-for-entries",
        "The entries are multiplied and added up, as in an inner product. How many entries does x "
        "have, and how many its adjoint?",
        curve(lambda g, x, y, s: np.sum(g * s)),
    ),
    Suspect(
        "slope-of-tanh",
        "The slope is that of tanh, and the sigmoid is asked for.",
        only("sigmoid", lambda g, x: g * (1 - np.tanh(x) ** 2)),
    ),
    Suspect(
        "slope-of-the-sigmoid",
        "The slope is that of the sigmoid, and tanh is asked for.",
        only("tanh", lambda g, x: g * slope(x)),
    ),
    Suspect(
        "square-missing",
        "A square is missing: the slope of tanh is the same at x and at −x, yours is not.",
        only("tanh", lambda g, x: g * (1 - np.tanh(x))),
    ),
    Suspect(
        "factor-of-the-square",
        "How fast a square moves lacks a factor.",
        only("square", lambda g, x: g * x),
    ),
    Suspect(
        "slope-without-x",
        "How fast a square moves depends on x. Yours does not.",
        only("square", lambda g, x: g * 2),
    ),
    Suspect(
        "differentiated-as-a-power",
        "It is treated like a power of x. What is the derivative of the exponential function?",
        only("exp", lambda g, x: g * x * np.exp(x - 1)),
    ),
)
REDUCE = (
    Suspect(
        "not-divided",
        "This is what goes back through a sum. How far does a mean move with one entry?",
        only("mean", lambda g, x: np.full(x.shape, g)),
    ),
    Suspect(
        "divided",
        "This is what goes back through a mean. How far does a sum move with one entry?",
        only("sum", lambda g, x: np.full(x.shape, g / x.size)),
    ),
    Suspect(
        "divided-by-the-rows",
        "It is divided by the number of rows. Of how many entries is the mean taken?",
        only("mean", lambda g, x: np.full(x.shape, g / len(x))),
    ),
    Suspect(
        "divided-by-the-columns",
        "It is divided by the length of the last axis. Of how many entries is the mean taken?",
        only("mean", lambda g, x: np.full(x.shape, g / x.shape[-1])),
    ),
    Suspect(
        "multiplied-by-n",
        "It grows with the number of entries. How far does the result move with one of them?",
        lambda operation, g, x: np.full(x.shape, g * x.size),
    ),
    Suspect(
        "number-for-array",
        "It is what goes back to each entry, once. What shape has the thing it belongs to?",
        lambda operation, g, x: g,
    ),
    Suspect(
        "number-for-array",
        "It is what goes back to each entry, once. What shape has the thing it belongs to?",
        only("mean", lambda g, x: g / x.size),
    ),
    Suspect("upstream-left-out", UPSTREAM.format("it"), lambda operation, g, x: np.ones(x.shape)),
    Suspect(
        "input-multiplied-in",
        "The entries of x themselves are in it. How far does the result move if one of them grows?",
        lambda operation, g, x: g * x,
    ),
    Suspect(
        "one-entry-only",
        "Only one entry got something. Which entries move the result?",
        lambda operation, g, x: np.where(np.arange(x.size).reshape(x.shape) == 0, g, 0.0),
    ),
)
PRODUCT = (
    Suspect(
        "matrix-not-transposed",
        "grad_A is right. For grad_B, rows of A are used where columns belong: over which entries "
        "of A does an entry of B reach the product?",
        turned_product,
    ),
    Suspect(
        "upstream-left-out",
        UPSTREAM.format("what goes back"),
        lambda g, A, B: product_rule(np.ones_like(g), A, B),
    ),
    Suspect(
        "outer-turned",
        "Rows and columns of grad_A are exchanged: which index belongs to the product, and which "
        "to B?",
        lambda g, A, B: (product_rule(g, A, B)[0].T, product_rule(g, A, B)[1]),
    ),
    Suspect(
        "exchanged",
        "What goes back to A stands in the place of what goes back to B.",
        lambda g, A, B: product_rule(g, A, B)[::-1],
    ),
    Suspect(
        "columns-averaged",
        "grad_A is the mean over the columns of B. How do the contributions of several uses come "
        "together?",
        lambda g, A, B: (product_rule(g, A, B)[0] / B.shape[-1], product_rule(g, A, B)[1]),
    ),
    Suspect(
        "first-column-only",
        "grad_A has only what comes back over the first column of B.",
        lambda g, A, B: (np.outer(g[:, 0], B[:, 0]), product_rule(g, A, B)[1]),
    ),
    Suspect(
        "last-column-only",
        "grad_A has only what comes back over the last column of B: does each column replace the "
        "others?",
        lambda g, A, B: (np.outer(g[:, -1], B[:, -1]), product_rule(g, A, B)[1]),
    ),
    Suspect(
        "all-pairs-multiplied",
        "Columns are added up before they are multiplied. Which column of the product belongs to "
        "which column of B?",
        lambda g, A, B: (np.outer(g.sum(axis=1), B.sum(axis=1)), product_rule(g, A, B)[1]),
    ),
    Suspect(
        "vectors-only",
        "grad_A has an entry for every pair of an entry that arrives and one of B. That is right "
        "for a vector. Which of these pairs belong together where B has columns?",
        lambda g, A, B: (np.outer(g, B), A.T @ g),
    ),
    Suspect(
        "reshaped",
        "grad_A is right. For grad_B, the entries of A keep their order in memory: reshape makes "
        "other rows of them, and does not exchange rows and columns.",
        lambda g, A, B: (product_rule(g, A, B)[0], A.reshape(A.shape[::-1]) @ g),
    ),
    Suspect(
        "values-for-adjoint",
        "The product itself is in it, where what arrives belongs.",
        lambda g, A, B: product_rule(A @ B, A, B),
    ),
)
SUM = (
    Suspect(
        "nothing-added-up",
        "It is handed on as it arrives, and one of the inputs was repeated. What happens to what "
        "comes back to each repetition?",
        lambda g, A, B: (g, g),
    ),
    *(
        Suspect(
            "only-one-added-up",
            "Both inputs were repeated, and what goes back is added up for one of them alone.",
            change,
        )
        for change in (
            lambda g, A, B: both_repeated(g, A, B) and (added_up(g, A.shape), g),
            lambda g, A, B: both_repeated(g, A, B) and (g, added_up(g, B.shape)),
        )
    ),
    Suspect(
        "wrong-axis",
        "It is added up along the axis that the input has, and not along the missing one.",
        last_axis,
    ),
    Suspect(
        "axis-lost",
        "The sum is right, and an axis of length 1 has got lost in it.",
        lambda g, A, B: (added_up(g, A.shape, False), added_up(g, B.shape, False)),
    ),
    Suspect(
        "mean-over-repetitions",
        "What comes back to the repetitions is averaged. How does it come together?",
        lambda g, A, B: (added_up(g, A.shape, mean=True), added_up(g, B.shape, mean=True)),
    ),
    Suspect(
        "first-repetition-only",
        "Only what comes back to the first repetition is in it.",
        first_row,
    ),
    Suspect(
        "all-added-up",
        "Everything is added up to one number. Which entries of the result does an entry of the "
        "input reach?",
        lambda g, A, B: tuple(
            g if g.shape == part.shape else np.full(part.shape, g.sum()) for part in (A, B)
        ),
    ),
    Suspect(
        "sign-of-the-second",
        "What goes back to B has the wrong sign. That would be a difference.",
        lambda g, A, B: both(g, -g, A, B),
    ),
    Suspect(
        "values-multiplied-in",
        "The values of the inputs are in it. That would be a product.",
        lambda g, A, B: both(g * B, g * A, A, B),
    ),
    Suspect(
        "upstream-left-out",
        UPSTREAM.format("what goes back"),
        lambda g, A, B: both(np.ones_like(g), np.ones_like(g), A, B),
    ),
)
FACTORS = (
    Suspect(
        "own-factor",
        "Each factor got its own value as slope. How fast does a product move with one factor?",
        lambda g, A, B: both(g * A, g * B, A, B),
    ),
    *(
        Suspect(name, f"What goes back to {side}: {what}", of_side(side, change))
        for side in "AB"
        for name, what, change in (
            (
                "own-factor",
                "its own value stands where the other factor belongs.",
                lambda g, own, other: g * own,
            ),
            (
                "slope-left-out",
                "it is handed on as it arrives, without the other factor.",
                lambda g, own, other: g,
            ),
            (
                "upstream-left-out",
                "what has arrived is not in it.",
                lambda g, own, other: other + 0 * g,
            ),
            (
                "added",
                "the other factor is added to what arrives.",
                lambda g, own, other: g + other,
            ),
            ("sign-reversed", "its sign is reversed.", lambda g, own, other: -g * other),
            ("both-factors", "both factors are in it.", lambda g, own, other: g * own * other),
        )
    ),
)

SUSPECTS: Suspects = {
    "run_tape": (
        Suspect(
            "mean-for-sum",
            "The mean of the entries stands where their sum is asked for.",
            partial(run, sum="mean"),
        ),
        Suspect(
            "sum-for-mean",
            "The sum of the entries stands where their mean is asked for.",
            partial(run, mean="sum"),
        ),
        Suspect(
            "added-for-subtracted",
            "Two inputs are added where their difference is asked for.",
            partial(run, subtract="add"),
        ),
    ),
    "elementwise_rule": CURVE,
    "reduce_rule": REDUCE,
    "matmul_rule": PRODUCT,
    "add_rule": SUM,
    "multiply_rule": FACTORS,
    "backward_tape": BACKWARD,
}
