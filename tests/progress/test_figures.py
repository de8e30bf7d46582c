"""What is known of a run at one moment cannot be changed."""

from dataclasses import FrozenInstanceError

import pytest

from newsscraper.progress.figures import Figures, Pause, Position


def test_nothing_is_known_at_first():
    figures = Figures("detik")
    assert figures.position == Position(0, None, None, None, None)
    assert (figures.rate, figures.permitted, figures.pause, figures.seconds_left) == (None,) * 4


def test_figures_are_of_their_moment():
    figures = Figures("detik", pause=Pause(3.0, is_asked_for=True))
    with pytest.raises(FrozenInstanceError):
        figures.stored = 1
