"""The rooms of the house, as import-linter knows them."""

import tomllib
from pathlib import Path

SETTINGS = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text())
ROOMS: tuple[str, ...] = tuple(SETTINGS["tool"]["importlinter"]["root_packages"])
