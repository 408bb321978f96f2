from __future__ import annotations

import numpy as np
import pytest

from voice_helper.understanding.reader import Readers

torch = pytest.importorskip("torch", reason="PyTorch is only needed to learn anew")


def test_what_was_trained_is_what_is_asked() -> None:
    from scripts.learn_endings import Trained  # noqa: PLC0415 - needs PyTorch
    from scripts.weights import together  # noqa: PLC0415 - beside it

    torch.manual_seed(1)
    each = [Trained(words=20, common=5, vector=10).eval() for _ in range(2)]
    asked = Readers({name: array.astype(np.float32) for name, array in together(each).items()})
    words = [3, 7, 1, 9]
    vectors = np.random.default_rng(2).normal(size=(4, 10)).astype(np.float32)
    batch = torch.tensor([words]), torch.from_numpy(vectors)[None]
    with torch.no_grad():
        wanted = np.stack([trained(*batch)[0][0].numpy() for trained in each])
    assert np.allclose(asked.logits(words, vectors), wanted, atol=1e-4)
