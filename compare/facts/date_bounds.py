"""What the words around dates make of them: "since June", "from Friday to the end of May"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.data import table, words
from compare.facts.date_calendar import Period
from compare.facts.date_lexicon import Token
from compare.facts.date_mentions import Located, Mention, find
from compare.model import DateValue

_JOINING = frozenset(("to", "through", "until", "dash"))
_BLURRING = frozenset(("approximate", "weak"))
_AFTERWARDS = frozenset(("after", "later", "from"))
_BACKWARDS = frozenset(("before", "earlier", "ago"))
_END = frozenset(("end",))
_LONGEST_BOUND = 4
# So many words before "from" are looked through for a verb that moves a date.
_MOVE_REACH = 8


def bounded(sentence: Sequence[Token], found: Located) -> DateValue:
    """The interval of a date, one side of it opened by the words beside it."""
    mention, bound = found.mention, _bound(sentence, found)
    if mention.period is None:
        # "Since March" of an unknown year is no month that another could be compared with.
        return DateValue(None, None, "range" if bound else mention.granularity, mention.anchor)
    start, end = mention.period.start, mention.period.end
    sides = {
        "from": (start, None),
        "beyond": (end, None),
        "to": (None, end),
        "short of": (None, start),
    }
    opened = sides[bound] if bound else (start, end)
    return DateValue(*opened, mention.granularity, mention.anchor)


def _bound(sentence: Sequence[Token], found: Located) -> str | None:
    said = sentence[found.first : found.last]
    before, after = sentence[: found.first], sentence[found.last :]
    counted = _counted_bound(before, said, found.mention.granularity)
    bound = counted or side(before, after)
    # What comes "before the end of June" may come in its last days.
    return "to" if bound == "short of" and find(said, _END) else bound


def side(before: Sequence[Token], after: Sequence[Token]) -> str | None:
    """The side that the words before or after a date leave of it, as in date_bounds.txt."""
    trailing = [token.text.lower() for token in after[:_LONGEST_BOUND]]
    for size in reversed(range(1, _LONGEST_BOUND + 1)):
        if found := table("date_bounds_after").get(" ".join(trailing[:size])):
            return found
    return _leading(before) or (_leading(before[:-1]) if _is_blurred(before) else None)


def bound_words(after: Sequence[Token]) -> int:
    """How many words open a side of the date or time before them: two in "or later"."""
    trailing = [token.text.lower() for token in after[:_LONGEST_BOUND]]
    sizes = reversed(range(1, _LONGEST_BOUND + 1))
    return next((n for n in sizes if " ".join(trailing[:n]) in table("date_bounds_after")), 0)


def _leading(before: Sequence[Token]) -> str | None:
    leading = [token.text.lower() for token in before[-_LONGEST_BOUND:]]
    phrases = (" ".join(leading[start:]) for start in range(len(leading)))
    return next((side for p in phrases if (side := table("date_bounds").get(p))), None)


def _is_blurred(before: Sequence[Token]) -> bool:
    """ "Before about June 6"."""
    return bool(before) and before[-1].kind in _BLURRING


def _counted_bound(before: Sequence[Token], said: Sequence[Token], granularity: str) -> str | None:
    """ "More than two weeks after June 6" lies beyond the day that is two weeks after it."""
    leading = [token.text.lower() for token in before[-2:]]
    if not {" ".join(leading), *leading[-1:]} & words("date_more"):
        return None
    exact = granularity == "day"
    if find(said, _AFTERWARDS):
        return "beyond" if exact else "from"
    if find(said, _BACKWARDS):
        return "short of" if exact else "to"
    return None


def tells_move(sentence: Sequence[Token], first: int) -> bool:
    """Whether "from" before `first` names the date that something is moved away from."""
    if first == 0 or sentence[first - 1].kind != "from":
        return False
    nearby = sentence[max(0, first - 1 - _MOVE_REACH) : first - 1]
    return any(token.text.lower() in words("date_moves") for token in nearby)


def joined(sentence: Sequence[Token], found: Sequence[Located]) -> Iterator[Located]:
    """The dates, those that are the two ends of a range made one."""
    position = 0
    while position < len(found):
        first = found[position]
        position += 1
        if position < len(found) and not tells_move(sentence, first.first):
            whole = _range(sentence, first, found[position])
            if whole:
                yield whole
                position += 1
                continue
        yield first


def _range(sentence: Sequence[Token], first: Located, last: Located) -> Located | None:
    between = [token.kind for token in sentence[first.last : last.first]]
    before = sentence[first.first - 1].kind if first.first else ""
    opens = {"from": _JOINING, "between": _JOINING | {"and"}}.get(before, {"dash", "through"})
    if first.mention.anchor == "absolute":
        opens |= {"to"}
    if len(between) != 1 or between[0] not in opens:
        return None
    start, end = first.mention.period, last.mention.period
    if start is None or end is None or start.start >= end.start:
        return None
    whole = Period(start.start, end.end, "range")
    mention = Mention(first.mention.start, last.mention.end, whole, "range", last.mention.anchor)
    return Located(first.first, last.last, mention)
