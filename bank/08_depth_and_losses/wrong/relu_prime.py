# %% one-at-the-kink: >= for >
def relu_prime(u):
    return np.where(u >= 0, 1.0, 0.0)


# %% half-at-the-kink: the mean of both sides at 0
def relu_prime(u):
    return np.heaviside(u, 0.5)


# %% mask-reversed: 1 where the unit is off
def relu_prime(u):
    return np.where(u < 0, 1.0, 0.0)


# %% sign-for-slope: -1 on the flat side
def relu_prime(u):
    return np.sign(u)


# %% leaky-slope: 0.01 on the flat side
def relu_prime(u):
    return np.where(u > 0, 1.0, 0.01)


# %% value-for-slope: the ReLU itself
def relu_prime(u):
    return np.maximum(u, 0.0)


# %% always-one: the units that are off let everything through
def relu_prime(u):
    return np.ones_like(u)


# %% slope-of-the-sigmoid: the slope of another activation
def relu_prime(u):
    return sigmoid(u) * (1 - sigmoid(u))


# %% all-zero: nothing ever comes back
def relu_prime(u):
    return np.zeros_like(u)


# %% booleans [dtype]: true and false in place of numbers
def relu_prime(u):
    return u > 0


# %% integers [dtype]: whole numbers of another type
def relu_prime(u):
    return (u > 0).astype(int)


# %% truth-of-an-array [exception]: an if over a whole array
def relu_prime(u):
    if u > 0:
        return 1.0
    return 0.0


# %% in-place: the argument is overwritten
def relu_prime(u):
    u[u > 0] = 1.0
    u[u <= 0] = 0.0
    return u


# %% nudged [half-at-the-kink]: a central difference, ½ at the kink
def relu_prime(u):
    h = 1e-6
    return (np.maximum(u + h, 0.0) - np.maximum(u - h, 0.0)) / (2 * h)
