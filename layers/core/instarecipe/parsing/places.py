"""Where a line says how much: in front, in the middle (`juice of 1 lemon`), behind, or in brackets."""

from __future__ import annotations

from instarecipe.parsing.amounts import Measure, measure
from instarecipe.parsing.leading import OPENING, Place, closing, in_front, skip_about
from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.tables.measures import LENGTH
from instarecipe.parsing.tokens import NUMBER, WORD, Tokens, touching

_ENDS = frozenset(",;.([（、，")
_MOST_PIECES = 100.0


def find(line: Tokens, lexicon: Lexicon) -> Place | None:
    """The amount and unit of a line, and which tokens are left for food and note."""
    return (
        in_front(line, lexicon)
        or _in_the_middle(line, lexicon)
        or _behind(line, lexicon)
        or _in_brackets(line, lexicon)
    )


def _in_the_middle(line: Tokens, lexicon: Lexicon) -> Place | None:
    """`juice of 1 lemon`, `Saft von 2 Zitronen`: the words in front become the note."""
    for at in range(1, min(len(line) - 1, 9)):
        if line[at - 1].kind != WORD:
            return None
        linked = line[at].key in lexicon.of
        if linked or (at == 1 and line[at].kind == NUMBER and line[0].key in lexicon.parts):
            start = skip_about(line, at + linked, lexicon)
            found = measure(line, start, lexicon)
            if found and found.end < len(line):
                return Place(found, (found.end, len(line)), (0, at))
    return None


def _behind(line: Tokens, lexicon: Lexicon) -> Place | None:
    """`Farina 300 g`, `Beurre - 20 grammes`, `Salz 1 Prise`, `uova 2`."""
    bracket = 0
    for at in range(1, len(line)):
        if at >= bracket:
            bracket = closing(line, at) or 0
        if at < bracket:
            continue  # じゃがいも（中）2個
        key = line[at].key
        if key in lexicon.notes.first and lexicon.notes.at(line, at):
            return None
        if touching(line[at - 1], line[at]) and line[at - 1].kind == WORD and key.isdigit():
            continue  # T55
        found = measure(line, at, lexicon)
        if found and found.unit in LENGTH:
            return None
        if found and _is_all(line, at, found, lexicon):
            return Place(found, (0, at))
    return None


def _is_all(line: Tokens, at: int, found: Measure, lexicon: Lexicon) -> bool:
    """Whether the line, or what counts of it, ends with the measure; a number alone must be small."""
    about = lexicon.about.at(line, found.end)
    end = about[1] if about else found.end  # 冰糖10克左右
    ended = end == len(line)
    if found.unit is None:
        part = found.low == 0.5 and not lexicon.english  # 玉ねぎ 半分
        return ended and (part or line[at].kind == NUMBER) and (found.low or 0.0) <= _MOST_PIECES
    return ended or line[end].key in _ENDS or bool(lexicon.notes.at(line, end))


def _in_brackets(line: Tokens, lexicon: Lexicon) -> Place | None:
    """`Farina (300 g)`: a bracket at the end that holds a measure and nothing else."""
    opened = next((at for at in range(1, len(line)) if line[at].key in OPENING), 0)
    if not opened or closing(line, opened) != len(line):
        return None
    found = measure(line, skip_about(line, opened + 1, lexicon), lexicon)
    told = found and found.unit and found.unit not in LENGTH and found.end >= len(line) - 1
    return Place(found, (0, opened)) if found and told else None
