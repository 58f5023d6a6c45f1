# %% one-sum-for-all-biases [bias-summed-over-units]: all biases get one and the same sum
# source: https://github.com/rasbt/stat453-deep-learning-ss21/issues/5
# expects: the sum for the biases runs over the units as well, it must run over the samples only
def backward_rows(params, cache, Y):
    N, grads = len(Y), []
    delta = (cache[-1] - Y) * cache[-1] * (1 - cache[-1]) / N
    for i in reversed(range(len(params))):
        W, b = params[i]
        grads.insert(0, (cache[i].T @ delta, np.full(b.shape, np.sum(delta))))
        if i > 0:
            delta = (delta @ W.T) * cache[i] * (1 - cache[i])
    return grads


# %% bias-averaged [bias-divided-twice]: the bias gets the mean over the samples where the sum belongs
# source: https://github.com/kvfrans/notes/issues/5
# expects: the bias gets a mean in place of a sum, it is divided by the number of samples twice
def backward_rows(params, cache, Y):
    N, grads = len(Y), []
    delta = (cache[-1] - Y) * cache[-1] * (1 - cache[-1]) / N
    for i in reversed(range(len(params))):
        grads.insert(0, (cache[i].T @ delta, delta.mean(axis=0)))
        if i > 0:
            delta = (delta @ params[i][0].T) * cache[i] * (1 - cache[i])
    return grads


# %% hidden-error-over-m-too [mean-for-sum]: the error terms of hidden layers are divided by the number of samples as well
# source: https://community.deeplearning.ai/t/course-1-week-3-planar-assignment-4-5-exercise-6-backward-propagation-error-for-dw1-values/63071
# expects: below the last layer it is divided by the number of samples more than once
def backward_rows(params, cache, Y):
    m, grads = len(Y), []
    dZ = (cache[-1] - Y) * cache[-1] * (1 - cache[-1])
    for i in reversed(range(len(params))):
        grads.insert(0, (1 / m * cache[i].T @ dZ, 1 / m * np.sum(dZ, axis=0)))
        if i > 0:
            dZ = 1 / m * (dZ @ params[i][0].T) * cache[i] * (1 - cache[i])
    return grads


# %% sum-over-the-batch [sum-for-mean]: the gradients are those of the sum over the batch
# source: https://github.com/apache/mxnet/issues/2427
# expects: the division by the number of samples is missing
def backward_rows(params, cache, Y):
    grad = (cache[-1] - Y) * cache[-1] * (1 - cache[-1])
    grads = []
    for i in reversed(range(len(params))):
        grads.insert(0, (np.dot(grad.T, cache[i]).T, grad.sum(axis=0)))
        if i > 0:
            grad = (grad @ params[i][0].T) * cache[i] * (1 - cache[i])
    return grads


# %% bias-along-the-wrong-axis [bias-summed-over-units]: the bias is reduced over the units in place of the samples
# source: https://github.com/deeplearning4j/deeplearning4j/pull/364
# expects: the sum for the bias runs over the wrong axis
def backward_rows(params, cache, Y):
    N, grads = len(Y), []
    delta = (cache[-1] - Y) * cache[-1] * (1 - cache[-1]) / N
    for i in reversed(range(len(params))):
        grads.insert(0, (cache[i].T @ delta, delta.sum(axis=1)))
        if i > 0:
            delta = (delta @ params[i][0].T) * cache[i] * (1 - cache[i])
    return grads


# %% two-here-four-there [constant-factor]: one gradient of weights is doubled and one of a bias is taken four times
# source: https://github.com/bighuang624/Andrew-Ng-Deep-Learning-notes/issues/10
# expects: single gradients are off by a constant factor, 2 and 4, the others are right
def backward_rows(params, cache, Y):
    N, grads = len(Y), []
    delta = (cache[-1] - Y) * cache[-1] * (1 - cache[-1]) / N
    for i in reversed(range(len(params))):
        twice = 2 if i == 1 else 1
        four_times = 4 if i == 0 else 1
        grads.insert(0, (cache[i].T @ delta * twice, four_times * delta.sum(axis=0)))
        if i > 0:
            delta = (delta @ params[i][0].T) * cache[i] * (1 - cache[i])
    return grads


# %% bias-not-summed [not-summed]: the error terms of all samples are taken for the gradient of the bias
# source: https://datascience.stackexchange.com/questions/20139/gradients-for-bias-terms-in-backpropagation
# expects: the sum over the samples is missing for the bias
def backward_rows(params, cache, Y):
    N, grads = len(Y), []
    dz = (cache[-1] - Y) * cache[-1] * (1 - cache[-1]) / N
    for i in reversed(range(len(params))):
        grads.insert(0, (np.dot(cache[i].T, dz), dz))
        if i > 0:
            dz = dz.dot(params[i][0].T) * cache[i] * (1 - cache[i])
    return grads


# %% error-kept-as-delta [slope-missing-at-output]: the error of the last layer is used as its error term
# source: https://github.com/jiexunsee/Neural-Network-with-Python/issues/1
# expects: in the last layer the slope of the activation is missing
def backward_rows(params, cache, Y):
    del4 = (cache[-1] - Y) / len(Y)
    deltas = [del4]
    for i in range(len(params) - 1, 0, -1):
        deltas.insert(0, np.dot(deltas[0], params[i][0].T) * cache[i] * (1 - cache[i]))
    return [(np.dot(cache[i].T, d), d.sum(axis=0)) for i, d in enumerate(deltas)]


# %% entry-by-entry [exception]: activations and error terms are multiplied entry by entry
# source: https://community.deeplearning.ai/t/course-1-week-3-a1-excercise-6-dw2-operands-could-not-be-broadcast/152009
# expects: a matrix product is needed, an elementwise product does not fit
def backward_rows(params, cache, Y):
    m, grads = len(Y), []
    dZ = (cache[-1] - Y) * cache[-1] * (1 - cache[-1])
    for i in reversed(range(len(params))):
        grads.insert(0, ((1 / m) * cache[i].T * dZ, (1 / m) * np.sum(dZ, axis=0)))
        if i > 0:
            dZ = (dZ @ params[i][0].T) * cache[i] * (1 - cache[i])
    return grads
