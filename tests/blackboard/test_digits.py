"""The bundled digits are complete, in the promised form, and safe from being changed."""

import dataclasses
import hashlib
import socket
from importlib.resources import files

import numpy as np
import pytest

from blackboard import load_digits

# Images of 0, 1, …, 9 in the test part, as its documentation counts them.
OF_EACH_CLASS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_shapes_and_types() -> None:
    digits = load_digits()
    assert digits.images.shape == (1797, 64)
    assert digits.images.dtype == np.float64
    assert digits.labels.shape == (1797,)
    assert digits.labels.dtype == np.int64
    assert digits.targets.shape == (1797, 10)
    assert digits.targets.dtype == np.float64


def test_pixels_are_sixteenths_from_zero_to_one() -> None:
    images = load_digits().images
    assert (images.min(), images.max()) == (0.0, 1.0)
    np.testing.assert_array_equal(images * 16, np.round(images * 16))


def test_every_class_has_the_known_number_of_images() -> None:
    assert np.bincount(load_digits().labels).tolist() == OF_EACH_CLASS


def test_targets_are_one_hot_and_agree_with_the_labels() -> None:
    digits = load_digits()
    assert set(np.unique(digits.targets)) == {0.0, 1.0}
    np.testing.assert_array_equal(digits.targets.sum(axis=1), 1.0)
    np.testing.assert_array_equal(digits.targets.argmax(axis=1), digits.labels)


def test_the_first_image_is_a_zero() -> None:
    digits = load_digits()
    image = digits.images[0].reshape(8, 8) * 16
    assert digits.labels[0] == 0
    assert image[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert image[7].tolist() == [0, 0, 6, 13, 10, 0, 0, 0]


def test_images_of_one_digit_resemble_each_other() -> None:
    """Each image's nearest neighbour among the others nearly always shows the same digit."""
    digits = load_digits()
    squares = np.sum(digits.images**2, axis=1)  # (1797,)
    distances = squares[:, None] + squares[None, :] - 2 * digits.images @ digits.images.T
    np.fill_diagonal(distances, np.inf)
    assert np.mean(digits.labels[distances.argmin(axis=1)] == digits.labels) > 0.98


@pytest.mark.parametrize("name", ["images", "labels", "targets"])
def test_the_arrays_cannot_be_written_to_but_copies_can(name: str) -> None:
    array = getattr(load_digits(), name)
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1
    before = array[:3].copy()
    copied = array[:3].copy()
    copied[:] = 7
    picked = array[[0, 1, 2]]  # an index array makes a copy too
    picked[:] = 7
    np.testing.assert_array_equal(array[:3], before)


def test_the_fields_cannot_be_replaced() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_digits().images = np.zeros((1797, 64))  # type: ignore[misc]


def test_two_calls_give_the_same_data() -> None:
    assert load_digits() is load_digits()


def test_no_network_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    load_digits.cache_clear()
    assert load_digits().images.shape == (1797, 64)


def test_the_file_is_bundled_with_its_attribution() -> None:
    packed = files("blackboard").joinpath("digits.csv.gz").read_bytes()
    digest = hashlib.sha256(packed).hexdigest()
    assert digest == "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
    attribution = files("blackboard").joinpath("DIGITS.md").read_text(encoding="utf-8")
    for part in ("Alpaydin", "Kaynak", "1998", "CC BY 4.0", "10.24432/C50P49"):
        assert part in attribution
