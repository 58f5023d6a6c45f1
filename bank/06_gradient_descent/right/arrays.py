# %% batch_gradient
def batch_gradient(params, X, Y):
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    return [
        (np.mean([dW for dW, _ in layer], axis=0), np.mean([db for _, db in layer], axis=0))
        for layer in zip(*every)
    ]


# %% minibatches
def minibatches(n, size, rng):
    return np.split(rng.permutation(n), range(size, n, size))


# %% sgd
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    def mean_gradient(params, X, Y):
        every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
        return [[np.mean(p, axis=0) for p in zip(*layer)] for layer in zip(*every)]

    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for batch in np.split(order, range(batch_size, len(X), batch_size)):
            grads = mean_gradient(params, X[batch], Y[batch])
            params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
        losses += [objective(params, X, Y)]
    return params, losses


# %% newton_step
def newton_step(theta, grad, hessian):
    return theta - np.linalg.lstsq(hessian, grad, rcond=None)[0]
