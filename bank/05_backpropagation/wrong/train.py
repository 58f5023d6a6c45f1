# %% ascent: walks up the gradient
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W + eta * np.outer(delta, xs[i]), b + eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% update-thrown-away: every sample starts from the parameters that came in
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% updated-while-going-back: delta goes through weights that have already been updated
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                W = W - eta * np.outer(delta, xs[i])
                new.insert(0, (W, b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% in-place: changes the parameters of the caller
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                below = (W.T @ delta) * xs[i] * (1 - xs[i])
                W -= eta * np.outer(delta, xs[i])
                b -= eta * delta
                delta = below
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% loss-before-the-epoch: the objective is computed before the epoch's updates
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
    return params, losses


# %% loss-running: the losses seen during the epoch are averaged, not those after it
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            total += 0.5 * np.sum((xs[-1] - y) ** 2) / len(X)
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(total)
    return params, losses


# %% loss-of-the-last-sample: only the last sample's loss is kept
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(0.5 * np.sum((H[:, -1] - Y[-1]) ** 2))
    return params, losses


# %% loss-summed: the sum over the samples, not their mean
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / 2)
    return params, losses


# %% loss-without-half: the ½ is missing
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / len(X))
    return params, losses


# %% loss-mean-over-entries: divided by the number of outputs as well
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(0.5 * np.mean((H.T - Y) ** 2))
    return params, losses


# %% loss-each-sample [form]: one loss for each sample in place of one for each epoch
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.extend(0.5 * np.sum((H.T - Y) ** 2, axis=1))
    return params, losses


# %% batch-mode: one update for each epoch, with the mean gradient
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        sums = [[np.zeros_like(W), np.zeros_like(b)] for W, b in params]
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            for i in reversed(range(len(params))):
                sums[i][0] += np.outer(delta, xs[i])
                sums[i][1] += delta
                delta = (params[i][0].T @ delta) * xs[i] * (1 - xs[i])
        step = eta / len(X)
        params = [(W - step * dW, b - step * db) for (W, b), (dW, db) in zip(params, sums)]
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% shuffled [two-answers]: the samples are taken in random order
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in (lambda p: zip(X[p], Y[p]))(np.random.permutation(len(X))):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% order-reversed: the samples are taken from the last to the first
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X[::-1], Y[::-1]):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% one-epoch-only [form]: returns after the first epoch
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
        return params, losses


# %% one-epoch-too-many [form]: an extra epoch
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs + 1):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% first-sample-only: the first sample again and again
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip([X[0]] * len(X), [Y[0]] * len(X)):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% rate-divided-by-samples: the learning rate is divided by the number of samples
def train(params, X, Y, eta, epochs):
    losses = []
    eta = eta / len(X)
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% rate-decays: the learning rate shrinks from epoch to epoch
def train(params, X, Y, eta, epochs):
    losses = []
    for epoch in range(epochs):
        rate = eta / (1 + epoch)
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - rate * np.outer(delta, xs[i]), b - rate * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% slope-missing-at-output: the slope of the output layer is missing
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = xs[-1] - y
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% losses-alone [form]: the parameters are not returned
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return losses


# %% losses-as-array [form]: an array where a list is asked for
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, np.array(losses)


# %% starts-from-zeros: the parameters are set to 0 first
def train(params, X, Y, eta, epochs):
    losses = []
    params = [(0 * W, 0 * b) for W, b in params]
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    return params, losses


# %% goes-on-from-the-last-call [two-answers]: keeps the parameters between calls
kept = {}


def train(params, X, Y, eta, epochs):
    losses = []
    key = str([W.shape for W, _ in params])
    params = kept.get(key, params)
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
            new = []
            for i in reversed(range(len(params))):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b[:, None])
        losses.append(np.sum((H.T - Y) ** 2) / (2 * len(X)))
    kept[key] = params
    return params, losses


# %% gradients-at-the-start: all gradients of an epoch are computed before its first update
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
        for grads in every:
            params = update(params, grads, eta)
        H = np.array([forward(params, x)[1][-1] for x in X])
        losses.append(np.mean(np.sum((H - Y) ** 2, axis=1)) / 2)
    return params, losses


# %% sums-kept-for-an-epoch [gradients-add-up]: within an epoch, gradients are added up
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        sums = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        for x, y in zip(X, Y):
            grads = backpropagation(params, x, y)
            sums = [(s + dW, t + db) for (s, t), (dW, db) in zip(sums, grads)]
            params = update(params, sums, eta)
        outputs = np.array([forward(params, x)[1][-1] for x in X])
        losses.append(float(np.sum((outputs - Y) ** 2) / (2 * len(X))))
    return params, losses


# %% loss-of-the-error-terms: the history is made of the error terms
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            params = update(params, backpropagation(params, x, y), eta)
        deltas = np.array([backpropagation(params, x, y)[-1][1] for x, y in zip(X, Y)])
        losses.append(float(np.sum(deltas**2) / (2 * len(X))))
    return params, losses
