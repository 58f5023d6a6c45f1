# %% sum-for-mean: not divided by the number of samples
def objective_grad(H, Y):
    return H - Y


# %% mean-over-entries [all-entries-for-samples]: divided by the number of all entries
def objective_grad(H, Y):
    return (H - Y) / H.size


# %% outputs-for-samples: divided by the number of outputs
def objective_grad(H, Y):
    return (H - Y) / H.shape[1]


# %% factor-two [constant-factor]: the half of the loss is forgotten
def objective_grad(H, Y):
    return 2 * (H - Y) / len(H)


# %% factor-half [constant-factor]: the half stays although the square leaves a 2
def objective_grad(H, Y):
    return (H - Y) / (2 * len(H))


# %% sign-reversed: target minus output
def objective_grad(H, Y):
    return (Y - H) / len(H)


# %% multiplied [divided-not-multiplied]: multiplied by the number of samples
def objective_grad(H, Y):
    return (H - Y) * len(H)


# %% averaged-over-samples [one-row-for-all-samples]: one row for all samples
def objective_grad(H, Y):
    return np.mean(H - Y, axis=0)


# %% summed-over-outputs [outputs-added-up]: one number for each sample
def objective_grad(H, Y):
    return np.sum(H - Y, axis=1) / len(H)


# %% norm-for-squared-norm: each row divided by its length
def objective_grad(H, Y):
    return (H - Y) / np.linalg.norm(H - Y, axis=1, keepdims=True) / len(H)


# %% transposed: one sample a column
def objective_grad(H, Y):
    return (H - Y).T / len(H)


# %% last-sample-left-out [left-out]: the loop ends one sample early
def objective_grad(H, Y):
    gradient = np.zeros(H.shape)
    for i in range(len(H) - 1):
        gradient[i] = (H[i] - Y[i]) / len(H)
    return gradient


# %% outputs-overwritten [in-place]: the gradient is stored in H
def objective_grad(H, Y):
    H -= Y
    H /= len(H)
    return H


# %% always-row-zero [stored-in-one-place]: every sample goes to row 0
def objective_grad(H, Y):
    grad = np.zeros_like(H)
    for i in range(len(H)):
        grad[0] = (H[i] - Y[i]) / len(H)
    return grad


# %% size-written-in [constant-factor]: divided by 5, whatever the number of samples
def objective_grad(H, Y):
    return (H - Y) / 5


# %% divided-twice: the mean is taken of what is divided by the number of samples already
def objective_grad(H, Y):
    return (H - Y) / len(H) ** 2


# %% tuple-returned [form]: a tuple with one row for each sample where an array is asked for
def objective_grad(H, Y):
    return tuple((H - Y) / len(H))


# %% sign-and-factor: target minus output, and a 2
def objective_grad(H, Y):
    return 2 * (Y - H) / len(H)


# %% sign-and-sum [sign-and-factor]: target minus output, not divided by the number of samples
def objective_grad(H, Y):
    return Y - H


# %% target-added: plus for minus
def objective_grad(H, Y):
    return (H + Y) / len(H)
