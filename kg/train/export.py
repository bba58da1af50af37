"""Writes a trained network as int8 ONNX."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.extract.tagger.model import OUTPUTS, WEIGHTS
from kg.train.network import Scores, Tagger, Window

SAMPLE_PIECES = 8


def export_onnx(network: Tagger, folder: Path) -> Path:
    """Write the weights, int8 per channel, into a folder; return the file."""
    plain, packed = folder / "full.onnx", folder / WEIGHTS
    # The faster implementation guards against rows without any piece, which never occur, at a cost.
    network.body.config._attn_implementation = "eager"
    with _quiet():
        _export_full(network.eval(), plain)
        quantize_dynamic(plain, packed, per_channel=True, weight_type=QuantType.QInt8)
    # plain.unlink()
    return packed


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what the exporters say of branches and steps that this network does not take."""
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logging.disable(level)


def _export_full(network: Tagger, path: Path) -> None:
    one = torch.ones((2, SAMPLE_PIECES), dtype=torch.int64)
    names = list(Window._fields)
    sizes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        _Positional(network),
        (one,) * len(names),
        str(path),
        input_names=names,
        output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys(names, sizes) | dict.fromkeys(OUTPUTS, sizes),
        opset_version=17,
        dynamo=False,
    )


class _Positional(torch.nn.Module):
    """The network with its inputs one by one, as the exporter takes them."""

    def __init__(self, network: Tagger) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> Scores:
        """Scores of a window given as its fields, in order."""
        return self.network(Window(*inputs))
