# %% sign-reversed: target minus output
def euclidean_loss_grad(x, c):
    return c - x


# %% factor-two [constant-factor]: the half of the loss is forgotten
def euclidean_loss_grad(x, c):
    return 2 * (x - c)


# %% factor-half [constant-factor]: the half stays although the square leaves a 2
def euclidean_loss_grad(x, c):
    return 0.5 * (x - c)


# %% mean-over-entries [mean-for-sum]: divided by their number
def euclidean_loss_grad(x, c):
    return (x - c) / len(x)


# %% norm-for-squared-norm: divided by the distance
def euclidean_loss_grad(x, c):
    return (x - c) / np.linalg.norm(x - c)


# %% summed [summed-up]: one number for all entries
def euclidean_loss_grad(x, c):
    return np.sum(x - c)


# %% signs-lost: the absolute differences
def euclidean_loss_grad(x, c):
    return np.abs(x - c)


# %% loss-for-gradient: the terms of the loss
def euclidean_loss_grad(x, c):
    return (x - c) ** 2 / 2


# %% target-forgotten [target-left-out]: the gradient of half the squared length of x
def euclidean_loss_grad(x, c):
    return x


# %% column-returned [axis-added]: a matrix with one column
def euclidean_loss_grad(x, c):
    return (x - c).reshape(-1, 1)


# %% column-and-vector: an (n, 1) column minus an (n,) vector becomes (n, n)
def euclidean_loss_grad(x, c):
    return x.reshape(-1, 1) - c


# %% output-overwritten [in-place]: the gradient is stored in x
def euclidean_loss_grad(x, c):
    x -= c
    return x


# %% list-returned [form]: a list of numbers, not an array
def euclidean_loss_grad(x, c):
    return [x[i] - c[i] for i in range(len(x))]


# %% single-precision [dtype]: half of the digits
def euclidean_loss_grad(x, c):
    return x.astype("float32") - c.astype("float32")


# %% gradient-accumulated [two-answers]: adds to the gradient of the calls before
accumulated = {}


def euclidean_loss_grad(x, c):
    accumulated[x.shape] = accumulated.get(x.shape, 0.0) + (x - c)
    return accumulated[x.shape]


# %% divided-by-the-distance [not-finite]: the length times the direction, and there is none at the target
def euclidean_loss_grad(x, c):
    distance = np.linalg.norm(x - c)
    return distance * ((x - c) / distance)


# %% sign-and-factor: target minus output, and a 2
def euclidean_loss_grad(x, c):
    return 2 * (c - x)


# %% target-added: plus for minus
def euclidean_loss_grad(x, c):
    return x + c


# %% two-on-the-output [input-added]: the 2 of the square stands in front of x alone
def euclidean_loss_grad(x, c):
    return 2 * x - c
