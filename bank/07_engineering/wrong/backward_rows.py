# %% sum-for-mean: the mean over the batch is taken nowhere
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% mean-over-all-entries [mean-for-sum]: divided by the number of outputs as well
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / Y.size * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% bias-divided-twice: the bias gradient is a mean of what is divided by N already
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.mean(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% mean-in-every-layer [mean-for-sum]: divided by N once more in every layer
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) / len(Y) * cache[layer] * (1 - cache[layer])
    return grads


# %% bias-not-summed [not-summed]: the bias gradient keeps one row a sample
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta)
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% bias-summed-over-units: the sum runs over the wrong axis
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=1))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% bias-summed-over-everything [summed-up]: one number for all biases
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum())
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% bias-kept-two-dimensional [axis-added]: a matrix with one row in place of a vector
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0, keepdims=True))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% factor-two [constant-factor]: the 2 of the square, where the ½ has cancelled it
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = 2 * (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% sign-reversed: targets minus outputs
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (Y - cache[-1]) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% slope-missing-at-the-output [slope-missing-at-output]: the output layer is treated as linear
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y)
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% slope-missing-in-hidden-layers: only the output layer has its slope
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = delta @ params[layer][0].T
    return grads


# %% slope-at-the-activation [slope-at-activation-in-hidden-layers]: the sigmoid is applied to the activation once more
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            s = sigmoid(cache[layer])
            delta = (delta @ params[layer][0].T) * s * (1 - s)
    return grads


# %% slope-of-tanh: 1 − y² in place of y (1 − y)
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * (1 - cache[layer] ** 2)
    return grads


# %% weights-not-transposed [matrix-not-transposed]: W in place of its transpose on the way back, wherever the shapes allow it
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            W, _ = params[layer]
            W = W if W.shape[0] == W.shape[1] else W.T
            delta = (delta @ W) * cache[layer] * (1 - cache[layer])
    return grads


# %% weights-reshaped: W reshaped in place of transposed
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            W, _ = params[layer]
            delta = (delta @ W.reshape(W.shape[::-1])) * cache[layer] * (1 - cache[layer])
    return grads


# %% column-notation [transposed]: dW comes out transposed, as for W of shape (m, n)
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (delta.T @ cache[layer], delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% weights-reshaped-gradient [permuted]: dW transposed by reshape
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = ((delta.T @ cache[layer]).reshape(params[layer][0].shape), delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% activation-of-the-layer-above [activation-too-high]: dW is made with the activation that the layer produces
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = ((cache[layer + 1].T @ delta if cache[layer].shape == cache[layer + 1].shape else cache[layer].T @ delta), delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% weights-of-the-layer-below [constant-factor]: the error goes back through the weights of the wrong layer
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            W = params[layer - 1][0] if params[layer - 1][0].shape == params[layer][0].shape else 1.1 * params[layer][0]
            delta = (delta @ W.T) * cache[layer] * (1 - cache[layer])
    return grads


# %% bias-before-the-slope [bias-before-slope]: db is made from the gradient by the activation
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    back = (cache[-1] - Y) / len(Y)
    for layer in reversed(range(len(params))):
        delta = back * cache[layer + 1] * (1 - cache[layer + 1])
        grads[layer] = (cache[layer].T @ delta, back.sum(axis=0))
        back = delta @ params[layer][0].T
    return grads


# %% only-one-sample: the gradient of the first sample alone
def backward_rows(params, cache, Y):
    cache, Y = [A[:1] for A in cache], Y[:1]
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% cache-overwritten [in-place]: the slopes are computed in place in the cache
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            cache[layer] *= 1 - cache[layer]
            delta = (delta @ params[layer][0].T) * cache[layer]
    return grads


# %% output-overwritten [in-place]: the difference to the targets is computed in the cache
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    cache[-1] -= Y
    delta = cache[-1] / len(Y)
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads


# %% weights-updated-on-the-way [updated-before-passing-on]: each layer's weights are updated before the error goes through them
def backward_rows(params, cache, Y):
    params = [(W.copy(), b.copy()) for W, b in params]
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            W, b = params[layer]
            W -= 0.1 * grads[layer][0]
            delta = (delta @ W.T) * cache[layer] * (1 - cache[layer])
    return grads


# %% order-reversed [exchanged]: the gradients are collected from back to front and left in that order
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return grads[::-1]


# %% lists-for-tuples [form]: a list of two lists, all dW and all db
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for layer in reversed(range(len(params))):
        grads[layer] = (cache[layer].T @ delta, delta.sum(axis=0))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * cache[layer] * (1 - cache[layer])
    return [dW for dW, _ in grads], [db for _, db in grads]


# %% finite-differences [stated]: every parameter is nudged, the cache is not used
def backward_rows(params, cache, Y):
    def loss(params):
        A = cache[0]
        for W, b in params:
            A = sigmoid(A @ W + b)
        return 0.5 * np.sum((A - Y) ** 2) / len(Y)

    h = 6e-6
    params = [(W.copy(), b.copy()) for W, b in params]
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for pair, grad in zip(params, grads):
        for p, g in zip(pair, grad):
            for index in np.ndindex(p.shape):
                kept = p[index]
                p[index] = kept + h
                above = loss(params)
                p[index] = kept - h
                g[index] = (above - loss(params)) / (2 * h)
                p[index] = kept
    return grads


# %% complex-step [cost]: exact to rounding, at the cost of a forward pass for each parameter
def backward_rows(params, cache, Y):
    h = 1e-100
    moved = [[W.astype(complex), b.astype(complex)] for W, b in params]
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for pair, grad in zip(moved, grads):
        for p, g in zip(pair, grad):
            for index in np.ndindex(p.shape):
                p[index] += 1j * h
                A = cache[0]
                for W, b in moved:
                    A = 1 / (1 + np.exp(-(A @ W + b)))
                g[index] = np.imag(0.5 * np.sum((A - Y) ** 2) / len(Y)) / h
                p[index] -= 1j * h
    return grads


# %% activations-computed-again [stated]: a forward pass from the input, whatever is in the cache
def backward_rows(params, cache, Y):
    cache = forward_rows(params, cache[0])
    grads = []
    delta = (cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])
    for (W, _), below in zip(params[::-1], cache[-2::-1]):
        grads.insert(0, (below.T @ delta, delta.sum(axis=0)))
        delta = (delta @ W.T) * below * (1 - below)
    return grads


# %% half-beside-n [factor-half]: the half of the objective stays beside N
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = (cache[-1] - Y) / (2 * len(Y))
    for layer in reversed(range(len(params))):
        below, above = cache[layer], cache[layer + 1]
        delta = delta * above * (1 - above)
        grads[layer] = (below.T @ delta, delta.sum(axis=0))
        delta = delta @ params[layer][0].T
    return grads


# %% sign-and-factor: targets minus outputs, and the 2 of the square
def backward_rows(params, cache, Y):
    grads = [None] * len(params)
    delta = 2 * (Y - cache[-1]) / len(Y)
    for layer in reversed(range(len(params))):
        below, above = cache[layer], cache[layer + 1]
        delta = delta * above * (1 - above)
        grads[layer] = (below.T @ delta, delta.sum(axis=0))
        delta = delta @ params[layer][0].T
    return grads
