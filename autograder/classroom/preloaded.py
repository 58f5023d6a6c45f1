"""What a process that grades has imported and made before it is forked; see pool.

Garbage collection would take a fifth of the time, and copy memory that the processes share.
"""

import gc

gc.disable()

import blackboard  # noqa: E402, F401
from autograder.classroom.submission import rehearse  # noqa: E402

rehearse()
gc.freeze()
gc.enable()
