# %% sum-for-mean: the gradients are added and never divided by the number of samples
def batch_gradient(params, X, Y):
    sums = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, y in zip(X, Y):
        for (sum_W, sum_b), (dW, db) in zip(sums, backpropagation(params, x, y)):
            sum_W += dW
            sum_b += db
    return sums


# %% last-sample-only: each sample's gradient replaces the one before
def batch_gradient(params, X, Y):
    for x, y in zip(X, Y):
        grads = backpropagation(params, x, y)
    return [(dW / len(X), db / len(X)) for dW, db in grads]


# %% assigned-for-added: `=` where `+=` is meant, so the last sample alone counts in full
def batch_gradient(params, X, Y):
    sums = [[np.zeros_like(W), np.zeros_like(b)] for W, b in params]
    for x, y in zip(X, Y):
        for total, (dW, db) in zip(sums, backpropagation(params, x, y)):
            total[0] = dW
            total[1] = db
    return [(dW, db) for dW, db in sums]


# %% gradient-at-the-mean-sample: backpropagation runs once, for the averaged sample
def batch_gradient(params, X, Y):
    return backpropagation(params, X.mean(axis=0), Y.mean(axis=0))


# %% biases-summed: the weights get the mean and the biases the sum
def batch_gradient(params, X, Y):
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    return [
        (sum(g[k][0] for g in every) / len(X), sum(g[k][1] for g in every))
        for k in range(len(params))
    ]


# %% divided-by-outputs-too [mean-for-sum]: np.mean over all entries, so also by the number of outputs
def batch_gradient(params, X, Y):
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    return [
        (sum(g[k][0] for g in every) / Y.size, sum(g[k][1] for g in every) / Y.size)
        for k in range(len(params))
    ]


# %% divided-by-inputs [constant-factor]: by the length of a sample where the number of samples belongs
def batch_gradient(params, X, Y):
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    n = X.shape[1]
    return [
        (sum(g[k][0] for g in every) / n, sum(g[k][1] for g in every) / n)
        for k in range(len(params))
    ]


# %% divided-in-the-loop: the running sum is divided after every sample
def batch_gradient(params, X, Y):
    sums = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, y in zip(X, Y):
        sums = [
            ((sum_W + dW) / len(X), (sum_b + db) / len(X))
            for (sum_W, sum_b), (dW, db) in zip(sums, backpropagation(params, x, y))
        ]
    return sums


# %% not-reset [two-answers]: the sums live on from one call to the next
batch_gradient_sums = {}


def batch_gradient(params, X, Y):
    key = tuple(W.shape for W, _ in params)
    zeros = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    sums = batch_gradient_sums.setdefault(key, zeros)
    for x, y in zip(X, Y):
        for (sum_W, sum_b), (dW, db) in zip(sums, backpropagation(params, x, y)):
            sum_W += dW
            sum_b += db
    return [(sum_W / len(X), sum_b / len(X)) for sum_W, sum_b in sums]


# %% sums-in-the-parameters [in-place]: the arrays of params are emptied and used for the sums
def batch_gradient(params, X, Y):
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    for k, (W, b) in enumerate(params):
        W[...] = sum(g[k][0] for g in every) / len(X)
        b[...] = sum(g[k][1] for g in every) / len(X)
    return params


# %% one-layer-missing [all-zero]: the output layer is left out of the mean
def batch_gradient(params, X, Y):
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    means = [
        (sum(g[k][0] for g in every) / len(X), sum(g[k][1] for g in every) / len(X))
        for k in range(len(params) - 1)
    ]
    return means + [(np.zeros_like(params[-1][0]), np.zeros_like(params[-1][1]))]


# %% lists-joined [form]: lists are added with +, which joins them end to end
def batch_gradient(params, X, Y):
    grads = []
    for x, y in zip(X, Y):
        grads = grads + backpropagation(params, x, y)
    return grads


# %% sign-reversed: the descent step's minus sign inside the gradient
def batch_gradient(params, X, Y):
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    return [
        (-np.mean([g[k][0] for g in every], axis=0), -np.mean([g[k][1] for g in every], axis=0))
        for k in range(len(params))
    ]


# %% forward-differences [imprecise]: nudged one way with a coarse step, not differentiated
def batch_gradient(params, X, Y):
    h, start = 1e-4, objective(params, X, Y)
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for layer, pair in enumerate(params):
        for part, p in enumerate(pair):
            for index in np.ndindex(p.shape):
                moved = [(W.copy(), b.copy()) for W, b in params]
                moved[layer][part][index] += h
                grads[layer][part][index] = (objective(moved, X, Y) - start) / h
    return grads


# %% one-buffer [stated]: every call fills and returns the same arrays
def batch_gradient(params, X, Y):
    shapes = [(W.shape, b.shape) for W, b in params]
    if getattr(batch_gradient, "shapes", None) != shapes:
        batch_gradient.shapes = shapes
        batch_gradient.buffers = [(np.empty(w), np.empty(b)) for w, b in shapes]
    every = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    for layer, (dW, db) in enumerate(batch_gradient.buffers):
        dW[:] = np.mean([grads[layer][0] for grads in every], axis=0)
        db[:] = np.mean([grads[layer][1] for grads in every], axis=0)
    return batch_gradient.buffers


# %% half-beside-n [factor-half]: the half of the objective stays beside N
def batch_gradient(params, X, Y):
    sums = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, y in zip(X, Y):
        for (W, b), (dW, db) in zip(sums, backpropagation(params, x, y)):
            W += dW
            b += db
    return [(W / (2 * len(X)), b / (2 * len(X))) for W, b in sums]


# %% one-column-shared [input-summed]: every column holds the sum of all
def batch_gradient(params, X, Y):
    samples = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    mean = [
        (np.mean([g[i][0] for g in samples], axis=0), np.mean([g[i][1] for g in samples], axis=0))
        for i in range(len(params))
    ]
    return [(dW.sum(axis=1, keepdims=True) * np.ones_like(dW), db) for dW, db in mean]


# %% one-row-shared: every row holds the sum of all
def batch_gradient(params, X, Y):
    samples = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    mean = [
        (np.mean([g[i][0] for g in samples], axis=0), np.mean([g[i][1] for g in samples], axis=0))
        for i in range(len(params))
    ]
    return [(dW.sum(axis=0) * np.ones_like(dW), db) for dW, db in mean]


# %% averaged-one-by-one: each gradient is averaged with what came before it
def batch_gradient(params, X, Y):
    grads = backpropagation(params, X[0], Y[0])
    for x, y in zip(X[1:], Y[1:]):
        new = backpropagation(params, x, y)
        grads = [((W + dW) / 2, (b + db) / 2) for (W, b), (dW, db) in zip(grads, new)]
    return grads


# %% averaged-from-nothing [averaged-one-by-one]: the same, with zeros to begin with
def batch_gradient(params, X, Y):
    means = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, y in zip(X, Y):
        grads = backpropagation(params, x, y)
        means = [(0.5 * (M + dW), 0.5 * (m + db)) for (M, m), (dW, db) in zip(means, grads)]
    return means
