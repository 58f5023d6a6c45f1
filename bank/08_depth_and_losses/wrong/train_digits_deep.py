# %% not-trained: the random start is returned
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 0, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% starts-at-zero: all units stay off
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(np.zeros((n, m)), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% starts-too-large: the logits are in the thousands at the start
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(10 * rng.normal(size=(n, m)), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% rate-too-small: it would need a thousand times as many epochs
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.00002, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% rate-too-large: the units die after a few steps
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 5.0, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% uphill: the step is added
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W += rate * (1 - epoch / epochs) * vW
                b += rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% noise-too-large: the digits drown in it
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 5.0
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% targets-not-reordered: the images are shuffled and the targets are not
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[first : first + len(batch)]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% a-hundred-images: most of the images are not used
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(min(100, len(X)))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% mask-reversed: the way back is wrong, and the first layers learn nonsense
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.5, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] <= 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% one-unit: a bottleneck that cannot tell ten classes apart
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 1, 10], 30, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% one-hidden-layer [stated]: a network that is not deep enough
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 10], 30, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% column-notation [stated]: the trained network is returned in columns
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return [(W.T, b) for W, b in params]


# %% not-finite [stated]: the parameters overflow
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 1e6, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% noise-in-place [in-place]: the noise is added to the images that came in
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    X += 0.01 * rng.normal(size=X.shape)
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params


# %% global-generator [two-answers]: numpy's own generator
def train_digits_deep(X, C, rng):
    sizes, epochs, rate, spread = [64, 64, 64, 64, 10], 30, 0.05, 0.2
    params = [(np.random.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            Us, Xs = forward_deep(params, X[batch] + spread * rng.normal(size=(len(batch), 64)))
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(len(params))):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= rate * (1 - epoch / epochs) * vW
                b -= rate * (1 - epoch / epochs) * vb
                delta = back
    return params
