# %% lemmas
def affine_grad_W(grad_y, x):
    return grad_y[:, np.newaxis] @ x[np.newaxis, :]


def affine_grad_x(W, grad_y):
    return (W.T @ grad_y.reshape(-1, 1)).ravel()


def elementwise_grad(grad_y, x, g_prime):
    return np.diag(g_prime(x)) @ grad_y


# %% forward
def forward(params, x):
    us, xs = [], [x.reshape(-1, 1)]
    for W, b in params:
        us.append(W @ xs[-1] + b.reshape(-1, 1))
        xs.append(sigmoid(us[-1]))
    return [u[:, 0] for u in us], [column[:, 0] for column in xs]


# %% output_delta
def output_delta(x_L, y, u_L):
    return -(y - x_L) * sigmoid_prime(u_L)


# %% hidden_delta
def hidden_delta(W_next, delta_next, u):
    jacobian = W_next * sigmoid_prime(u)[np.newaxis, :]
    return (delta_next[np.newaxis, :] @ jacobian)[0]


# %% layer_grads
def layer_grads(delta, x_prev):
    column, row = delta.reshape(-1, 1), x_prev.reshape(1, -1)
    return np.asfortranarray(column @ row), column.ravel()


# %% backpropagation
def backpropagation(params, x, y):
    def go_on(layer, below):
        """Go forwards from this layer on; return its grads and those above, and the gradient by below."""
        if layer == len(params):
            return [], below - y.reshape(-1, 1)
        W, b = params[layer]
        above = sigmoid(W @ below + b.reshape(-1, 1))
        grads, gradient = go_on(layer + 1, above)
        delta = gradient * above * (1 - above)
        return [(delta @ below.T, delta[:, 0]), *grads], W.T @ delta

    return go_on(0, x.reshape(-1, 1))[0]


# %% update
def update(params, grads, eta):
    new = [(W.copy(), b.copy()) for W, b in params]
    for (W, b), (dW, db) in zip(new, grads):
        W -= eta * dW
        b -= eta * db
    return new


# %% repaired_backpropagation
def repaired_backpropagation(params, x, y):
    us, xs = [], [x[:, None]]
    for W, b in params:
        us.append(W @ xs[-1] + b[:, None])
        xs.append(sigmoid(us[-1]))
    grads = []
    delta = (xs[-1] - y[:, None]) * sigmoid_prime(us[-1])
    for i in range(len(params))[::-1]:
        grads = [(delta @ xs[i].T, delta[:, 0])] + grads
        delta = params[i][0].T @ delta * sigmoid_prime(us[i - 1]) if i else None
    return grads


# %% train
def train(params, X, Y, eta, epochs):
    params = [[W.copy(), b[:, None].copy()] for W, b in params]
    losses = []
    for epoch in range(epochs):
        for k in range(X.shape[0]):
            xs = [X[k, :, None]]
            for W, b in params:
                xs.append(sigmoid(W @ xs[-1] + b))
            delta = (xs[-1] - Y[k, :, None]) * xs[-1] * (1 - xs[-1])
            for i in range(len(params) - 1, -1, -1):
                below = params[i][0].T @ delta * xs[i] * (1 - xs[i])  # before W changes
                params[i][0] -= eta * delta @ xs[i].T
                params[i][1] -= eta * delta
                delta = below
        H = X.T
        for W, b in params:
            H = sigmoid(W @ H + b)
        losses.append(np.mean(0.5 * np.sum((H - Y.T) ** 2, axis=0)))
    return [(W, b[:, 0]) for W, b in params], losses
