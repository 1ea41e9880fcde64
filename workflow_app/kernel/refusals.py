"""Puts a refusal into words, from the one file of sentences."""

from functools import lru_cache
from pathlib import Path

import yaml

from workflow_app.kernel.errors import Refusal

SENTENCES = Path(__file__).parents[1] / "translations" / "refusals.yaml"


@lru_cache(maxsize=1)
def refusal_sentences() -> dict[str, dict[str, str]]:
    """Return the sentences of all refusals: key -> language -> sentence with {parameters}."""
    sentences: dict[str, dict[str, str]] = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    return sentences


def refusal_sentence(refusal: Refusal, language: str) -> str:
    """Return why something cannot be done. A parameter ending in _cs or _en is chosen by `language`."""
    params = dict(refusal.params)
    for key in list(params):
        if key.endswith(f"_{language}"):
            params[key.rsplit("_", 1)[0]] = params[key]
    return refusal_sentences()[refusal.key][language].format(**params)
