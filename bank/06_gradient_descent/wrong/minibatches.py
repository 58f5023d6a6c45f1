# %% not-shuffled [stated]: the samples keep their order
def minibatches(n, size, rng):
    return [np.arange(n)[k : k + size] for k in range(0, n, size)]


# %% with-replacement [stated]: every batch is drawn from all samples anew
def minibatches(n, size, rng):
    return [rng.integers(0, n, size=min(size, n - k)) for k in range(0, n, size)]


# %% drawn-independently [stated]: no repeats within a batch, but batches overlap
def minibatches(n, size, rng):
    return [rng.choice(n, size=min(size, n - k), replace=False) for k in range(0, n, size)]


# %% rest-dropped [stated]: the last, shorter batch is thrown away
def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size] for k in range(0, n - size + 1, size)]


# %% rest-joined-to-the-last [stated]: what is left over is put into the last full batch
def minibatches(n, size, rng):
    order = rng.permutation(n)
    count = max(1, n // size)
    return [order[k * size : (k + 1) * size if k < count - 1 else n] for k in range(count)]


# %% filled-up [stated]: the last batch is filled with samples from the beginning
def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [np.take(order, range(k, k + size), mode="wrap") for k in range(0, n, size)]


# %% evened-out [stated]: batches of nearly equal size in place of full ones and a rest
def minibatches(n, size, rng):
    return np.array_split(rng.permutation(n), -(-n // size))


# %% blocks-shuffled [stated]: neighbours stay together, only the blocks change places
def minibatches(n, size, rng):
    blocks = [np.arange(k, min(k + size, n)) for k in range(0, n, size)]
    order = sorted(range(len(blocks)), key=lambda k: (len(blocks[k]) < size, rng.random()))
    return [blocks[k] for k in order]


# %% batches-shuffled-inside [stated]: the batches are fixed, only the order within them is random
def minibatches(n, size, rng):
    return [rng.permutation(np.arange(k, min(k + size, n))) for k in range(0, n, size)]


# %% own-generator [stated]: the order comes from a generator of its own with a fixed seed
def minibatches(n, size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[k : k + size] for k in range(0, n, size)]


# %% global-randomness [two-answers]: the order comes from numpy's global generator
def minibatches(n, size, rng):
    order = np.random.permutation(n)
    return [order[k : k + size] for k in range(0, n, size)]


# %% counted-from-one [stated]: the numbers 1 … n, as in the formulas
def minibatches(n, size, rng):
    order = 1 + rng.permutation(n)
    return [order[k : k + size] for k in range(0, n, size)]


# %% overlapping [stated]: the batches begin one after the other, not one batch further
def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [order[k : k + size] for k in range(n)]


# %% size-taken-for-count [stated]: cut into `size` batches, not into batches of `size`
def minibatches(n, size, rng):
    return np.array_split(rng.permutation(n), size)


# %% order-only [stated]: the order is returned and not cut
def minibatches(n, size, rng):
    return rng.permutation(n)


# %% masks [stated]: boolean arrays in place of indices
def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [np.isin(np.arange(n), order[k : k + size]) for k in range(0, n, size)]


# %% floats [stated]: the numbers are not integers and cannot be used as indices
def minibatches(n, size, rng):
    order = rng.permutation(n) * 1.0
    return [order[k : k + size] for k in range(0, n, size)]


# %% rotated [stated]: the order is fixed, only the place where it begins is random
def minibatches(n, size, rng):
    order = np.roll(np.arange(n), -size * int(rng.integers(-(-n // size))))
    return [order[k : k + size] for k in range(0, n, size)]


# %% last-sample-stays [stated]: the last sample is left out of the shuffling
def minibatches(n, size, rng):
    order = np.append(rng.permutation(n - 1), n - 1)
    return [order[k : k + size] for k in range(0, n, size)]


# %% swapped-one-after-the-other [stated]: a swap overwrites what it still needs
def minibatches(n, size, rng):
    order = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = rng.integers(0, i + 1)
        order[i] = order[j]
        order[j] = order[i]
    return [order[start : start + size] for start in range(0, n, size)]
