# %% outer-product-reversed [transposed]: x times grad_y transposed, so the answer comes out mirrored
def affine_grad_W(grad_y, x):
    return np.outer(x, grad_y)


# %% reshape-for-transpose [permuted]: the mirrored product forced into the right shape by reshape
def affine_grad_W(grad_y, x):
    m, n = grad_y.size, x.size
    return np.outer(x, grad_y).reshape(m, n)


# %% turned-only-if-shapes-differ [transposed]: mirrored, and turned back only where the shape gives it away
def affine_grad_W(grad_y, x):
    grad_W = np.outer(x, grad_y)
    if grad_W.shape != (len(grad_y), len(x)):
        grad_W = grad_W.T
    return grad_W


# %% star-for-outer-product [exception]: the vectors multiplied entry by entry
def affine_grad_W(grad_y, x):
    return grad_y * x


# %% dot-for-outer-product [exception]: the scalar product in place of the outer product
def affine_grad_W(grad_y, x):
    return grad_y @ x


# %% input-left-out [factor-missing]: every row repeats an entry of grad_y, x is not used
def affine_grad_W(grad_y, x):
    return grad_y[:, None] * np.ones(len(x))


# %% upstream-left-out [factor-missing]: the gradient from above is not used
def affine_grad_W(grad_y, x):
    return np.tile(x, (len(grad_y), 1))


# %% factor-two [constant-factor]: the 2 of a square where there is no square
def affine_grad_W(grad_y, x):
    return 2 * np.outer(grad_y, x)


# %% sign-reversed: a descent step's minus sign inside the gradient
def affine_grad_W(grad_y, x):
    return -np.outer(grad_y, x)


# %% mean-for-sum: divided by the number of outputs as if they were samples
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x) / len(grad_y)


# %% reshaped-in-place [in-place]: turns grad_y into a column by assigning to its shape
def affine_grad_W(grad_y, x):
    grad_y.shape = (len(grad_y), 1)
    return grad_y * x


# %% single-precision [dtype]: the result is collected in a float32 array
def affine_grad_W(grad_y, x):
    grad_W = np.zeros((len(grad_y), len(x)), dtype=np.float32)
    for i in range(len(grad_y)):
        grad_W[i] = grad_y[i] * x
    return grad_W


# %% integer-array [dtype]: the result is collected in an integer array, which cuts the fractions off
def affine_grad_W(grad_y, x):
    grad_W = np.zeros((len(grad_y), len(x)), dtype=int)
    for i in range(len(grad_y)):
        for j in range(len(x)):
            grad_W[i, j] = grad_y[i] * x[j]
    return grad_W


# %% list-of-rows [form]: nested lists, not an array
def affine_grad_W(grad_y, x):
    return [[g * x_j for x_j in x] for g in grad_y]


# %% return-missing [none]: the result is computed and not returned
def affine_grad_W(grad_y, x):
    grad_W = np.outer(grad_y, x)


# %% kept-between-calls [two-answers]: earlier results are added to, the gradients are never reset
def affine_grad_W(grad_y, x, grads=[]):
    grads.append(np.outer(grad_y, x))
    return sum(grads)


# %% stale-cache: answers every call with the result of the first
remembered = {}


def affine_grad_W(grad_y, x):
    shape = (len(grad_y), len(x))
    if shape not in remembered:
        remembered[shape] = np.outer(grad_y, x)
    return remembered[shape]


# %% fixed-size: written for the size of one example
def affine_grad_W(grad_y, x):
    grad_W = np.zeros((2, 3))
    for i in range(2):
        for j in range(3):
            grad_W[i, j] = grad_y[i] * x[j]
    return grad_W


# %% loop-starts-at-one [left-out]: the first column is never filled
def affine_grad_W(grad_y, x):
    grad_W = np.zeros((len(grad_y), len(x)))
    for i in range(len(grad_y)):
        for j in range(1, len(x)):
            grad_W[i, j] = grad_y[i] * x[j]
    return grad_W


# %% signs-lost: right only where no entry is negative
def affine_grad_W(grad_y, x):
    return np.sqrt(np.outer(grad_y**2, x**2))


# %% flattened: the right numbers in one long vector
def affine_grad_W(grad_y, x):
    return np.kron(grad_y, x)


# %% name-misspelt [exception]: uses a variable that does not exist
def affine_grad_W(grad_y, x):
    return np.outer(grad_Y, x)


# %% not-written: the line of the exercise is still there
def affine_grad_W(grad_y, x):
    raise NotImplementedError()


# %% input-normalised [input-as-one-factor]: x is divided by its length
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x / np.linalg.norm(x))
