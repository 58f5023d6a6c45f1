# %% reshaped-for-transposed [permuted]: the array gets its new shape without its entries being moved
# source: https://github.com/BonnBytes/PyTorch-FWD/issues/16
# expects: a reshape keeps the entries in their order in memory, a transpose is needed
def rows_from_columns(params):
    turned = []
    for W, b in params:
        m, n = W.shape
        turned.append((np.reshape(W, (n, m)).copy(), b.copy()))
    return turned


# %% shallow [stated]: the result shares its memory with what came in
# source: https://github.com/acschaefer/polex/issues/9
# expects: no copies are made, the result shares memory with the parameters
def rows_from_columns(params):
    return [(W.T, b) for W, b in params]
