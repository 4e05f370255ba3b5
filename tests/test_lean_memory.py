"""In a process of its own: what was freed there must be gone from its memory."""

import ctypes
import subprocess
import sys

import pytest

FREED = """
import ctypes, os, sys
import numpy as np
from bot.lean_memory import without_hoarding
from scripts.bench.processes import memory

if sys.argv[1] == "lean":
    without_hoarding()
del_me = np.ones(30_000_000, dtype=np.uint8)
del del_me  # from here on glibc hoards what is smaller
before = memory([os.getpid()]).rss_mb
many = [np.ones(2_000_000, dtype=np.uint8) for _ in range(30)]
last = np.ones(1_000_000, dtype=np.uint8)
del many
print(memory([os.getpid()]).rss_mb - before)
"""


def kept_mb(how: str) -> float:
    done = subprocess.run([sys.executable, "-c", FREED, how], capture_output=True, text=True, check=True)
    return float(done.stdout)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="another C library")
def test_what_is_freed_goes_back_to_the_system() -> None:
    assert kept_mb("lean") < 10 < 40 < kept_mb("as it was")
