# %% euclidean_loss
def euclidean_loss(x, c):
    difference = x - c
    return 0.5 * difference @ difference


# %% euclidean_loss_grad
def euclidean_loss_grad(x, c):
    return np.subtract(x, c)


# %% objective
def objective(H, Y):
    return float(np.einsum("ij,ij->", H - Y, H - Y) / len(H) / 2)


# %% objective_grad
def objective_grad(H, Y):
    return np.einsum("ij->ij", H - Y) * (1 / len(Y))


# %% numeric_gradient
def numeric_gradient(f, x, h):
    size = x.size
    steps = h * np.eye(size)
    slopes = [
        (f(x + step.reshape(x.shape)) - f(x - step.reshape(x.shape))) / (2 * h) for step in steps
    ]
    return np.array(slopes).reshape(x.shape)


# %% gradient_step
def gradient_step(theta, grad, eta):
    return np.add(theta, np.multiply(-eta, grad))
