# %% last-weights-without-slope [parameters-before-slope]: the slope of the output is missing in the gradient of the last weights alone
# source: https://stackoverflow.com/questions/59399842/xor-gate-with-backpropagation
# expects: in the gradient of the last layer the slope of the output is missing
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    error = xs[-1] - y
    grads = [(np.outer(error, xs[-2]), error)]
    delta = error * xs[-1] * (1 - xs[-1])
    for i in range(len(params) - 2, -1, -1):
        delta = (params[i + 1][0].T @ delta) * xs[i + 1] * (1 - xs[i + 1])
        grads.insert(0, (np.outer(delta, xs[i]), delta))
    return grads


# %% times-its-own-weight [weights-for-input]: the gradient of a weight is multiplied by the weight, not by its input
# source: https://stats.stackexchange.com/questions/464262/backpropagation-demo-gives-always-the-same-result-after-training
# expects: the weights stand where the input of the layer belongs
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = []
    for i in reversed(range(len(params))):
        W, _ = params[i]
        grads.insert(0, (delta[:, np.newaxis] * W, delta))
        if i > 0:
            delta = (W.T @ delta) * sigmoid_prime(us[i - 1])
    return grads


# %% own-activation [activation-too-high]: the gradient of the weights is formed with the layer's own output, not its input
# source: https://datascience.stackexchange.com/questions/25394/why-can-it-be-that-my-neural-network-is-predicting-the-contrary
# expects: the activation is that of the layer itself in place of the one before it
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    da = xs[-1] - y
    grads = []
    for d in range(len(params), 0, -1):
        W, _ = params[d - 1]
        a = xs[d]
        dz = da * a * (1 - a)
        grads.insert(0, (np.outer(dz, a), dz))
        da = W.T.dot(dz)
    return grads


# %% through-the-gradient [gradient-for-weights]: the error goes back through the gradient of the weights, not through them
# source: https://github.com/jcjohnson/pytorch-examples/issues/5
# expects: the error is sent back through the gradient of the weights in place of the weights
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = [None] * len(params)
    for i in reversed(range(len(params))):
        grad_w = np.outer(delta, xs[i])
        grads[i] = (grad_w, delta)
        if i > 0:
            delta = grad_w.T.dot(delta) * sigmoid_prime(us[i - 1])
    return grads


# %% sums-for-activations [preactivation-for-input]: the gradient of the weights is formed with weighted sums, not activations
# source: https://github.com/maziarraissi/backprop/issues/1
# expects: the pre-activation of the layer before stands where its activation belongs
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    H = [x, *us]
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = []
    for i in reversed(range(len(params))):
        grads.append((np.outer(delta, H[i]), delta))
        if i > 0:
            delta = (params[i][0].T @ delta) * sigmoid_prime(us[i - 1])
    return grads[::-1]


# %% bias-before-the-activation [bias-before-slope-in-hidden-layers]: hidden biases get the gradient from before the activation
# source: https://github.com/arthurdouillard/deepcourse/pull/9
# expects: in the gradients of the hidden biases the slope of the activation is missing
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    grad_h = xs[-1] - y
    grads = []
    for i in reversed(range(len(params))):
        grad_htilde = grad_h * sigmoid_prime(us[i])
        last = i == len(params) - 1
        grads.append((np.outer(grad_htilde, xs[i]), grad_htilde if last else grad_h))
        grad_h = params[i][0].T @ grad_htilde
    return grads[::-1]


# %% error-lost-on-the-way [error-left-out-below]: below the last layer the derivative of the cost is left out of the product
# source: https://math.techqa.club/calculating-derivatives-for-backpropagation-in-2-layer-neural-network-4158072
# expects: below the last layer the difference between output and target is missing
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    slope = sigmoid_prime(us[-1])
    grads = [((np.outer((xs[-1] - y) * slope, xs[-2])), (xs[-1] - y) * slope)]
    chain = slope
    for i in range(len(params) - 2, -1, -1):
        chain = (params[i + 1][0].T @ chain) * sigmoid_prime(us[i])
        grads.insert(0, (np.outer(chain, xs[i]), chain))
    return grads


# %% slope-of-the-next-layer [exception]: a hidden layer's slope is taken at the weighted sum of the next layer
# source: https://github.com/dennybritz/nn-from-scratch/pull/3
# expects: the slope belongs to the wrong layer, an index is one too high
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * sigmoid_prime(us[-1])
    grads = [None] * len(params)
    for i in range(len(params) - 1, -1, -1):
        grads[i] = (np.outer(delta, xs[i]), delta)
        if i > 0:
            delta = params[i][0].T.dot(delta) * sigmoid_prime(us[i])
    return grads


# %% wrong-column-deleted [column-of-the-bias]: of weights and bias in one matrix the wrong column is cut out on the way back
# source: https://github.com/louisjc/mnist-neural-network/issues/1
# expects: the hidden units get their neighbours' weights and the bias, a wrong column was removed
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    delta = (xs[-1] - y) * xs[-1] * (1 - xs[-1])
    grads = [(np.outer(delta, xs[-2]), delta)]
    for i in range(len(params) - 2, -1, -1):
        with_bias = np.column_stack(params[i + 1])
        back = np.delete(with_bias, 1, 1).T
        delta = xs[i + 1] * (1 - xs[i + 1]) * np.dot(back, delta)
        grads.insert(0, (np.outer(delta, xs[i]), delta))
    return grads


# %% one-number-for-a-matrix [scalar]: error term and the layer's own activation are multiplied to a single number
# source: https://github.com/casper-hansen/Neural-Network-From-Scratch/pull/1
# expects: the gradient of the weights is an outer product with the layer's input, a dot product gives one number
def backpropagation(params, x, y):
    us, xs = forward(params, x)
    error = (xs[-1] - y) * sigmoid_prime(us[-1])
    change = []
    for i in range(len(params), 0, -1):
        change.insert(0, (np.dot(error, xs[i]), error))
        if i > 1:
            error = np.multiply(np.dot(params[i - 1][0].T, error), sigmoid_prime(us[i - 2]))
    return change
