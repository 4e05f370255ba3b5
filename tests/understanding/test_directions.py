import numpy as np

from bot.understanding.directions import telling_directions, unit


def test_a_direction_in_which_one_intent_differs_from_itself_counts_for_less() -> None:
    """Axis 0 separates the intents, axis 1 is noise of the same size inside both."""
    rng = np.random.default_rng(0)
    intent = np.repeat([0, 1], 200)
    vectors = rng.normal(scale=0.05, size=(400, 256)).astype(np.float32)
    vectors[:, 0] += np.where(intent == 0, -1, 1)
    vectors[:, 1] += rng.choice([-1, 1], size=400)
    directions = telling_directions(vectors, intent)
    assert directions.shape == (256, 192)
    between, within = directions[0], directions[1]
    assert np.linalg.norm(between) > 1.5 * np.linalg.norm(within)


def test_few_examples_an_intent_keep_fewer_directions() -> None:
    rng = np.random.default_rng(0)
    few = telling_directions(rng.normal(size=(100, 256)).astype(np.float32), np.repeat(np.arange(10), 10))
    many = telling_directions(rng.normal(size=(300, 256)).astype(np.float32), np.repeat(np.arange(10), 30))
    assert (few.shape, many.shape) == ((256, 112), (256, 192))


def test_unit_leaves_a_vector_of_nothing_alone() -> None:
    assert not unit(np.zeros(4)).any()
    assert np.allclose(np.linalg.norm(unit(np.ones((3, 4))), axis=1), 1)
