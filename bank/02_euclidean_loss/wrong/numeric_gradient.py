# %% one-sided: the difference of f(x + h) and f(x)
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above = np.array(x, dtype=float)
        above[index] += h
        gradient[index] = (f(above) - f(np.array(x, dtype=float))) / h
    return gradient


# %% divided-by-h: the two points lie 2h apart
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / h
    return gradient


# %% bracket-missing: divides by 2 and multiplies by h
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / 2 * h
    return gradient


# %% sign-reversed: below minus above
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(below) - f(above)) / (2 * h)
    return gradient


# %% all-at-once: all entries are moved together
def numeric_gradient(f, x, h):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


# %% one-number-at-once [all-at-once]: all entries are moved together, and one number comes out
def numeric_gradient(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


# %% alias [one-point]: another name is no other array
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        a = x
        a[index] += h
        b = x
        b[index] -= h
        gradient[index] = (f(a) - f(b)) / (2 * h)
    return gradient


# %% not-moved-back: an entry stays where it was when the next one moves
def numeric_gradient(f, x, h):
    moved = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved[index] += h
        above = f(moved)
        moved[index] -= 2 * h
        below = f(moved)
        gradient[index] = (above - below) / (2 * h)
    return gradient


# %% input-changed [in-place]: moves the entries of x itself and leaves rounding errors behind
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        gradient[index] = (above - below) / (2 * h)
    return gradient


# %% copy-forgotten [one-point]: both names stand for x itself
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x, x
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% integers-truncated: a copy of integers has no room for the step
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% integer-result [dtype]: the result has the type of x
def numeric_gradient(f, x, h):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% step-ignored: always the same step
def numeric_gradient(f, x, h):
    h = 1e-5
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% half-step: moves by h / 2 and divides by 2h
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h / 2
        below[index] -= h / 2
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% relative-step: the step is scaled with the entry
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = h * abs(x[index])
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += step
        below[index] -= step
        gradient[index] = (f(above) - f(below)) / (2 * step)
    return gradient


# %% vectors-only: moves whole rows of a matrix
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for k in range(len(x)):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[k] += h
        below[k] -= h
        gradient[k] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% flattened: the shape of x is lost
def numeric_gradient(f, x, h):
    slopes = []
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        slopes.append((f(above) - f(below)) / (2 * h))
    return np.array(slopes)


# %% single-precision [imprecise]: the copies hold half of the digits
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.astype("float32"), x.astype("float32")
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% returned-too-early [left-out]: the return stands inside the loop
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
        return gradient


# %% nudges-add-up: the copies are made once, before the loop
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    above, below = np.array(x, dtype=float), np.array(x, dtype=float)
    for index in np.ndindex(x.shape):
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


# %% not-divided: the change in place of the slope
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = f(above) - f(below)
    return gradient


# %% divided-by-two-alone: the step is not divided by
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / 2
    return gradient


# %% backwards [one-sided]: the difference of f(x) and f(x − h)
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(x) - f(below)) / h
    return gradient


# %% one-point-moved [half-step]: f(x) in place of the lower point, and still 2h
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(x)) / (2 * h)
    return gradient


# %% added-for-subtracted: the two values are added
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) + f(below)) / (2 * h)
    return gradient


# %% assigned-for-added: the entries become h and −h
def numeric_gradient(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=float), np.array(x, dtype=float)
        above[index] = h
        below[index] = -h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient
