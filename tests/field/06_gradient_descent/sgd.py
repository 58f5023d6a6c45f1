# %% drawn-before-the-loop [stated]: the order is drawn once, before the loop over the epochs
# source: https://github.com/leggedrobotics/rsl_rl/issues/26
# expects: every epoch uses the same order, a new one must be drawn each time
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    batches = minibatches(len(X), batch_size, rng)
    for _ in range(epochs):
        for batch in batches:
            grads = batch_gradient(params, X[batch], Y[batch])
            params = [(W - eta * g, b - eta * h) for (W, b), (g, h) in zip(params, grads)]
        losses.append(objective(params, X, Y))
    return params, losses


# %% shuffled-apart [targets-apart]: inputs and targets are shuffled by two different permutations
# source: https://github.com/xudonmao/VMT/issues/1
# expects: inputs and targets are shuffled differently and no longer belong together
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        X_shuffled, Y_shuffled = X[rng.permutation(len(X))], Y[rng.permutation(len(Y))]
        for start in range(0, len(X), batch_size):
            part = slice(start, start + batch_size)
            grads = batch_gradient(params, X_shuffled[part], Y_shuffled[part])
            params = [(W - eta * g, b - eta * h) for (W, b), (g, h) in zip(params, grads)]
        losses.append(objective(params, X, Y))
    return params, losses


# %% mean-of-batch-means [loss-before-the-epoch]: the loss of an epoch is the plain mean of its batches' losses
# source: https://github.com/tensorflow/tensorflow/issues/38596
# expects: the loss is averaged over the batches while training, not computed over all samples after the epoch
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        of_batches = []
        for batch in minibatches(len(X), batch_size, rng):
            of_batches.append(objective(params, X[batch], Y[batch]))
            grads = batch_gradient(params, X[batch], Y[batch])
            params = [(W - eta * g, b - eta * h) for (W, b), (g, h) in zip(params, grads)]
        losses.append(float(np.mean(of_batches)))
    return params, losses


# %% batch-means-over-n [loss-divided-by-samples]: mean losses of batches are added up and divided by the number of samples
# source: https://github.com/pytorch/tutorials/issues/179
# expects: means of batches are divided by the number of samples, the losses are too small
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        total_loss = 0.0
        batches = minibatches(len(X), batch_size, rng)
        for batch in batches:
            grads = batch_gradient(params, X[batch], Y[batch])
            params = [(W - eta * g, b - eta * h) for (W, b), (g, h) in zip(params, grads)]
        for batch in batches:
            total_loss += objective(params, X[batch], Y[batch])
        losses.append(total_loss / len(X))
    return params, losses


# %% full-step-for-each-sample [step-for-each-sample]: each sample of a batch makes a whole step of its own
# source: https://github.com/TheIndependentCode/Neural-Network/issues/1
# expects: a step is made after every sample in place of one for the batch, the batch size has no effect
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            for i in batch:
                grads = backpropagation(params, X[i], Y[i])
                params = [(W - eta * g, b - eta * h) for (W, b), (g, h) in zip(params, grads)]
        losses.append(objective(params, X, Y))
    return params, losses


# %% over-the-whole-set [stated]: the sum over a batch is divided by the number of all samples
# source: https://github.com/lipiji/rnn-theano/pull/3
# expects: it is divided by the number of all samples in place of the size of the batch
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            grads = batch_gradient(params, X[batch], Y[batch])
            rate = eta * len(batch) / len(X)
            params = [(W - rate * g, b - rate * h) for (W, b), (g, h) in zip(params, grads)]
        losses.append(objective(params, X, Y))
    return params, losses


# %% nominal-batch-size [stated]: the smaller last batch is divided by the full batch size, too
# source: https://github.com/SewoongLab/spectre-defense/issues/3
# expects: the last batch is smaller and must be divided by its own size
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            grads = batch_gradient(params, X[batch], Y[batch])
            rate = eta * len(batch) / batch_size
            params = [(W - rate * g, b - rate * h) for (W, b), (g, h) in zip(params, grads)]
        losses.append(objective(params, X, Y))
    return params, losses


# %% all-data-in-every-step [stated]: each step uses all data in place of its batch
# source: https://github.com/ufal/npfl129/pull/107
# expects: every step uses all samples in place of its batch
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        for _batch in minibatches(len(X), batch_size, rng):
            grads = batch_gradient(params, X, Y)
            params = [(W - eta * g, b - eta * h) for (W, b), (g, h) in zip(params, grads)]
        losses.append(objective(params, X, Y))
    return params, losses
