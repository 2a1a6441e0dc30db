"""The pictures of docs/gallery.md are what is drawn today, as far as an eye would tell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="matplotlib isn't installed")

from PIL import Image, ImageChops, ImageStat
from tests.cohorts.gallery import FOLDER, GALLERY, draw

SEEN = (240, 240)
"""Pictures are compared at this size: letters are grey then, whichever release of the font library drew them."""

MOST_DIFFERENT = 4.0
"""The root mean square of the difference, of 255; a bar that ends elsewhere or a missing label is more."""


@pytest.mark.parametrize("name", GALLERY)
def test_a_picture_is_as_it_was(name: str, tmp_path: Path) -> None:
    if os.environ.get("GOLDEN") == "write":
        draw(name, FOLDER)
    with Image.open(FOLDER / f"{name}.png") as kept, Image.open(draw(name, tmp_path)) as drawn:
        assert kept.size == pytest.approx(drawn.size, rel=0.04)
        assert _difference(kept, drawn) < MOST_DIFFERENT


def _difference(one: Image.Image, other: Image.Image) -> float:
    small = [each.convert("RGB").resize(SEEN, Image.Resampling.BOX) for each in (one, other)]
    return max(ImageStat.Stat(ImageChops.difference(*small)).rms)


def test_a_changed_bar_would_be_seen() -> None:
    """The tolerance is no blindness: what is moved by a fiftieth of the picture differs by more than it allows."""
    with Image.open(FOLDER / "facets.png") as kept:
        moved = ImageChops.offset(kept.convert("RGB"), kept.width // 50, 0)
        assert _difference(kept, moved) > 2 * MOST_DIFFERENT


def test_the_page_shows_every_picture_and_they_are_small() -> None:
    page = (FOLDER.parent / "gallery.md").read_text("utf-8")
    pictures = sorted(FOLDER.glob("*.png"))
    assert {each.stem for each in pictures} == set(GALLERY)
    assert all(f"](gallery/{name}.png)" in page for name in GALLERY)
    assert sum(each.stat().st_size for each in pictures) < 600_000
