# %% not-trained: the random start is returned
def train_digits(X, Y, rng):
    return start_rows([64, 32, 10], rng)


# %% starts-at-zero [stated]: all hidden units stay alike
def train_digits(X, Y, rng):
    params = [(np.zeros((64, 32)), np.zeros(32)), (np.zeros((32, 10)), np.zeros(10))]
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% starts-too-large: the weights are not scaled, so the units are saturated from the start
def train_digits(X, Y, rng):
    params = [(10 * rng.normal(size=(64, 32)), np.zeros(32)), (10 * rng.normal(size=(32, 10)), np.zeros(10))]
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% rate-too-small [stated]: it would need a hundred times as many epochs
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 0.01)
    return params


# %% rate-too-large [stated]: the units are saturated after a few updates
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 300.0)
    return params


# %% uphill [stated]: the gradient is added
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, -2.0)
    return params


# %% batch-mode-too-short [stated]: one update in each of twenty epochs
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 2000):
            batch = order[first : first + 2000]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% one-hidden-unit: a bottleneck that cannot tell ten classes apart
def train_digits(X, Y, rng):
    params = start_rows([64, 1, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% classes-not-learned [stated]: the targets of each batch do not belong to its images
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[first : first + len(batch)]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% column-notation [stated]: the trained network is returned in columns
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return [(W.T, b) for W, b in params]


# %% biases-as-rows [stated]: the biases are matrices with one row
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return [(W, b[np.newaxis, :]) for W, b in params]


# %% weights-only [stated]: the biases are not returned
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return [W for W, _ in params]


# %% float32 [stated]: the parameters are stored with single precision
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]


# %% other-activation: trained with tanh units, which the check does not use
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = np.tanh(X[batch] @ W1 + b1)
            z = np.tanh(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * (1 - z**2)
            d1 = (d2 @ W2.T) * (1 - y**2)
            update_in_place(
                params, [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))], 0.05
            )
    return params


# %% global-randomness [two-answers]: the start comes from numpy's global generator
def train_digits(X, Y, rng):
    params = [(np.random.randn(64, 32) / 8, np.zeros(32)), (np.random.randn(32, 10) / 6, np.zeros(10))]
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% images-changed [in-place]: the pixels are centred in place
def train_digits(X, Y, rng):
    X -= X.mean(axis=0)
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% bundled-data: trained on all bundled images, those of the test included, whatever is given
def train_digits(X, Y, rng):
    from blackboard import load_digits

    X, Y = load_digits().images, load_digits().targets
    params = start_rows([64, 32, 10], rng)
    for _ in range(40):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return params


# %% not-finite [stated]: a division by zero in the last step
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(20):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            (W1, b1), (W2, b2) = params
            y = sigmoid(X[batch] @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - Y[batch]) / len(batch) * z * (1 - z)
            d1 = (d2 @ W2.T) * y * (1 - y)
            grads = [(X[batch].T @ d1, d1.sum(axis=0)), (y.T @ d2, d2.sum(axis=0))]
            update_in_place(params, grads, 2.0)
    return [(W + np.inf, b) for W, b in params]
