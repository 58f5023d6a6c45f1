# %% outer-product-reversed [transposed]: dW comes out mirrored
def layer_grads(delta, x_prev):
    return np.outer(x_prev, delta), delta


# %% reshape-for-transpose [permuted]: the mirrored product forced into the right shape
def layer_grads(delta, x_prev):
    return np.outer(x_prev, delta).reshape(len(delta), len(x_prev)), delta


# %% bias-summed [summed-up]: db is one number for all units
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev), np.sum(delta)


# %% bias-mean [bias-averaged]: db is an average over the units
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev), np.full(len(delta), np.mean(delta))


# %% bias-one [bias-of-ones]: db is 1, the derivative of u by b
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev), np.ones(len(delta))


# %% bias-left-out [form]: only dW is returned
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev)


# %% exchanged: returns (db, dW)
def layer_grads(delta, x_prev):
    return delta, np.outer(delta, x_prev)


# %% activation-applied: the activation is applied to the input once more
def layer_grads(delta, x_prev):
    return np.outer(delta, sigmoid(x_prev)), delta


# %% slope-applied: the slope at the input is multiplied in
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev * sigmoid_prime(x_prev)), delta


# %% sign-reversed: a minus sign from the descent step
def layer_grads(delta, x_prev):
    return -np.outer(delta, x_prev), -delta


# %% star-for-outer-product [exception]: the vectors multiplied entry by entry
def layer_grads(delta, x_prev):
    return delta * x_prev, delta


# %% bias-as-column [axis-added]: db is a matrix with one column
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev), delta[:, None]


# %% list-returned [form]: a list where a tuple is asked for
def layer_grads(delta, x_prev):
    return [np.outer(delta, x_prev), delta]


# %% bias-column-in-weights [line-added]: one more column in dW, for the bias
def layer_grads(delta, x_prev):
    return np.outer(delta, np.append(x_prev, 1.0)), delta


# %% bias-stands-still: the bias has no gradient
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev), 0 * delta


# %% bias-with-input: the row sums of dW
def layer_grads(delta, x_prev):
    dW = np.outer(delta, x_prev)
    return dW, dW @ np.ones(len(x_prev))
