# %% sum-for-mean: the gradients of a batch are added, so the step grows with the batch
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% divided-by-all-samples [stated]: the batch's sum is divided by the number of all samples
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(X)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% divided-by-batch-size [stated]: the last, shorter batch is divided by the full batch size
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / batch_size
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% gradient-from-the-start-of-the-epoch [stated]: all gradients of an epoch are taken at the parameters before it
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        fixed = params
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(fixed, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% one-update-an-epoch [stated]: only the last batch of each epoch moves the parameters
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        fixed = params
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(fixed)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% uphill: the gradient is added
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = -eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% order-never-drawn [stated]: the samples come in the same order in every epoch
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = np.arange(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% order-drawn-once [stated]: one random order for all epochs
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    order = rng.permutation(len(X))
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% own-generator [stated]: the order comes from a generator of its own with a fixed seed
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    rng = np.random.default_rng(0)
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% global-randomness [two-answers]: the order comes from numpy's global generator
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = np.random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% samples-drawn-with-replacement: an epoch draws samples at random and misses some
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.integers(0, len(X), size=len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% rest-dropped [stated]: the last, shorter batch of an epoch is not used
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X) - batch_size + 1, batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% targets-not-reordered [targets-apart]: the inputs are shuffled and the targets are not
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            places = range(first, first + len(batch))
            grads = [backpropagation(params, X[i], Y[k]) for i, k in zip(batch, places)]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% batch-size-ignored [step-for-each-sample]: always one sample at a time
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(len(X)):
            batch = order[first : first + 1]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% loss-before-training-missing [form]: the history begins after the first epoch
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% loss-of-the-last-batch [stated]: the history holds the objective of the last batch only
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X[batch], Y[batch]))
    return params, losses


# %% loss-after-every-batch [stated]: the history gets a number for every update
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
            losses.append(objective(params, X, Y))
    return params, losses


# %% loss-before-the-epoch: every entry but the first is one epoch late
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        losses.append(objective(params, X, Y))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
    return params, losses


# %% one-epoch-too-many [form]: the loop over the epochs runs once too often
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs + 1):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% biases-not-updated: only the weights move
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [(W - rate * sum(g[k][0] for g in grads), b) for k, (W, b) in enumerate(params)]
        losses.append(objective(params, X, Y))
    return params, losses


# %% input-changed [in-place]: the caller's arrays are updated in place
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            for k, (W, b) in enumerate(params):
                W -= rate * sum(g[k][0] for g in grads)
                b -= rate * sum(g[k][1] for g in grads)
        losses.append(objective(params, X, Y))
    return params, losses


# %% only-params-returned [form]: the history is not returned
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params


# %% only-the-last-loss [form]: one number in place of the history
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(g[k][0] for g in grads), b - rate * sum(g[k][1] for g in grads))
                for k, (W, b) in enumerate(params)
            ]
        losses.append(objective(params, X, Y))
    return params, losses[-1]


# %% rate-forgotten: the mean gradient as a whole
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = 1 / len(batch)
            params = [
                (W - rate * sum(dW for dW, _ in layer), b - rate * sum(db for _, db in layer))
                for (W, b), layer in zip(params, zip(*grads))
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% rate-squared: eta comes in twice
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta**2 / len(batch)
            params = [
                (W - rate * sum(dW for dW, _ in layer), b - rate * sum(db for _, db in layer))
                for (W, b), layer in zip(params, zip(*grads))
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% mean-taken-twice: the mean gradient is divided by the number of samples again
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch) ** 2
            params = [
                (W - rate * sum(dW for dW, _ in layer), b - rate * sum(db for _, db in layer))
                for (W, b), layer in zip(params, zip(*grads))
            ]
        losses.append(objective(params, X, Y))
    return params, losses


# %% loss-summed: the history holds sums over the samples
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [len(X) * objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(dW for dW, _ in layer), b - rate * sum(db for _, db in layer))
                for (W, b), layer in zip(params, zip(*grads))
            ]
        losses.append(len(X) * objective(params, X, Y))
    return params, losses


# %% loss-without-half: the history without the half
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [2 * objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(dW for dW, _ in layer), b - rate * sum(db for _, db in layer))
                for (W, b), layer in zip(params, zip(*grads))
            ]
        losses.append(2 * objective(params, X, Y))
    return params, losses


# %% sum-of-means-over-samples [loss-divided-by-samples]: the history is divided by N twice
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            grads = [backpropagation(params, X[i], Y[i]) for i in batch]
            rate = eta / len(batch)
            params = [
                (W - rate * sum(dW for dW, _ in layer), b - rate * sum(db for _, db in layer))
                for (W, b), layer in zip(params, zip(*grads))
            ]
        losses.append(objective(params, X, Y) / len(X))
    return params, losses


# %% all-samples-in-every-step [stated]: every step uses all samples
def sgd(params, X, Y, eta, batch_size, epochs, rng):
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        for _ in range(0, len(X), batch_size):
            grads = [backpropagation(params, x, y) for x, y in zip(X, Y)]
            rate = eta / len(X)
            params = [
                (W - rate * sum(dW for dW, _ in layer), b - rate * sum(db for _, db in layer))
                for (W, b), layer in zip(params, zip(*grads))
            ]
        losses.append(objective(params, X, Y))
    return params, losses
