# %% bias-does-not-broadcast [exception]: the bias is put along the wrong axis and does not broadcast
# source: https://github.com/philtabor/Simple-Neural-Network/issues/1
# expects: the bias is added as a column, it must be added to every row
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b.reshape(-1, 1)))
    return cache
