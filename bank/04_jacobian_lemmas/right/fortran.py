# %% affine_grad_W
def affine_grad_W(grad_y, x):
    return np.outer(x, grad_y).T


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    room = np.empty((W.shape[1], 2))
    room[:, 1] = grad_y @ W
    return room[:, 1]


# %% sigmoid_prime
def sigmoid_prime(x):
    s = sigmoid(x)
    return np.multiply(s, 1 - s, order="F")


# %% tanh_prime
def tanh_prime(x):
    return np.transpose(1 - np.square(np.tanh(np.transpose(x))))


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    backwards = np.ascontiguousarray(grad_y[::-1] * g_prime(x)[::-1])
    return backwards[::-1]


# %% composite_grad
def composite_grad(W, x, grad_y):
    y = sigmoid(np.dot(W, x))
    grad_u = grad_y * (y - y**2)
    both = np.zeros((W.shape[0] + 1, W.shape[1]), order="F")
    both[:-1] = np.outer(grad_u, x)
    both[-1] = np.dot(grad_u, W)
    return both[:-1], both[-1]


# %% jacobian_grad
def jacobian_grad(J, grad_y):
    return (grad_y[np.newaxis, :] @ np.asfortranarray(J))[0]


# %% softmax_jacobian
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    jacobian = np.asfortranarray(np.outer(-p, p))
    jacobian.T.reshape(-1)[:: x.size + 1] += p
    return jacobian
