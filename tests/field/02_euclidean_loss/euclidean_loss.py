# %% norm-not-squared [norm-not-squared]: the norm itself is taken for the sum of squares
# source: https://github.com/alirezadir/AIMLInterviews/pull/25
# expects: the norm is not squared, a root too much
def euclidean_loss(x, c):
    error = x - c
    return 0.5 * np.linalg.norm(error, 2)


# %% squares-not-reduced [not-added-up]: the squares are returned one by one
# source: https://github.com/keras-team/keras-core/issues/8
# expects: the squares are not added up, an array comes back in place of a number
def euclidean_loss(x, c):
    return 0.5 * (c - x) ** 2


# %% half-only-in-gradient [half-forgotten]: the half is in the gradient and missing in the loss
# source: https://github.com/davisking/dlib/issues/1169
# expects: the factor one half is missing
def euclidean_loss(x, c):
    loss = 0.0
    for out, target in zip(x, c):
        difference = target - out
        loss += difference * difference
    return loss
