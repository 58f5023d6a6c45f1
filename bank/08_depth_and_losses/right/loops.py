# %% relu
def relu(u):
    values = np.zeros(np.shape(u))
    for place in np.ndindex(values.shape):
        if u[place] > 0:
            values[place] = u[place]
    return values


# %% relu_prime
def relu_prime(u):
    slopes = np.zeros(np.shape(u))
    for place in np.ndindex(slopes.shape):
        if u[place] > 0:
            slopes[place] = 1.0
    return slopes


# %% cross_entropy
def cross_entropy(U, C):
    total = 0.0
    for u, c in zip(U, C):
        largest = max(u)
        log_sum = largest + np.log(sum(np.exp(x - largest) for x in u))
        for target, x in zip(c, u):
            if target == 1:
                total += log_sum - x
    return total / len(U)


# %% cross_entropy_grad
def cross_entropy_grad(U, C):
    N, k = U.shape
    grad = np.zeros((N, k))
    for i in range(N):
        sizes = [np.exp(x - max(U[i])) for x in U[i]]
        for j in range(k):
            grad[i, j] = (sizes[j] / sum(sizes) - C[i, j]) / N
    return grad


# %% he_init
def he_init(sizes, rng):
    params = []
    for layer in range(len(sizes) - 1):
        n, m = sizes[layer], sizes[layer + 1]
        W = rng.normal(size=(n, m))
        for i in range(n):
            for j in range(m):
                W[i, j] *= (2 / n) ** 0.5
        params.append((W, np.zeros(m)))
    return params


# %% backward_deep
def backward_deep(params, cache, C):
    Us, Xs = cache
    N = len(C)
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for i in range(N):
        sizes = np.exp(Us[-1][i] - np.max(Us[-1][i]))
        delta = (sizes / np.sum(sizes) - C[i]) / N
        for layer in reversed(range(len(params))):
            dW, db = grads[layer]
            dW += np.outer(Xs[layer][i], delta)
            db += delta
            if layer > 0:
                delta = params[layer][0] @ delta
                delta[Us[layer - 1][i] <= 0] = 0.0
    return grads


# %% momentum_step
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in range(len(params)):
        (W, b), (dW, db), (vW, vb) = params[layer], grads[layer], velocity[layer]
        vW = beta * vW + dW
        vb = beta * vb + db
        new_velocity.append((vW, vb))
        new_params.append((W - eta * vW, b - eta * vb))
    return new_params, new_velocity


# %% adam_step
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    def move(p, g, m, s):
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g * g
        corrected_m = m / (1 - beta1**t)
        corrected_s = s / (1 - beta2**t)
        return p - eta * corrected_m / (np.sqrt(corrected_s) + eps), m, s

    new_params, new_mean, new_square = [], [], []
    for layer in range(len(params)):
        (W, b), (dW, db) = params[layer], grads[layer]
        W, mW, sW = move(W, dW, mean[layer][0], square[layer][0])
        b, mb, sb = move(b, db, mean[layer][1], square[layer][1])
        new_params.append((W, b))
        new_mean.append((mW, mb))
        new_square.append((sW, sb))
    return new_params, new_mean, new_square


# %% repaired_step
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        Us.append(Xs[-1] @ W + b)
        Xs.append(np.maximum(Us[-1], 0.0))
    P = softmax(Us[-1])
    loss = 0.0
    for u, c in zip(Us[-1], C):
        loss += (max(u) + np.log(np.sum(np.exp(u - max(u)))) - u[np.argmax(c)]) / len(X)
    delta = (P - C) / len(X)
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(len(params)):
        moved = []
        for p, g, m, s in zip(params[i], grads[i], mean[i], square[i]):
            m = 0.9 * m + 0.1 * g
            s = 0.999 * s + 0.001 * g**2
            step = m / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
            moved.append((p - eta * step, m, s))
        (W, mW, sW), (b, mb, sb) = moved
        new_params.append((W, b))
        new_mean.append((mW, mb))
        new_square.append((sW, sb))
    return new_params, new_mean, new_square, loss


# %% train_digits_deep
def train_digits_deep(X, C, rng):
    sizes = [64, 64, 64, 64, 10]
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]
    speed = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for epoch in range(60):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 32):
            batch = order[first : first + 32]
            shown = X[batch] + 0.2 * rng.normal(size=(len(batch), 64))
            Us, Xs = forward_deep(params, shown)
            delta = (softmax(Us[-1]) - C[batch]) / len(batch)
            for i in reversed(range(4)):
                (W, b), (vW, vb) = params[i], speed[i]
                back = (delta @ W.T) * (Xs[i] > 0)
                vW[:] = 0.9 * vW + Xs[i].T @ delta
                vb[:] = 0.9 * vb + delta.sum(axis=0)
                W -= 0.05 * (1 - epoch / 60) * vW
                b -= 0.05 * (1 - epoch / 60) * vb
                delta = back
    return params
