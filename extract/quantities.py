"""What a sentence measures in: a number or a range of numbers, with its sign, scale and unit."""

from dataclasses import dataclass

from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range in clean text; `low <= high` unless the text has them the other way round.

    unit         an id of `rules/units.toml`, or "" where no unit is written
    shown        where the quote ends that the table shows: before a unit of many letters
    form         the writing: "number", "word", "fraction" (reciprocal), "magnitude", "magnitudes" (no number of
                 orders), "multiplier", "multiple" ("8×H100"), "ratio" ("2:4") or "tally" ("29/30")
    scaled       whether a scale letter or word stands with the number ("7B"); `letter` is which letter
    places       digits behind the decimal point, 0 in scientific notation
    sign         "+", "-" or ""; an arrow counts as a sign, and "halves" has a minus
    plus         whether a plus stands behind the number ("100+")
    name_start   where the name begins that the quantity is the end of ("Llama-3-8B"), else null
    attributive  whether a hyphen joins the number to its unit ("30-minute")
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    shown: int = 0
    form: str = "number"
    scaled: bool = False
    letter: str = ""
    places: int = 0
    sign: str = ""
    plus: bool = False
    name_start: int | None = None
    attributive: bool = False

    @property
    def year(self) -> bool:
        """Whether the number may be a year: four bare digits from 1900 to 2099."""
        return (
            self.form == "number"
            and not (self.unit or self.scaled or self.places)
            and self.end - self.start == 4
            and 1900 <= self.low < 2100
        )
