# %% affine_grad_W
def affine_grad_W(grad_y, x):
    return np.einsum("i,j->ij", grad_y, x)


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    return np.einsum("ij,i->j", W, grad_y)


# %% sigmoid_prime
def sigmoid_prime(x):
    return np.einsum("...,...->...", sigmoid(x), sigmoid(-x))


# %% tanh_prime
def tanh_prime(x):
    t = np.tanh(x)
    return 1.0 - np.einsum("...,...->...", t, t)


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    return np.einsum("i,i->i", grad_y, g_prime(x))


# %% composite_grad
def composite_grad(W, x, grad_y):
    y = sigmoid(np.einsum("ij,j->i", W, x))
    grad_u = np.einsum("i,i,i->i", grad_y, y, 1 - y)
    return np.einsum("i,j->ij", grad_u, x), np.einsum("ij,i->j", W, grad_u)


# %% jacobian_grad
def jacobian_grad(J, grad_y):
    return np.einsum("i,ij->j", grad_y, J)


# %% softmax_jacobian
def softmax_jacobian(x):
    p = np.exp(x - x.max())
    p = p / p.sum()
    jacobian = -np.einsum("i,j->ij", p, p)
    np.einsum("ii->i", jacobian)[:] += p  # a view of the diagonal
    return jacobian
