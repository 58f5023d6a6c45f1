# %% sum-for-mean: the factor 1/N is missing
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return P - C


# %% mean-over-all-entries [all-entries-for-samples]: divided by the number of classes as well
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return (P - C) / U.size


# %% sign-reversed: targets minus probabilities
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return (C - P) / len(U)


# %% factor-two [constant-factor]: a 2 as of a square
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return 2 * (P - C) / len(U)


# %% softmax-over-columns: the columns add up to 1
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=0, keepdims=True))
    P = E / np.sum(E, axis=0, keepdims=True)
    return (P - C) / len(U)


# %% one-sum-for-all: all probabilities together add up to 1
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U))
    P = E / np.sum(E)
    return (P - C) / len(U)


# %% one-row-shift-one-sum [one-sum-for-all]: each row loses its largest logit, and all share a sum
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E)
    return (P - C) / len(U)


# %% euclidean-loss: the gradient of the squared error, through the Jacobian
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    error = P - C
    return P * (error - np.sum(P * error, axis=1, keepdims=True)) / len(U)


# %% slope-at-the-output: multiplied by p (1 − p)
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return (P - C) * P * (1 - P) / len(U)


# %% stopped-at-the-probabilities: −c/p, without the Jacobian
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -C / P / len(U)


# %% logits-for-probabilities: no softmax
def cross_entropy_grad(U, C):
    return (U - C) / len(U)


# %% not-normalised: the exponentials are not divided
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    return (E - C) / len(U)


# %% sigmoid-for-softmax: each logit by itself
def cross_entropy_grad(U, C):
    return (sigmoid(U) - C) / len(U)


# %% softmax-twice: the softmax of the probabilities
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    E = np.exp(P)
    P = E / np.sum(E, axis=1, keepdims=True)
    return (P - C) / len(U)


# %% targets-left-out [target-left-out]: the probabilities alone
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return P / len(U)


# %% target-added: a plus for a minus
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return (P + C) / len(U)


# %% right-class-only: the other logits get 0
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return C * (P - C) / len(U)


# %% overflow [not-finite]: exponentials of large logits
def cross_entropy_grad(U, C):
    E = np.exp(U)
    P = E / np.sum(E, axis=1, keepdims=True)
    return (P - C) / len(U)


# %% shifted-by-the-batch [not-finite]: the largest logit of all rows is taken from each
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U))
    P = E / np.sum(E, axis=1, keepdims=True)
    return (P - C) / len(U)


# %% in-place: the logits are shifted in place
def cross_entropy_grad(U, C):
    U -= np.max(U, axis=1, keepdims=True)
    P = np.exp(U) / np.sum(np.exp(U), axis=1, keepdims=True)
    return (P - C) / len(U)


# %% summed-over-samples [one-row-for-all-samples]: one row for the whole batch
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return np.mean(P - C, axis=0)


# %% transposed: a class a row
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return ((P - C) / len(U)).T


# %% divided-by-the-classes [classes-for-samples]: the mean is taken over the classes
def cross_entropy_grad(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return (P - C) / U.shape[1]
