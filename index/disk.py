"""Writing that survives a power cut: each step is one method, so that a test can let any one of them fail."""

import hashlib
import os
import shutil
import zlib
from pathlib import Path

_PART = 1 << 20  # bytes that are read at once


class Disk:
    """The file system as the store writes it."""

    def make(self, folder: Path) -> None:
        """Make an empty folder and those above it."""
        folder.mkdir(parents=True)

    def write(self, path: Path, data: bytes) -> None:
        """Write a whole file and force it to the disk."""
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def sync(self, path: Path) -> None:
        """Force a file or a folder's list of names to the disk."""
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file or folder its final name in one step, replacing a file of that name."""
        old.replace(new)

    def remove(self, folder: Path) -> None:
        """Remove a folder and all in it."""
        shutil.rmtree(folder)

    def free(self, folder: Path) -> int:
        """Return the bytes free for us where the folder lies."""
        return shutil.disk_usage(folder).free


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def crc32(path: Path) -> str:
    """Return the CRC-32 of a file in hexadecimal: it tells damage, not who did it."""
    value = 0
    with path.open("rb") as file:
        while part := file.read(_PART):
            value = zlib.crc32(part, value)
    return f"{value:08x}"
