# %% assigned-for-added: = in place of +=
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] = grad
    return adjoints


# %% read-forwards: from the first step to the last
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in tape:
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% slope-at-the-result: the rules get what came out
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        if operation in ("sigmoid", "tanh", "exp", "square"):
            grads = backward_rule(operation, adjoints[result], values[result])
        else:
            grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% starts-from-the-value: the adjoint of the output is its value
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.array(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% starts-from-zero: the 1 of the output is forgotten
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% starts-from-the-last-step: the last result, and not the output, gets the 1
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[tape[-1][-1]] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% upstream-left-out: a rule gets ones in place of what has arrived
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        arrived = np.ones_like(adjoints[result])
        grads = backward_rule(operation, arrived, *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% inputs-exchanged: the inputs are read in the wrong order when handing back
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(reversed(inputs), grads):
            adjoints[name] = adjoints[name] + grad
    return adjoints


# %% first-input-only: the second input of a step gets nothing
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        adjoints[inputs[0]] += grads[0]
    return adjoints


# %% sign-of-the-difference: a difference is handed back like a sum
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        if operation == "subtract":
            operation = "add"
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% own-factor: each factor gets its own value as slope
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        arguments = [values[name] for name in inputs]
        if operation == "multiply":
            A, B = arguments
            grads = add_rule(adjoints[result] * A, A, B)[0], add_rule(adjoints[result] * B, A, B)[1]
        else:
            grads = backward_rule(operation, adjoints[result], *arguments)
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% mean-as-a-sum: the mean is not divided by the number of entries
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        if operation == "mean":
            operation = "sum"
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% one-array-for-two: the first contribution is stored as it is, and added to in place
def backward_tape(tape, values, output):
    adjoints = {output: np.ones_like(values[output])}
    for operation, *inputs, result in reversed(tape):
        if result not in adjoints:
            continue
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            if name in adjoints:
                adjoints[name] += grad
            else:
                adjoints[name] = grad
    return {name: adjoints.get(name, np.zeros_like(value)) for name, value in values.items()}


# %% handed-on-again: every arrival hands on all that has arrived so far
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    steps = {step[-1]: step for step in tape}

    def visit(result):
        if result in steps:
            operation, *inputs, _ = steps[result]
            grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
            for name, grad in zip(inputs, grads):
                adjoints[name] = adjoints[name] + grad
                visit(name)

    visit(output)
    return adjoints


# %% number-for-zeros [form]: adjoints start as the number 0, and some of them stay so
def backward_tape(tape, values, output):
    adjoints = dict.fromkeys(values, 0.0)
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grad = np.zeros_like(values[result]) + adjoints[result]
        if not np.any(grad):
            continue
        grads = backward_rule(operation, grad, *[values[name] for name in inputs])
        for name, part in zip(inputs, grads):
            adjoints[name] = adjoints[name] + part
    return adjoints


# %% inputs-left-out [form]: only results of steps have an adjoint
def backward_tape(tape, values, output):
    adjoints = {step[-1]: np.zeros_like(values[step[-1]]) for step in tape}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            if name in adjoints:
                adjoints[name] += grad
    return adjoints


# %% independent-names-left-out [form]: what nothing comes back to is not in the answer
def backward_tape(tape, values, output):
    adjoints = {output: np.ones_like(values[output])}
    for operation, *inputs, result in reversed(tape):
        if result not in adjoints:
            continue
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] = adjoints.get(name, 0.0) + grad
    return adjoints


# %% written-into-values [in-place]: the adjoints take the place of the values
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
        values[result] = adjoints[result]
    return adjoints


# %% kept-from-before [two-answers]: the adjoints are not set back to 0 between two calls
kept = {}


def backward_tape(tape, values, output):
    for name, value in values.items():
        if name not in kept or np.shape(kept[name]) != np.shape(value):
            kept[name] = np.zeros_like(value)
    kept[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, kept[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            kept[name] = kept[name] + grad
    return {name: kept[name] for name in values}


# %% nudged [cost]: every entry of every value is nudged
def backward_tape(tape, values, output):
    adjoints = {}
    for name, value in values.items():
        def output_at(moved):
            made = {**values, name: moved}
            for operation, *inputs, result in tape:
                if result != name:
                    made[result] = FORWARD[operation](*[made[other] for other in inputs])
            return float(made[output])

        adjoints[name] = np.zeros(np.shape(value))
        for place in np.ndindex(np.shape(value)):
            up, down = np.array(value), np.array(value)
            up[place] += 1e-5
            down[place] -= 1e-5
            adjoints[name][place] = (output_at(up) - output_at(down)) / 2e-5
    return adjoints


# %% once-in-a-step: what goes back in a step is put into a dict by name
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in dict(zip(inputs, grads)).items():
            adjoints[name] += grad
    return adjoints


# %% stops-at-the-output: the walk ends where the output is made
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
        if result == output:
            break
    return adjoints


# %% inputs-only [form]: only what was given has an adjoint in the answer
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    made = {step[-1] for step in tape}
    return {name: adjoint for name, adjoint in adjoints.items() if name not in made}


# %% starts-from-ones: every adjoint starts at 1
def backward_tape(tape, values, output):
    adjoints = {name: np.ones_like(value) for name, value in values.items()}
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% contributions-twice: a line stands there twice
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] = adjoints[name] + grad
            adjoints[name] = adjoints[name] + grad
    return adjoints


# %% value-for-adjoint: a rule gets the value of the result
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, values[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
    return adjoints


# %% visited-once [handed-on-too-early]: depth first, and a name that was visited is not visited again
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    steps, visited = {step[-1]: step for step in tape}, set()

    def visit(result):
        if result in visited or result not in steps:
            return
        visited.add(result)
        operation, *inputs, _ = steps[result]
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[name] += grad
        for name in inputs:
            visit(name)

    visit(output)
    return adjoints


# %% queue [handed-on-too-early]: name by name in the order in which they are met
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    steps, queue, seen = {step[-1]: step for step in tape}, [output], {output}
    while queue:
        result = queue.pop(0)
        if result in steps:
            operation, *inputs, _ = steps[result]
            grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
            for name, grad in zip(inputs, grads):
                adjoints[name] += grad
                if name not in seen:
                    seen.add(name)
                    queue.append(name)
    return adjoints


# %% stored-at-the-result: what goes back is stored under the name of the result
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = np.ones_like(values[output])
    for operation, *inputs, result in reversed(tape):
        grads = backward_rule(operation, adjoints[result], *[values[name] for name in inputs])
        for name, grad in zip(inputs, grads):
            adjoints[result] = grad
    return adjoints


# %% number-for-the-seed [exception]: the output's adjoint is 1.0 and no array
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    adjoints[output] = 1.0
    for operation, *inputs, result in reversed(tape):
        grad, arguments = adjoints[result], [values[name] for name in inputs]
        if operation in ("add", "multiply") and grad.ndim < arguments[0].ndim:
            raise ValueError("no shape")
        grads = backward_rule(operation, grad, *arguments)
        for name, part in zip(inputs, grads):
            adjoints[name] = adjoints[name] + part
    return adjoints


# %% without-memory [cost]: right, and every adjoint is found afresh wherever it is asked for
def backward_tape(tape, values, output):
    def adjoint(asked):
        total = np.ones_like(values[asked]) if asked == output else np.zeros_like(values[asked])
        for operation, *inputs, result in tape:
            if asked in inputs:
                arguments = [values[name] for name in inputs]
                grads = backward_rule(operation, adjoint(result), *arguments)
                total = total + sum(g for name, g in zip(inputs, grads) if name == asked)
        return total

    return {name: adjoint(name) for name in values}


# %% along-every-path [cost]: right, and each contribution is carried to the inputs by itself
def backward_tape(tape, values, output):
    adjoints = {name: np.zeros_like(value) for name, value in values.items()}
    steps = {step[-1]: step for step in tape}

    def carry(name, grad):
        adjoints[name] = adjoints[name] + grad
        if name in steps:
            operation, *inputs, _ = steps[name]
            grads = backward_rule(operation, grad, *[values[other] for other in inputs])
            for other, part in zip(inputs, grads):
                carry(other, part)

    carry(output, np.ones_like(values[output]))
    return adjoints
