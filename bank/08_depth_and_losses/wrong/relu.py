# %% slope-for-value: 1 and 0 in place of the values
def relu(u):
    return np.where(u > 0, 1.0, 0.0)


# %% absolute-value: a negative u comes out positive
def relu(u):
    return np.abs(u)


# %% other-half-kept: minimum for maximum
def relu(u):
    return np.minimum(u, 0.0)


# %% leaky: a small slope below 0
def relu(u):
    return np.where(u > 0, u, 0.01 * u)


# %% input-returned: no activation at all
def relu(u):
    return u + 0.0


# %% sign-reversed: the ReLU upside down
def relu(u):
    return -np.maximum(u, 0.0)


# %% sigmoid-applied: the activation of the lessons before
def relu(u):
    return sigmoid(u)


# %% kink-at-one: compared with 1
def relu(u):
    return np.maximum(u, 1.0)


# %% cut-at-one: large values are cut off
def relu(u):
    return np.clip(u, 0.0, 1.0)


# %% softplus: the smooth relative of the ReLU
def relu(u):
    return np.logaddexp(0.0, u)


# %% largest-entry [scalar]: np.max in place of np.maximum
def relu(u):
    return np.max(u)


# %% in-place: the negative entries of the argument are overwritten
def relu(u):
    u[u < 0] = 0.0
    return u


# %% positive-entries-only [fixed-size]: the entries that are off are left out
def relu(u):
    return u[u > 0]


# %% comparison-of-an-array [exception]: max of Python in place of numpy's
def relu(u):
    return max(0.0, u)
