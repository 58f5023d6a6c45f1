# %% error-without-slope [slope-missing]: what comes back through the weights is taken for the error term
# source: https://github.com/makeyourownneuralnetwork/makeyourownneuralnetwork/issues/88
# expects: the slope of the activation is missing
def hidden_delta(W_next, delta_next, u):
    return np.dot(W_next.T, delta_next)


# %% sum-over-the-wrong-units [exception]: it is summed over the units of the wrong layer
# source: https://github.com/Lupino/bpnn/issues/2
# expects: the matrix must be transposed, the sum runs over the wrong index
def hidden_delta(W_next, delta_next, u):
    errors = W_next @ delta_next
    return errors * sigmoid_prime(u)


# %% first-unit-cut-off [line-missing]: the first entry is removed as if it belonged to a bias
# source: https://github.com/dibgerge/ml-coursera-python-assignments/issues/27
# expects: the first unit has been dropped, there is no bias among the weights here
def hidden_delta(W_next, delta_next, u):
    delta = np.dot(W_next.T, delta_next) * sigmoid_prime(u)
    return delta[1:]


# %% derivative-of-the-activation [slope-at-activation]: the derivative is taken at the layer's output, not at its input
# source: https://github.com/iamtrask/Grokking-Deep-Learning/issues/56
# expects: the slope is taken at x in place of u, the sigmoid is applied twice
def hidden_delta(W_next, delta_next, u):
    layer_1 = sigmoid(u)
    return delta_next.dot(W_next) * sigmoid_prime(layer_1)
