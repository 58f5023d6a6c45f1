# %% affine_grad_W
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    return np.sum(W * grad_y[:, np.newaxis], axis=0)


# %% sigmoid_prime
def sigmoid_prime(x):
    decay = np.exp(-np.abs(x))
    return decay / (1 + decay) ** 2


# %% tanh_prime
def tanh_prime(x):
    decay = np.exp(-2 * np.abs(x))
    return 4 * decay / (1 + decay) ** 2


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    return np.multiply(g_prime(x), grad_y)


# %% composite_grad
def composite_grad(W, x, grad_y):
    u = (W * x).sum(axis=1)
    delta = sigmoid(u) * sigmoid(-u) * grad_y
    return np.multiply.outer(delta, x), (delta[:, np.newaxis] * W).sum(axis=0)


# %% jacobian_grad
def jacobian_grad(J, grad_y):
    return np.add.reduce(np.multiply(J, np.expand_dims(grad_y, 1)), axis=0)


# %% softmax_jacobian
def softmax_jacobian(x):
    e = np.exp(x - np.logaddexp.reduce(x))
    return e[:, np.newaxis] * (np.eye(x.size) - e)
