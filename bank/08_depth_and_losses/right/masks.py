# %% relu
def relu(u):
    return u * (u > 0)


# %% relu_prime
def relu_prime(u):
    return (u > 0).astype(float)


# %% cross_entropy
def cross_entropy(U, C):
    right = C.astype(bool)
    return np.mean(np.logaddexp.reduce(U, axis=1) - U[right])


# %% cross_entropy_grad
def cross_entropy_grad(U, C):
    P = np.exp(U - np.logaddexp.reduce(U, axis=1, keepdims=True))
    P[C == 1] -= 1.0
    return P / len(P)


# %% he_init
def he_init(sizes, rng):
    layers = zip(sizes, sizes[1:])
    return [(np.sqrt(2.0) * rng.normal(size=(n, m)) / n**0.5, np.zeros(m)) for n, m in layers]


# %% backward_deep
def backward_deep(params, cache, C):
    Us, Xs = cache
    delta = np.exp(Us[-1] - np.logaddexp.reduce(Us[-1], axis=1, keepdims=True))
    delta[C == 1] -= 1.0
    delta /= len(C)
    grads = []
    for i in range(len(params))[::-1]:
        grads.append((Xs[i].T @ delta, np.ones(len(C)) @ delta))
        delta = delta @ params[i][0].T
        delta[Xs[i] <= 0] = 0.0
    return grads[::-1]


# %% momentum_step
def momentum_step(params, grads, velocity, eta, beta):
    after = [
        [(p - eta * (beta * v + g), beta * v + g) for p, g, v in zip(*layer)]
        for layer in zip(params, grads, velocity)
    ]
    return [(w[0], b[0]) for w, b in after], [(w[1], b[1]) for w, b in after]


# %% adam_step
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    mean = [
        tuple(m + (1 - beta1) * (g - m) for m, g in zip(pair, slopes))
        for pair, slopes in zip(mean, grads)
    ]
    square = [
        tuple(s + (1 - beta2) * (g**2 - s) for s, g in zip(pair, slopes))
        for pair, slopes in zip(square, grads)
    ]
    correction = np.sqrt(1 - beta2**t)
    params = [
        tuple(
            p - eta * correction / (1 - beta1**t) * m / (np.sqrt(s) + eps * correction)
            for p, m, s in zip(*layer)
        )
        for layer in zip(params, mean, square)
    ]
    return params, mean, square


# %% repaired_step
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = forward_deep(params, X)
    log_P = Us[-1] - np.logaddexp.reduce(Us[-1], axis=1, keepdims=True)
    loss = -log_P[C == 1].sum() / len(X)
    delta = (np.exp(log_P) - C) / len(X)
    grads = [None] * len(params)
    for i in range(len(params))[::-1]:
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        delta = (delta @ params[i][0].T) * (Xs[i] > 0)
    mean = [
        tuple(0.9 * m + 0.1 * g for m, g in zip(*layer)) for layer in zip(mean, grads)
    ]
    square = [
        tuple(0.999 * s + 0.001 * g**2 for s, g in zip(*layer)) for layer in zip(square, grads)
    ]
    fade1, fade2 = 1 - 0.9**t, 1 - 0.999**t
    params = [
        tuple(p - eta * (m / fade1) / (np.sqrt(s / fade2) + 1e-8) for p, m, s in zip(*layer))
        for layer in zip(params, mean, square)
    ]
    return params, mean, square, loss


# %% train_digits_deep
def train_digits_deep(X, C, rng):
    """Noise on the pixels, and units that are switched off at random."""
    sizes, epochs, t = [64, 128, 96, 64, 10], 45, 0
    flat = []
    for n, m in pairwise(sizes):
        flat += [rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)]
    means, squares = [np.zeros_like(p) for p in flat], [np.zeros_like(p) for p in flat]
    for epoch in range(epochs):
        rate = 0.003 * (1 - epoch / epochs)
        for batch in np.array_split(rng.permutation(len(X)), -(-len(X) // 32)):
            x = X[batch] + rng.normal(scale=0.15, size=X[batch].shape)
            x = x * (rng.random(x.shape) > 0.05)
            Xs = [x]
            for i in range(3):
                Xs.append(np.maximum(Xs[-1] @ flat[2 * i] + flat[2 * i + 1], 0.0))
            U = Xs[-1] @ flat[6] + flat[7]
            delta = np.exp(U - np.logaddexp.reduce(U, axis=1, keepdims=True))
            delta = (delta - C[batch]) / len(batch)
            t += 1
            for i in (3, 2, 1, 0):
                back = (delta @ flat[2 * i].T) * (Xs[i] > 0)
                for k, g in ((2 * i, Xs[i].T @ delta), (2 * i + 1, delta.sum(axis=0))):
                    means[k] += 0.1 * (g - means[k])
                    squares[k] += 0.001 * (g * g - squares[k])
                    root = np.sqrt(squares[k] / (1 - 0.999**t)) + 1e-8
                    flat[k] -= rate * means[k] / (1 - 0.9**t) / root
                delta = back
    return [(flat[2 * i], flat[2 * i + 1]) for i in range(4)]
