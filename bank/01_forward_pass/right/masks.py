# %% sigmoid
def sigmoid(u):
    u = np.array(u, dtype=float)
    y = np.ones_like(u)
    left = u < 0
    y[left] = np.exp(u[left]) / (1 + np.exp(u[left]))
    y[~left] = 1 / (1 + np.exp(-u[~left]))
    return y


# %% neuron
def neuron(w, x, b):
    return f(w @ x + b)


# %% layer_forward
def layer_forward(W, x, b):
    extended = np.column_stack([W, b])  # the bias as one more weight, whose input is 1
    u = extended @ np.append(x, 1.0)
    return u, f(u)


# %% network_forward
def network_forward(params, x):
    xs = [x]
    for W, b in params:
        x = f(np.column_stack([W, b]) @ np.append(x, 1.0))
        xs.append(x)
    return xs
