# %% half-forgotten: the mean of the squared distances
def objective(H, Y):
    return np.sum((H - Y) ** 2) / H.shape[0]


# %% sum-for-mean: the losses are added up
def objective(H, Y):
    return np.sum((H - Y) ** 2) / 2


# %% mean-over-entries [mean-for-sum]: divided by the number of all entries
def objective(H, Y):
    return np.mean((H - Y) ** 2) / 2


# %% outputs-for-samples: divided by the number of outputs
def objective(H, Y):
    return np.sum((H - Y) ** 2) / (2 * H.shape[1])


# %% mean-over-wrong-axis [outputs-for-samples]: the mean over the outputs, summed over the samples
def objective(H, Y):
    return np.sum(np.mean((H - Y) ** 2, axis=1)) / 2


# %% divided-not-multiplied: divides by 2 and multiplies by m
def objective(H, Y):
    return np.sum((H - Y) ** 2) / 2 * H.shape[0]


# %% norm-not-squared: the mean distance
def objective(H, Y):
    return np.mean(np.linalg.norm(H - Y, axis=1)) / 2


# %% matrix-norm: the length of the whole array, not squared
def objective(H, Y):
    return np.linalg.norm(H - Y) / (2 * H.shape[0])


# %% averaged-before-squared: the square of the mean difference
def objective(H, Y):
    return np.sum(np.mean(H - Y, axis=0) ** 2) / 2


# %% not-averaged: one loss for each sample
def objective(H, Y):
    return np.sum((H - Y) ** 2, axis=1) / 2


# %% last-sample-left-out: the loop ends one sample early
def objective(H, Y):
    m = len(H)
    return sum(np.sum((H[i] - Y[i]) ** 2) for i in range(m - 1)) / (2 * m)


# %% samples-crossed: every output is compared with every target
def objective(H, Y):
    return np.mean(np.sum((H[:, None] - Y[None]) ** 2, axis=2)) / 2


# %% outputs-overwritten [in-place]: the difference is stored in H
def objective(H, Y):
    H -= Y
    return np.sum(H**2) / (2 * len(H))


# %% size-written-in: divided by twice 5, whatever the number of samples
def objective(H, Y):
    return np.sum((H - Y) ** 2) / 10


# %% mean-without-half: the mean over all entries, without the half
def objective(H, Y):
    return np.mean((H - Y) ** 2)


# %% half-squared: a quarter in place of the half
def objective(H, Y):
    return np.sum((H - Y) ** 2) / (4 * len(H))


# %% sum-without-half: neither the mean nor the half
def objective(H, Y):
    return np.sum((H - Y) ** 2)


# %% square-missing: the differences are added up
def objective(H, Y):
    return np.sum(H - Y) / (2 * len(H))


# %% target-added: plus for minus
def objective(H, Y):
    return np.sum((H + Y) ** 2) / (2 * len(H))


# %% squares-subtracted [squared-one-by-one]: squares first, then the difference
def objective(H, Y):
    return np.sum(H**2 - Y**2) / (2 * len(H))


# %% squared: the mean is squared once more
def objective(H, Y):
    return (np.sum((H - Y) ** 2) / (2 * len(H))) ** 2
