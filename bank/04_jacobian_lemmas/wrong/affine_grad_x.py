# %% matrix-not-transposed [exception]: W in place of its transpose
def affine_grad_x(W, grad_y):
    return W @ grad_y


# %% whichever-fits [matrix-not-transposed]: transposes only if the product fails otherwise, wrong for a square W
def affine_grad_x(W, grad_y):
    try:
        return W @ grad_y
    except ValueError:
        return W.T @ grad_y


# %% reshape-for-transpose: W in the transposed shape with its entries in the old order
def affine_grad_x(W, grad_y):
    m, n = W.shape
    return W.reshape(n, m) @ grad_y


# %% star-for-at [not-summed]: entry by entry in place of the matrix product
def affine_grad_x(W, grad_y):
    return W.T * grad_y


# %% not-summed: every path by itself, the sum over the outputs is missing
def affine_grad_x(W, grad_y):
    return grad_y[:, None] * W


# %% summed-over-inputs: the sum runs over the wrong axis
def affine_grad_x(W, grad_y):
    return (grad_y[:, None] * W).sum(axis=1)


# %% mean-for-sum: the mean over the outputs in place of the sum
def affine_grad_x(W, grad_y):
    return np.mean(grad_y[:, None] * W, axis=0)


# %% summed-over-everything [summed-up]: one number for all inputs
def affine_grad_x(W, grad_y):
    return np.sum(W.T @ grad_y)


# %% column-returned [axis-added]: a matrix with one column in place of a vector
def affine_grad_x(W, grad_y):
    return W.T @ grad_y.reshape(-1, 1)


# %% inverse-for-transpose: the (pseudo-)inverse in place of the transpose
def affine_grad_x(W, grad_y):
    return np.linalg.pinv(W) @ grad_y


# %% upstream-left-out: the columns of W are summed, grad_y is not used
def affine_grad_x(W, grad_y):
    return W.sum(axis=0)


# %% sign-reversed: every sign is wrong
def affine_grad_x(W, grad_y):
    return -(W.T @ grad_y)


# %% factor-half [constant-factor]: the half of the loss applied a second time
def affine_grad_x(W, grad_y):
    return 0.5 * W.T @ grad_y


# %% weights-overwritten [in-place]: scales the rows of W in place before summing them
def affine_grad_x(W, grad_y):
    W *= grad_y[:, None]
    return W.sum(axis=0)


# %% upstream-overwritten [in-place]: multiplies into grad_y for every input
def affine_grad_x(W, grad_y):
    grad_x = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        grad_y *= W[:, j]
        grad_x[j] = grad_y.sum()
    return grad_x


# %% single-precision [dtype]: computed and returned as float32
def affine_grad_x(W, grad_y):
    return W.astype("float32").T @ grad_y.astype("float32")


# %% last-output-left-out: the loop ends one row early
def affine_grad_x(W, grad_y):
    grad_x = np.zeros(W.shape[1])
    for i in range(W.shape[0] - 1):
        grad_x += W[i] * grad_y[i]
    return grad_x


# %% assigned-for-added: each output overwrites what the outputs before it contributed
def affine_grad_x(W, grad_y):
    grad_x = np.zeros(W.shape[1])
    for i in range(W.shape[0]):
        grad_x = W[i] * grad_y[i]
    return grad_x


# %% running-total [two-answers]: a sum outside the function goes on growing from call to call
total = 0


def affine_grad_x(W, grad_y):
    global total
    total = total + W.T @ grad_y
    return total


# %% list-returned [form]: a list of numbers, not an array
def affine_grad_x(W, grad_y):
    return [W[:, j] @ grad_y for j in range(W.shape[1])]


# %% printed-not-returned [none]: the result is printed
def affine_grad_x(W, grad_y):
    print(W.T @ grad_y)


# %% never-filled [all-zero]: the loop forgets to store what it computes
def affine_grad_x(W, grad_y):
    grad_x = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        entry = W[:, j] @ grad_y
    return grad_x


# %% all-weights-summed [sum-of-an-input]: one sum over the whole matrix for every entry
def affine_grad_x(W, grad_y):
    return np.full(W.shape[1], np.sum(W))
