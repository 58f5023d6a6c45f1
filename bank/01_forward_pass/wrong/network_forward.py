# %% input-for-every-layer [exception]: all layers work on the input of the network, fits only if sizes are equal
def network_forward(params, x):
    return [x] + [f(W @ x + b) for W, b in params]


# %% input-left-out [form]: the list starts with layer 1
def network_forward(params, x):
    xs = []
    for W, b in params:
        x = f(W @ x + b)
        xs.append(x)
    return xs


# %% output-only [form]: the last activation alone
def network_forward(params, x):
    for W, b in params:
        x = f(W @ x + b)
    return x


# %% last-layer-left-out [form]: the loop ends one layer early
def network_forward(params, x):
    xs = [x]
    for W, b in params[:-1]:
        xs.append(f(W @ xs[-1] + b))
    return xs


# %% last-layer-linear: the output layer has no activation
def network_forward(params, x):
    xs = [x]
    for W, b in params[:-1]:
        xs.append(f(W @ xs[-1] + b))
    W, b = params[-1]
    return [*xs, W @ xs[-1] + b]


# %% input-activated: the input goes through the activation first
def network_forward(params, x):
    xs = [f(x)]
    for W, b in params:
        xs.append(f(W @ xs[-1] + b))
    return xs


# %% pre-activations-returned [preactivations-kept]: the values before the activation
def network_forward(params, x):
    us, y = [x], x
    for W, b in params:
        us.append(W @ y + b)
        y = f(us[-1])
    return us


# %% activation-missing: pre-activations are handed on
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        xs.append(W @ xs[-1] + b)
    return xs


# %% activation-twice: each layer applies the activation two times
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        xs.append(f(f(W @ xs[-1] + b)))
    return xs


# %% bias-forgotten: no layer has a bias
def network_forward(params, x):
    xs = [x]
    for W, _ in params:
        xs.append(f(W @ xs[-1]))
    return xs


# %% bias-of-the-layer-before [exception]: the biases are a layer off, fits only if sizes are equal
def network_forward(params, x):
    xs = [x]
    for layer, (W, _) in enumerate(params):
        xs.append(f(W @ xs[-1] + params[max(layer - 1, 0)][1]))
    return xs


# %% whichever-fits [matrix-transposed]: W or its transpose, whichever fits first
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        u = W.T @ xs[-1] if W.shape[0] == len(xs[-1]) else W @ xs[-1]
        xs.append(f(u + b) if u.shape == b.shape else f(W @ xs[-1] + b))
    return xs


# %% layers-reversed [exception]: the last layer is applied first
def network_forward(params, x):
    xs = [x]
    for W, b in reversed(params):
        xs.append(f(W @ xs[-1] + b))
    return xs


# %% two-layers-only [exception]: written for the network of the example
def network_forward(params, x):
    (W1, b1), (W2, b2) = params
    hidden = f(W1 @ x + b1)
    return [x, hidden, f(W2 @ hidden + b2)]


# %% tuple-returned [form]: a tuple where a list is asked for
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        xs.append(f(W @ xs[-1] + b))
    return tuple(xs)


# %% params-emptied [in-place]: takes the layers out of the list
def network_forward(params, x):
    xs = [x]
    while params:
        W, b = params.pop(0)
        xs.append(f(W @ xs[-1] + b))
    return xs


# %% input-overwritten [in-place]: the first activation is written into x
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        y = f(W @ xs[-1] + b)
        if y.shape == x.shape:
            x[:] = y
        xs.append(y)
    return xs


# %% stale-list [two-answers]: a list outside the function grows from call to call
xs_kept = []


def network_forward(params, x):
    xs_kept.append(x)
    for W, b in params:
        xs_kept.append(f(W @ xs_kept[-1] + b))
    return xs_kept


# %% reversed-list [exchanged]: the output stands first
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        xs.insert(0, f(W @ xs[0] + b))
    return xs


# %% preactivation-passed-on: the next layer gets u
def network_forward(params, x):
    xs, below = [x], x
    for W, b in params:
        below = W @ below + b
        xs.append(f(below))
    return xs


# %% bias-subtracted: minus in front of the bias
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        xs.append(f(W @ xs[-1] - b))
    return xs


# %% activations-in-one-vector [appended]: each layer's outputs are put behind all that was there before
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        y = f(W @ xs[-1][-W.shape[1] :] + b)
        xs.append(np.concatenate([xs[-1], y]))
    return xs
