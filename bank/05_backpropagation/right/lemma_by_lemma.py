# %% lemmas
def affine_grad_W(grad_y, x):
    return np.multiply.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return grad_y @ W


def elementwise_grad(grad_y, x, g_prime):
    return g_prime(x) * grad_y


# %% forward
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        u = np.dot(W, xs[-1]) + b
        us.append(u)
        xs.append(sigmoid(u))
    return us, xs


# %% output_delta
def output_delta(x_L, y, u_L):
    grad_x = x_L - y
    return elementwise_grad(grad_x, u_L, sigmoid_prime)


# %% hidden_delta
def hidden_delta(W_next, delta_next, u):
    return elementwise_grad(affine_grad_x(W_next, delta_next), u, sigmoid_prime)


# %% layer_grads
def layer_grads(delta, x_prev):
    dW = affine_grad_W(delta, x_prev)
    db = delta.copy()
    return dW, db


# %% backpropagation
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    deltas = [output_delta(xs[-1], y, us[-1])]
    for l in range(len(params) - 1, 0, -1):
        deltas.append(hidden_delta(params[l][0], deltas[-1], us[l - 1]))
    deltas.reverse()
    return [layer_grads(delta, x_prev) for delta, x_prev in zip(deltas, xs)]


# %% update
def update(params, grads, eta):
    new_params = []
    for i in range(len(params)):
        W, b = params[i]
        dW, db = grads[i]
        new_params.append((W - eta * dW, b - eta * db))
    return new_params


# %% repaired_backpropagation
def repaired_backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = output_delta(xs[-1], y, us[-1])
    grads = [layer_grads(delta, xs[-2])]
    for l in range(len(params) - 1, 0, -1):
        delta = hidden_delta(params[l][0], delta, us[l - 1])
        grads.append(layer_grads(delta, xs[l - 1]))
    return list(reversed(grads))


# %% train
def train(params, X, Y, eta, epochs):
    losses = []
    for epoch in range(epochs):
        for i in range(len(X)):
            grads = backpropagation(params, X[i], Y[i])
            params = update(params, grads, eta)
        loss = 0
        for i in range(len(X)):
            _, xs = forward(params, X[i])
            loss += np.linalg.norm(xs[-1] - Y[i]) ** 2 / 2
        losses.append(loss / len(X))
    return params, losses
