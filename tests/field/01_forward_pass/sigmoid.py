# %% minus-lost [sign-reversed]: the minus sign in the exponent is missing
# source: https://github.com/ljvmiranda921/pyswarms/pull/145
# expects: the exponent has the wrong sign, so that the curve falls where it must rise
def sigmoid(u):
    return 1 / (1 + np.exp(u))


# %% numerator-u [factor-too-many]: the numerator is the argument in place of 1, which makes another function of it
# source: https://github.com/joaopauloschuler/neural-api/issues/21
# expects: the numerator is u in place of 1
def sigmoid(u):
    return u / (1 + np.exp(-np.asarray(u, dtype=float)))


# %% difference-below [minus-for-plus]: the denominator subtracts the exponential from 1 in place of adding it
# source: https://github.com/yangji9181/ClusChurn/issues/1
# expects: the denominator has a minus where a plus belongs
def sigmoid(u):
    return 1 / (1 - np.exp(-np.asarray(u, dtype=float)))


# %% formula-as-it-stands [stated]: the formula is typed in as it stands, and exp overflows far on the left
# source: https://github.com/ahmedfgad/NumPyCNN/issues/13
# expects: exp overflows for arguments far below zero
def sigmoid(u):
    return 1.0 / (1 + np.exp(-1 * np.asarray(u, dtype=float)))


# %% floor-at-minus-hundred [stated]: arguments below -100 are replaced by -100 against the overflow
# source: https://github.com/peterdsharpe/NeuralFoil/issues/4
# expects: the argument is clipped, so everything below -100 gets the same value
def sigmoid(u):
    return 1 / (1 + np.exp(-np.fmax(-100.0, u)))


# %% half-tanh [stated]: exp is replaced by a shifted tanh against the overflow, and tiny values are rounded to 0
# source: https://github.com/chainer/chainer/pull/1047
# expects: adding 1 to tanh cancels, so that tiny values on the left are lost
def sigmoid(u):
    half = 0.5 * np.asarray(u, dtype=float)
    return 0.5 + 0.5 * np.tanh(half)
