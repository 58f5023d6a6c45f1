# %% only-weights-move [biases-left-alone]: the biases are not updated
# source: https://github.com/nntrainer/nntrainer/pull/219
# expects: the biases are not updated
def update(params, grads, eta):
    new = []
    for (W, b), (dW, _) in zip(params, grads):
        new.append((W - eta * dW, b.copy()))
    return new


# %% bias-for-its-gradient [parameter-for-gradient]: the bias stands where its gradient belongs
# source: https://github.com/apache/systemds/pull/2330
# expects: the bias itself is subtracted in place of its gradient
def update(params, grads, eta):
    new = []
    for i, (W, b) in enumerate(params):
        new.append((W - eta * grads[i][0], b - eta * b))
    return new


# %% should-be-adding [ascent]: the step is added, though the gradient already has its sign
# source: https://github.com/udacity/deep-learning/issues/285
# expects: the step goes up the gradient, the sign is wrong
def update(params, grads, eta):
    return [(W + eta * dW, b + eta * db) for (W, b), (dW, db) in zip(params, grads)]
