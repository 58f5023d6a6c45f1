# %% run_tape
from functools import reduce


def run_tape(tape, values):
    def step_run(made, step):
        operation, *inputs, result = step
        return {**made, result: FORWARD[operation](*[made[name] for name in inputs])}

    return reduce(step_run, tape, {**values})


# %% elementwise_rule
def elementwise_rule(operation, grad, x):
    match operation:
        case "sigmoid":
            slope = 0.25 / np.cosh(x / 2) ** 2
        case "tanh":
            slope = np.cosh(x) ** -2.0
        case "exp":
            slope = np.exp(x)
        case "square":
            slope = x + x
    return np.asarray(np.einsum("...,...->...", grad, slope))


# %% reduce_rule
def reduce_rule(operation, grad, x):
    share = grad if operation == "sum" else grad / np.prod(x.shape)
    return np.broadcast_to(share, x.shape)


# %% matmul_rule
def matmul_rule(grad, A, B):
    k = "k"[: B.ndim - 1]
    grad_A = np.einsum(f"i{k},j{k}->ij", grad, B)
    grad_B = np.einsum(f"i{k},ij->j{k}", grad, A)
    return grad_A, grad_B


# %% add_rule
def add_rule(grad, A, B):
    letters = "abcdef"[: grad.ndim]
    out = []
    for part in (A, B):
        own = letters[grad.ndim - part.ndim :]
        kept = "".join(c for c, n in zip(own, part.shape) if n > 1)
        out.append(np.asarray(np.einsum(f"{letters}->{kept}", grad)).reshape(part.shape).copy())
    return tuple(out)


# %% backward_tape
def backward_tape(tape, values, output):
    adjoints = dict.fromkeys(values, 0.0)
    adjoints[output] = 1.0
    for operation, *inputs, result in reversed(list(tape)):
        grad = adjoints[result] + np.zeros(np.shape(values[result]))
        grads = backward_rule(operation, grad, *[values[name] for name in inputs])
        for name, part in zip(inputs, grads):
            adjoints[name] = adjoints[name] + part
    return {name: adjoints[name] + np.zeros(np.shape(values[name])) for name in values}


# %% network_tape
def network_tape(sizes):
    def stack(k):
        if k == 0:
            return []
        new = [("matmul", f"W{k}", f"x{k - 1}", f"z{k}"), ("add", f"b{k}", f"z{k}", f"u{k}")]
        return [*stack(k - 1), *new, ("sigmoid", f"u{k}", f"x{k}")]

    top = len(sizes) - 1
    loss = [("subtract", f"x{top}", "c", "r"), ("square", "r", "r2"), ("multiply", "r2", "half", "l")]
    return stack(top) + loss + [("sum", "l", "L")]
