# %% derivative-left-out [slope-missing]: the activation is treated as if it were not there
def composite_grad(W, x, grad_y):
    return np.outer(grad_y, x), W.T @ grad_y


# %% derivative-at-activation [slope-at-activation]: the derivative is taken at y, not at u
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * sigmoid(y) * (1 - sigmoid(y))
    return np.outer(delta, x), W.T @ delta


# %% preactivation-for-activation: u (1 − u) where the activation belongs
def composite_grad(W, x, grad_y):
    u = W @ x
    delta = grad_y * u * (1 - u)
    return np.outer(delta, x), W.T @ delta


# %% derivative-at-input [exception]: the derivative is taken at x, one layer too low
def composite_grad(W, x, grad_y):
    delta = grad_y * sigmoid(x) * (1 - sigmoid(x))
    return np.outer(delta, x), W.T @ delta


# %% derivative-after-the-matrix [slope-after-the-matrix]: the derivative is applied on the side of the input
def composite_grad(W, x, grad_y):
    y = sigmoid(x)
    return np.outer(grad_y, x) * (y * (1 - y)), (W.T @ grad_y) * y * (1 - y)


# %% derivative-twice [slope-twice]: the derivative is applied two times
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * (y * (1 - y)) ** 2
    return np.outer(delta, x), W.T @ delta


# %% derivative-missing-for-input [slope-missing-for-input]: grad_W is right, grad_x comes from grad_y
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return np.outer(delta, x), W.T @ grad_y


# %% derivative-missing-for-weights [slope-missing-for-weights]: grad_x is right, grad_W comes from grad_y
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    return np.outer(grad_y, x), W.T @ (grad_y * y * (1 - y))


# %% swapped [exchanged]: the two gradients in the wrong order
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return W.T @ delta, np.outer(delta, x)


# %% matrix-not-transposed [exception]: W in place of its transpose
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return np.outer(delta, x), W @ delta


# %% whichever-fits [matrix-not-transposed]: transposes W only if the product fails otherwise
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    if W.shape[1] == delta.shape[0]:
        grad_x = W @ delta
    else:
        grad_x = W.T @ delta
    return np.outer(delta, x), grad_x


# %% outer-product-reversed [transposed]: grad_W comes out mirrored
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return np.outer(x, delta), W.T @ delta


# %% output-for-input [activation-too-high]: y where the layer's input belongs
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return np.outer(delta, y), W.T @ delta


# %% weights-alone [form]: the gradient by x is not returned
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    return np.outer(grad_y * y * (1 - y), x)


# %% updated-first [updated-before-passing-on]: delta goes through weights that have already been updated
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    grad_W = np.outer(delta, x)
    W = W - 0.01 * grad_W
    return grad_W, W.T @ delta


# %% updated-in-place [in-place]: takes a descent step on W
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    grad_W = np.outer(delta, x)
    grad_x = W.T @ delta
    W -= 0.01 * grad_W
    return grad_W, grad_x


# %% upstream-taken-for-target: computes a loss of its own
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = (y - grad_y) * y * (1 - y)
    return np.outer(delta, x), W.T @ delta


# %% upstream-left-out: the gradient from above is not used
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = y * (1 - y)
    return np.outer(delta, x), W.T @ delta


# %% sign-reversed-for-input [sign-reversed]: grad_x points the other way
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return np.outer(delta, x), -(W.T @ delta)


# %% column-returned [axis-added]: grad_x is a matrix with one column
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = (grad_y * y * (1 - y))[:, None]
    return delta @ x[None, :], W.T @ delta


# %% bias-column-added [line-added]: a column for a bias that this layer does not have
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return np.outer(delta, np.append(x, 1.0)), W.T @ delta


# %% object-array [form]: the two gradients packed into one array of objects
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    both = np.empty(2, dtype=object)
    both[0], both[1] = np.outer(delta, x), W.T @ delta
    return both


# %% list-returned [form]: a list of the two where a tuple is asked for
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return [np.outer(delta, x), W.T @ delta]


# %% kept-activation [factor-of-each-row]: the activation of the first call is used for all that follow
kept = {}


def composite_grad(W, x, grad_y):
    if W.shape not in kept:
        kept[W.shape] = sigmoid(W @ x)
    y = kept[W.shape]
    delta = grad_y * y * (1 - y)
    return np.outer(delta, x), W.T @ delta


# %% return-missing [none]: nothing is returned
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    grad_W, grad_x = np.outer(delta, x), W.T @ delta


# %% slope-of-tanh: the slope of tanh in a layer of sigmoids
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    grad_u = grad_y * (1 - y**2)
    return np.outer(grad_u, x), W.T @ grad_u


# %% one-slope-for-all: the slopes are added up to one number
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    grad_u = grad_y * (y @ (1 - y))
    return np.outer(grad_u, x), W.T @ grad_u


# %% slope-twice-for-input: grad_W is right, and the slope is multiplied in once more for grad_x
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    delta = grad_y * y * (1 - y)
    return np.outer(delta, x), W.T @ (delta * y * (1 - y))
