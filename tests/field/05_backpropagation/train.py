# %% back-through-new-weights [updated-while-going-back]: the weights are updated before the error goes back through them
# source: https://github.com/kim-marcel/basic_neural_network/issues/7
# expects: the error is sent back through weights that have been updated already
def train(params, X, Y, eta, epochs):
    Ws = [W.copy() for W, _ in params]
    bs = [b.copy() for _, b in params]
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            us, xs = forward(list(zip(Ws, bs)), x)
            delta = (xs[-1] - y) * sigmoid_prime(us[-1])
            for i in reversed(range(len(Ws))):
                Ws[i] = Ws[i] - eta * np.outer(delta, xs[i])
                bs[i] = bs[i] - eta * delta
                if i > 0:
                    delta = (Ws[i].T @ delta) * sigmoid_prime(us[i - 1])
        outputs = np.array([forward(list(zip(Ws, bs)), x)[1][-1] for x in X])
        losses.append(float(np.sum((outputs - Y) ** 2) / (2 * len(X))))
    return list(zip(Ws, bs)), losses


# %% deltas-never-reset [gradients-add-up]: what is added to the weights is collected and never set back to zero
# source: https://www.codeproject.com/Questions/1097336/MLP-XOR-backpropagation
# expects: the gradients of earlier samples are still in the step, they must start at zero
def train(params, X, Y, eta, epochs):
    dWs = [np.zeros_like(W) for W, _ in params]
    dbs = [np.zeros_like(b) for _, b in params]
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            for i, (dW, db) in enumerate(backpropagation(params, x, y)):
                dWs[i] += dW
                dbs[i] += db
            params = update(params, list(zip(dWs, dbs)), eta)
        outputs = np.array([forward(params, x)[1][-1] for x in X])
        losses.append(float(np.sum((outputs - Y) ** 2) / (2 * len(X))))
    return params, losses


# %% loss-of-the-deltas [loss-of-the-error-terms]: the loss is computed from the error terms, which contain the slope already
# source: https://github.com/haifengl/smile/issues/147
# expects: the loss is computed from the delta in place of the difference of output and target
def train(params, X, Y, eta, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(X, Y):
            params = update(params, backpropagation(params, x, y), eta)
        error = 0.0
        for x, y in zip(X, Y):
            out = forward(params, x)[1][-1]
            g = (y - out) * out * (1.0 - out)
            error += 0.5 * np.sum(g * g)
        losses.append(float(error / len(X)))
    return params, losses
