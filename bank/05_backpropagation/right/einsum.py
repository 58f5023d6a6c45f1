# %% lemmas
def affine_grad_W(grad_y, x):
    return np.einsum("i,j->ij", grad_y, x)


def affine_grad_x(W, grad_y):
    return np.einsum("ij,i->j", W, grad_y)


def elementwise_grad(grad_y, x, g_prime):
    return np.einsum("i,i->i", grad_y, g_prime(x))


# %% forward
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us += [np.einsum("ij,j->i", W, xs[-1]) + b]
        xs += [sigmoid(us[-1])]
    return us, xs


# %% output_delta
def output_delta(x_L, y, u_L):
    return np.einsum("i,i,i->i", x_L - y, x_L, 1 - x_L)


# %% hidden_delta
def hidden_delta(W_next, delta_next, u):
    return np.einsum("ij,i,j->j", W_next, delta_next, sigmoid_prime(u))


# %% layer_grads
def layer_grads(delta, x_prev):
    return np.einsum("i,j->ij", delta, x_prev), np.einsum("i->i", delta)


# %% backpropagation
def backpropagation(params, x, y):
    xs = [x]
    for W, b in params:
        xs.append(sigmoid(np.einsum("ij,j->i", W, xs[-1]) + b))
    gradient, grads = xs[-1] - y, []
    for (W, _), above, below in zip(params[::-1], xs[:0:-1], xs[-2::-1]):
        delta = np.einsum("i,i,i->i", gradient, above, 1 - above)
        grads.append((np.einsum("i,j->ij", delta, below), delta))
        gradient = np.einsum("ij,i->j", W, delta)
    return grads[::-1]


# %% update
def update(params, grads, eta):
    return [tuple(p - eta * g for p, g in zip(*pair)) for pair in zip(params, grads)]


# %% repaired_backpropagation
def repaired_backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    deltas = [(xs[-1] - y) * sigmoid_prime(us[-1])]
    for (W, _), u in zip(params[:0:-1], us[-2::-1]):
        deltas.insert(0, np.einsum("ij,i,j->j", W, deltas[0], sigmoid_prime(u)))
    return [(np.einsum("i,j->ij", delta, below), delta) for delta, below in zip(deltas, xs)]


# %% train
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            xs = [x]
            for W, b in params:
                xs.append(sigmoid(np.einsum("ij,j->i", W, xs[-1]) + b))
            gradient, grads = xs[-1] - y, []
            for (W, _), above, below in zip(params[::-1], xs[:0:-1], xs[-2::-1]):
                delta = gradient * above * (1 - above)
                grads.insert(0, (np.einsum("i,j->ij", delta, below), delta))
                gradient = np.einsum("ij,i->j", W, delta)
            params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
        H = X
        for W, b in params:
            H = sigmoid(np.einsum("sj,ij->si", H, W) + b)
        losses.append(float(np.einsum("sk,sk->", H - Y, H - Y)) / (2 * len(X)))
    return params, losses
