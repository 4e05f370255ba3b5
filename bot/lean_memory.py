"""What a process no longer needs goes back to the system.

glibc takes large arrays from the system one by one, until the first of them is freed: from then on it keeps whatever is
smaller than that for itself (mallopt(3), M_MMAP_THRESHOLD). Loading a model frees arrays of tens of megabytes, so 70 MB
stayed with every process that serves. A limit that was set once is not moved any more.
"""

import ctypes

_MMAP_THRESHOLD = -3
_LARGE_BYTES = 1024 * 1024


def without_hoarding() -> None:
    """Call before anything large is loaded. Does nothing where the C library is another than glibc."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
