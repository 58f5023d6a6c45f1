# %% bias-left-out [stated]: the step with the bias is missing
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"u{k}"), ("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% bias-subtracted [stated]: the bias has the wrong sign
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("subtract", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% preactivation-passed-on [stated]: u in place of x goes into the next layer
def network_tape(sizes):
    tape, last, below = [], len(sizes) - 1, "x0"
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", below, f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
        below = f"u{k}"
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% last-layer-linear [stated]: no sigmoid in the last layer
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        if k < last:
            tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"u{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% loss-of-the-preactivation [stated]: the target is subtracted from u
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"u{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% tanh-units [stated]: tanh in place of the sigmoid
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("tanh", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% half-left-out [stated]: the ½ is missing
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    return tape + [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "L")]


# %% mean-for-sum [stated]: the mean of the squares
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("mean", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% square-left-out [stated]: the differences are added up
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("sum", "e", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% squared-after-the-sum [stated]: the sum of the differences is squared
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("sum", "e", "s"), ("square", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% sum-left-out [stated]: the loss has an entry for each output
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s")]
    return tape + [("multiply", "half", "s", "L")]


# %% every-layer-from-the-input [stated]: all layers get x0
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", "x0", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% inputs-turned [stated]: the matrix stands on the right
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"x{k - 1}", f"W{k}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% one-layer-too-many [stated]: counts sizes in place of layers
def network_tape(sizes):
    tape, last = [], len(sizes)
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% one-layer-too-few [stated]: the last layer is missing
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last - 1}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% names-written-again [stated]: the same names in every layer
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", "p"), ("add", "p", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% number-on-the-tape [stated]: 0.5 itself in place of a name
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", 0.5, "t", "L")]


# %% order-of-the-steps [stated]: the activation is asked for before there is a pre-activation
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("sigmoid", f"u{k}", f"x{k}"), ("matmul", f"W{k}", f"x{k - 1}", f"p{k}")]
        tape += [("add", f"p{k}", f"b{k}", f"u{k}")]
    tape += [("subtract", f"x{last}", "c", "e"), ("square", "e", "s"), ("sum", "s", "t")]
    return tape + [("multiply", "half", "t", "L")]


# %% loss-left-out [stated]: the tape ends with the output of the network
def network_tape(sizes):
    tape, last = [], len(sizes) - 1
    for k in range(1, last + 1):
        tape += [("matmul", f"W{k}", f"x{k - 1}", f"p{k}"), ("add", f"p{k}", f"b{k}", f"u{k}")]
        tape += [("sigmoid", f"u{k}", f"x{k}")]
    return tape


# %% two-layers-always [stated]: the tape of 3-4-2, whatever is asked for
def network_tape(sizes):
    return [
        ("matmul", "W1", "x0", "p1"), ("add", "p1", "b1", "u1"), ("sigmoid", "u1", "x1"),
        ("matmul", "W2", "x1", "p2"), ("add", "p2", "b2", "u2"), ("sigmoid", "u2", "x2"),
        ("subtract", "x2", "c", "e"), ("square", "e", "s"), ("sum", "s", "t"),
        ("multiply", "half", "t", "L"),
    ]
