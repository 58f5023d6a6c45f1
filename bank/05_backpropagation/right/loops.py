# %% lemmas
def affine_grad_W(grad_y, x):
    grad_W = np.zeros((len(grad_y), len(x)))
    for i in range(len(grad_y)):
        for j in range(len(x)):
            grad_W[i, j] = grad_y[i] * x[j]
    return grad_W


def affine_grad_x(W, grad_y):
    m, n = W.shape
    grad_x = np.zeros(n)
    for j in range(n):
        for i in range(m):
            grad_x[j] += W[i, j] * grad_y[i]
    return grad_x


def elementwise_grad(grad_y, x, g_prime):
    slopes = g_prime(x)
    return np.array([grad_y[i] * slopes[i] for i in range(len(x))])


# %% forward
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        m, n = W.shape
        u = np.zeros(m)
        for i in range(m):
            u[i] = b[i]
            for j in range(n):
                u[i] += W[i, j] * xs[-1][j]
        us.append(u)
        xs.append(np.array([sigmoid(value) for value in u]))
    return us, xs


# %% output_delta
def output_delta(x_L, y, u_L):
    delta = np.zeros(len(y))
    for i in range(len(y)):
        delta[i] = (x_L[i] - y[i]) * sigmoid_prime(u_L[i])
    return delta


# %% hidden_delta
def hidden_delta(W_next, delta_next, u):
    delta = np.zeros(len(u))
    for j in range(len(u)):
        collected = 0.0
        for i in range(len(delta_next)):
            collected += delta_next[i] * W_next[i, j]
        delta[j] = collected * sigmoid_prime(u[j])
    return delta


# %% layer_grads
def layer_grads(delta, x_prev):
    dW = np.zeros((len(delta), len(x_prev)))
    db = np.zeros(len(delta))
    for i in range(len(delta)):
        db[i] = delta[i]
        for j in range(len(x_prev)):
            dW[i, j] = delta[i] * x_prev[j]
    return dW, db


# %% backpropagation
def backpropagation(params, x, y):
    L = len(params)
    xs, slopes = [x], []
    for W, b in params:
        m, n = W.shape
        u, below = np.zeros(m), xs[-1]
        for i in range(m):
            total = b[i]
            for j in range(n):
                total += W[i, j] * below[j]
            u[i] = total
        xs.append(sigmoid(u))
        slopes.append(sigmoid_prime(u))
    delta = np.zeros(len(y))
    for i in range(len(y)):
        delta[i] = (xs[L][i] - y[i]) * slopes[L - 1][i]
    grads = [None] * L
    for layer in range(L - 1, -1, -1):
        W, _ = params[layer]
        m, n = W.shape
        below, dW = xs[layer], np.zeros((m, n))
        for i in range(m):
            for j in range(n):
                dW[i, j] = delta[i] * below[j]
        grads[layer] = (dW, delta)
        if layer > 0:
            passed_on = np.zeros(n)
            for j in range(n):
                for i in range(m):
                    passed_on[j] += W[i, j] * delta[i]
                passed_on[j] *= slopes[layer - 1][j]
            delta = passed_on
    return grads


# %% update
def update(params, grads, eta):
    new = []
    for layer in range(len(params)):
        W, b = params[layer][0].copy(), params[layer][1].copy()
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                W[i, j] -= eta * grads[layer][0][i, j]
            b[i] -= eta * grads[layer][1][i]
        new.append((W, b))
    return new


# %% repaired_backpropagation
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))
    L = len(params)
    deltas = [None] * L
    deltas[L - 1] = (xs[L] - y) * sigmoid_prime(us[L - 1])
    for i in range(L - 2, -1, -1):
        W_next = params[i + 1][0]
        deltas[i] = np.zeros(len(us[i]))
        for j in range(len(us[i])):
            for k in range(len(us[i + 1])):
                deltas[i][j] += W_next[k, j] * deltas[i + 1][k]
            deltas[i][j] *= sigmoid_prime(us[i][j])
    grads = []
    for i in range(L):
        dW = np.zeros((len(us[i]), len(xs[i])))
        for j in range(len(us[i])):
            for k in range(len(xs[i])):
                dW[j, k] = deltas[i][j] * xs[i][k]
        grads.append((dW, deltas[i]))
    return grads


# %% train
def train(params, X, Y, eta, epochs):
    params = [(W.copy(), b.copy()) for W, b in params]
    losses = []
    for _ in range(epochs):
        for s in range(len(X)):
            xs = [X[s]]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - Y[s]) * xs[-1] * (1 - xs[-1])
            new = []
            for i in range(len(params) - 1, -1, -1):
                W, b = params[i]
                new.insert(0, (W - eta * np.outer(delta, xs[i]), b - eta * delta))
                delta = (W.T @ delta) * xs[i] * (1 - xs[i])
            params = new
        total = 0.0
        for s in range(len(X)):
            h = X[s]
            for W, b in params:
                h = sigmoid(W @ h + b)
            for k in range(len(h)):
                total += 0.5 * (h[k] - Y[s][k]) ** 2
        losses.append(total / len(X))
    return params, losses
