# %% derivative-of-tan [plus-for-minus]: 1 + tanh² is taken, as for the tangent
# source: https://github.com/nicodjimenez/lstm/issues/41
# expects: the sign of the square is wrong, as if it were the tangent
def tanh_prime(x):
    return 1.0 + np.tanh(x) ** 2


# %% derivative-of-arctan [slope-of-arctan]: tanh is mistaken for the arc tangent
# source: https://github.com/neowsl/rust-ml/issues/3
# expects: that is the derivative of the arc tangent
def tanh_prime(x):
    return 1 / (1 + np.power(x, 2))


# %% one-lost [offset]: the 1 of 1 - tanh² is missing
# source: https://github.com/scutan90/DeepLearning-500-questions/issues/544
# expects: the 1 is missing
def tanh_prime(x):
    return -(np.tanh(x) ** 2)


# %% tanh-taken-twice [derivative-at-activation]: the derivative is called with the output of the unit, which is tanh already
# source: https://github.com/davidrmiller/neural2d/issues/40
# expects: the tanh is applied twice
def tanh_prime(x):
    output = np.tanh(x)
    return 1.0 - np.tanh(output) * np.tanh(output)


# %% exponent-without-its-two [half-argument]: tanh is built from exp(-x) in place of exp(-2x)
# source: https://github.com/HIPS/autograd/issues/317
# expects: the exponent lacks its factor 2, so that tanh is taken at x/2
def tanh_prime(x):
    y = np.exp(-x)
    value = (1.0 - y) / (1.0 + y)
    return 1.0 - value**2


# %% exp-for-power [exp-for-power]: exp is typed where the square is meant
# source: https://github.com/cazala/synaptic/pull/276
# expects: exp stands where the square belongs
def tanh_prime(x):
    return 1 - np.exp(np.tanh(x))


# %% fraction-upside-down [fraction-upside-down]: numerator and denominator of tanh are exchanged
# source: https://github.com/fastai/fastbook/issues/273
# expects: numerator and denominator are exchanged, which gives the cotangent
def tanh_prime(x):
    value = (np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x))
    return 1 - value**2
