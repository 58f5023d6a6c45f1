# %% jacobian-not-transposed [exception]: J in place of its transpose
def jacobian_grad(J, grad_y):
    return J @ grad_y


# %% whichever-fits [matrix-not-transposed]: transposes only where the shapes ask for it, wrong for a square J
def jacobian_grad(J, grad_y):
    if J.shape[1] != grad_y.shape[0]:
        J = J.T
    return J @ grad_y


# %% reshape-for-transpose: the transposed shape with the entries in the old order
def jacobian_grad(J, grad_y):
    return J.reshape(J.shape[1], J.shape[0]) @ grad_y


# %% star-for-at [not-summed]: entry by entry in place of the matrix product
def jacobian_grad(J, grad_y):
    return J.T * grad_y


# %% summed-over-inputs: the sum runs over the wrong axis
def jacobian_grad(J, grad_y):
    return np.sum(J * grad_y[:, np.newaxis], axis=1)


# %% mean-for-sum: the mean over the outputs in place of the sum
def jacobian_grad(J, grad_y):
    return J.T @ grad_y / grad_y.size


# %% summed-over-everything [summed-up]: one number for all inputs
def jacobian_grad(J, grad_y):
    return np.sum(grad_y @ J)


# %% upstream-left-out: the columns of J are summed
def jacobian_grad(J, grad_y):
    return J.sum(axis=0)


# %% solved [inverse-for-transpose]: the system J x = grad_y is solved
def jacobian_grad(J, grad_y):
    return np.linalg.lstsq(J, grad_y, rcond=None)[0]


# %% first-output-only: only the first output reaches the inputs
def jacobian_grad(J, grad_y):
    return J[0] * grad_y[0]


# %% diagonal-only: the map is taken for an elementwise one
def jacobian_grad(J, grad_y):
    return np.diagonal(J) * grad_y[: min(J.shape)]


# %% first-output-left-out: the loop starts at one
def jacobian_grad(J, grad_y):
    grad_x = np.zeros(J.shape[1])
    for j in range(J.shape[1]):
        for i in range(1, J.shape[0]):
            grad_x[j] += J[i, j] * grad_y[i]
    return grad_x


# %% assigned-for-added: each output overwrites what the outputs before it contributed
def jacobian_grad(J, grad_y):
    grad_x = np.zeros(J.shape[1])
    for j in range(J.shape[1]):
        for i in range(J.shape[0]):
            grad_x[j] = J[i, j] * grad_y[i]
    return grad_x


# %% sign-reversed: every sign is wrong
def jacobian_grad(J, grad_y):
    return -J.T @ grad_y


# %% factor-two [constant-factor]: one factor too many
def jacobian_grad(J, grad_y):
    return 2 * (J.T @ grad_y)


# %% column-returned [axis-added]: a matrix with one column in place of a vector
def jacobian_grad(J, grad_y):
    return J.T @ grad_y[:, np.newaxis]


# %% row-returned [axis-added]: a matrix with one row in place of a vector
def jacobian_grad(J, grad_y):
    return grad_y.reshape(1, -1) @ J


# %% jacobian-overwritten [in-place]: scales the rows of J in place
def jacobian_grad(J, grad_y):
    for i in range(len(grad_y)):
        J[i] *= grad_y[i]
    return J.sum(axis=0)


# %% fixed-size: written for two inputs
def jacobian_grad(J, grad_y):
    return np.array([J[:, 0] @ grad_y, J[:, 1] @ grad_y])


# %% signs-lost: right only where no product is negative
def jacobian_grad(J, grad_y):
    return np.abs(J).T @ np.abs(grad_y)


# %% half-precision [dtype]: computed with three digits
def jacobian_grad(J, grad_y):
    return J.T.astype(np.float16) @ grad_y.astype(np.float16)


# %% complex-result [dtype]: left over from a complex step
def jacobian_grad(J, grad_y):
    return J.T @ (grad_y + 0j)


# %% list-returned [form]: a list of numbers, not an array
def jacobian_grad(J, grad_y):
    return [float(column @ grad_y) for column in J.T]


# %% return-missing [none]: nothing is returned
def jacobian_grad(J, grad_y):
    grad_x = J.T @ grad_y


# %% method-misspelt [exception]: asks the array for something that it does not have
def jacobian_grad(J, grad_y):
    return J.transposed() @ grad_y
