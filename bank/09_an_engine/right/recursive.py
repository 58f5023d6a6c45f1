# %% run_tape
def run_tape(tape, values):
    if not tape:
        return dict(values)
    made = run_tape(tape[:-1], values)
    operation, *inputs, result = tape[-1]
    made[result] = FORWARD[operation](*[made[name] for name in inputs])
    return made


# %% elementwise_rule
def elementwise_rule(operation, grad, x):
    y = FORWARD[operation](x)
    slopes = {"sigmoid": y - y**2, "tanh": 1 - y * y, "exp": y, "square": 2 * x}
    return grad * slopes[operation]


# %% reduce_rule
def reduce_rule(operation, grad, x):
    back = np.zeros_like(x) + grad
    if operation == "mean":
        back /= back.size
    return back


# %% matmul_rule
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        grad_A, grad_B = matmul_rule(grad[:, np.newaxis], A, B[:, np.newaxis])
        return grad_A, grad_B[:, 0]
    return (B @ grad.T).T, (grad.T @ A).T


# %% add_rule
def add_rule(grad, A, B):
    def shrink(grad, shape):
        if grad.shape == shape:
            return grad.copy()
        if grad.ndim > len(shape):
            return shrink(np.sum(grad, axis=0), shape)
        for axis in range(grad.ndim):
            if grad.shape[axis] != shape[axis]:
                return shrink(np.sum(grad, axis=axis, keepdims=True), shape)

    return shrink(grad, A.shape), shrink(grad, B.shape)


# %% backward_tape
def backward_tape(tape, values, output):
    if not tape:
        return {name: np.full_like(x, float(name == output)) for name, x in values.items()}
    first, *rest = tape
    adjoints = backward_tape(rest, values, output)
    grads = backward_rule(first[0], adjoints[first[-1]], *[values[name] for name in first[1:-1]])
    for name, grad in zip(first[1:-1], grads):
        adjoints[name] += grad
    return adjoints


# %% network_tape
def network_tape(sizes):
    if len(sizes) == 2:
        tape = []
    else:
        tape = network_tape(sizes[:-1])[:-4]
    k = len(sizes) - 1
    tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
    tape += [("sigmoid", f"u{k}", f"x{k}"), ("subtract", "c", f"x{k}", "e")]
    return tape + [("square", "e", "s"), ("multiply", "s", "half", "h"), ("sum", "h", "L")]
