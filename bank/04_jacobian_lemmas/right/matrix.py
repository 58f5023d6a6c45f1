# %% affine_grad_W
def affine_grad_W(grad_y, x):
    return grad_y[:, None] @ x[None, :]


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    return W.T @ grad_y


# %% sigmoid_prime
def sigmoid_prime(x):
    s = sigmoid(x)
    return s * (1 - s)


# %% tanh_prime
def tanh_prime(x):
    return 1 - np.tanh(x) ** 2


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    return np.diag(g_prime(x)) @ grad_y


# %% composite_grad
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return delta.reshape(-1, 1) @ x.reshape(1, -1), W.T @ delta


# %% jacobian_grad
def jacobian_grad(J, grad_y):
    return J.T @ grad_y


# %% softmax_jacobian
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    p = e / np.sum(e)
    return np.diag(p) - p[:, None] @ p[None, :]
