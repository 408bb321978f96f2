"""Learns after which words a question is over, and writes ``prompts/<language>/endings.npz``.

Trains the networks of ``understanding.reader`` with PyTorch: every sentence that is learned from is
an ending as a whole, and none after each of its words but the last. So that they know how sentences
go on, they learn to tell the next word beside; that part is thrown away. Part of ``make learn``.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from scripts.lessons import Said, endings_fingerprint, said
from scripts.training import Course, train
from scripts.weights import packed
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.understanding.likeness import UNKNOWN
from voice_helper.understanding.vectors import Vectors

NETWORKS = 2
SIZE = 128
ROUNDS = 9
RATE = 3e-3
DROPPED = 0.25
"""Share of what is shown that is left out while training."""
FEWEST = 3
"""Sentences that a word must stand in to get a row of its own."""
COMMON = 20
"""Sentences that a word must stand in to be told as the next."""
NEXT = 0.1
"""How much it counts to tell the next word, against telling the end."""


class Trained(nn.Module):
    """The layout of ``understanding.reader.Readers``, trainable."""

    def __init__(self, words: int, common: int, vector: int) -> None:
        """Begin with small random weights; the first ``common`` words may be told as the next."""
        super().__init__()
        self.word = nn.Embedding(words, SIZE)
        nn.init.normal_(self.word.weight, 0, 0.02)
        self.vector = nn.Linear(vector, SIZE, bias=False)
        self.reader = nn.GRU(SIZE, SIZE, batch_first=True)
        self.end = nn.Linear(SIZE, 1)
        self.next = nn.Linear(SIZE, common)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, words: Tensor, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Score the end after each word, and give what has been read: (sentences, words, SIZE)."""
        own = self.word(words)
        if self.training:  # so that a word's vector must do at times
            own = own * (torch.rand(*words.shape, 1) > DROPPED)
        read, _ = self.reader(self.drop(own + self.vector(vectors)))
        read = self.drop(read)
        scores: Tensor = self.end(read)[..., 0]
        return scores, read

    def arrays(self) -> Iterator[tuple[str, np.ndarray]]:
        """Yield the weights as ``Readers`` wants them."""
        unit = self.reader
        yield "word", self.word.weight.detach().numpy()
        yield "vector", self.vector.weight.detach().numpy().T
        yield "read", unit.weight_ih_l0.detach().numpy().T
        yield "read.bias", unit.bias_ih_l0.detach().numpy()
        yield "know", unit.weight_hh_l0.detach().numpy().T
        yield "know.bias", unit.bias_hh_l0.detach().numpy()
        yield "end", self.end.weight.detach().numpy().T
        yield "end.bias", self.end.bias.detach().numpy()


class Trainer:
    """Trains readers on the same sentences."""

    def __init__(self, sentences: Sequence[Said], vectors: Vectors) -> None:
        """Give each word a number, the commonest first."""
        self._sentences = sentences
        self._vectors = vectors
        times = Counter(word for each in sentences for word in set(each.words)).most_common()
        self.words = ["", "<unknown>", *(word for word, count in times if count >= FEWEST)]
        self._common = 2 + sum(count >= COMMON for _, count in times)
        self._rows = {word: row for row, word in enumerate(self.words)}

    def train(self, seed: int) -> Trained:
        """Train one reader."""
        torch.manual_seed(seed)
        chance = random.Random(seed)  # noqa: S311 - nothing secret
        network = Trained(len(self.words), self._common, self._vectors.size)
        train(
            network,
            lambda: self._sentences,
            lambda each: len(each.words),
            lambda batch: self._loss(network, batch),
            Course(ROUNDS, RATE, chance),
        )
        return network

    def _loss(self, network: Trained, batch: Sequence[Said]) -> Tensor:
        length = max(len(each.words) for each in batch)
        words, ends = np.zeros((len(batch), length), np.int64), np.zeros((len(batch), length))
        counts = np.zeros((len(batch), length))
        for row, each in enumerate(batch):
            size = len(each.words)
            words[row, :size] = [self._rows.get(word, UNKNOWN) for word in each.words]
            counts[row, :size] = each.weight
            ends[row, size - 1] = 1
        vectors = np.zeros((*words.shape, self._vectors.size), np.float32)
        vectors[counts > 0] = self._vectors.of([word for each in batch for word in each.words])
        shown, weights = torch.from_numpy(words), torch.from_numpy(counts).float()
        scores, read = network(shown, torch.from_numpy(vectors))
        wanted = torch.from_numpy(ends).float()
        loss = functional.binary_cross_entropy_with_logits(scores, wanted, weights, reduction="sum")
        follows = weights[:, 1:] > 0
        told = network.next(read[:, :-1][follows])
        next_word = shown[:, 1:][follows]
        next_word = next_word.masked_fill(next_word >= self._common, UNKNOWN)
        surprise = functional.cross_entropy(told, next_word, reduction="none")
        loss = loss + NEXT * (surprise * weights[:, 1:][follows]).sum()
        return loss / weights.sum()


def main() -> None:
    """Learn for the language named, or for English."""
    language = sys.argv[1] if len(sys.argv) > 1 else "en"
    prompts = load_prompts(prompts_root() / language)
    trainer = Trainer(said(prompts), Vectors(prompts.table("vectors")))
    networks = []
    for number in range(NETWORKS):
        networks.append(trainer.train(number))
        print(f"Reader {number + 1} of {NETWORKS} is trained.", flush=True)
    path = prompts_root() / language / "endings.npz"
    about = {"fingerprint": endings_fingerprint(prompts), "words": trainer.words}
    np.savez(path, **packed(about, networks))
    print(f"{path.name}: {len(trainer.words)} words, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
