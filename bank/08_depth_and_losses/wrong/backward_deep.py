# %% sum-for-mean: the factor 1/N is missing
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = P - C
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% mean-over-all-entries [mean-for-sum]: divided by the number of classes as well
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / C.size
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% sign-reversed: targets minus probabilities
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (C - P) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% softmax-over-columns: the columns add up to 1
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=0, keepdims=True))
    P = E / np.sum(E, axis=0, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% slope-at-the-output: multiplied by p (1 − p) at the logits
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C) * P * (1 - P)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% euclidean-loss: the gradient of the squared error
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    error = (P - C) / len(C)
    delta = P * (error - np.sum(P * error, axis=1, keepdims=True))
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% relu-at-the-output: the slope of a ReLU at the logits
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C) * (Us[-1] > 0)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% logits-for-probabilities: no softmax
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (Us[-1] - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% slope-missing-in-hidden-layers: units that are off let everything through
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = delta @ params[i][0].T
    return grads


# %% mask-reversed: units that are on let nothing through
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] < 0)
    return grads


# %% slope-of-the-layer-above: the mask of the layer that delta comes from, where the sizes allow it
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * ((Us[i] if Us[i].shape == Us[i - 1].shape else Us[i - 1]) > 0)
    return grads


# %% slope-of-the-layer-below: the mask of the layer's own input, where the sizes allow it
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * ((Xs[i - 1] if Xs[i - 1].shape == Us[i - 1].shape else Us[i - 1]) > 0)
    return grads


# %% slope-of-the-sigmoid: x (1 − x) as in lesson 07
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * Xs[i] * (1 - Xs[i])
    return grads


# %% sigmoid-slope-of-u: the slope of the sigmoid at u
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * sigmoid(Us[i - 1]) * (1 - sigmoid(Us[i - 1]))
    return grads


# %% value-for-slope: multiplied by the activation
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * Xs[i]
    return grads


# %% leaky-slope: 0.01 where the unit is off
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * np.where(Us[i - 1] > 0, 1.0, 0.01)
    return grads


# %% matrix-not-transposed: W in place of its transpose, wherever the shapes allow it
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ (params[i][0] if params[i][0].shape[0] == params[i][0].shape[1] else params[i][0].T)) * (Us[i - 1] > 0)
    return grads


# %% preactivation-for-input: U of the layer below in place of its activation
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = ((Us[i - 1] if i else Xs[0]).T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% bias-averaged: the bias gradient is divided by N once more
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.mean(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% bias-summed-over-units: the sum runs over the wrong axis
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=1))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% bias-not-summed [not-summed]: the bias gradient keeps one row a sample
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta)
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% bias-before-slope: db is made before the mask
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    back = (E / np.sum(E, axis=1, keepdims=True) - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        delta = back if i == len(params) - 1 else back * (Us[i] > 0)
        grads[i] = (Xs[i].T @ delta, back.sum(axis=0))
        back = delta @ params[i][0].T
    return grads


# %% column-notation [transposed]: dW as for W of shape (m, n)
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (delta.T @ Xs[i], delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% back-to-front [exchanged]: the gradients from the last layer to the first
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads[::-1]


# %% cache-changed [in-place]: the mask is written into the cache
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * np.greater(Us[i - 1], 0, out=Us[i - 1])
    return grads


# %% forward-again [stated]: the pre-activations are computed anew
def backward_deep(params, cache, C):
    Us, Xs = cache
    Us, Xs = forward_deep(params, Xs[0])
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    return grads


# %% nudged [stated]: every parameter is nudged
def backward_deep(params, cache, C):
    def loss(params):
        U = forward_deep(params, cache[1][0])[0][-1]
        return np.mean(np.log(np.sum(np.exp(U), axis=1)) - np.sum(C * U, axis=1))

    return [tuple(part.value for part in pair) for pair in parameter_gradients(loss, params)]


# %% hidden-layers-left-out [all-zero]: only the last layer gets gradients
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    delta = (E / np.sum(E, axis=1, keepdims=True) - C) / len(C)
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    grads[-1] = (Xs[-1].T @ delta, delta.sum(axis=0))
    return grads


# %% relu-of-the-gradient: the ReLU is applied to what comes back
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = np.maximum(delta @ params[i][0].T, 0.0)
    return grads


# %% one-at-the-kink [stated]: >= for >
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - np.max(Us[-1], axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    delta = (P - C) / len(C)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] >= 0)
    return grads
