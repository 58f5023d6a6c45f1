# %% total-not-mean [sum-for-mean]: half the total over all samples is returned, not the mean
# source: https://github.com/tiny-dnn/tiny-dnn/issues/159
# expects: the division by the number of samples is missing
def objective(H, Y):
    e = 0.0
    for h, y in zip(H, Y):
        for out, target in zip(h, y):
            e += (out - target) * (out - target) / 2
    return e


# %% over-all-entries [mean-for-sum]: the sum is divided by the number of all entries, not of samples
# source: https://github.com/BVLC/caffe/issues/4420
# expects: it is divided by the number of entries in place of the number of samples
def objective(H, Y):
    flat = (Y - H).flatten()
    return np.sum(np.fabs(flat) * np.fabs(flat)) / (2 * Y.size)


# %% rooted [root-taken]: the root is taken of the mean
# source: https://github.com/fastai/fastbook/pull/327
# expects: a square root is taken that does not belong there
def objective(H, Y):
    return np.sqrt(np.sum((H - Y) ** 2) / (2 * len(H)))


# %% one-over-n-expected [half-forgotten]: 1/n is taken for 1/(2n)
# source: https://github.com/kuleshov-group/aml-book/issues/17
# expects: the factor one half is missing
def objective(H, Y):
    return ((H - Y) ** 2).sum() / len(H)
