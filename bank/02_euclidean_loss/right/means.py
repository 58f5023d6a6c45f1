# %% euclidean_loss
def euclidean_loss(x, c):
    return np.linalg.norm(x - c) ** 2 / 2


# %% euclidean_loss_grad
def euclidean_loss_grad(x, c):
    return -(c - x)


# %% objective
def objective(H, Y):
    return np.mean([np.linalg.norm(h - y) ** 2 / 2 for h, y in zip(H, Y)])


# %% objective_grad
def objective_grad(H, Y):
    return np.stack([(h - y) / H.shape[0] for h, y in zip(H, Y)])


# %% numeric_gradient
def numeric_gradient(f, x, h):
    flat = np.array(x, dtype=float).reshape(-1)
    gradient = np.empty(flat.size)
    for k in range(flat.size):
        above, below = flat.copy(), flat.copy()
        above[k] += h
        below[k] -= h
        taken = above[k] - below[k]  # the step that was really taken
        gradient[k] = (f(above.reshape(x.shape)) - f(below.reshape(x.shape))) / taken
    return gradient.reshape(x.shape)


# %% gradient_step
def gradient_step(theta, grad, eta):
    new = np.array(theta)
    new -= eta * grad
    return new
