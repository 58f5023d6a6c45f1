# %% derivative-left-out [input-returned]: grad_y passes through unchanged
def elementwise_grad(grad_y, x, g_prime):
    return grad_y


# %% derivative-of-the-upstream: g_prime is taken at grad_y, not at x
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(grad_y)


# %% derivative-at-activation: g_prime is taken at the activation, not at x
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(sigmoid(x))


# %% input-for-derivative: multiplied by x as in the affine lemma
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * x


# %% input-multiplied-too [factor-too-many]: a factor x too many
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x) * x


# %% dot-for-star [summed-up]: the scalar product in place of the product entry by entry
def elementwise_grad(grad_y, x, g_prime):
    return grad_y @ g_prime(x)


# %% outer-product [broadcast-to-square]: every entry of one vector times every entry of the other
def elementwise_grad(grad_y, x, g_prime):
    return np.outer(grad_y, g_prime(x))


# %% broadcast-to-a-square [broadcast-to-square]: a column times a row
def elementwise_grad(grad_y, x, g_prime):
    return grad_y.reshape(-1, 1) * g_prime(x)


# %% star-with-the-jacobian [matrix-for-diagonal]: `*` with the diagonal Jacobian where `@` is meant
def elementwise_grad(grad_y, x, g_prime):
    return np.diag(g_prime(x)) * grad_y


# %% sigmoid-assumed: right only where g is the sigmoid
def elementwise_grad(grad_y, x, g_prime):
    y = sigmoid(x)
    return grad_y * y * (1 - y)


# %% divided: by the derivative, as in an inverse function
def elementwise_grad(grad_y, x, g_prime):
    return grad_y / g_prime(x)


# %% added: the two factors of the chain rule are added
def elementwise_grad(grad_y, x, g_prime):
    return grad_y + g_prime(x)


# %% upstream-left-out: the local derivative alone
def elementwise_grad(grad_y, x, g_prime):
    return g_prime(x)


# %% sign-reversed: every sign is wrong
def elementwise_grad(grad_y, x, g_prime):
    return -grad_y * g_prime(x)


# %% mean-for-sum: divided by the number of entries
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x) / x.size


# %% upstream-overwritten [in-place]: multiplies grad_y in place
def elementwise_grad(grad_y, x, g_prime):
    grad_y *= g_prime(x)
    return grad_y


# %% input-overwritten [in-place]: keeps the slopes in x
def elementwise_grad(grad_y, x, g_prime):
    x[:] = g_prime(x)
    return grad_y * x


# %% not-called [exception]: multiplies by the function, not by its value
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime


# %% slope-of-the-mean: one slope for all entries
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(np.array([x.mean()]))


# %% column-returned [axis-added]: a matrix with one column in place of a vector
def elementwise_grad(grad_y, x, g_prime):
    return (grad_y * g_prime(x)).reshape(-1, 1)


# %% single-precision [dtype]: the result is float32
def elementwise_grad(grad_y, x, g_prime):
    return np.array(grad_y * g_prime(x), dtype=np.float32)


# %% list-returned [form]: a list of numbers, not an array
def elementwise_grad(grad_y, x, g_prime):
    return [g * d for g, d in zip(grad_y, g_prime(x))]


# %% return-missing [none]: nothing is returned
def elementwise_grad(grad_y, x, g_prime):
    grad_x = grad_y * g_prime(x)


# %% last-entry-left-out [left-out]: the loop ends one entry early
def elementwise_grad(grad_y, x, g_prime):
    grad_x = np.zeros(len(x))
    slopes = g_prime(x)
    for i in range(len(x) - 1):
        grad_x[i] = grad_y[i] * slopes[i]
    return grad_x


# %% roles-exchanged: the slope is taken at what came back, and multiplied by x
def elementwise_grad(grad_y, x, g_prime):
    return x * g_prime(grad_y)
