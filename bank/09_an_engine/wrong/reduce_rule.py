# %% not-divided: the mean is treated as the sum
def reduce_rule(operation, grad, x):
    return np.full(x.shape, grad)


# %% divided: the sum is treated as the mean
def reduce_rule(operation, grad, x):
    return np.full(x.shape, grad / x.size)


# %% exchanged [divided]: sum and mean have changed places
def reduce_rule(operation, grad, x):
    return np.full(x.shape, grad / x.size if operation == "sum" else grad)


# %% divided-by-the-rows: the mean is divided by the number of rows
def reduce_rule(operation, grad, x):
    return np.full(x.shape, grad / len(x) if operation == "mean" else grad)


# %% divided-by-the-columns: the mean is divided by the length of the last axis
def reduce_rule(operation, grad, x):
    return np.full(x.shape, grad / x.shape[-1] if operation == "mean" else grad)


# %% multiplied-by-n: the mean's adjoint is multiplied by the number of entries
def reduce_rule(operation, grad, x):
    return np.full(x.shape, grad * x.size if operation == "mean" else grad)


# %% number-for-array: what goes back to each entry, as one number
def reduce_rule(operation, grad, x):
    return grad / x.size if operation == "mean" else grad


# %% upstream-left-out: ones, whatever arrives
def reduce_rule(operation, grad, x):
    return np.ones(x.shape) / (x.size if operation == "mean" else 1)


# %% input-multiplied-in: as if the sum were one of squares
def reduce_rule(operation, grad, x):
    return grad * x / (x.size if operation == "mean" else 1)


# %% one-entry-only: only the first entry gets something
def reduce_rule(operation, grad, x):
    back = np.zeros(x.shape)
    back.flat[0] = grad if operation == "sum" else grad / x.size
    return back


# %% one-axis-only [shape]: a vector whatever the shape of x
def reduce_rule(operation, grad, x):
    return np.full(len(x), grad if operation == "sum" else grad / x.size)


# %% sign-reversed: a minus sign
def reduce_rule(operation, grad, x):
    return np.full(x.shape, -grad if operation == "sum" else -grad / x.size)


# %% written-into-x [in-place]: x itself is filled
def reduce_rule(operation, grad, x):
    x[...] = grad if operation == "sum" else grad / x.size
    return x


# %% integers [dtype]: made an array of integers
def reduce_rule(operation, grad, x):
    return np.full(x.shape, grad if operation == "sum" else grad / x.size, dtype=int)
