# %% reshaped [permuted]: the right shape with the numbers in the old order
def rows_from_columns(params):
    return [(W.reshape(W.shape[1], W.shape[0]), b.copy()) for W, b in params]


# %% turned-only-if-not-square [transposed]: a square matrix is taken for its own transpose
def rows_from_columns(params):
    return [
        (W.T.copy() if W.shape[0] != W.shape[1] else W.copy(), b.copy()) for W, b in params
    ]


# %% not-transposed [transposed]: a plain copy
def rows_from_columns(params):
    return [(W.copy(), b.copy()) for W, b in params]


# %% bias-as-row [axis-added]: the biases become matrices with one row
def rows_from_columns(params):
    return [(W.T.copy(), b.reshape(1, -1)) for W, b in params]


# %% layers-reversed [exchanged]: the order of the layers is turned round as well
def rows_from_columns(params):
    return [(W.T.copy(), b.copy()) for W, b in params[::-1]]


# %% bias-left-out [form]: only the weights are returned
def rows_from_columns(params):
    return [W.T.copy() for W, _ in params]


# %% bias-dropped [all-zero]: the biases are set to zero
def rows_from_columns(params):
    return [(W.T.copy(), np.zeros_like(b)) for W, b in params]


# %% fortran-order [transposed]: another order in memory, the same matrix
def rows_from_columns(params):
    return [(np.asfortranarray(W), b.copy()) for W, b in params]


# %% flipped [permuted]: rows and columns are mirrored, not exchanged
def rows_from_columns(params):
    return [(np.rot90(W).copy(), b.copy()) for W, b in params]


# %% transposed-views [stated]: the matrices are transposed and not copied
def rows_from_columns(params):
    return [(W.T, b.copy()) for W, b in params]


# %% biases-shared [stated]: only the matrices are copied
def rows_from_columns(params):
    return [(np.array(W.T), b) for W, b in params]
