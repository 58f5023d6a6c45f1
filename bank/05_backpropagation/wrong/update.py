# %% ascent: adds the gradient in place of subtracting it
def update(params, grads, eta):
    return [(W + eta * dW, b + eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% in-place: changes the caller's arrays
def update(params, grads, eta):
    for (W, b), (dW, db) in zip(params, grads):
        W -= eta * dW
        b -= eta * db
    return params


# %% rate-left-out: a step of length 1 whatever eta says
def update(params, grads, eta):
    return [(W - dW, b - db) for (W, b), (dW, db) in zip(params, grads)]


# %% rate-fixed: a learning rate of its own
def update(params, grads, eta):
    eta = 0.5
    return [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% biases-left-alone: only the weights take a step
def update(params, grads, eta):
    return [(W - eta * dW, b) for (W, b), (dW, db) in zip(params, grads)]


# %% biases-without-rate: eta is forgotten for the biases
def update(params, grads, eta):
    return [(W - eta * dW, b - db) for (W, b), (dW, db) in zip(params, grads)]


# %% step-returned: returns the step alone
def update(params, grads, eta):
    return [(-eta * dW, -eta * db) for dW, db in grads]


# %% last-layer-only: only the last layer takes a step
def update(params, grads, eta):
    (W, b), (dW, db) = params[-1], grads[-1]
    return params[:-1] + [(W - eta * dW, b - eta * db)]


# %% first-layer-missed: the loop stops before layer 1
def update(params, grads, eta):
    new = list(params)
    for i in range(len(params) - 1, 0, -1):
        new[i] = (params[i][0] - eta * grads[i][0], params[i][1] - eta * grads[i][1])
    return new


# %% normalised-step: the gradient is scaled to length 1 first
def update(params, grads, eta):
    unit = lambda g: g / np.linalg.norm(g)
    return [(W - eta * unit(dW), b - eta * unit(db)) for (W, b), (dW, db) in zip(params, grads)]


# %% divided-by-layers: the step is shared between the layers
def update(params, grads, eta):
    eta = eta / len(params)
    return [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% generator-returned [form]: a generator where a list is asked for
def update(params, grads, eta):
    return ((W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads))


# %% lists-for-tuples [form]: a list of lists where tuples are asked for
def update(params, grads, eta):
    return [[W - eta * dW, b - eta * db] for (W, b), (dW, db) in zip(params, grads)]


# %% list-changed [in-place]: puts new pairs into the caller's list
def update(params, grads, eta):
    for i, ((W, b), (dW, db)) in enumerate(zip(params, grads)):
        params[i] = (W - eta * dW, b - eta * db)
    return params


# %% nothing-moved: the names of the loop get new values, and the list keeps the old ones
def update(params, grads, eta):
    for (W, b), (dW, db) in zip(params, grads):
        W = W - eta * dW
        b = b - eta * db
    return params


# %% rate-squared: eta comes in twice
def update(params, grads, eta):
    return [(W - eta**2 * dW, b - eta**2 * db) for (W, b), (dW, db) in zip(params, grads)]


# %% rate-divided: divides by eta
def update(params, grads, eta):
    return [(W - dW / eta, b - db / eta) for (W, b), (dW, db) in zip(params, grads)]


# %% step-without-sign [step-returned]: eta times the gradients alone
def update(params, grads, eta):
    return [(eta * dW, eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% ascent-of-weights: plus for minus in the weights alone
def update(params, grads, eta):
    return [(W + eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% ascent-of-biases: plus for minus in the biases alone
def update(params, grads, eta):
    return [(W - eta * dW, b + eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% weights-without-rate: eta is forgotten for the weights
def update(params, grads, eta):
    return [(W - dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% weights-left-alone: only the biases take a step
def update(params, grads, eta):
    return [(W.copy(), b - eta * db) for (W, b), (dW, db) in zip(params, grads)]


# %% weights-for-gradients [parameter-for-gradient]: the weights shrink, their gradient is not used
def update(params, grads, eta):
    return [(W - eta * W, b - eta * db) for (W, b), (_, db) in zip(params, grads)]
