# %% euclidean_loss
def euclidean_loss(x, c):
    total = 0.0
    for i in range(len(x)):
        total += 0.5 * (x[i] - c[i]) ** 2
    return total


# %% euclidean_loss_grad
def euclidean_loss_grad(x, c):
    return np.array([x[i] - c[i] for i in range(len(x))])


# %% objective
def objective(H, Y):
    m, k = H.shape
    total = 0.0
    for i in range(m):
        for j in range(k):
            total += (H[i, j] - Y[i, j]) ** 2
    return total / (2 * m)


# %% objective_grad
def objective_grad(H, Y):
    gradient = np.zeros(H.shape)
    for i in range(len(H)):
        for j in range(len(H[i])):
            gradient[i, j] = (H[i, j] - Y[i, j]) / len(H)
    return gradient


# %% numeric_gradient
def numeric_gradient(f, x, h):
    moved = x.astype(float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        before = moved[index]
        moved[index] = before + h
        above = f(moved)
        moved[index] = before - h
        below = f(moved)
        moved[index] = before
        gradient[index] = (above - below) / (2 * h)
    return gradient


# %% gradient_step
def gradient_step(theta, grad, eta):
    new = theta.copy()
    for index in np.ndindex(theta.shape):
        new[index] = theta[index] - eta * grad[index]
    return new
