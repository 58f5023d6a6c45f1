# %% overflows [stated]: the formula as it stands on paper, 0 too early on the left
def sigmoid(u):
    return 1 / (1 + np.exp(-u))


# %% overflows-on-the-right [not-finite]: infinity divided by infinity for large inputs
def sigmoid(u):
    return np.exp(u) / (1 + np.exp(u))


# %% cancels [stated]: 1 minus nearly 1 on the left, where only rounding errors remain
def sigmoid(u):
    decay = np.exp(-np.abs(u))
    return np.where(np.asarray(u) >= 0, 1 / (1 + decay), 1 - 1 / (1 + decay))


# %% clipped [stated]: inputs beyond 500 are treated as if they were 500
def sigmoid(u):
    return 1 / (1 + np.exp(-np.clip(u, -500, 500)))


# %% tanh-form [stated]: accurate in the middle, 0 too early on the left
def sigmoid(u):
    return (1 + np.tanh(u / 2)) / 2


# %% sign-reversed: falls where it should rise
def sigmoid(u):
    decay = np.exp(-np.abs(u))
    return np.where(np.asarray(u) >= 0, decay, 1.0) / (1 + decay)


# %% one-branch: the form for positive inputs is used for all
def sigmoid(u):
    return 1 / (1 + np.exp(-np.abs(u)))


# %% tanh: another curve, from -1 to 1
def sigmoid(u):
    return np.tanh(u)


# %% tanh-unscaled: the input of tanh is not halved
def sigmoid(u):
    return (1 + np.tanh(u)) / 2


# %% derivative: the slope of the curve
def sigmoid(u):
    decay = np.exp(-np.abs(u))
    return decay / (1 + decay) ** 2


# %% vectors-only [exception]: a loop over the first axis
def sigmoid(u):
    return np.array([1 / (1 + np.exp(-v)) if v >= 0 else np.exp(v) / (1 + np.exp(v)) for v in u])


# %% flattened: the shape of a matrix is lost
def sigmoid(u):
    u = np.ravel(u)
    return np.exp(-np.logaddexp(0.0, -u))


# %% changed-in-place [in-place]: writes the result over the input
def sigmoid(u):
    u = np.asarray(u)
    u[...] = np.exp(-np.logaddexp(0.0, -u))
    return u


# %% single-precision [dtype]: computed with half of the digits
def sigmoid(u):
    return np.exp(-np.logaddexp(0.0, -np.asarray(u, dtype="float32")))


# %% return-missing [none]: nothing is returned
def sigmoid(u):
    y = np.exp(-np.logaddexp(0.0, -u))


# %% exponent-positive [sign-reversed]: e^u in place of e^−u
def sigmoid(u):
    return 1 / (1 + np.exp(u))


# %% exponents-of-both-signs [sign-in-one-exponent]: e^u over 1 + e^−u
def sigmoid(u):
    return np.exp(u) / (1 + np.exp(-u))


# %% sign-in-one-exponent: wrong for negative inputs alone
def sigmoid(u):
    return np.where(np.greater_equal(u, 0), 1 / (1 + np.exp(-u)), np.exp(u) / (1 + np.exp(-u)))


# %% bracket-missing: the division comes first
def sigmoid(u):
    return 1 / 1 + np.exp(-u)


# %% one-forgotten: the 1 of the denominator is missing
def sigmoid(u):
    return 1 / np.exp(-u)


# %% minus-for-plus: a minus in the denominator
def sigmoid(u):
    return 1 / (1 - np.exp(-u))


# %% sign-for-both: the exponent of one sign is used for both
def sigmoid(u):
    small = np.exp(-np.abs(u))
    return small / (1 + small)


# %% wrong-for-negative: the branch for negative inputs lacks its denominator
def sigmoid(u):
    small = np.exp(-np.abs(u))
    return np.where(np.greater_equal(u, 0), 1 / (1 + small), small)


# %% argument-clipped [stated]: arguments below -500 are replaced by -500
def sigmoid(u):
    return 1 / (1 + np.exp(-np.clip(u, -500.0, 500.0)))
