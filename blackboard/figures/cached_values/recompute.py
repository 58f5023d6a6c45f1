"""The cost of throwing activations away that the backward pass needs."""

from collections.abc import Sequence
from dataclasses import dataclass

ITEM = 8  # bytes of a float64


@dataclass(frozen=True)
class Plan:
    """A choice of the activations that a forward pass keeps for the way back.

    Attributes:
        sizes: (n0, …, nL), the widths of a network of L layers.
        batch: the number N of samples.
        kept: for each of x0, …, xL whether it is kept; the input and the output always are.
        stretch: whether what was recomputed on the way to an activation is held until it is used.
    """

    sizes: Sequence[int]
    batch: int
    kept: tuple[bool, ...]
    stretch: bool = False

    @property
    def depth(self) -> int:
        """The number L of layers."""
        return len(self.sizes) - 1

    def below(self, index: int) -> int:
        """Return the nearest kept activation that is no higher than this one."""
        return max(k for k in range(index + 1) if self.kept[k])

    @property
    def evaluations(self) -> list[int]:
        """How often each of the layers 1, …, L is evaluated, the forward pass included."""
        counts = [1] * self.depth
        for index in range(1, self.depth):
            below = self.below(index)
            if self.stretch:
                # The whole stretch is computed once, on the way to its highest activation.
                counts[index - 1] += below < index
            else:
                for layer in range(below + 1, index + 1):
                    counts[layer - 1] += 1
        return counts

    @property
    def total(self) -> int:
        """How often layers are evaluated in all."""
        return sum(self.evaluations)

    @property
    def multiplications(self) -> int:
        """How many multiplications that takes: N · n · m for a layer from n to m units."""
        return sum(
            count * self.batch * self.sizes[layer] * self.sizes[layer + 1]
            for layer, count in enumerate(self.evaluations)
        )

    @property
    def numbers(self) -> int:
        """How many numbers are held for the way back at most: what is kept and what is recomputed.

        What is only passed through on the way to an activation is not counted.
        """
        sizes = [self.batch * size for size in self.sizes]
        held = sum(size for size, kept in zip(sizes, self.kept, strict=True) if kept)
        more = [0]
        for index in range(1, self.depth):
            run = range(self.below(index) + 1, index + 1)
            more.append(sum(sizes[k] for k in (run if self.stretch else run[-1:])))
        return held + max(more)


def every(step: int, depth: int) -> tuple[bool, ...]:
    """Keep the input, the output and every so-many-th activation in between."""
    return tuple(index % step == 0 or index == depth for index in range(depth + 1))
