# %% target-minus-output [sign-reversed]: the difference is taken as target minus output, and the slope points downhill
# source: https://unbudded.rssing.com/chan-1745337/article3976.html
# expects: the sign is reversed, target minus output
def euclidean_loss_grad(x, c):
    return c - x


# %% two-on-the-target-alone [input-added]: the 2 of the square is put on the second vector only
# source: https://github.com/BVLC/caffe/issues/2312
# expects: the target is doubled, x minus twice c
def euclidean_loss_grad(x, c):
    return x - 2 * c
