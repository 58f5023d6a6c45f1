# %% local-gradients [upstream-left-out]: the local gradients of the unit are given out as the gradients
# source: https://stats.stackexchange.com/q/500902
# expects: the upstream gradient grad_y is not used
def composite_grad(W, x, grad_y):
    z = sigmoid(np.dot(W, x))
    return np.outer(z * (1 - z), x), np.dot(W.T, z * (1 - z))


# %% activation-passed-to-derivative [slope-at-activation]: the derivative is given the activation, not the weighted sum
# source: https://github.com/benoitfragit/libBrain/issues/78
# expects: the slope is taken at y in place of u, the sigmoid is applied twice
def composite_grad(W, x, grad_y):
    activation = sigmoid(W @ x)
    delta = grad_y * sigmoid(activation) * (1 - sigmoid(activation))
    return np.outer(delta, x), W.T @ delta


# %% slope-by-dot [one-slope-for-all]: the slope is formed with a matrix product in place of entry by entry
# source: https://community.deeplearning.ai/t/w3-ex-6-assertionerror-wrong-values-for-dw1/402919
# expects: a dot product stands where entries must be multiplied one by one, all get the same slope
def composite_grad(W, x, grad_y):
    y = sigmoid(np.dot(W, x))
    delta = grad_y * np.dot(y, 1 - y)
    return np.outer(delta, x), np.dot(W.T, delta)


# %% past-the-activation [slope-missing-for-input]: one of the two gradients starts before the activation, without its slope
# source: https://github.com/arthurdouillard/deepcourse/pull/9
# expects: the slope of the activation is missing in one of the two gradients
def composite_grad(W, x, grad_y):
    y = sigmoid(W @ x)
    grad_u = grad_y * y * (1 - y)
    return np.outer(grad_u, x), W.T @ grad_y
