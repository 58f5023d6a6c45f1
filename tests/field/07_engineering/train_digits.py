# %% all-weights-zero [stated]: all weights start at zero
# source: https://github.com/rasmusbergpalm/DeepLearnToolbox/issues/31
# expects: all weights start equal, so that all hidden units stay the same
def train_digits(X, Y, rng):
    params = [(np.zeros((64, 32)), np.zeros(32)), (np.zeros((32, 10)), np.zeros(10))]
    for _ in range(30):
        order = rng.permutation(len(X))
        for start in range(0, len(X), 10):
            part = order[start : start + 10]
            grads = backward_rows(params, forward_rows(params, X[part]), Y[part])
            update_in_place(params, grads, 2.0)
    return params


# %% labels-shuffled-apart [stated]: images and labels are shuffled separately
# source: https://github.com/mlcommons/GaNDLF/pull/870
# expects: images and labels are shuffled differently and no longer belong together
def train_digits(X, Y, rng):
    params = start_rows([64, 32, 10], rng)
    for _ in range(30):
        X, Y = rng.permutation(X), rng.permutation(Y)
        for start in range(0, len(X), 10):
            part = slice(start, start + 10)
            grads = backward_rows(params, forward_rows(params, X[part]), Y[part])
            update_in_place(params, grads, 2.0)
    return params
