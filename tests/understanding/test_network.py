from __future__ import annotations

import numpy as np
import pytest

from voice_helper.understanding.network import Networks

torch = pytest.importorskip("torch", reason="PyTorch is only needed to learn anew")


def test_what_was_trained_is_what_is_asked() -> None:
    from scripts.learn_likeness import Trained  # noqa: PLC0415 - needs PyTorch
    from scripts.weights import together  # noqa: PLC0415 - beside it

    torch.manual_seed(1)
    each = [Trained(words=20, tags=5, vector=10, classes=4).eval() for _ in range(2)]
    asked = Networks({name: array.astype(np.float32) for name, array in together(each).items()})
    words, tags = [3, 7, 1, 9], [1, 2, 0, 4]
    vectors = np.random.default_rng(2).normal(size=(4, 10)).astype(np.float32)
    there = torch.ones(1, 4, dtype=torch.bool)
    batch = torch.tensor([words]), torch.tensor([tags]), torch.from_numpy(vectors)[None], there
    with torch.no_grad():
        wanted = np.stack([trained(*batch)[0].numpy() for trained in each])
    assert np.allclose(asked.logits(words, tags, vectors), wanted, atol=1e-4)
