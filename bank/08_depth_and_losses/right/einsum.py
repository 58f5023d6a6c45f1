# %% relu
def relu(u):
    return np.clip(u, 0.0, None)


# %% relu_prime
def relu_prime(u):
    return np.heaviside(u, 0.0)


# %% cross_entropy
def cross_entropy(U, C):
    shifted = U - U.max(axis=1)[:, np.newaxis]
    log_P = shifted - np.log(np.einsum("ij->i", np.exp(shifted)))[:, np.newaxis]
    return -np.einsum("ij,ij->", C, log_P) / len(U)


# %% cross_entropy_grad
def cross_entropy_grad(U, C):
    E = np.exp(U - U.max(axis=1)[:, np.newaxis])
    return (np.einsum("ij,i->ij", E, 1 / np.einsum("ij->i", E)) - C) / len(U)


# %% he_init
def he_init(sizes, rng):
    return [
        (np.einsum("ij,->ij", rng.normal(size=(n, m)), np.sqrt(2 / n)), np.zeros(m))
        for n, m in zip(sizes[:-1], sizes[1:])
    ]


# %% backward_deep
def backward_deep(params, cache, C):
    Us, Xs = cache
    E = np.exp(Us[-1] - Us[-1].max(axis=1, keepdims=True))
    delta = E / E.sum(axis=1, keepdims=True) - C
    grads = []
    for i in range(len(params) - 1, -1, -1):
        dW = np.einsum("ij,ik->jk", Xs[i], delta) / len(C)
        grads = [(dW, np.mean(delta, axis=0))] + grads
        if i:
            back = np.einsum("ik,jk->ij", delta, params[i][0])
            delta = np.einsum("ij,ij->ij", back, np.where(Xs[i] > 0, 1.0, 0.0))
    return grads


# %% momentum_step
def momentum_step(params, grads, velocity, eta, beta):
    faster = [
        tuple(beta * v + g for v, g in zip(pair, slopes)) for pair, slopes in zip(velocity, grads)
    ]
    moved = [tuple(p - eta * v for p, v in zip(pair, speed)) for pair, speed in zip(params, faster)]
    return moved, faster


# %% adam_step
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_mean = [
        tuple(beta1 * m + (1 - beta1) * g for m, g in zip(pair, slopes))
        for pair, slopes in zip(mean, grads)
    ]
    new_square = [
        tuple(beta2 * s + (1 - beta2) * np.square(g) for s, g in zip(pair, slopes))
        for pair, slopes in zip(square, grads)
    ]
    rate = eta / (1 - beta1**t)
    new_params = [
        tuple(
            p - rate * m / (np.sqrt(s / (1 - beta2**t)) + eps)
            for p, m, s in zip(pair, means, squares)
        )
        for pair, means, squares in zip(params, new_mean, new_square)
    ]
    return new_params, new_mean, new_square


# %% repaired_step
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = forward_deep(params, X)
    shifted = Us[-1] - Us[-1].max(axis=1, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -np.einsum("ij,ij->", C, log_P) / len(X)
    delta = (np.exp(log_P) - C) / len(X)
    grads = []
    for i in range(len(params) - 1, -1, -1):
        grads.insert(0, (np.einsum("ij,ik->jk", Xs[i], delta), np.einsum("ik->k", delta)))
        if i:
            delta = np.einsum("ik,jk->ij", delta, params[i][0]) * (Us[i - 1] > 0)
    blend = lambda kept, old, new: [
        tuple(kept * a + (1 - kept) * b for a, b in zip(x, y)) for x, y in zip(old, new)
    ]
    mean = blend(0.9, mean, grads)
    square = blend(0.999, square, [tuple(g**2 for g in pair) for pair in grads])
    moved = []
    for pair, means, squares in zip(params, mean, square):
        roots = [np.sqrt(s / (1 - 0.999**t)) + 1e-8 for s in squares]
        moved.append(
            tuple(p - eta * m / (1 - 0.9**t) / r for p, m, r in zip(pair, means, roots))
        )
    return moved, mean, square, loss


# %% train_digits_deep
def train_digits_deep(X, C, rng):
    layers = list(zip([64, 96, 64, 48], [96, 64, 48, 10]))
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in layers]
    flat = [p for pair in params for p in pair]
    means, squares = [0 * p for p in flat], [0 * p for p in flat]
    epochs, t = 50, 0
    for epoch in range(epochs):
        for batch in np.array_split(rng.permutation(len(X)), -(-len(X) // 40)):
            x = X[batch] + rng.normal(scale=0.2, size=X[batch].shape)
            Us, Xs = forward_deep(list(zip(flat[::2], flat[1::2])), x)
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            grads = []
            for i in (3, 2, 1, 0):
                grads = [np.einsum("ij,ik->jk", Xs[i], delta), delta.sum(axis=0)] + grads
                delta = np.einsum("ik,jk->ij", delta, flat[2 * i]) * (Xs[i] > 0)
            t += 1
            rate = 0.004 * (1 - epoch / epochs) / (1 - 0.9**t)
            for k, g in enumerate(grads):
                means[k] = 0.9 * means[k] + 0.1 * g
                squares[k] = 0.999 * squares[k] + 0.001 * g * g
                flat[k] = flat[k] - rate * means[k] / (np.sqrt(squares[k] / (1 - 0.999**t)) + 1e-8)
    return list(zip(flat[::2], flat[1::2]))
