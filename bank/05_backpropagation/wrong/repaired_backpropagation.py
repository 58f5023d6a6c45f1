# %% as-found [output-slope-missing]: all three bugs are still there
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = xs[L] - y
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(xs[i + 1])

    grads = []
    for i in range(L):
        below = x if i == 0 else us[i - 1]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% output-mended-alone [hidden-slope-at-activation]: only the error term of the last layer is mended
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(xs[i + 1])

    grads = []
    for i in range(L):
        below = x if i == 0 else us[i - 1]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% hidden-mended-alone [output-slope-missing]: only the slope of the hidden layers is mended
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = xs[L] - y
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = x if i == 0 else us[i - 1]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% weights-mended-alone [output-slope-missing]: only the input of the outer product is mended
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = xs[L] - y
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(xs[i + 1])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% output-not-mended [output-slope-missing]: the slope of the output layer is still missing
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = xs[L] - y
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% hidden-not-mended [hidden-slope-at-activation]: the slope of the hidden layers is still taken at x
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(xs[i + 1])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% weights-not-mended [weights-from-preactivation]: the outer product still takes u of the layer below
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = x if i == 0 else us[i - 1]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% output-slope-at-activation: a slope for the output layer, but taken at x
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(xs[L])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% output-sign-reversed: a new bug: right answer minus output
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (y - xs[L]) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% hidden-slope-too-high [hidden-slope-at-activation]: a slope at u, but of the layer above where the sizes allow it
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i + 1] if len(us[i + 1]) == len(us[i]) else xs[i + 1])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% hidden-slope-removed [hidden-slope-missing]: the wrong slope is taken out, and none put in its place
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% weights-output-for-input [weights-from-preactivation]: the output of the layer where the sizes allow it, u of the layer below elsewhere
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = xs[i + 1] if len(xs[i]) == len(xs[i + 1]) else (x if i == 0 else us[i - 1])
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads


# %% broken-while-mending [stated]: the biases are no longer returned
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append(dW)
    return grads


# %% order-reversed-while-mending [stated]: the layers come out in the wrong order
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))

    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        grad_x = W_next.T @ deltas[i + 1]
        deltas[i] = grad_x * sigmoid_prime(us[i])

    grads = []
    for i in range(L):
        below = xs[i]
        dW = np.outer(deltas[i], below)
        db = deltas[i]
        grads.append((dW, db))
    return grads[::-1]
