"""Memory: what the C library keeps after loading is given back (glibc; elsewhere nothing happens)."""

import ctypes
import gc
import sys

ARENA_MAX = -8  # mallopt's M_ARENA_MAX


def few_arenas() -> None:
    """Have all threads share two pools of free memory; by default each thread's own keeps some megabytes."""
    if libc := _glibc():
        libc.mallopt(ARENA_MAX, 2)


def give_back() -> None:
    """Return to the system what loading needed and no longer does, such as the model as it was read."""
    gc.collect()
    gc.freeze()  # what is loaded stays: the collector need not look at it again
    trim()


def trim() -> None:
    """Return to the system what is free: after a thousand turns some seven megabytes, in a few milliseconds."""
    if libc := _glibc():
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "malloc_trim") else None
