# %% derivative-left-out: the function itself, not its derivative
def tanh_prime(x):
    return np.tanh(x)


# %% derivative-at-activation: the derivative is taken at tanh(x), not at x
def tanh_prime(x):
    y = np.tanh(x)
    return 1 - np.tanh(y) ** 2


# %% preactivation-for-activation: 1 − x² where the activation belongs
def tanh_prime(x):
    return 1 - x**2


# %% rule-of-sigmoid: the rule of another activation
def tanh_prime(x):
    y = np.tanh(x)
    return y * (1 - y)


# %% square-missing: 1 − tanh without the square
def tanh_prime(x):
    return 1 - np.tanh(x)


# %% square-of-the-argument: tanh(x²) where tanh(x)² belongs
def tanh_prime(x):
    return 1 - np.tanh(x**2)


# %% star-for-power: `*` typed for `**`
def tanh_prime(x):
    return 1 - np.tanh(x) * 2


# %% plus-for-minus: a wrong sign between the terms
def tanh_prime(x):
    return 1 + np.tanh(x) ** 2


# %% sign-reversed: every sign is wrong
def tanh_prime(x):
    return np.tanh(x) ** 2 - 1


# %% inner-derivative-missing [constant-factor]: by way of the sigmoid of 2x, whose inner 2 is forgotten
def tanh_prime(x):
    s = sigmoid(2 * x)
    return 2 * s * (1 - s)


# %% hyperbolic-secant: 1 / cosh without its square
def tanh_prime(x):
    return 2 * np.exp(-np.abs(x)) / (1 + np.exp(-2 * np.abs(x)))


# %% overflows-for-large-entries [not-finite]: right for moderate entries, infinity divided by infinity at 800
def tanh_prime(x):
    t = np.sinh(x) / np.cosh(x)
    return 1 - t**2


# %% positive-entries-only [left-out]: negative entries are treated as switched off
def tanh_prime(x):
    return (1 - np.tanh(x) ** 2) * (x > 0)


# %% small-entries-only: the first terms of a series
def tanh_prime(x):
    return 1 - x**2 + 2 / 3 * x**4


# %% coarse-difference: a one-sided difference with a large step
def tanh_prime(x):
    return (np.tanh(x + 0.001) - np.tanh(x)) / 0.001


# %% input-overwritten [in-place]: x holds the activation afterwards
def tanh_prime(x):
    np.tanh(x, out=x)
    return 1 - x**2


# %% flattened: right numbers, but always one long vector
def tanh_prime(x):
    return 1 - np.tanh(x.flatten()) ** 2


# %% first-entry-only [scalar]: one number stands for all
def tanh_prime(x):
    return 1 - np.tanh(x.flat[0]) ** 2


# %% column-added [axis-added]: an axis too many
def tanh_prime(x):
    return (1 - np.tanh(x) ** 2)[..., np.newaxis]


# %% single-precision [dtype]: the result is float32
def tanh_prime(x):
    return np.float32(1) - np.tanh(x.astype("f4")) ** 2


# %% list-returned [form]: a list, not an array
def tanh_prime(x):
    return list(1 - np.tanh(x) ** 2)


# %% return-missing [none]: nothing is returned
def tanh_prime(x):
    derivative = 1 - np.tanh(x) ** 2


# %% slopes-of-the-first-call [stale-cache]: what was computed once is used again for every array of that size
slopes = {}


def tanh_prime(x):
    if x.shape not in slopes:
        slopes[x.shape] = 1 - np.tanh(x) ** 2
    return slopes[x.shape]


# %% sinh-for-tanh: the hyperbolic sine where tanh belongs
def tanh_prime(x):
    with np.errstate(over="ignore"):
        return 1 - np.sinh(x) ** 2


# %% softsign [slope-of-softsign]: another curve from -1 to 1
def tanh_prime(x):
    return 1 / (1 + np.abs(x)) ** 2
