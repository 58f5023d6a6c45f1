# %% sigmoid
def sigmoid(u):
    decay = np.exp(-np.abs(u))
    return np.exp(np.minimum(u, 0.0)) / (1 + decay)


# %% neuron
def neuron(w, x, b):
    return f(w[np.newaxis, :] @ x[:, np.newaxis] + b)[0, 0]


# %% layer_forward
def layer_forward(W, x, b):
    u = W @ x.reshape(-1, 1) + b.reshape(-1, 1)  # (m, 1)
    return u[:, 0], f(u)[:, 0]


# %% network_forward
def network_forward(params, x):
    xs = [x[:, np.newaxis]]
    for W, b in params:
        xs.append(f(np.asfortranarray(W) @ xs[-1] + b[:, np.newaxis]))
    return [column.ravel() for column in xs]
