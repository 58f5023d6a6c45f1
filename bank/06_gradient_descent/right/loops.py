# %% batch_gradient
def batch_gradient(params, X, Y):
    N = len(X)
    total = None
    for i in range(N):
        grads = backpropagation(params, X[i], Y[i])
        if total is None:
            total = [[np.array(dW), np.array(db)] for dW, db in grads]
        else:
            for layer in range(len(params)):
                total[layer][0] = total[layer][0] + grads[layer][0]
                total[layer][1] = total[layer][1] + grads[layer][1]
    return [(dW / N, db / N) for dW, db in total]


# %% minibatches
def minibatches(n, size, rng):
    left = list(rng.permutation(n))
    batches = []
    while left:
        batches.append(np.array(left[:size]))
        left = left[size:]
    return batches


# %% sgd
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    params = [(W.copy(), b.copy()) for W, b in params]
    losses = [objective(params, X, Y)]
    for epoch in range(epochs):
        order = np.arange(len(X))
        rng.shuffle(order)
        start = 0
        while start < len(X):
            batch = order[start : start + batch_size]
            total = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
            for i in batch:
                for (sum_W, sum_b), (dW, db) in zip(total, backpropagation(params, X[i], Y[i])):
                    sum_W += dW
                    sum_b += db
            for (W, b), (sum_W, sum_b) in zip(params, total):
                W -= eta * sum_W / len(batch)
                b -= eta * sum_b / len(batch)
            start += batch_size
        losses.append(objective(params, X, Y))
    return params, losses


# %% newton_step
def newton_step(theta, grad, hessian):
    d = np.linalg.solve(hessian, -grad)
    new = theta.copy()
    for i in range(len(theta)):
        new[i] += d[i]
    return new
