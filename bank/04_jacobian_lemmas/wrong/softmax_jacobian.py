# %% diagonal-only: the map is taken for an elementwise one
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return np.diag(p * (1 - p))


# %% off-diagonal-sign: the entries beside the diagonal have the wrong sign
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    jacobian = np.outer(p, p)
    np.fill_diagonal(jacobian, p * (1 - p))
    return jacobian


# %% plus-for-minus: the outer product is added
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return np.diag(p) + np.outer(p, p)


# %% diagonal-term-missing: the outer product alone
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return -np.outer(p, p)


# %% outer-product-missing: the normalisation is not differentiated
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    return np.diag(e / e.sum())


# %% identity-for-diagonal: the identity where the diagonal matrix belongs
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return np.eye(len(x)) - np.outer(p, p)


# %% row-for-column: rows are scaled where columns should be
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return p * (np.eye(len(x)) - p)


# %% elementwise-rule-everywhere: p (1 − p) of row and column in every entry
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return p[:, None] * (1 - p)


# %% dot-for-outer-product: a number is subtracted from every entry
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return np.diag(p) - p @ p


# %% overflows-for-large-entries [not-finite]: right for moderate entries, infinity divided by infinity at 800
def softmax_jacobian(x):
    e = np.exp(x)
    p = e / np.sum(e)
    return np.diag(p) - np.outer(p, p)


# %% entries-clipped: overflow is avoided by cutting large entries off
def softmax_jacobian(x):
    e = np.exp(np.clip(x, -30, 30))
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)


# %% not-normalised: exponentials in place of probabilities
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    return np.diag(e) - np.outer(e, e)


# %% divided-by-the-largest [not-normalised]: normalised by the maximum, not by the sum
def softmax_jacobian(x):
    p = np.exp(x - x.max())
    p = p / p.max()
    return np.diag(p) - np.outer(p, p)


# %% input-for-output: x where the softmax of x belongs
def softmax_jacobian(x):
    return np.diag(x) - np.outer(x, x)


# %% softmax-twice: the Jacobian is taken at the softmax of x
def softmax_jacobian(x):
    p = np.exp(x - x.max())
    p = p / p.sum()
    p = np.exp(p) / np.exp(p).sum()
    return np.diag(p) - np.outer(p, p)


# %% sigmoid-for-softmax: a different function, entry by entry
def softmax_jacobian(x):
    p = sigmoid(x)
    return np.diag(p * (1 - p))


# %% function-for-jacobian: the softmax itself
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    return e / e.sum()


# %% diagonal-as-vector [diagonal-for-matrix]: only the diagonal, as a vector
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return p * (1 - p)


# %% sign-reversed: every sign is wrong
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return np.outer(p, p) - np.diag(p)


# %% maximum-subtracted-in-place [in-place]: x is changed on the way
def softmax_jacobian(x):
    x -= x.max()
    e = np.exp(x)
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)


# %% fixed-size: written for three entries
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    jacobian = np.zeros((3, 3))
    for i in range(3):
        for j in range(3):
            jacobian[i, j] = p[i] * ((i == j) - p[j])
    return jacobian


# %% upper-triangle-only [left-out]: the loop fills the entries above the diagonal and forgets the others
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    n = len(x)
    jacobian = np.zeros((n, n))
    for i in range(n):
        for j in range(i, n):
            jacobian[i, j] = p[i] * ((i == j) - p[j])
    return jacobian


# %% single-precision [dtype]: the result is float32
def softmax_jacobian(x):
    e = np.exp(x - x.max()).astype(np.float32)
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)


# %% list-of-rows [form]: nested lists, not an array
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return [[p[i] * ((i == j) - p[j]) for j in range(len(x))] for i in range(len(x))]


# %% return-missing [none]: nothing is returned
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    jacobian = np.diag(p) - np.outer(p, p)


# %% nan-on-the-diagonal [not-finite]: the logarithm of a number that is not positive
def softmax_jacobian(x):
    e = np.exp(x - x.max())
    p = e / e.sum()
    return np.diag(np.exp(np.log(p))) - np.exp(np.log(p)[:, None] + np.log(-p))


# %% minus-in-the-exponent: the exponent has the wrong sign
def softmax_jacobian(x):
    e = np.exp(np.min(x) - x)
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)


# %% input-in-the-product: x in place of the second output
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    p = e / e.sum()
    return np.diag(p) - np.outer(x, p)


# %% own-output-left-out [output-left-out]: what the output lacks to 1, on the diagonal alone
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    return np.eye(len(x)) * (1 - e / e.sum())
