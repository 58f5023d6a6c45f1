# %% sigmoid_prime_from_output
def sigmoid_prime_from_output(y):
    return 0.25 - (y - 0.5) ** 2


# %% rows_from_columns
def rows_from_columns(params):
    return [(np.asfortranarray(np.array(W).T), np.array(b)) for W, b in params]


# %% forward_rows
def forward_rows(params, X):
    activations = [np.asfortranarray(X)]
    for W, b in params:
        ones = np.ones((len(X), 1))
        U = np.hstack([activations[-1], ones]) @ np.vstack([W, b])
        activations.append(np.asfortranarray(1 / (1 + np.exp(-np.clip(U, -700, 700)))))
    return activations


# %% backward_rows
def backward_rows(params, cache, Y):
    N = len(Y)
    D = ((cache[-1] - Y) / N * cache[-1] * (1 - cache[-1])).T  # (nL, N), a sample a column
    grads = []
    for (W, _), below in zip(params[::-1], cache[-2::-1]):
        grads.append(((D @ below).T, D @ np.ones(N)))
        D = (W @ D) * (below * (1 - below)).T
    return grads[::-1]


# %% train_digits
def train_digits(X, Y, rng):
    params = start_rows([64, 40, 40, 10], rng)
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for _ in range(40):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            cache = [X[batch]]
            for W, b in params:
                cache.append(sigmoid(cache[-1] @ W + b))
            delta = (cache[-1] - Y[batch]) / len(batch) * cache[-1] * (1 - cache[-1])
            for layer in (2, 1, 0):
                (W, b), (vW, vb) = params[layer], speed[layer]
                below = cache[layer]
                back = delta @ W.T * below * (1 - below)
                vW *= 0.8
                vW += below.T @ delta
                vb *= 0.8
                vb += delta.sum(axis=0)
                W -= 0.8 * vW
                b -= 0.8 * vb
                delta = back
    return params
