# %% sigmoid-twice: the output goes through the sigmoid once more
def sigmoid_prime_from_output(y):
    s = sigmoid(y)
    return s * (1 - s)


# %% exponential-at-the-output [sigmoid-twice]: the formula for u, used with y
def sigmoid_prime_from_output(y):
    return np.exp(-y) / (1 + np.exp(-y)) ** 2


# %% tanh-assumed: the slope of tanh from its output
def sigmoid_prime_from_output(y):
    return 1 - y**2


# %% factor-left-out [factor-missing]: only one of the two factors
def sigmoid_prime_from_output(y):
    return 1 - y


# %% sign-reversed: y (y − 1)
def sigmoid_prime_from_output(y):
    return y * (y - 1)


# %% matrix-product [summed-up]: `@` where `*` is meant
def sigmoid_prime_from_output(y):
    return y @ (1 - y)


# %% input-changed [in-place]: the cache is overwritten
def sigmoid_prime_from_output(y):
    y *= 1 - y
    return y


# %% brackets-forgotten [cancelled]: y · 1 − y is 0
def sigmoid_prime_from_output(y):
    return y * 1 - y


# %% plus-for-minus: y (1 + y)
def sigmoid_prime_from_output(y):
    return y * (1 + y)


# %% one-factor-squared: (1 − y)²
def sigmoid_prime_from_output(y):
    return (1 - y) ** 2


# %% back-to-the-sum [preactivation-for-activation]: the output is turned back into u first
def sigmoid_prime_from_output(y):
    u = np.log(y) - np.log(1 - y)
    return u * (1 - u)


# %% odds [divided-for-multiplied]: the factors are divided
def sigmoid_prime_from_output(y):
    return y / (1 - y)
