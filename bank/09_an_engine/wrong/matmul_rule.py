# %% matrix-not-transposed [exception]: A in place of its transpose; an error unless A is square
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), A @ grad
    return grad @ B.T, A @ grad


# %% whichever-fits [matrix-not-transposed]: transposes A only if the product fails otherwise
def matmul_rule(grad, A, B):
    grad_A = np.outer(grad, B) if B.ndim == 1 else grad @ B.T
    return grad_A, A @ grad if A.shape[1] == grad.shape[0] else A.T @ grad


# %% other-factor-not-transposed [exception]: B in place of its transpose, for a matrix B
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), A.T @ grad
    return grad @ B, A.T @ grad


# %% vectors-only: an outer product for matrices, too
def matmul_rule(grad, A, B):
    return np.outer(grad, B), A.T @ grad


# %% matrices-only [summed-up]: the inner product of two vectors where an array belongs
def matmul_rule(grad, A, B):
    return grad @ B.T if B.ndim == 2 else np.sum(grad) * np.sum(B), A.T @ grad


# %% outer-turned: the outer product the other way round
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(B, grad), A.T @ grad
    return B @ grad.T, A.T @ grad


# %% matrix-turned [outer-turned]: for a matrix B, grad_A comes out as its transpose
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), A.T @ grad
    return B @ grad.T, A.T @ grad


# %% exchanged: what goes back to B is returned first
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return A.T @ grad, np.outer(grad, B)
    return A.T @ grad, grad @ B.T


# %% upstream-left-out: ones in place of what arrives
def matmul_rule(grad, A, B):
    ones = np.ones(grad.shape)
    if B.ndim == 1:
        return np.outer(ones, B), A.T @ ones
    return ones @ B.T, A.T @ ones


# %% values-for-adjoint: the product itself in place of its adjoint
def matmul_rule(grad, A, B):
    y = A @ B
    if B.ndim == 1:
        return np.outer(y, B), A.T @ y
    return y @ B.T, A.T @ y


# %% columns-averaged: the mean over the columns
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), A.T @ grad
    return grad @ B.T / B.shape[1], A.T @ grad


# %% first-column-only: only the first column counts
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), A.T @ grad
    return np.outer(grad[:, 0], B[:, 0]), A.T @ grad


# %% last-column-only: each column overwrites the ones before
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), A.T @ grad
    for k in range(B.shape[1]):
        grad_A = np.outer(grad[:, k], B[:, k])
    return grad_A, A.T @ grad


# %% all-pairs-multiplied: the columns are added up first
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), A.T @ grad
    return np.outer(grad.sum(axis=1), B.sum(axis=1)), A.T @ grad


# %% sign-reversed: a minus sign in front of grad_B
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return np.outer(grad, B), -(A.T @ grad)
    return grad @ B.T, -(A.T @ grad)


# %% reshaped: reshape where a transpose belongs
def matmul_rule(grad, A, B):
    m, n = A.shape
    back = A.reshape(n, m) @ grad
    return (np.outer(grad, B) if B.ndim == 1 else grad @ B.T), back


# %% list-returned [form]: a list in place of a tuple
def matmul_rule(grad, A, B):
    if B.ndim == 1:
        return [np.outer(grad, B), A.T @ grad]
    return [grad @ B.T, A.T @ grad]


# %% matrix-alone [form]: only what goes back to A
def matmul_rule(grad, A, B):
    return np.outer(grad, B) if B.ndim == 1 else grad @ B.T
