# %% relu
def relu(u):
    return (u + np.abs(u)) / 2


# %% relu_prime
def relu_prime(u):
    return np.maximum(np.sign(u), 0.0)


# %% cross_entropy
def cross_entropy(U, C):
    V = U.T - np.max(U.T, axis=0)
    losses = np.log(np.sum(np.exp(V), axis=0)) - np.sum(C.T * V, axis=0)
    return np.sum(losses) / losses.size


# %% cross_entropy_grad
def cross_entropy_grad(U, C):
    E = np.exp(U.T - np.max(U.T, axis=0))
    return (E / np.sum(E, axis=0) - C.T).T / len(U)


# %% he_init
def he_init(sizes, rng):
    params = []
    for n, m in pairwise(sizes):
        W = rng.normal(scale=np.sqrt(2 / n), size=(n, m))
        params += [(W, np.full(m, 0.0))]
    return params


# %% backward_deep
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1].T - np.max(Us[-1].T, axis=0))
    D = (E / np.sum(E, axis=0) - C.T) / len(C)
    grads = []
    for i in reversed(range(len(params))):
        grads.append(((D @ Xs[i]).T, D @ np.ones(len(C))))
        if i > 0:
            D = np.where(Us[i - 1].T > 0, params[i][0] @ D, 0.0)
    grads.reverse()
    return grads


# %% momentum_step
def momentum_step(params, grads, velocity, eta, beta):
    velocity = [(beta * vW, beta * vb) for vW, vb in velocity]
    velocity = [(vW + dW, vb + db) for (vW, vb), (dW, db) in zip(velocity, grads)]
    params = [(W - vW * eta, b - vb * eta) for (W, b), (vW, vb) in zip(params, velocity)]
    return params, velocity


# %% adam_step
def flatten(pairs):
    return np.concatenate([part.ravel() for pair in pairs for part in pair])


def like(params, vector):
    parts = np.split(vector, np.cumsum([p.size for pair in params for p in pair])[:-1])
    shaped = [x.reshape(p.shape) for x, p in zip(parts, [p for pair in params for p in pair])]
    return [(W.copy(), b.copy()) for W, b in zip(shaped[::2], shaped[1::2])]


def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    p, g, m, s = (flatten(pairs) for pairs in (params, grads, mean, square))
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    p = p - eta * (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + eps)
    return like(params, p), like(params, m), like(params, s)


# %% repaired_step
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1].T, axis=0)
    loss = np.mean(M + np.log(np.sum(np.exp(Us[-1].T - M), axis=0)) - np.sum((C * Us[-1]).T, axis=0))
    D = (P - C).T / len(X)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = ((D @ Xs[i]).T, D.sum(axis=1))
        if i > 0:
            D = (params[i][0] @ D) * (Us[i - 1].T > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(len(params)):
        m = tuple(0.9 * old + 0.1 * g for old, g in zip(mean[i], grads[i]))
        s = tuple(0.999 * old + 0.001 * g**2 for old, g in zip(square[i], grads[i]))
        m_hat = [part / (1 - 0.9**t) for part in m]
        s_hat = [part / (1 - 0.999**t) for part in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(m)
        new_square.append(s)
    return new_params, new_mean, new_square, float(loss)


# %% train_digits_deep
def train_digits_deep(X, C, rng):
    """Single samples in columns would take too long: batches of 20, in columns."""
    Ws = [rng.normal(size=(m, n)) * np.sqrt(2 / n) for n, m in pairwise([64, 64, 64, 64, 10])]
    bs = [np.zeros((len(W), 1)) for W in Ws]
    speeds = [0 * W for W in Ws], [0 * b for b in bs]
    for epoch in range(60):
        eta = 0.03 * (1 - epoch / 60)
        for batch in np.array_split(rng.permutation(len(X)), -(-len(X) // 20)):
            xs = [X[batch].T + rng.normal(scale=0.2, size=(64, len(batch)))]
            for W, b in zip(Ws[:-1], bs[:-1]):
                xs.append(np.maximum(W @ xs[-1] + b, 0.0))
            delta = (softmax((Ws[-1] @ xs[-1] + bs[-1]).T).T - C[batch].T) / len(batch)
            for i in (3, 2, 1, 0):
                back = (Ws[i].T @ delta) * (xs[i] > 0)
                speeds[0][i][:] = 0.9 * speeds[0][i] + delta @ xs[i].T
                speeds[1][i][:] = 0.9 * speeds[1][i] + delta.sum(axis=1, keepdims=True)
                Ws[i] -= eta * speeds[0][i]
                bs[i] -= eta * speeds[1][i]
                delta = back
    return [(W.T, b[:, 0]) for W, b in zip(Ws, bs)]
