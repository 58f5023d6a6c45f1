# %% whole-numbers [dtype]: the step is written into an array of integers, which cuts it off
# source: https://example-a.com/answer/78417131
# expects: with whole numbers as input the step is rounded away, the array must be of floats
def numeric_gradient(f, x, h):
    slopes = np.zeros_like(x)
    for index in range(x.size):
        kept = x.flat[index]
        x.flat[index] = kept + h
        above = f(x)
        x.flat[index] = kept - h
        below = f(x)
        slopes.flat[index] = (above - below) / (2 * h)
        x.flat[index] = kept
    return slopes


# %% one-sided [one-sided]: the difference is taken to one side only
# source: https://github.com/apache/mxnet/issues/3693
# expects: a one-sided difference in place of the central one
def numeric_gradient(f, x, h):
    here = f(x)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = np.array(x, dtype=float)
        moved[index] += h
        slopes[index] = (f(moved) - here) / h
    return slopes


# %% copies-that-are-none [one-point]: both moved points share their memory with x
# source: https://github.com/HomericIntelligence/Odyssey/issues/2071
# expects: the points are no copies, so that x itself is changed and both are the same
def numeric_gradient(f, x, h):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x_plus = x
        x_minus = x
        x_plus[index] += h
        x_minus[index] -= h
        slopes[index] = (f(x_plus) - f(x_minus)) / (2 * h)
    return slopes


# %% values-added [added-for-subtracted]: the two values are added in place of subtracted
# source: http://upscfever.com/upsc-fever/en/data/deeplearning2/12.html
# expects: a plus stands between the two values where a minus belongs
def numeric_gradient(f, x, h):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        slopes[index] = (f(above) + f(below)) / (2 * h)
    return slopes


# %% there-and-back [in-place]: x is moved by h, by -2h and by h again, and does not come back exactly
# source: https://github.com/torch/optim/pull/126
# expects: x is changed, rounding keeps it from coming back to where it was
def numeric_gradient(f, x, h):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        slopes[index] = (above - below) / (2 * h)
    return slopes


# %% spurious-exp [constant-factor]: the quotient is divided by exp(h) as well, next to 1 for a tiny step
# source: https://github.com/vincentarelbundock/marginaleffects/issues/1762
# expects: a factor that depends on the step, exp(h), does not belong there
def numeric_gradient(f, x, h):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        slopes[index] = (f(above) - f(below)) / np.exp(h) / (2 * h)
    return slopes
