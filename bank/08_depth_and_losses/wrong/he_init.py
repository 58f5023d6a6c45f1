# %% variance-for-deviation: multiplied by the variance
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * (2 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% outputs-for-inputs: the scale from the outputs
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / m), np.zeros(m)) for n, m in pairwise(sizes)]


# %% glorot: inputs and outputs
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / (n + m)), np.zeros(m)) for n, m in pairwise(sizes)]


# %% no-half-lost: the scale for an activation with slope 1
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(1 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% not-scaled: variance 1
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)), np.zeros(m)) for n, m in pairwise(sizes)]


# %% divided-twice: the root of 2 over n
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2) / n, np.zeros(m)) for n, m in pairwise(sizes)]


# %% divided-for-multiplied: larger with more inputs
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) / np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% biases-drawn: random biases
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / n), rng.normal(size=m)) for n, m in pairwise(sizes)]


# %% biases-not-zero: all biases are 0.01
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.full(m, 0.01)) for n, m in pairwise(sizes)]


# %% all-zero: the weights start at 0
def he_init(sizes, rng):
    return [(np.zeros((n, m)), np.zeros(m)) for n, m in pairwise(sizes)]


# %% column-notation [transposed]: W of shape (m, n)
def he_init(sizes, rng):
    return [(rng.normal(size=(m, n)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% drawn-transposed: drawn as columns and turned round
def he_init(sizes, rng):
    return [(rng.normal(size=(m, n)).T * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% drawn-from-the-back: the last layer first
def he_init(sizes, rng):
    layers = list(pairwise(sizes))[::-1]
    params = [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in layers]
    return params[::-1]


# %% uniform-draw: uniform numbers of the right variance
def he_init(sizes, rng):
    return [(rng.uniform(-1, 1, size=(n, m)) * np.sqrt(6 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% global-generator [two-answers]: numpy's own generator
def he_init(sizes, rng):
    return [(np.random.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% seeded-inside: a generator of its own, the same each time
def he_init(sizes, rng):
    rng = np.random.default_rng(0)
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes)]


# %% one-bias-for-all [form]: a number in place of a vector
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / n), 0.0) for n, m in pairwise(sizes)]


# %% one-layer-short [form]: the last layer is missing
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)) for n, m in pairwise(sizes[:-1])]


# %% biases-of-the-inputs: a bias for each input of a layer
def he_init(sizes, rng):
    return [(rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(n)) for n, m in pairwise(sizes)]
