# %% bias-forgotten: the sum has no bias
def neuron(w, x, b):
    return f(np.sum(w * x))


# %% bias-after-activation: the bias is added to the activation
def neuron(w, x, b):
    return f(np.sum(w * x)) + b


# %% bias-in-every-term: the bias is added once for each input
def neuron(w, x, b):
    return f(np.sum(w * x + b))


# %% bias-subtracted: the minus sign reaches only part of the exponent
def neuron(w, x, b):
    return 1 / (1 + np.exp(-np.sum(w * x) + b))


# %% sum-missing [star-for-at]: one value for each input
def neuron(w, x, b):
    return f(w * x + b)


# %% activation-missing: the sum itself is returned
def neuron(w, x, b):
    return np.sum(w * x) + b


# %% activation-twice: the activation goes through the activation once more
def neuron(w, x, b):
    return f(f(np.sum(w * x) + b))


# %% activation-inside: the activation acts on the inputs
def neuron(w, x, b):
    return np.sum(w * f(x)) + b


# %% mean-for-sum: the mean of the terms in place of their sum
def neuron(w, x, b):
    return f(np.mean(w * x) + b)


# %% last-input-left-out: the loop ends one input early
def neuron(w, x, b):
    u = b
    for j in range(len(x) - 1):
        u = u + w[j] * x[j]
    return f(u)


# %% assigned-for-added: each term replaces the terms before it
def neuron(w, x, b):
    u = b
    for j in range(len(x)):
        u = b + w[j] * x[j]
    return f(u)


# %% sign-missing: exp(u) where exp(-u) belongs
def neuron(w, x, b):
    return 1 / (1 + np.exp(np.sum(w * x) + b))


# %% bias-overwritten [in-place]: the weights are changed in place
def neuron(w, x, b):
    w *= x
    return f(np.sum(w) + b)


# %% array-returned [axis-added]: an array with one entry in place of a number
def neuron(w, x, b):
    return f(np.array([np.sum(w * x) + b]))


# %% weights-left-out: the inputs are added up alone
def neuron(w, x, b):
    return f(np.sum(x) + b)


# %% tanh: another activation
def neuron(w, x, b):
    return np.tanh(w @ x + b)
