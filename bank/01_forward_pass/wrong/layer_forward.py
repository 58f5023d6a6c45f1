# %% matrix-transposed [exception]: the transpose of W, which fits only if W is square
def layer_forward(W, x, b):
    u = W.T @ x + b
    return u, f(u)


# %% whichever-fits [matrix-transposed]: transposes only if the product fails otherwise, first as x W
def layer_forward(W, x, b):
    try:
        u = x @ W + b
    except ValueError:
        u = W @ x + b
    return u, f(u)


# %% bias-forgotten: the pre-activation has no bias
def layer_forward(W, x, b):
    u = W @ x
    return u, f(u)


# %% bias-after-activation: the bias is added to the activation
def layer_forward(W, x, b):
    u = W @ x
    return u, f(u) + b


# %% bias-only-in-u: the activation is computed before the bias is added
def layer_forward(W, x, b):
    u = W @ x
    y = f(u)
    return u + b, y


# %% activation-twice: the activation is taken for the pre-activation
def layer_forward(W, x, b):
    u = f(W @ x + b)
    return u, f(u)


# %% activation-missing: the pre-activation is returned twice
def layer_forward(W, x, b):
    u = W @ x + b
    return u, u


# %% swapped [exchanged]: the two results in the wrong order
def layer_forward(W, x, b):
    u = W @ x + b
    return f(u), u


# %% pre-activation-thrown-away [form]: only the activation is returned
def layer_forward(W, x, b):
    return f(W @ x + b)


# %% list-returned [form]: a list where a tuple is asked for
def layer_forward(W, x, b):
    u = W @ x + b
    return [u, f(u)]


# %% star-for-at: entry by entry, nothing is added up
def layer_forward(W, x, b):
    u = (W * x).T + b
    return u, f(u)


# %% column-and-vector [broadcast-to-square]: an (m, 1) column and an (m,) vector become (m, m)
def layer_forward(W, x, b):
    u = W @ x.reshape(-1, 1) + b
    return u, f(u)


# %% columns-kept [axis-added]: the results are columns
def layer_forward(W, x, b):
    u = W @ x.reshape(-1, 1) + b.reshape(-1, 1)
    return u, f(u)


# %% bias-changed-in-place [in-place]: the sum is collected in b
def layer_forward(W, x, b):
    b += W @ x
    return b, f(b)


# %% one-bias-for-all: the first bias serves all units
def layer_forward(W, x, b):
    u = W @ x + b[0]
    return u, f(u)


# %% last-unit-left-out [left-out]: the loop ends one unit early
def layer_forward(W, x, b):
    u = np.zeros(len(b))
    for k in range(len(b) - 1):
        u[k] = np.sum(W[k] * x) + b[k]
    return u, f(u)


# %% activation-of-input: the activation acts before the matrix
def layer_forward(W, x, b):
    u = W @ f(x) + b
    return u, f(u)


# %% bias-in-every-term: the bias is added in the inner loop
def layer_forward(W, x, b):
    u = np.zeros(len(b))
    for i in range(len(b)):
        for j in range(len(x)):
            u[i] += W[i, j] * x[j] + b[i]
    return u, sigmoid(u)


# %% size-written-in [exception]: written for the four units of the example
def layer_forward(W, x, b):
    u = np.zeros(4)
    for k in range(4):
        u[k] = np.sum(W[k] * x) + b[k]
    return u, f(u)


# %% bias-subtracted: minus in front of the bias
def layer_forward(W, x, b):
    u = W @ x - b
    return u, f(u)


# %% bias-only-in-y: u is returned without the bias
def layer_forward(W, x, b):
    u = W @ x
    return u, f(u + b)


# %% activation-twice-in-y [activation-twice]: the activation of the activation
def layer_forward(W, x, b):
    u = W @ x + b
    return u, f(f(u))


# %% tanh: another activation
def layer_forward(W, x, b):
    u = W @ x + b
    return u, np.tanh(u)


# %% slope-for-activation: the slope of the curve in place of its value
def layer_forward(W, x, b):
    u = W @ x + b
    return u, f(u) * (1 - f(u))
