# %% run_tape
def run_tape(tape, values):
    made = {}
    for name in values:
        made[name] = values[name]
    for step in tape:
        operation, result = step[0], step[-1]
        if len(step) == 3:
            made[result] = FORWARD[operation](made[step[1]])
        else:
            made[result] = FORWARD[operation](made[step[1]], made[step[2]])
    return made


# %% elementwise_rule
def elementwise_rule(operation, grad, x):
    flat, arrived = np.ravel(x), np.ravel(grad)
    back = np.zeros(flat.size)
    for i in range(flat.size):
        if operation == "sigmoid":
            slope = np.exp(-abs(flat[i])) / (1 + np.exp(-abs(flat[i]))) ** 2
        elif operation == "tanh":
            slope = 1 / np.cosh(flat[i]) ** 2
        elif operation == "exp":
            slope = np.exp(flat[i])
        elif operation == "square":
            slope = flat[i] + flat[i]
        back[i] = arrived[i] * slope
    return back.reshape(np.shape(x))


# %% reduce_rule
def reduce_rule(operation, grad, x):
    back = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        back[place] = grad if operation == "sum" else grad / x.size
    return back


# %% matmul_rule
def matmul_rule(grad, A, B):
    m, n = A.shape
    grad_A, grad_B = np.zeros(A.shape), np.zeros(B.shape)
    for i in range(m):
        for j in range(n):
            if B.ndim == 1:
                grad_A[i, j] = grad[i] * B[j]
                grad_B[j] += A[i, j] * grad[i]
            else:
                for k in range(B.shape[1]):
                    grad_A[i, j] += grad[i, k] * B[j, k]
                    grad_B[j, k] += A[i, j] * grad[i, k]
    return grad_A, grad_B


# %% add_rule
def add_rule(grad, A, B):
    found = []
    for shape in (A.shape, B.shape):
        total = np.zeros(shape)
        missing = grad.ndim - len(shape)
        for place in np.ndindex(grad.shape):
            own = tuple(0 if n == 1 else i for i, n in zip(place[missing:], shape))
            total[own] += grad[place]
        found.append(total)
    return found[0], found[1]


# %% backward_tape
def backward_tape(tape, values, output):
    adjoints = {}
    for name in values:
        adjoints[name] = np.zeros(np.shape(values[name]))
    adjoints[output] = np.array(1.0)
    for k in range(len(tape) - 1, -1, -1):
        step = tape[k]
        arguments = []
        for name in step[1:-1]:
            arguments.append(values[name])
        grads = backward_rule(step[0], adjoints[step[-1]], *arguments)
        for i in range(len(arguments)):
            adjoints[step[1 + i]] = adjoints[step[1 + i]] + grads[i]
    return adjoints


# %% network_tape
def network_tape(sizes):
    tape, below = [], "x0"
    for layer in range(1, len(sizes)):
        k = str(layer)
        tape.append(("matmul", "W" + k, below, "Wx" + k))
        tape.append(("add", "Wx" + k, "b" + k, "u" + k))
        tape.append(("sigmoid", "u" + k, "x" + k))
        below = "x" + k
    tape.append(("subtract", below, "c", "difference"))
    tape.append(("multiply", "difference", "difference", "squares"))
    tape.append(("multiply", "half", "squares", "halves"))
    tape.append(("sum", "halves", "L"))
    return tape
