# %% derivative-left-out: the function itself, not its derivative
def sigmoid_prime(x):
    return sigmoid(x)


# %% derivative-at-activation: the derivative is taken at sigmoid(x), not at x
def sigmoid_prime(x):
    y = sigmoid(x)
    return sigmoid(y) * (1 - sigmoid(y))


# %% preactivation-for-activation: x (1 − x) where the activation belongs
def sigmoid_prime(x):
    return x * (1 - x)


# %% one-factor-missing: only 1 − sigmoid
def sigmoid_prime(x):
    return 1 - sigmoid(x)


# %% rule-of-tanh: the rule of another activation
def sigmoid_prime(x):
    return 1 - sigmoid(x) ** 2


# %% sign-reversed: the inner derivative's minus sign is not cancelled
def sigmoid_prime(x):
    return sigmoid(x) * (sigmoid(x) - 1)


# %% plus-for-minus: a wrong sign between the terms
def sigmoid_prime(x):
    return sigmoid(x) * (1 + sigmoid(x))


# %% factor-two [constant-factor]: one factor too many
def sigmoid_prime(x):
    s = sigmoid(x)
    return 2 * s * (1 - s)


# %% square-missing: the denominator of the quotient rule without its square
def sigmoid_prime(x):
    return np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x)))


# %% overflows-for-large-entries [not-finite]: right for moderate entries, infinity divided by infinity at −800
def sigmoid_prime(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


# %% positive-entries-only [left-out]: the mask of a rectifier mixed in
def sigmoid_prime(x):
    s = sigmoid(x)
    return np.where(x > 0, s * (1 - s), 0.0)


# %% small-entries-only: the first two terms of a series
def sigmoid_prime(x):
    return 1 / 4 - x**2 / 16


# %% rounded [imprecise]: the right numbers to three decimals
def sigmoid_prime(x):
    s = sigmoid(x)
    return np.round(s * (1 - s), 3)


# %% coarse-difference: a one-sided difference with a large step
def sigmoid_prime(x):
    h = 1e-3
    return (sigmoid(x + h) - sigmoid(x)) / h


# %% step-for-two-steps [constant-factor]: a central difference divided by h, not by 2h
def sigmoid_prime(x):
    h = 1e-5
    return (sigmoid(x + h) - sigmoid(x - h)) / h


# %% input-overwritten [in-place]: x holds the activation afterwards
def sigmoid_prime(x):
    x[...] = sigmoid(x)
    return x * (1 - x)


# %% flattened: right numbers, but always one long vector
def sigmoid_prime(x):
    return np.array([sigmoid(v) * (1 - sigmoid(v)) for v in x.reshape(-1, 1)]).reshape(-1)


# %% summed [summed-up]: one number for all entries
def sigmoid_prime(x):
    s = sigmoid(x)
    return np.sum(s * (1 - s))


# %% jacobian-returned [matrix-for-diagonal]: a diagonal matrix in place of the entries
def sigmoid_prime(x):
    s = sigmoid(x).reshape(-1)
    return np.diag(s * (1 - s))


# %% integer-array [dtype]: the result is stored in an array of integers
def sigmoid_prime(x):
    derivative = np.zeros(x.shape, dtype=int)
    derivative[...] = sigmoid(x) * (1 - sigmoid(x))
    return derivative


# %% single-precision [dtype]: the result is float32
def sigmoid_prime(x):
    s = sigmoid(x).astype(np.float32)
    return s * (1 - s)


# %% list-returned [form]: a list, not an array
def sigmoid_prime(x):
    return (sigmoid(x) * (1 - sigmoid(x))).tolist()


# %% return-missing [none]: nothing is returned
def sigmoid_prime(x):
    s = sigmoid(x)
    s * (1 - s)


# %% math-for-numpy [exception]: a function for single numbers
def sigmoid_prime(x):
    import math

    s = 1 / (1 + math.exp(-x))
    return s * (1 - s)


# %% brackets-forgotten [cancelled]: s · 1 − s is 0
def sigmoid_prime(x):
    s = sigmoid(x)
    return s * 1 - s


# %% odds [divided-for-multiplied]: the two factors are divided
def sigmoid_prime(x):
    return sigmoid(-x) / sigmoid(x)


# %% of-the-exponential [slope-of-the-exponential]: the exponential alone was differentiated
def sigmoid_prime(x):
    with np.errstate(over="ignore"):
        return np.exp(x)
