# %% only-whole-batches [stated]: the number of batches is rounded down, and the rest is never used
# source: https://github.com/ialhashim/DenseDepth/pull/137
# expects: the last, smaller batch is dropped
def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [order[i * size : (i + 1) * size] for i in range(n // size)]


# %% one-batch-too-many [stated]: where the size divides the number of samples, an empty batch comes last
# source: https://github.com/awasthiabhijeet/PIE/pull/32
# expects: an empty batch at the end where the size divides n
def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [order[i * size : (i + 1) * size] for i in range(n // size + 1)]


# %% sampled-anew-for-each [stated]: each batch is drawn at random from all samples, used or not
# source: https://github.com/tensorflow/skflow/issues/50
# expects: samples are drawn with replacement, so some come twice and others never
def minibatches(n, size, rng):
    batches = []
    for start in range(0, n, size):
        here = min(size, n - start)
        batches.append(np.array([rng.integers(0, n) for _ in range(here)]))
    return batches


# %% never-shuffled [stated]: the samples come in the order in which they are stored
# source: https://github.com/Benardi/touvlo/issues/36
# expects: the order is not random, nothing is shuffled
def minibatches(n, size, rng):
    indices = np.arange(n)
    return [indices[start : start + size] for start in range(0, n, size)]


# %% filled-up [stated]: the last batch is filled up to full size with samples used before
# source: https://github.com/adapt-python/adapt/issues/63
# expects: the last batch is filled up, so that some samples come twice
def minibatches(n, size, rng):
    order = rng.permutation(n)
    count = -(-n // size)
    filled = np.resize(order, count * size)
    return [filled[i * size : (i + 1) * size] for i in range(count)]


# %% swapped-views [stated]: rows of an array are swapped as if they were copies, and some are repeated
# source: https://github.com/mnielsen/neural-networks-and-deep-learning/issues/50
# expects: the shuffling repeats some samples and loses others, rows of an array are no copies
def minibatches(n, size, rng):
    data = np.arange(n).reshape(n, 1)
    for i in range(n - 1, 0, -1):
        j = rng.integers(0, i + 1)
        data[i], data[j] = data[j], data[i]
    return [data[start : start + size, 0] for start in range(0, n, size)]


# %% stops-one-short [stated]: the loop ends one batch early where the size divides the number of samples
# source: https://github.com/nagadomi/kaggle-cifar10-torch7/pull/6
# expects: the last batch is missing, off by one
def minibatches(n, size, rng):
    order = rng.permutation(n)
    batches, t = [], 0
    while t + size < n:
        batches.append(order[t : t + size])
        t += size
    if n % size:
        batches.append(order[t:])
    return batches


# %% batches-up-to-n-minus-size [stated]: only batches of full size are cut off
# source: https://github.com/NervanaSystems/neon/issues/9
# expects: the last, smaller batch is dropped
def minibatches(n, size, rng):
    indices = rng.permutation(n)
    return [
        np.array(sorted(indices[start : start + size])) for start in range(0, n - size + 1, size)
    ]
