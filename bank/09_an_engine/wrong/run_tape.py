# %% written-into-the-given [in-place]: the results are put into the dict that was given
def run_tape(tape, values):
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
    return values


# %% results-only [form]: what was given is not returned
def run_tape(tape, values):
    made = {}
    for operation, *inputs, result in tape:
        arguments = [made[name] if name in made else values[name] for name in inputs]
        made[result] = FORWARD[operation](*arguments)
    return made


# %% last-result-only [form]: the value of the last step is returned
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
    return values[result]


# %% returned-too-early [form]: the return line stands in the loop
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
        return values


# %% nothing-returned [none]: the return line is missing
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](*[values[name] for name in inputs])


# %% inputs-turned [exception]: the second input is handed in as the first
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](*[values[name] for name in reversed(inputs)])
    return values


# %% names-once [exception]: a name that stands twice in a step is looked up once
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](*[values[name] for name in dict.fromkeys(inputs)])
    return values


# %% two-inputs-always [exception]: every step is taken apart into four
def run_tape(tape, values):
    values = dict(values)
    for operation, a, b, result in tape:
        values[result] = FORWARD[operation](values[a], values[b])
    return values


# %% given-values-only [exception]: inputs are looked up among what was given
def run_tape(tape, values):
    made = dict(values)
    for operation, *inputs, result in tape:
        made[result] = FORWARD[operation](*[values[name] for name in inputs])
    return made


# %% names-for-values [exception]: the operation gets the names
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](*inputs)
    return values


# %% read-backwards [exception]: the steps are run from the last to the first
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in reversed(tape):
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
    return values


# %% result-first [exception]: the name of the result is looked for at the wrong end
def run_tape(tape, values):
    values = dict(values)
    for operation, result, *inputs in tape:
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
    return values


# %% difference-turned [sign-reversed]: a difference is taken the other way round
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        arguments = [values[name] for name in inputs]
        if operation == "subtract":
            arguments = arguments[::-1]
        values[result] = FORWARD[operation](*arguments)
    return values


# %% mean-for-sum: the sum is divided by the number of entries
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        if operation == "sum":
            operation = "mean"
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
    return values


# %% sum-for-mean: the mean is not divided by the number of entries
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        if operation == "mean":
            operation = "sum"
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
    return values


# %% last-input-twice [exception]: an operation with one input gets it twice
def run_tape(tape, values):
    values = dict(values)
    for operation, *inputs, result in tape:
        values[result] = FORWARD[operation](values[inputs[0]], values[inputs[-1]])
    return values


# %% step-not-taken-apart [exception]: the names of a step are never made
def run_tape(tape, values):
    values = dict(values)
    for step in tape:
        values[result] = FORWARD[operation](*[values[name] for name in inputs])
    return values
