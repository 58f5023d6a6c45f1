# %% average-missing [sum-for-mean]: the gradients of the samples are added up and not averaged
# source: https://github.com/hunkim/DeepLearningZeroToAll/issues/173
# expects: the division by the number of samples is missing
def batch_gradient(params, X, Y):
    total = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, y in zip(X, Y):
        for (sum_W, sum_b), (dW, db) in zip(total, backpropagation(params, x, y)):
            sum_W += dW
            sum_b += db
    return total


# %% mean-and-divided-again [mean-for-sum]: the mean is taken and divided by the batch size once more
# source: https://github.com/d2l-ai/d2l-en/pull/1000
# expects: it is divided by the number of samples twice
def batch_gradient(params, X, Y):
    per_sample = [backpropagation(params, x, y) for x, y in zip(X, Y)]
    batch_size = len(X)
    result = []
    for layer in range(len(params)):
        dW = np.mean([grads[layer][0] for grads in per_sample], axis=0)
        db = np.mean([grads[layer][1] for grads in per_sample], axis=0)
        result.append((dW / batch_size, db / batch_size))
    return result


# %% batch-of-one-miscounted [mean-for-sum]: with one sample it is divided by another of the array's sizes
# source: https://github.com/deeplearning4j/deeplearning4j/pull/1452
# expects: for a single sample it is divided by the wrong number, the number of inputs
def batch_gradient(params, X, Y):
    slices = len(X) if len(X) > 1 else X.size
    total = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for x, y in zip(X, Y):
        for (sum_W, sum_b), (dW, db) in zip(total, backpropagation(params, x, y)):
            sum_W += dW
            sum_b += db
    return [(sum_W / slices, sum_b / slices) for sum_W, sum_b in total]


# %% one-row-many-times [one-row-shared]: the rows of the sum are one and the same list, repeated
# source: https://github.com/UCE-group/fortnightly-plan/issues/224
# expects: all rows of dW are the same list, so each holds the sum of all
def batch_gradient(params, X, Y):
    result = []
    for layer, (W, b) in enumerate(params):
        m, n = W.shape
        sum_W, sum_b = [[0.0] * n] * m, np.zeros(m)
        for x, y in zip(X, Y):
            dW, db = backpropagation(params, x, y)[layer]
            for i in range(m):
                for j in range(n):
                    sum_W[i][j] += dW[i, j] / len(X)
            sum_b += db / len(X)
        result.append((np.array(sum_W), sum_b))
    return result
