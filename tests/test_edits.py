"""The near-copies made for the training: what each edit makes, and what it leaves alone."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from training.entailment.edits import FAMILY, edited_pairs, facts, keeping, polarity, precision

CHANGED = [
    ("month", "It opened in March.", r"It opened in (?!March)\w+\."),
    ("weekday", "It opened on Monday.", r"It opened on (?!Monday)\w+day\."),
    ("day", "It opened on 12 March 2014.", r"It opened on (?!12 )\d+ March 2014\."),
    ("day", "It opened on March 3, 2014.", r"It opened on March (?!3,)\d+, 2014\."),
    ("year", "It opened in 2014.", r"It opened in (?!2014)\d{4}\."),
    ("number", "The crew of 24 left.", r"The crew of (?!24 )\d+ left\."),
    ("number_word", "The six ships left.", r"The (?!six)\w+ ships left\."),
    ("ordinal", "He came second in the race.", r"He came (?!second)\w+ in the race\."),
    ("unit", "The road is 9 km long.", r"The road is 9 (?:miles|metres) long\."),
    ("currency", "The tour cost $90.", r"The tour cost [€£]90\."),
    ("country", "She lives in Norway.", r"She lives in (?!Norway)\S.*\."),
    ("city", "The fair in Madrid ended.", r"The fair in (?!Madrid)\S.* ended\."),
    ("role", "The army attacked the rebels.", r"The rebels attacked the army\.|.* by the rebels\."),
    ("role", "The army was attacked by the rebels.", r"The army attacked .*|.* by the army\."),
    ("role", "The train from Rome to Milan stopped.", r"The train from Milan to Rome stopped\."),
    ("comparison", "More came: more than 90 in all.", r"More came: fewer than 90 in all\."),
    ("order", "They met before 9 May.", r"They met after 9 May\."),
    ("antonym", "The exports rose again.", r"The exports fell again\."),
    ("past_denied", "Berg signed the pact.", r"Berg (?:did not sign|never signed) the pact\."),
    ("past_denied", "Berg did not write a book.", r"Berg wrote a book\."),
    ("negation", "The bridge was closed.", r"The bridge was not closed\."),
    ("negation", "The bridge was not closed.", r"The bridge was closed\."),
    ("date_format", "It opened on 12 March 2014.", r"It opened on March 12, 2014\."),
    ("date_format", "It opened on March 12, 2014.", r"It opened on 12 March 2014\."),
    ("number_format", "It has 1.2 million readers.", r"It has 1,200,000 readers\."),
    ("number_format", "It has 1,200,000 readers.", r"It has 1\.2 million readers\."),
    ("number_format", "It has 1,247 readers.", r"It has 1247 readers\."),
    ("percent", "It grew by 4%.", r"It grew by 4 percent\."),
    ("spelled", "We saw 3 ships.", r"We saw three ships\."),
    ("spelled", "We saw three ships.", r"We saw 3 ships\."),
    ("variant", "He left the United States.", r"He left the (?:US\.|U\.S\.|USA\.)"),
    ("complement", "The king is alive.", r"The king is not dead\."),
    ("contracted", "He did not go.", r"He didn't go\."),
    ("voice", "The army attacked the rebels.", r"The rebels were attacked by the army\."),
    ("said_moved", "Berg said it was late.", r"It was late, Berg said\.|According to Berg, it .*"),
    ("said_moved", '"It is late," Berg said.', r'"It is late," said Berg\.'),
    ("adverbial", "The ship sank in 2014.", r"In 2014, the ship sank\."),
    ("reworded", "They often sing.", r"They frequently sing\."),
]
LEFT_ALONE = [
    ("month", "Since March it has been open."),
    ("day", "The 12 marchers sang."),
    ("year", "It has been open since 2014."),
    ("number", "More than 24 left."),
    ("number", "Apollo 11 landed."),
    ("ordinal", "He waited a second."),
    ("unit", "It is at least 9 km long."),
    ("currency", "It cost more than $90."),
    ("country", "The Norway House stands."),
    ("city", "Madrid City Council met."),
    ("role", "The army attacked in May."),
    ("comparison", "He was more than happy."),
    ("order", "Look before you leap."),
    ("antonym", "The well-known bridge fell-like."),
    ("past_denied", "The man accused of theft waited."),
    ("negation", "The man who was there left."),
    ("date_format", "It opened in March 2014."),
    ("number_format", "It has 12 readers."),
    ("percent", "The percent sign is %."),
    ("spelled", "We saw ships."),
    ("variant", "Tell us."),
    ("complement", "A likely story."),
    ("contracted", "He went."),
    ("voice", "The army attacked in May."),
    ("said_moved", "That said, it was late."),
    ("adverbial", "He was interested in music."),
    ("reworded", "They sing."),
]
ALL = {**facts.EDITS, **polarity.EDITS, **keeping.EDITS}


@pytest.mark.parametrize(("kind", "text", "pattern"), CHANGED)
def test_an_edit_changes_what_it_is_named_for(kind: str, text: str, pattern: str) -> None:
    import re

    made = [ALL[kind](text, random.Random(seed)) for seed in range(12)]
    assert any(made)
    for new in filter(None, made):
        assert re.fullmatch(pattern, new), new


@pytest.mark.parametrize(("kind", "text"), LEFT_ALONE)
def test_an_edit_leaves_other_sentences_alone(kind: str, text: str) -> None:
    assert not any(ALL[kind](text, random.Random(seed)) for seed in range(12))


PRECISE = [
    ("vague_date", "It opened on 12 March 2014.", "It opened in March 2014."),
    ("vague_date", "It opened on March 12, 2014.", "It opened in March 2014."),
    ("vague_date", "It opened in March 2014.", "It opened in 2014."),
    ("vague_date", "It opened in 2014.", "It opened in the 2010s."),
    ("vague_number", "They sold 1,247 boats.", "They sold more than 1,200 boats."),
    ("vague_number", "It cost $1,247 a year.", "It cost about $1,200 a year."),
    ("vague_count", "They sold five boats.", "They sold several boats."),
    ("hedge", "Berg signed the pact.", "Berg reportedly signed the pact."),
    ("hedge", "Berg signed the pact.", "Berg planned to sign the pact."),
    ("hedge", "The bridge was closed.", "The bridge was allegedly closed."),
    ("attribution", "The ship sank.", "According to the ministry, the ship sank."),
    ("attribution", "The ship sank.", "The ship sank, officials said."),
    ("detail", "The ship sank under heavy security.", "The ship sank."),
    ("shorter", "They sold all of the boats in March.", "They sold all of the boats."),
]
NOT_PRECISE = [
    ("vague_date", "It opened on Monday."),
    ("vague_number", "They sold 1,200 boats."),
    ("vague_number", "They sold about 1,247 boats."),
    ("vague_count", "They sold the five boats."),
    ("hedge", "Look at the bridge."),
    ("attribution", "Police said the ship sank."),
    ("detail", "The ship sank in 2014."),
    ("shorter", "The ship sank."),
]


@pytest.mark.parametrize(("kind", "more", "less"), PRECISE)
def test_one_side_says_more(kind: str, more: str, less: str) -> None:
    text = less if kind == "detail" else more
    made = [precision.EDITS[kind](text, random.Random(seed)) for seed in range(300)]
    assert (more, less) in made


@pytest.mark.parametrize(("kind", "text"), NOT_PRECISE)
def test_nothing_more_precise_is_made_up(kind: str, text: str) -> None:
    assert not any(precision.EDITS[kind](text, random.Random(seed)) for seed in range(12))


SENTENCES = [
    "The bridge was opened in March 2019 by the mayor, Anna Berg, at a cost of 1,200 crowns.",
    "On Tuesday three ships have increased their speed in the strait.",
    "The ferry did not leave the harbour until noon on Friday.",
    "Berg waved.",
]


def test_targets_are_probabilities_and_kinds_have_a_family() -> None:
    made = list(edited_pairs(SENTENCES * 20, random.Random(1)))
    for a, b, target, kind in made:
        assert abs(sum(target) - 1) < 1e-9 and min(target) >= 0
        assert kind in FAMILY
        assert (a == b) == (kind == "copy")


def test_each_edit_carries_its_label() -> None:
    made = list(edited_pairs(SENTENCES * 40, random.Random(1)))
    for _, _, target, kind in made:
        if FAMILY[kind] in ("facts", "polarity"):
            assert target[2] >= 0.8
        elif FAMILY[kind] == "keeping":
            assert target[0] >= 0.9
        else:
            assert target[2] <= 0.1
    assert {FAMILY[kind] for *_, kind in made} == {"facts", "polarity", "precision", "keeping"}


def test_being_reworded_does_not_give_the_label_away() -> None:
    made = list(edited_pairs(SENTENCES[:3] * 50, random.Random(1)))
    counts = Counter(target.index(max(target)) for _, _, target, _ in made)
    assert 0.4 < counts[2] / counts[0] < 2.5
    reworded = [
        (a, b)
        for a, b, target, _ in made
        if target[2] > 0.5 and sum(x != y for x, y in zip(a.split(), b.split(), strict=False)) > 2
    ]
    assert len(reworded) > 10
