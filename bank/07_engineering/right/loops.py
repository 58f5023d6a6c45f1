# %% sigmoid_prime_from_output
def sigmoid_prime_from_output(y):
    derivative = np.empty(np.shape(y))
    for index in np.ndindex(derivative.shape):
        derivative[index] = y[index] * (1 - y[index])
    return derivative


# %% rows_from_columns
def rows_from_columns(params):
    converted = []
    for W, b in params:
        m, n = W.shape
        turned = np.zeros((n, m))
        for i in range(m):
            for j in range(n):
                turned[j, i] = W[i, j]
        converted.append((turned, b.copy()))
    return converted


# %% forward_rows
def forward_rows(params, X):
    cache = [X.copy()]
    for W, b in params:
        cache.append(np.array([sigmoid(x @ W + b) for x in cache[-1]]))
    return cache


# %% backward_rows
def backward_rows(params, cache, Y):
    N = len(Y)
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for i in range(N):
        z = cache[-1][i]
        delta = (z - Y[i]) * z * (1 - z)
        for layer in reversed(range(len(params))):
            below = cache[layer][i]
            dW, db = grads[layer]
            dW += np.outer(below, delta) / N
            db += delta / N
            delta = params[layer][0] @ delta * below * (1 - below)
    return grads


# %% train_digits
def train_digits(X, Y, rng):
    columns = [(W.T.copy(), b) for W, b in start_rows([64, 24, 10], rng)]
    for epoch in range(14):
        eta = 0.5 / (1 + epoch / 10)
        for i in rng.permutation(len(X)):
            update_in_place(columns, column_backpropagation(columns, X[i], Y[i]), eta)
    return [(W.T, b) for W, b in columns]
