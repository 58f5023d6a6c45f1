# %% batch_gradient
def batch_gradient(params, X, Y):
    xs = [X]
    for W, b in params:
        xs.append(sigmoid(xs[-1] @ W.T + b))
    delta = (xs[-1] - Y) / len(X) * xs[-1] * (1 - xs[-1])
    grads = []
    for layer in range(len(params) - 1, -1, -1):
        grads.insert(0, (delta.T @ xs[layer], delta.sum(axis=0)))
        delta = delta @ params[layer][0] * xs[layer] * (1 - xs[layer])
    return grads


# %% minibatches
def minibatches(n, size, rng):
    order = np.argsort(rng.random(n))
    return tuple(order[k * size : (k + 1) * size] for k in range((n + size - 1) // size))


# %% sgd
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    params = [(W.copy(), b.copy()) for W, b in params]
    losses = np.zeros(epochs + 1)

    def activations(X):
        xs = [X]
        for W, b in params:
            xs.append(sigmoid(xs[-1] @ W.T + b))
        return xs

    def loss():
        return 0.5 * np.sum((activations(X)[-1] - Y) ** 2) / len(X)

    losses[0] = loss()
    for epoch in range(1, epochs + 1):
        order = rng.choice(len(X), size=len(X), replace=False)
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            xs = activations(X[batch])
            delta = (xs[-1] - Y[batch]) / len(batch) * xs[-1] * (1 - xs[-1])
            grads = []
            for layer in reversed(range(len(params))):
                grads.append((delta.T @ xs[layer], delta.sum(axis=0)))
                delta = delta @ params[layer][0] * xs[layer] * (1 - xs[layer])
            for (W, b), (dW, db) in zip(params, reversed(grads)):
                W -= eta * dW
                b -= eta * db
        losses[epoch] = loss()
    return params, [float(value) for value in losses]


# %% newton_step
def newton_step(theta, grad, hessian):
    values, vectors = np.linalg.eigh(hessian)
    return theta - vectors @ ((vectors.T @ grad) / values)
