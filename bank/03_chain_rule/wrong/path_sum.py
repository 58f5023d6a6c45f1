# %% not-added-up: the contributions are multiplied and left as a vector
def path_sum(df_du, du_dx):
    return df_du * du_dx


# %% summed-first [added-up-one-by-one]: each vector is added up before the two are multiplied
def path_sum(df_du, du_dx):
    return np.sum(df_du) * np.sum(du_dx)


# %% slopes-added [added-for-multiplied]: the two slopes of a path are added, not multiplied
def path_sum(df_du, du_dx):
    return np.sum(df_du + du_dx)


# %% first-path-only: one path stands for all
def path_sum(df_du, du_dx):
    return df_du[0] * du_dx[0]


# %% last-path-missing [last-path-left-out]: the loop ends one path too early
def path_sum(df_du, du_dx):
    total = 0.0
    for i in range(len(df_du) - 1):
        total += df_du[i] * du_dx[i]
    return total


# %% assigned-for-added [last-path-only]: each contribution overwrites the one before
def path_sum(df_du, du_dx):
    for f_slope, u_slope in zip(df_du, du_dx):
        total = f_slope * u_slope
    return total


# %% mean-for-sum: the contributions are averaged
def path_sum(df_du, du_dx):
    return np.mean(df_du * du_dx)


# %% paths-multiplied [multiplied-for-added]: the contributions are multiplied, not added
def path_sum(df_du, du_dx):
    return np.prod(df_du * du_dx)


# %% signs-lost: the sizes of the contributions are added
def path_sum(df_du, du_dx):
    return np.sum(np.abs(df_du * du_dx))


# %% outer-product [added-up-one-by-one]: every slope times every other, added up
def path_sum(df_du, du_dx):
    return np.sum(np.outer(df_du, du_dx))


# %% three-paths-only: written for three intermediate variables
def path_sum(df_du, du_dx):
    return df_du[0] * du_dx[0] + df_du[1] * du_dx[1] + df_du[2] * du_dx[2]


# %% written-into-input [in-place]: the products are stored in the caller's array
def path_sum(df_du, du_dx):
    df_du *= du_dx
    return np.sum(df_du)


# %% kept-between-calls [two-answers]: the total is never reset
total = 0.0


def path_sum(df_du, du_dx):
    global total
    total += df_du @ du_dx
    return total


# %% left-over-global [reads-a-global]: k is a variable of the notebook
k = 2


def path_sum(df_du, du_dx):
    return sum(df_du[i] * du_dx[i] for i in range(k))


# %% sign-reversed: a minus in front
def path_sum(df_du, du_dx):
    return -np.sum(df_du * du_dx)


# %% subtracted-in-the-loop [sign-reversed]: a minus where the contributions are collected
def path_sum(df_du, du_dx):
    total = 0.0
    for f, u in zip(df_du, du_dx):
        total -= f * u
    return total


# %% paths-subtracted: the others are subtracted from the first
def path_sum(df_du, du_dx):
    parts = df_du * du_dx
    return parts[0] - np.sum(parts[1:])


# %% outer-slopes-only [inner-slopes-left-out]: the slopes of the intermediate variables are left out
def path_sum(df_du, du_dx):
    return np.sum(df_du)
