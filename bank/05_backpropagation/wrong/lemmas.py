# %% outer-product-reversed [transposed]: Lemma 1 comes out mirrored
def affine_grad_W(grad_y, x):
    return np.outer(x, grad_y)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x)


# %% matrix-not-transposed: Lemma 2 with W in place of its transpose where the shapes allow it
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    if W.shape[0] == W.shape[1]:
        return W @ grad_y
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x)


# %% transpose-missing [exception]: Lemma 2 without the transpose, which fails for a matrix that is not square
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return W @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x)


# %% slope-at-the-activation [derivative-at-activation]: Lemma 3 takes the slope at the sigmoid of x
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(sigmoid(x))


# %% slope-left-out [input-returned]: Lemma 3 without the slope
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y


# %% slope-not-called [exception]: Lemma 3 multiplies with the function g_prime, not with its values
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime


# %% dot-for-elementwise [summed-up]: Lemma 3 adds the products up
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y @ g_prime(x)


# %% slope-of-upstream [derivative-of-the-upstream]: Lemma 3 takes the slope at grad_y
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(grad_y)


# %% one-lemma-missing [not-written]: Lemma 3 still has the line of the exercise
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


def elementwise_grad(grad_y, x, g_prime):
    raise NotImplementedError()
