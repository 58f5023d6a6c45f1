# %% contributions-multiplied [multiplied-for-added]: the contributions of the paths are multiplied with one another
# source: https://openknowledgegraph.com/topics/chain-rule-multivariable-function-questions.html
# expects: the contributions of the paths must be added, not multiplied
def path_sum(df_du, du_dx):
    product = 1.0
    for outer, inner in zip(df_du, du_dx):
        product *= outer * inner
    return float(product)


# %% sums-multiplied [added-up-one-by-one]: the outer and the inner slopes are added up apart, then the sums are multiplied
# source: https://openknowledgegraph.com/topics/chain-rule-multivariable-function-questions.html
# expects: the sums are formed before multiplying, each path's slopes must be multiplied first
def path_sum(df_du, du_dx):
    return float((df_du[0] + sum(df_du[1:])) * sum(du_dx))


# %% equals-for-plus-equals [last-path-only]: each contribution overwrites the one before it
# source: https://github.com/karpathy/nn-zero-to-hero/issues/52
# expects: the contributions overwrite one another in place of being added, only the last path is left
def path_sum(df_du, du_dx):
    grad = 0.0
    for outer, inner in zip(df_du, du_dx):
        grad = outer * inner
    return float(grad)
