# %% diagonal-alone [diagonal-only]: only the diagonal is filled
# source: https://github.com/deeplearning4j/libnd4j/issues/440
# expects: the entries off the diagonal are missing
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    output = e / e.sum()
    return np.diag(output * (1 - output))


# %% bundled-with-the-sigmoid [diagonal-for-matrix]: softmax is treated like the sigmoid, entry by entry
# source: https://github.com/rasmusbergpalm/DeepLearnToolbox/issues/113
# expects: a vector as for an elementwise function comes back in place of a matrix
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    a = e / e.sum()
    return a * (1 - a)


# %% input-in-the-formula [input-in-the-product]: one of the two outputs in the formula is an input
# source: https://newbe.dev/numpy-calculate-the-derivative-of-the-softmax-function
# expects: the input stands where the output of softmax belongs
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    value = e / e.sum()
    jac = np.zeros((len(x), len(x)))
    for i in range(len(x)):
        for j in range(len(x)):
            if i == j:
                jac[i, j] = value[i] * (1 - x[i])
            else:
                jac[i, j] = -value[i] * x[j]
    return jac


# %% constant-one-for-output [output-left-out]: the derivative is 1 (1 - output) in place of output (1 - output)
# source: https://github.com/neuroph/neuroph/issues/37
# expects: the factor y is missing, and so are the entries off the diagonal
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    output = e / e.sum()
    return np.diag(1.0 * (1.0 - output))


# %% weighted-sum-left-out [outer-product-missing]: the sum over all outputs, which is subtracted, is left out
# source: https://github.com/HomericIntelligence/Odyssey/issues/2134
# expects: the part that comes from the common denominator is missing, only y itself is on the diagonal
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    s = e / e.sum()
    return np.stack([s[i] * np.eye(len(x))[i] for i in range(len(x))])


# %% maximum-of-zero-and-all [not-finite]: the largest entry is subtracted only if it is positive
# source: https://github.com/FluxML/NNlib.jl/pull/43
# expects: for very negative inputs all exponentials become 0, the largest entry must be subtracted
def softmax_jacobian(x):
    e = np.exp(x - max(0.0, np.max(x)))
    y = e / np.sum(e)
    return np.diag(y) - np.outer(y, y)


# %% nothing-subtracted [not-finite]: exp is taken of the inputs as they are
# source: https://github.com/numenta/nupic-legacy/pull/3818
# expects: exp overflows, the largest entry must be subtracted first
def softmax_jacobian(x):
    e = np.exp(x)
    y = e / e.sum()
    return np.diag(y) - np.outer(y, y)


# %% s-minus-one [sign-reversed]: s (s - 1) is taken for s (1 - s)
# source: https://github.com/mantasu/cs231n/issues/10
# expects: the sign is reversed
def softmax_jacobian(x):
    e = np.exp(x - np.max(x))
    s = e / e.sum()
    jac = np.outer(s, s)
    for i in range(len(x)):
        jac[i, i] = s[i] * (s[i] - 1)
    return jac


# %% infinities-patched [entries-clipped]: exp overflows, and what became infinite is given equal shares afterwards
# source: https://github.com/open-edge-platform/geti/pull/1507
# expects: exp overflows, the largest entry must be subtracted first
def softmax_jacobian(x):
    e = np.exp(x)
    infinite = np.isinf(e)
    if infinite.any():
        e[infinite] = 1.0 / infinite.sum()
        e[~infinite] = 0
    else:
        e /= e.sum() + 1e-16
    return np.diag(e) - np.outer(e, e)
