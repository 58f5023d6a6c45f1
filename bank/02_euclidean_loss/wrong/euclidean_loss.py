# %% half-forgotten: the sum of squares without the half
def euclidean_loss(x, c):
    return np.sum((x - c) ** 2)


# %% norm-not-squared: half the distance
def euclidean_loss(x, c):
    return np.linalg.norm(x - c) / 2


# %% mean-for-sum: the mean of the squares
def euclidean_loss(x, c):
    return np.mean((x - c) ** 2) / 2


# %% summed-before-squared [added-up-before-squared]: differences of both signs cancel
def euclidean_loss(x, c):
    return np.sum(x - c) ** 2 / 2


# %% half-squared: the half stands inside the square
def euclidean_loss(x, c):
    return np.sum(((x - c) / 2) ** 2)


# %% absolute-differences: nothing is squared
def euclidean_loss(x, c):
    return np.sum(np.abs(x - c)) / 2


# %% squares-subtracted [squared-one-by-one]: squares first, then the difference
def euclidean_loss(x, c):
    return np.sum(x**2 - c**2) / 2


# %% target-added: plus for minus
def euclidean_loss(x, c):
    return np.sum((x + c) ** 2) / 2


# %% not-summed [not-added-up]: one number for each entry
def euclidean_loss(x, c):
    return (x - c) ** 2 / 2


# %% column-and-vector: an (n, 1) column minus an (n,) vector becomes (n, n)
def euclidean_loss(x, c):
    return np.sum((x.reshape(-1, 1) - c) ** 2) / 2


# %% output-overwritten [in-place]: the difference is stored in x
def euclidean_loss(x, c):
    x -= c
    return np.sum(x**2) / 2


# %% array-returned [axis-added]: an array with one entry in place of a number
def euclidean_loss(x, c):
    return np.array([np.sum((x - c) ** 2) / 2])


# %% integer-division: the fraction is cut off
def euclidean_loss(x, c):
    return np.sum((x - c) ** 2) // 2


# %% return-missing [none]: nothing is returned
def euclidean_loss(x, c):
    loss = np.sum((x - c) ** 2) / 2


# %% mean-without-half: the mean of the squares, without the half
def euclidean_loss(x, c):
    return np.mean((x - c) ** 2)


# %% star-for-power: doubled, not squared
def euclidean_loss(x, c):
    return np.sum((x - c) * 2) / 2


# %% square-missing: the differences are added up
def euclidean_loss(x, c):
    return np.sum(x - c) / 2


# %% factor-four: multiplied by 2, not divided
def euclidean_loss(x, c):
    return 2 * np.sum((x - c) ** 2)
