"""Learns which questions are alike, and writes ``prompts/<language>/likeness.npz``.

Trains the networks of ``understanding.network`` with PyTorch on every question in ``prompts/`` and,
in English, on the labelled ones in ``benchmarks/understanding`` that aren't kept aside. Run it by
``make learn`` when a question, a phrase of the lexicon or a rule was changed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from scripts.lessons import Sample, fingerprint, learned, shown
from scripts.training import Course, train
from scripts.weights import packed
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.rules.ruling import STRICT
from voice_helper.understanding.examples import Example
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.likeness import UNKNOWN
from voice_helper.understanding.network import HEADS
from voice_helper.understanding.roles import Asker
from voice_helper.understanding.tokens import MOST, PLAIN, Token, tokens
from voice_helper.understanding.vectors import Vectors

NETWORKS = 2
SIZE = 144
POOLS = 4
ROUNDS = 12
RATE = 2.5e-3
DROPPED = 0.25
"""Share of what is shown that is left out while training."""
SMOOTHING = 0.03
OWN_SHARE = 0.85
"""What the label itself gets where others are as good."""
FEWEST = 2
"""Questions that a word must stand in to get a row of its own."""


class Trained(nn.Module):
    """The layout of ``understanding.network.Networks``, trainable."""

    def __init__(self, words: int, tags: int, vector: int, classes: int) -> None:
        """Begin with small random weights."""
        super().__init__()
        self.word = nn.Embedding(words, SIZE)
        self.tag = nn.Embedding(tags, SIZE)
        self.place = nn.Embedding(MOST + 1, SIZE)
        for table, spread in ((self.word, 0.02), (self.tag, 0.05), (self.place, 0.02)):
            nn.init.normal_(table.weight, 0, spread)
        self.vector = nn.Linear(vector, SIZE, bias=False)
        self.first, self.second, self.last = (nn.LayerNorm(SIZE) for _ in range(3))
        self.mix = nn.Linear(SIZE, 3 * SIZE)
        self.join = nn.Linear(SIZE, SIZE)
        self.wide = nn.Linear(SIZE, 2 * SIZE)
        self.narrow = nn.Linear(2 * SIZE, SIZE)
        self.pool = nn.Linear(SIZE, POOLS)
        self.out = nn.Linear((POOLS + 1) * SIZE, classes)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, words: Tensor, tags: Tensor, vectors: Tensor, there: Tensor) -> Tensor:
        """Score the classes of a batch; ``there`` is false where a sentence has ended."""
        count, length = words.shape
        own, concept = self.word(words), self.tag(tags)
        if self.training:  # so that a word's vector and its neighbours must do at times
            own = own * (torch.rand(count, length, 1) > DROPPED)
            concept = concept * (torch.rand(count, length, 1) > DROPPED / 2)
        shown = self.drop(self.vector(vectors) + own + concept + self.place.weight[:length])
        query, key, value = (
            part.view(count, length, HEADS, SIZE // HEADS).transpose(1, 2)
            for part in self.mix(self.first(shown)).chunk(3, dim=-1)
        )
        looks = functional.scaled_dot_product_attention(
            query, key, value, there[:, None, None, :], DROPPED if self.training else 0.0
        )
        shown = shown + self.drop(self.join(looks.transpose(1, 2).reshape(count, length, SIZE)))
        inner = functional.gelu(self.wide(self.second(shown)), approximate="tanh")
        shown = self.last(shown + self.drop(self.narrow(self.drop(inner))))
        gone = ~there[..., None]
        weights = self.pool(shown).masked_fill(gone, -1e9).softmax(1)
        pooled = torch.einsum("blp,bls->bps", weights, shown).flatten(1)
        most = shown.masked_fill(gone, -1e9).amax(1)
        scores: Tensor = self.out(self.drop(torch.cat([pooled, most], 1)))
        return scores

    def arrays(self) -> Iterator[tuple[str, np.ndarray]]:
        """Yield the weights as ``Networks`` wants them."""
        for name, weight in self.named_parameters():
            owner, _, kind = name.rpartition(".")
            array = weight.detach().numpy()
            is_table = isinstance(getattr(self, owner), nn.Embedding)
            if kind == "weight" and array.ndim == 2 and not is_table:
                array = array.T
            yield owner if kind == "weight" else f"{owner}.bias", array


class Trainer:
    """Trains networks on the same questions."""

    def __init__(self, examples: Sequence[Example], lexicon: Lexicon, vectors: Vectors) -> None:
        """Give each word, tag and class a number."""
        self._lexicon = lexicon
        self._vectors = vectors
        spoken = [lexicon.words(example.text) for example in examples]
        self._asked = list(zip(spoken, examples, strict=True))
        told = [token for words in spoken for token in tokens(words, lexicon)[1:]]
        words = Counter(token.word for token in told)
        askers = [f"<{asker.value}>" for asker in Asker]
        self.words = ["", "<unknown>", *askers, *(w for w, n in words.items() if n >= FEWEST)]
        self.tags = ["", PLAIN, *sorted({token.tag for token in told} - {PLAIN})]
        self.classes = sorted({(example.rule, example.verdict) for example in examples})
        self._word = {word: row for row, word in enumerate(self.words)}
        self._tag = {tag: row for row, tag in enumerate(self.tags)}
        self._class = {each: place for place, each in enumerate(self.classes)}
        self._lenient = torch.tensor([verdict not in STRICT for _, verdict in self.classes])

    def train(self, seed: int) -> Trained:
        """Train one network."""
        torch.manual_seed(seed)
        chance = random.Random(seed)  # noqa: S311 - nothing secret
        network = Trained(len(self.words), len(self.tags), self._vectors.size, len(self.classes))
        train(
            network,
            lambda: [
                shown(words, example, self._lexicon, chance) for words, example in self._asked
            ],
            lambda sample: len(sample.told),
            lambda batch: self._loss(network, batch),
            Course(ROUNDS, RATE, chance),
        )
        return network

    def _loss(self, network: Trained, batch: Sequence[Sample]) -> Tensor:
        wanted = torch.stack([self._wanted(sample.example) for sample in batch])
        scores = network(*self.tensors([sample.told for sample in batch]))
        is_part = torch.tensor([sample.is_part for sample in batch])
        wanted[is_part] = self._without_strict(scores.detach()[is_part])
        return functional.cross_entropy(scores, wanted, label_smoothing=SMOOTHING)

    def _without_strict(self, scores: Tensor) -> Tensor:
        """Give the likelihoods as they are, were nothing strict: no other is taught."""
        likelihoods = scores.softmax(1) * self._lenient
        return likelihoods / likelihoods.sum(1, keepdim=True)

    def tensors(
        self, sentences: Sequence[Sequence[Token]]
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Give sentences of unlike length as one batch."""
        length = max(map(len, sentences))
        words, tags = (np.zeros((len(sentences), length), np.int64) for _ in range(2))
        there = np.zeros((len(sentences), length), bool)
        flat = self._vectors.of([token.word for told in sentences for token in told])
        for row, told in enumerate(sentences):
            words[row, : len(told)] = [self._word.get(token.word, UNKNOWN) for token in told]
            tags[row, : len(told)] = [self._tag.get(token.tag, UNKNOWN) for token in told]
            there[row, : len(told)] = True
        vectors = np.zeros((*words.shape, flat.shape[1]), np.float32)
        vectors[there] = flat
        return (*map(torch.from_numpy, (words, tags, vectors)), torch.from_numpy(there))

    def _wanted(self, example: Example) -> Tensor:
        """Give the likelihoods that the classes ought to have."""
        others = [(rule, example.verdict) for rule in example.also]
        others += [(example.rule, verdict) for verdict in example.also_verdict]
        known = [self._class[other] for other in others if other in self._class]
        wanted = torch.zeros(len(self.classes))
        for place in known:
            wanted[place] += (1 - OWN_SHARE) / len(known)
        wanted[self._class[example.rule, example.verdict]] += OWN_SHARE if known else 1.0
        return wanted


def main() -> None:
    """Learn for the language named, or for English."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", nargs="?", default="en")
    language = parser.parse_args().language
    prompts = load_prompts(prompts_root() / language)
    lexicon = Lexicon.from_table(prompts.table("lexicon"))
    trainer = Trainer(list(learned(prompts)), lexicon, Vectors(prompts.table("vectors")))
    networks = []
    for number in range(NETWORKS):
        networks.append(trainer.train(number))
        print(f"Network {number + 1} of {NETWORKS} is trained.", flush=True)
    path = prompts_root() / language / "likeness.npz"
    about = {
        "fingerprint": fingerprint(prompts),
        "words": trainer.words,
        "tags": trainer.tags,
        "classes": trainer.classes,
    }
    np.savez(path, **packed(about, networks))
    print(f"{len(trainer.words)} words, {len(trainer.classes)} classes")
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
