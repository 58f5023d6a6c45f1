# Tries: an answer cell that shows something every 20 ms and never ends: there is no pause in which
#   one would look at the clock.
# Holds: it is interrupted after the time for a cell; the rest is graded.
# Loses: sigmoid_prime
# Harms: yes

# %% sigmoid_prime
import time

while True:
    display("again")
    time.sleep(0.02)


def sigmoid_prime(x):
    return sigmoid(x) * (1 - sigmoid(x))
