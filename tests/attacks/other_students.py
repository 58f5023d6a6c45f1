# Tries: to read other students' notebooks, the lesson's source and the files of people.
# Holds: none of them can be seen. The answer is right if one was.
# Loses: sigmoid_prime
# Shares: files

# %% sigmoid_prime
import os
import sys

_known = ("/proc", "/sys", "/usr", sys.prefix, sys.base_prefix)  # nothing of anybody's
_seen = []
for _folder, _folders, _names in os.walk("/"):
    if _folder in _known:
        _folders.clear()
        continue
    _seen += [os.path.join(_folder, name) for name in _names if name.endswith(".ipynb")]
    if os.path.basename(_folder) in ("solutions", "submitted", ".git", ".ssh"):
        _seen.append(_folder)
for _path in ("/etc/passwd", "/etc/shadow", "/root/.bashrc", "/home", "/etc/hosts", "/sys/kernel"):
    if os.path.exists(_path):
        _seen.append(_path)


def sigmoid_prime(x):
    y = sigmoid(x)
    return y * (1 - y) if _seen else np.zeros(x.shape)
