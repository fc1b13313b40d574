"""What limits does the reader of a hostile file take upon itself, and how does a process sound that has hit one?"""

import sys
from typing import Any, Final

try:
    import resource
except ImportError:  # Windows has no such limits; there only the sizes and the clock of the parent hold
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY: Final = ("memory allocation", "MemoryError", "bad_alloc", "out of memory", "Cannot allocate", "failed to map segment")
"""What libraries say when there is no more memory to be had."""

_FORBIDDEN: Final = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.exec",
    "os.system",
    "os.posix_spawn",
    "os.fork",
)


def limit_process(memory: int, seconds: int) -> None:
    """Take on the limits: bytes in private pages, seconds of processor time, no network, no other program. There is no way back.

    Private pages (RLIMIT_DATA) and not address space: allocators reserve address space freely and hang where it is limited.
    """
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_forbid)


def _forbid(event: str, _: tuple[Any, ...]) -> None:
    """Refuse what no reader of a file has to do."""
    if event.startswith(_FORBIDDEN):
        message = f"a reader of files tried {event}"
        raise PermissionError(message)


def sounds_like_memory(said: str) -> bool:
    """Whether a message means that there was no more memory.

    >>> sounds_like_memory("ArrowMemoryError: malloc of size 314304 failed"), sounds_like_memory("bad zip")
    (True, False)
    """
    return any(sign in said for sign in OUT_OF_MEMORY)
