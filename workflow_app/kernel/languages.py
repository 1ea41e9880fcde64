"""Czech first, English second: pairs of texts and the choice between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

LANGUAGES = ("cs", "en")
DEFAULT_LANGUAGE = "cs"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    cs: str
    en: str

    @classmethod
    def of(cls, pair: Mapping[str, str]) -> Self:
        """Build from a mapping with the keys cs and en, as definitions and area files write it."""
        return cls(cs=pair["cs"], en=pair["en"])

    def pick(self, language: str) -> str:
        """Return the text in `language`; Czech for any language that is not known."""
        return self.en if language == "en" else self.cs
