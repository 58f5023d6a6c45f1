# %% sigmoid
def sigmoid(u):
    u = np.asarray(u, dtype=float)
    y = np.empty(u.shape)
    for index in np.ndindex(u.shape):
        if u[index] >= 0:
            y[index] = 1 / (1 + np.exp(-u[index]))
        else:
            power = np.exp(u[index])
            y[index] = power / (1 + power)
    return y


# %% neuron
def neuron(w, x, b):
    u = b
    for j in range(len(x)):
        u = u + w[j] * x[j]
    return 1 / (1 + np.exp(-u))


# %% layer_forward
def layer_forward(W, x, b):
    m, n = W.shape
    u, y = np.zeros(m), np.zeros(m)
    for k in range(m):
        u[k] = b[k]
        for j in range(n):
            u[k] += W[k, j] * x[j]
        y[k] = f(u[k])
    return u, y


# %% network_forward
def network_forward(params, x):
    xs = [x.copy()]
    for layer in range(len(params)):
        W, b = params[layer]
        y = np.zeros(len(b))
        for k in range(len(b)):
            y[k] = f(sum(W[k, j] * xs[layer][j] for j in range(len(xs[layer]))) + b[k])
        xs.append(y)
    return xs
