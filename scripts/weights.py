"""What was trained, as the arrays of a file in ``prompts/<language>/``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from voice_helper.understanding.likeness import ABOUT


class Network(Protocol):
    """Something that was trained."""

    def arrays(self) -> Iterable[tuple[str, np.ndarray]]:
        """Give its weights, each with its name."""
        ...


def packed(about: Mapping[str, object], networks: Sequence[Network]) -> Mapping[str, np.ndarray]:
    """Give everything that the file holds; ``about`` tells what the weights are for."""
    arrays = {name: array.astype(np.float16) for name, array in together(networks).items()}
    return {ABOUT: np.frombuffer(json.dumps(about).encode(), np.uint8), **arrays}


def together(networks: Sequence[Network]) -> Mapping[str, np.ndarray]:
    """Give the weights of networks, along a first axis of all arrays."""
    each = [dict(network.arrays()) for network in networks]
    return {name: np.stack([arrays[name] for arrays in each]) for name in each[0]}
