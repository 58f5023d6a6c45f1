# %% nothing-added-up: handed on as it is, whatever the shapes
def add_rule(grad, A, B):
    return grad, grad


# %% second-input-not-added-up [nothing-added-up]: only A is thought to be repeated
def add_rule(grad, A, B):
    return added(grad, A.shape), grad


def added(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


# %% first-input-not-added-up [nothing-added-up]: only B is thought to be repeated
def add_rule(grad, A, B):
    return grad, added(grad, B.shape)


def added(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


# %% wrong-axis: added up along the last axis
def add_rule(grad, A, B):
    return added(grad, A.shape), added(grad, B.shape)


def added(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=-1)
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


# %% axis-lost: keepdims forgotten
def add_rule(grad, A, B):
    return added(grad, A.shape), added(grad, B.shape)


def added(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    axes = tuple(axis for axis, n in enumerate(shape) if n == 1)
    return grad.sum(axis=axes)


# %% ones-not-added-up [nothing-added-up]: only missing axes are added up
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        return grad

    return added(grad, A.shape), added(grad, B.shape)


# %% mean-over-repetitions: the mean in place of the sum
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.mean(axis=0)
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.mean(axis=axis, keepdims=True)
        return grad

    return added(grad, A.shape), added(grad, B.shape)


# %% first-repetition-only: the first row in place of the sum
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad[0]
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    return added(grad, A.shape), added(grad, B.shape)


# %% all-added-up: one number in every entry where the shapes differ
def add_rule(grad, A, B):
    def added(grad, shape):
        return grad if grad.shape == shape else np.full(shape, grad.sum())

    return added(grad, A.shape), added(grad, B.shape)


# %% sign-of-the-second: as in a difference
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    return added(grad, A.shape), -added(grad, B.shape)


# %% values-multiplied-in: as in a product
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    return added(grad * B, A.shape), added(grad * A, B.shape)


# %% upstream-left-out: counts the repetitions
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    ones = np.ones(grad.shape)
    return added(ones, A.shape), added(ones, B.shape)


# %% halves [constant-factor]: what arrives is shared out between the two
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    return added(grad / 2, A.shape), added(grad / 2, B.shape)


# %% cut-off [first-repetition-only]: reshape and a slice in place of a sum
def add_rule(grad, A, B):
    def cut(grad, shape):
        size = int(np.prod(shape))
        return grad.ravel()[:size].reshape(shape)

    return cut(grad, A.shape), cut(grad, B.shape)


# %% one-array [form]: only what goes back to the smaller of the two
def add_rule(grad, A, B):
    return grad


# %% only-one-added-up: B is looked at only if A needs nothing
def add_rule(grad, A, B):
    def added(grad, shape):
        while grad.ndim > len(shape):
            grad = grad.sum(axis=0)
        for axis, n in enumerate(shape):
            if n == 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    if grad.shape != A.shape:
        return added(grad, A.shape), grad
    return grad, added(grad, B.shape)


# %% as-vectors [exception]: thinks of rows and a bias alone
def add_rule(grad, A, B):
    if A.shape == B.shape:
        return grad, grad
    if B.ndim == 1:
        return grad, grad.sum(axis=0)
    return grad, grad.sum(axis=1).reshape(B.shape)


# %% shapes-of-two-axes [nothing-added-up]: a list of cases, in which no length 1 stands alone
def add_rule(grad, A, B):
    def added(shape):
        if grad.shape == shape:
            return grad
        if shape == ():
            return grad.sum()
        if len(shape) == 1 and grad.ndim == 2:
            return grad.sum(axis=0)
        if len(shape) == 2 and shape[0] == 1:
            return grad.sum(axis=0, keepdims=True)
        if len(shape) == 2 and shape[1] == 1:
            return grad.sum(axis=1, keepdims=True)
        return grad

    return added(A.shape), added(B.shape)


# %% two-axes-at-most [exception]: right for every shape of one and of two axes
def add_rule(grad, A, B):
    def added(shape):
        back = grad
        if back.ndim == 2 and len(shape) < 2:
            back = back.sum(axis=0)
        if len(shape) == 0:
            return back.sum()
        if shape[0] == 1:
            back = back.sum(axis=0, keepdims=True)
        if len(shape) == 2 and shape[1] == 1:
            back = back.sum(axis=1, keepdims=True)
        return back.reshape(shape)

    return added(A.shape), added(B.shape)
