# %% sigmoid_prime_from_output
def sigmoid_prime_from_output(y):
    return y - np.square(y)


# %% rows_from_columns
def rows_from_columns(params):
    return [(np.einsum("ij->ji", W).copy(), b + 0.0) for W, b in params]


# %% forward_rows
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache = cache + [sigmoid(np.einsum("ij,jk->ik", cache[-1], W) + b)]
    return cache


# %% backward_rows
def backward_rows(params, cache, Y):
    slopes = [y * (1 - y) for y in cache[1:]]
    delta = (cache[-1] - Y) * slopes[-1]
    grads = []
    for layer in range(len(params) - 1, -1, -1):
        dW = np.einsum("ij,ik->jk", cache[layer], delta) / len(Y)
        grads = [(dW, np.mean(delta, axis=0))] + grads
        if layer:
            delta = np.einsum("ik,jk->ij", delta, params[layer][0]) * slopes[layer - 1]
    return grads


# %% train_digits
def train_digits(X, Y, rng):
    W1, b1 = rng.normal(size=(64, 48)) / 8, np.zeros(48)
    W2, b2 = rng.normal(size=(48, 10)) / np.sqrt(48), np.zeros(10)
    for _ in range(40):
        for batch in np.array_split(rng.permutation(len(X)), len(X) // 10):
            x, t = X[batch], Y[batch]
            y = sigmoid(x @ W1 + b1)
            z = sigmoid(y @ W2 + b2)
            d2 = (z - t) * z * (1 - z) / len(batch)
            d1 = (d2 @ W2.T) * y * (1 - y)
            W2 -= 2.5 * np.einsum("ij,ik->jk", y, d2)
            b2 -= 2.5 * d2.sum(axis=0)
            W1 -= 2.5 * np.einsum("ij,ik->jk", x, d1)
            b1 -= 2.5 * d1.sum(axis=0)
    return [(W1, b1), (W2, b2)]
