# %% slope-missing-at-output: the slope of the output layer is missing: every layer wrong
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y)
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% slope-missing-in-hidden-layers: no slope in the recursion: the output layer right, those below wrong
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = params[i][0].T @ delta
    return grads


# %% slope-at-activation-at-output: the slope of the output layer is taken at x
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(xs[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% slope-at-activation-in-hidden-layers: the slope of the hidden layers is taken at x
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(xs[i])
    return grads


# %% preactivation-for-activation: u (1 − u) for the slope of the hidden layers
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * us[i - 1] * (1 - us[i - 1])
    return grads


# %% slope-of-the-wrong-layer: the slope belongs to the layer above where the sizes allow it
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            back = params[i][0].T @ delta
            u = us[i] if len(us[i]) == len(back) else us[i - 1]
            delta = back * sigmoid_prime(u)
    return grads


# %% preactivation-for-input: dW is made from u of the layer below: biases right, weights wrong
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, us[i - 1] if i else x), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% activation-too-high: dW is made from the output of the layer where the sizes allow it
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        below = xs[i + 1] if len(xs[i + 1]) == len(xs[i]) else xs[i]
        grads[i] = (np.outer(delta, below), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% matrix-not-transposed: W in place of its transpose where the sizes allow it
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            W = params[i][0]
            back = W @ delta if W.shape[0] == W.shape[1] else W.T @ delta
            delta = back * sigmoid_prime(us[i - 1])
    return grads


# %% transpose-missing [exception]: W in place of its transpose
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0] @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% sign-reversed: right answer minus output: every sign reversed
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (y - xs[-1]) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% factor-two [constant-factor]: the 2 of the square, without the ½
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = 2 * (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% mean-over-outputs [mean-for-sum]: divided by the number of outputs
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1]) / len(y)
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% norm-for-square: the gradient of the norm, not of its square
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    delta = delta / np.linalg.norm(xs[-1] - y)
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% outer-product-reversed [transposed]: every dW is mirrored
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(xs[i], delta), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% reshape-for-transpose [permuted]: the mirrored dW forced into shape
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(xs[i], delta).reshape(params[i][0].shape), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% bias-before-slope [bias-before-slope-in-hidden-layers]: db is taken from the gradient before the slope in the hidden layers
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    db = delta
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), db)
        if i > 0:
            db = params[i][0].T @ delta
            delta = db * sigmoid_prime(us[i - 1])
    return grads


# %% bias-summed [summed-up]: db is one number for each layer
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), np.sum(delta))
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% one-path-only: only the first unit of the layer above passes its error term on
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0][0] * delta[0]) * sigmoid_prime(us[i - 1])
    return grads


# %% forgets-the-bias [bias-forgotten]: the forward pass leaves the biases out
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1])
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% last-layer-linear: no activation in the last layer
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    xs[-1] = us[-1]
    delta = xs[-1] - y
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% order-reversed [exchanged]: the gradients come from the last layer to the first
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads[::-1]


# %% stops-one-layer-early [all-zero]: layer 1 keeps zeros
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i == 0 and len(params) > 1:
            grads[i] = (np.zeros_like(params[i][0]), np.zeros_like(params[i][1]))
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% lists-for-tuples [form]: a list of lists where tuples are asked for
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = [np.outer(delta, xs[i]), delta]
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% updated-before-passing-on: delta goes through weights that have already taken a step
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            W = params[i][0] - 0.1 * grads[i][0]
            delta = (W.T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% updated-in-place [in-place]: takes the descent step on the caller's weights
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    for (W, b), (dW, db) in zip(params, grads):
        W -= 0.1 * dW
        b -= 0.1 * db
    return grads


# %% gradients-never-reset [two-answers]: adds to the gradients of earlier calls
kept = {}


def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    key = str([W.shape for W, _ in params])
    old = kept.get(key, [(0.0, 0.0)] * len(params))
    kept[key] = [(dW + oW, db + ob) for (dW, db), (oW, ob) in zip(grads, old)]
    return kept[key]


# %% stale-cache: the forward pass of the first call is used for all that follow
kept = {}


def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    us, xs = kept.setdefault(str([W.shape for W, _ in params]), (us, xs))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% two-layers-only [exception]: written for the 3-4-2 network
def backpropagation(params, x, y):
    (W1, b1), (W2, b2) = params
    x1 = sigmoid(W1 @ x + b1)
    x2 = sigmoid(W2 @ x1 + b2)
    delta2 = (x2 - y) * x2 * (1 - x2)
    delta1 = (W2.T @ delta2) * x1 * (1 - x1)
    return [(np.outer(delta1, x), delta1), (np.outer(delta2, x1), delta2)]


# %% single-precision [imprecise]: computes with float32
def backpropagation(params, x, y):
    us, xs = [], [x.astype(np.float32)]
    params = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% not-backpropagation-finite-differences [cost]: central differences by every parameter in turn
def backpropagation(params, x, y):
    params = [(W.copy(), b.copy()) for W, b in params]

    def loss(params):
        a = x
        for W, b in params:
            a = 1 / (1 + np.exp(-(W @ a + b)))
        return 0.5 * np.sum((a - y) ** 2)

    h, grads = 6e-6, []
    for pair in params:
        grads.append(tuple(np.zeros_like(part) for part in pair))
        for part, grad in zip(pair, grads[-1]):
            for index in np.ndindex(part.shape):
                value = part[index]
                part[index] = value + h
                above = loss(params)
                part[index] = value - h
                below = loss(params)
                part[index] = value
                grad[index] = (above - below) / (2 * h)
    return grads


# %% not-backpropagation-batched-differences [cost]: all nudges of a weight column at once, each with its own forward pass
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(1 / (1 + np.exp(-us[-1])))

    def losses(U, layer):
        A = 1 / (1 + np.exp(-U))
        for W, b in params[layer + 1 :]:
            A = 1 / (1 + np.exp(-(A @ W.T + b)))
        return 0.5 * np.sum((A - y) ** 2, axis=1)

    h, grads = 6e-6, []
    for layer, (W, b) in enumerate(params):
        nudges = np.eye(len(b)) * h
        dW = np.zeros_like(W)
        for j in range(W.shape[1]):
            moved = nudges * xs[layer][j]
            dW[:, j] = (losses(us[layer] + moved, layer) - losses(us[layer] - moved, layer)) / (2 * h)
        db = (losses(us[layer] + nudges, layer) - losses(us[layer] - nudges, layer)) / (2 * h)
        grads.append((dW, db))
    return grads


# %% not-backpropagation-complex-step [cost]: one complex forward pass for every parameter
def backpropagation(params, x, y):
    params = [(W.astype(complex), b.astype(complex)) for W, b in params]

    def loss(params):
        a = x
        for W, b in params:
            a = 1 / (1 + np.exp(-(W @ a + b)))
        return 0.5 * np.sum((a - y) ** 2)

    h, grads = 1e-20, []
    for pair in params:
        grads.append(tuple(np.zeros(part.shape) for part in pair))
        for part, grad in zip(pair, grads[-1]):
            for index in np.ndindex(part.shape):
                part[index] += 1j * h
                grad[index] = loss(params).imag / h
                part[index] = part[index].real
    return grads


# %% not-backpropagation-imported [exception]: lets an automatic differentiation package do it, which graders do not have
def backpropagation(params, x, y):
    import torch

    params = [tuple(torch.tensor(p, requires_grad=True) for p in pair) for pair in params]
    a = torch.tensor(x)
    for W, b in params:
        a = torch.sigmoid(W @ a + b)
    (0.5 * torch.sum((a - torch.tensor(y)) ** 2)).backward()
    return [(W.grad.numpy(), b.grad.numpy()) for W, b in params]


# %% not-backpropagation-checker-called [cost]: calls the course's own numeric differentiation
def backpropagation(params, x, y):
    from autograder import parameter_gradients

    def loss(params):
        a = x
        for W, b in params:
            a = 1 / (1 + np.exp(-(W @ a + b)))
        return 0.5 * np.sum((a - y) ** 2)

    return [(dW.value, db.value) for dW, db in parameter_gradients(loss, params)]


# %% error-term-for-every-weight [cost]: goes through the network once for every weight and bias
def backpropagation(params, x, y):
    def delta_of(layer):
        us, xs = [], [x]
        for W, b in params:
            us.append(W @ xs[-1] + b)
            xs.append(sigmoid(us[-1]))
        delta = (xs[-1] - y) * sigmoid_prime(us[-1])
        for i in range(len(params) - 1, layer, -1):
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
        return delta, xs[layer]

    grads = []
    for layer, (W, b) in enumerate(params):
        dW, db = np.zeros(W.shape), np.zeros(b.shape)
        for i in range(W.shape[0]):
            db[i] = delta_of(layer)[0][i]
            for j in range(W.shape[1]):
                delta, below = delta_of(layer)
                dW[i, j] = delta[i] * below[j]
        grads.append((dW, db))
    return grads


# %% return-missing [none]: nothing is returned
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    grads = [None] * len(params)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    for i in reversed(range(len(params))):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])


# %% weights-for-input: each weight gets the error term times itself
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        grads.insert(0, (W * delta[:, np.newaxis], delta))
        if i > 0:
            delta = (W.T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% own-output [activation-too-high]: the output of a layer where its input belongs
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        grads.insert(0, (np.outer(delta, xs[i + 1]), delta))
        if i > 0:
            delta = (W.T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% bias-first [column-of-the-bias]: the biases stand in front, and the last column is cut off
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        with_bias = np.column_stack([b, W])
        grads.insert(0, (np.outer(delta, xs[i]), delta))
        if i > 0:
            delta = (with_bias[:, :-1].T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% one-slope-for-all: a dot product makes one slope for a layer
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        grads.insert(0, (np.outer(delta, xs[i]), delta))
        if i > 0:
            delta = (W.T @ delta) * (xs[i] @ (1 - xs[i]))
    return grads


# %% biases-returned [bias-for-its-gradient]: the biases themselves are returned
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        grads.insert(0, (np.outer(delta, xs[i]), b.copy()))
        if i > 0:
            delta = (W.T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% parameters-before-slope: weights and biases take what has not passed the slope
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    back, grads = xs[-1] - y, []
    for i in reversed(range(len(params))):
        grads.insert(0, (np.outer(back, xs[i]), back))
        back = params[i][0].T @ (back * sigmoid_prime(us[i]))
    return grads


# %% error-left-out-below: below the last layer, slopes and weights alone
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    slope = sigmoid_prime(us[-1])
    delta = (xs[-1] - y) * slope
    grads = [(np.outer(delta, xs[-2]), delta)]
    delta = slope
    for i in reversed(range(len(params) - 1)):
        delta = (params[i + 1][0].T @ delta) * sigmoid_prime(us[i])
        grads.insert(0, (np.outer(delta, xs[i]), delta))
    return grads
