# %% run_tape
def run_tape(tape, values):
    made = {}
    made.update(values)
    for operation, *inputs, result in tape:
        made |= {result: FORWARD[operation](*(made[name] for name in inputs))}
    return made


# %% elementwise_rule
SLOPES = {
    "sigmoid": lambda x: sigmoid(x) * sigmoid(-x),
    "tanh": lambda x: (1 - np.tanh(x)) * (1 + np.tanh(x)),
    "exp": np.exp,
    "square": lambda x: 2.0 * x,
}


def elementwise_rule(operation, grad, x):
    return SLOPES[operation](x) * grad


# %% reduce_rule
def reduce_rule(operation, grad, x):
    return {"sum": 1.0, "mean": 1 / np.size(x)}[operation] * grad * np.ones_like(x)


# %% matmul_rule
def matmul_rule(grad, A, B):
    column = lambda v: v if v.ndim == 2 else v[:, np.newaxis]
    grad_A = column(grad) @ column(B).T
    grad_B = A.T @ column(grad)
    return grad_A, grad_B.reshape(B.shape)


# %% add_rule
def add_rule(grad, A, B):
    return tuple(summed(grad, part.shape) for part in (A, B))


def summed(grad, shape):
    whole = (1,) * (grad.ndim - len(shape)) + shape
    axes = tuple(i for i, n in enumerate(whole) if n == 1)
    return grad.sum(axis=axes, keepdims=True).reshape(shape)


# %% backward_tape
from collections import defaultdict


def backward_tape(tape, values, output):
    parts = defaultdict(list)
    parts[output].append(np.array(1.0))
    total = lambda name: sum(parts[name], np.zeros(np.shape(values[name])))
    for operation, *inputs, result in tape[::-1]:
        back = backward_rule(operation, total(result), *map(values.get, inputs))
        for name, part in zip(inputs, back, strict=True):
            parts[name].append(part)
    return {name: total(name) for name in values}


# %% network_tape
LAYER = [("matmul", "W{k}", "x{j}", "p{k}"), ("add", "p{k}", "b{k}", "u{k}")]
LAYER += [("sigmoid", "u{k}", "x{k}")]


def network_tape(sizes):
    last = len(sizes) - 1
    layers = [
        tuple(word.format(j=k - 1, k=k) for word in step)
        for k in range(1, last + 1)
        for step in LAYER
    ]
    loss = [
        ("subtract", "c", f"x{last}", "e"),
        ("square", "e", "e2"),
        ("sum", "e2", "e3"),
        ("multiply", "e3", "half", "L"),
    ]
    return layers + loss
