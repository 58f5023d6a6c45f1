# %% sum-for-mean: the losses are added up
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return float(np.sum(log_sums - np.sum(C * U, axis=1)))


# %% mean-over-all-entries [all-entries-for-samples]: divided by the number of classes as well
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return float(np.sum(log_sums - np.sum(C * U, axis=1)) / U.size)


# %% sign-reversed: the minus is missing
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return float(np.mean(np.sum(C * U, axis=1) - log_sums))


# %% softmax-over-columns: the sum runs over the samples
def cross_entropy(U, C):
    M = np.max(U, axis=0)
    log_P = U - M - np.log(np.sum(np.exp(U - M), axis=0))
    return -np.sum(C * log_P) / len(U)


# %% one-sum-for-all: one sum for the whole batch
def cross_entropy(U, C):
    M = np.max(U)
    log_P = U - M - np.log(np.sum(np.exp(U - M)))
    return -np.sum(C * log_P) / len(U)


# %% euclidean-loss: the squared error of the probabilities
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return 0.5 * np.sum((P - C) ** 2) / len(U)


# %% probability-for-logarithm: no logarithm
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -np.sum(C * P) / len(U)


# %% log-sum-missing: the logits of the right classes alone
def cross_entropy(U, C):
    return -np.sum(C * U) / len(U)


# %% target-term-missing: log-sum-exp alone
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return float(np.mean(log_sums))


# %% shift-not-undone: the largest logit is not added again
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = np.log(np.sum(np.exp(U - M), axis=1))
    return float(np.mean(log_sums - np.sum(C * U, axis=1)))


# %% all-classes-counted: the targets have no effect
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_P = U - M - np.log(np.sum(np.exp(U - M), axis=1, keepdims=True))
    return -np.sum(log_P) / len(U)


# %% wrong-classes-judged: the cross-entropy of separate sigmoids
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -np.sum(C * np.log(P) + (1 - C) * np.log(1 - P)) / len(U)


# %% base-two: the logarithm to the base 2
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return float(np.mean(log_sums - np.sum(C * U, axis=1)) / np.log(2))


# %% only-one-sample [first-sample-only]: the loss of the first row
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return float((log_sums - np.sum(C * U, axis=1))[0])


# %% softmax-twice: the softmax of the probabilities
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -np.sum(C * (P - np.log(np.sum(np.exp(P), axis=1, keepdims=True)))) / len(U)


# %% overflow [not-finite]: exponentials of large logits
def cross_entropy(U, C):
    P = np.exp(U) / np.sum(np.exp(U), axis=1, keepdims=True)
    return -np.sum(C * np.log(P)) / len(U)


# %% log-of-rounded-probabilities [not-finite]: the logarithm of 0
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -np.sum(C * np.log(P)) / len(U)


# %% shifted-by-the-batch [not-finite]: the largest logit of all rows is taken from each
def cross_entropy(U, C):
    M = np.max(U)
    log_sums = M + np.log(np.sum(np.exp(U - M), axis=1))
    return np.mean(log_sums - np.sum(C * U, axis=1))


# %% logarithm-held-back: a small number is added to every probability
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -np.sum(C * np.log(P + 1e-12)) / len(U)


# %% logarithm-cut-off [logarithm-held-back]: no probability below a small number
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -np.sum(C * np.log(np.maximum(P, 1e-15))) / len(U)


# %% logits-clipped: no logit above 500
def cross_entropy(U, C):
    U = np.clip(U, -500, 500)
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return float(np.mean(log_sums - np.sum(C * U, axis=1)))


# %% one-loss-a-row [not-averaged]: the mean over the rows is missing
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))
    return log_sums - np.sum(C * U, axis=1)


# %% in-place: the logits are shifted in place
def cross_entropy(U, C):
    U -= np.max(U, axis=1, keepdims=True)
    log_P = U - np.log(np.sum(np.exp(U), axis=1, keepdims=True))
    return -np.sum(C * log_P) / len(U)


# %% kept-no-axis [exception]: the largest logits do not fit
def cross_entropy(U, C):
    V = U - np.max(U, axis=1)
    return np.mean(np.log(np.sum(np.exp(V), axis=1)) - np.sum(C * V, axis=1))


# %% one-sum-of-shifted-rows [one-sum-for-all]: each row is shifted by itself, and one sum serves all
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_P = U - M - np.log(np.sum(np.exp(U - M), keepdims=True))
    return -np.sum(C * log_P) / len(U)


# %% sum-over-the-samples: the largest logit of a row, the sum of a column
def cross_entropy(U, C):
    M = np.max(U, axis=1, keepdims=True)
    log_P = U - M - np.log(np.sum(np.exp(U - M), axis=0, keepdims=True))
    return -np.sum(C * log_P) / len(U)


# %% largest-of-a-column: the largest logit of a column, the sum of a row
def cross_entropy(U, C):
    M = np.max(U, axis=0, keepdims=True)
    log_P = U - M - np.log(np.sum(np.exp(U - M), axis=1, keepdims=True))
    return -np.sum(C * log_P) / len(U)


# %% tiny-number-added [logarithm-held-back]: the least number that comes to mind is added
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return -np.sum(C * np.log(P + 1e-300)) / len(U)


# %% averaged-before-the-logarithm: the logarithm is taken of the mean probability
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return float(-np.log(np.mean(np.sum(C * P, axis=1))))


# %% sigmoid-and-wrong-classes: the binary cross-entropy of separate sigmoids, over all entries
def cross_entropy(U, C):
    P = 1 / (1 + np.exp(-np.clip(U, -30, 30)))
    return float(-np.mean(C * np.log(P) + (1 - C) * np.log(1 - P)))


# %% probabilities-exchanged [probabilities-for-target]: the entropy of the prediction, without the targets
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return float(-np.mean(np.sum(P * np.log(P + 1e-300), axis=1)))


# %% winner-for-target: the largest logit is taken for that of the right class
def cross_entropy(U, C):
    M = np.max(U, axis=1)
    return float(np.mean(np.log(np.sum(np.exp(U - M[:, None]), axis=1))))


# %% mean-of-squares [euclidean-loss]: the mean squared difference of probabilities and targets
def cross_entropy(U, C):
    E = np.exp(U - np.max(U, axis=1, keepdims=True))
    P = E / np.sum(E, axis=1, keepdims=True)
    return float(np.mean((P - C) ** 2))
