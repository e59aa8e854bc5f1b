"""What a component's cached result rests on besides its own source and configuration."""

import hashlib
from pathlib import Path


def files_digest(*paths: Path) -> str:
    """Return the SHA-256 of the contents of `paths`, folders taken with all files below them.

    Rasa's fingerprint of a graph component covers its class, its configuration and its inputs. A helper
    module or a data file that changes is noticed only through `fingerprint_addon`, which calls this.

    Raises:
        FileNotFoundError: if a path does not exist.
    """
    digest = hashlib.sha256()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
