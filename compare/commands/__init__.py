"""The commands of the command line, a module each."""

import time

# Nearly the beginning of the process: what a command imports counts as its start.
STARTED = time.perf_counter()
