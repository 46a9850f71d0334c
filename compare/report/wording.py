"""The plain words that every format of the report uses for what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from compare.data import table
from compare.model import Cell, Finding, Origin, Relation, Report, Verdict

# Reports beyond which their numbers are not listed story by story.
MANY = 30
# What stands in the cell of an article that was not compared, as it tells another story.
OTHER_STORY = "other-story"
# The relations that a report shows, in the order in which it shows them.
SHOWN = (Relation.CONTRADICT, Relation.DIVERGE, Relation.AGREE)

ALONE = (
    "These sentences stand in no finding: one report only may tell it, or a match may have been "
    "missed."
)

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def _word(*key: str) -> str | None:
    return table("report_words").get(" ".join(key))


def heading(relation: Relation) -> str:
    """What the group of findings of this relation is called."""
    return _word("relation", relation) or relation.value


def short(relation: Relation) -> str:
    """What the findings of this relation are called in one word."""
    return _word("short", relation) or relation.value


def pair(found: Mapping[Relation, int]) -> str:
    """How two reports stand to each other, by their findings: "agree 2, differ 1"."""
    return ", ".join(f"{short(kind)} {found[kind]}" for kind in SHOWN if found.get(kind))


def about(relation: Relation) -> str:
    """One sentence on what the findings of this relation have in common."""
    return _word("about", relation) or ""


def sign(relation: Relation | Cell | None) -> str:
    """The sign that stands beside the words for a relation or a cell; none for another story."""
    return "" if relation is None else _word("sign", relation) or "?"


def cell(value: Cell | None) -> str:
    """What an article does about a claim, as a verb: agrees, differs, ...; None is another story's
    article."""
    name = OTHER_STORY if value is None else value.value
    return _word("cell", name) or name


def reasons(finding: Finding) -> str:
    """Why the two passages stand as they do; a reason without words of its own is named."""
    return why(finding.relation, finding.reasons)


def why(relation: Relation, given: Sequence[str]) -> str:
    """The reasons for a relation as words."""
    told = [_word(relation, reason) or reason for reason in given]
    return _upper("; ".join(map(_lower, told)) or "no reason given")


def percent(confidence: float) -> str:
    """A confidence in percent, which is never shown as 0 or as 100."""
    return f"{min(max(round(100 * confidence), 1), 99)}%"


def confidence(value: float) -> str:
    """How sure, as words and a number: "very likely, 91%"."""
    bands = (key.split() for key in table("report_words") if key.startswith("sure "))
    floors = (int(floor) for _, floor in bands)
    shown = min(max(round(100 * value), 1), 99)
    band = max(floor for floor in floors if floor <= shown)
    return f"{_word('sure', str(band))}, {percent(value)}"


def date(published: str | None) -> str:
    """A date of publication at its own granularity, or that it is unknown."""
    if not published:
        return "date unknown"
    match = _DATE.match(published)
    month = match and _word("month", match[2] or "")
    if match is None or not month:
        return published
    parts = (match[3] and str(int(match[3])), month, match[1])
    return " ".join(part for part in parts if part)


def role(name: str) -> str:
    """What a model is used for."""
    return _word("role", name) or name


def signed(logit: float) -> str:
    """A part of the log-odds with its sign, two places."""
    return f"{logit:+.2f}".replace("-", "−")


def count(number: int, noun: str) -> str:
    """A counted noun, with figures from ten on: "one pair", "12 pairs", "no pairs"."""
    return f"{_number(number)} {noun if number == 1 else noun + 's'}"


def headline(report: Report) -> tuple[tuple[str, Relation | None], ...]:
    """What was found, as one sentence in pieces; a piece about a relation names it."""
    found = {relation: of_relation(report, relation) for relation in SHOWN}
    if len(report.articles) < 2:
        return ((f"{_size(report)}: there is nothing to compare.", None),)
    if not any(found.values()):
        return (
            (f"{_size(report)}. No two of the sentences could be set against each other.", None),
        )
    reports = count(len(report.articles), "report")
    right = f"cannot {'both' if len(report.articles) == 2 else 'all'} be right"
    points = _points(report, found[Relation.CONTRADICT])
    opening = (
        ((f"{_upper(reports)} ", None), (f"{right} on {points}", Relation.CONTRADICT))
        if points
        else ((f"No point was found on which the {reports} {right}", Relation.CONTRADICT),)
    )
    return (
        *opening,
        ("; they ", None),
        (f"differ in {count(len(found[Relation.DIVERGE]), 'pair')} of passages", Relation.DIVERGE),
        (" and ", None),
        (f"agree in {_number(len(found[Relation.AGREE]), 'none')}", Relation.AGREE),
        (".", None),
    )


def compared(report: Report) -> str:
    """What was compared, in one line: articles, outlets, dates, sentences."""
    outlets = {article.source for article in report.articles} - {None}
    dates = sorted(article.published for article in report.articles if article.published)
    undated = len(report.articles) - len(dates)
    told = [_size(report)]
    if outlets:
        told.append(f"from {count(len(outlets), 'outlet')}")
    if dates:
        period = " to ".join(dict.fromkeys(date(day) for day in (dates[0], dates[-1])))
        told.append(f"published {period}" + (f" ({_number(undated)} undated)" if undated else ""))
    return f"{', '.join(told)}."


def of_relation(report: Report, relation: Relation) -> tuple[Finding, ...]:
    """The findings of one relation in the order of the report."""
    return tuple(finding for finding in report.findings if finding.relation is relation)


def _size(report: Report) -> str:
    sentences = count(report.coverage.sentences, "sentence")
    return f"{_upper(count(len(report.articles), 'report'))}, {sentences}"


def _points(report: Report, findings: Sequence[Finding]) -> str:
    """Several pairs of passages may conflict over one point, and a point is a claim."""
    ids = {finding.id for finding in findings}
    rows = [ids.intersection(claim.findings) for claim in report.claims]
    points = sum(map(bool, rows)) + len(ids.difference(*rows))
    told = count(points, "point") if points else ""
    return told if points >= len(ids) else f"{told} ({count(len(ids), 'pair')} of passages)"


def entailment_missing(report: Report) -> str | None:
    """That only facts and similarity were used, where it is so; None where a model judged."""
    if report.models.get("entailment") is not None:
        return None
    return (
        "No entailment model was at hand: only facts (dates, figures, names, negations) and the "
        "similarity of the sentences were used. Contradictions that lie in the meaning alone were "
        "not looked for."
    )


def _stories(report: Report) -> Iterator[str]:
    """What was not compared because it reports other events, where there is such."""
    stories = report.coverage.stories
    if len(stories) < 2:
        return
    sizes = [[len(report.sentences[article]) for article in story] for story in stories]
    within = sum((sum(own) ** 2 - sum(n * n for n in own)) // 2 for own in sizes)
    alone = sum(len(story) == 1 for story in stories)
    nobody = f" {_upper(count(alone, 'report'))} had nobody to be compared with." if alone else ""
    yield (
        f"By what their openings tell the reports are of {_number(len(stories))} stories, and "
        f"only reports of one story were compared: {count(report.coverage.pairs - within, 'pair')} "
        f"of sentences were left out for this reason.{nobody}{_who_tells_what(report)} "
        "--one-story compares them all."
    )


def _who_tells_what(report: Report) -> str:
    """The numbers of the reports of each story, where there are not too many to be read."""
    if len(report.articles) > MANY:
        return ""
    numbers = {article.id: number for number, article in enumerate(report.articles, 1)}
    told = (", ".join(str(numbers[id]) for id in story) for story in report.coverage.stories)
    return f" Together stand, by their numbers: {'; '.join(told)}."


def coverage(report: Report, unmatched: int) -> tuple[str, ...]:
    """What was compared and what was not, in sentences; `unmatched` are in no finding."""
    seen = report.coverage
    judged = "The others were not judged." if seen.aligned else "So nothing was judged."
    return (
        f"{_upper(count(len(report.articles), 'report'))} with {count(seen.sentences, 'sentence')} "
        f"make {count(seen.pairs, 'pair')} of sentences from different reports. "
        f"{_upper(count(seen.aligned, 'pair'))} were alike enough to be judged. {judged}",
        *_stories(report),
        f"{_upper(_number(unmatched))} of {count(seen.sentences, 'sentence')} "
        f"{'stands' if unmatched == 1 else 'stand'} in no finding. There the tool says nothing: "
        "one report only may tell it, or a match may have been missed.",
        "Where nothing was found the sources do not therefore agree, and a report that leaves "
        "something out does not contradict one that tells it.",
    )


def none_found(report: Report, relation: Relation) -> str:
    """What stands in the place of an empty group of findings."""
    judged = report.coverage.aligned
    found = "None was found: nothing was judged."
    if judged:
        found = f"None was found in the {count(judged, 'pair')} of sentences that were judged."
    if relation is Relation.CONTRADICT:
        return f"{found} This does not mean that the reports agree."
    return found


def left_out(number: int) -> str:
    """That so many findings had no room on the page, and where they are."""
    return f"{number:,} more have no room on this page: report.json and its exports have them all."


def origins(speaking: int, independent: int) -> str:
    """How many reports speak on a point, and from how many independent origins."""
    return f"{_upper(count(speaking, 'report'))}, {count(independent, 'independent origin')}"


def corroboration(reports: int, independent: int) -> str:
    """How many reports say the same, and how many independent origins that makes."""
    if independent == 1:
        return f"{_upper(count(reports, 'report'))} of one origin, which count once"
    return f"Told alike by {count(reports, 'report')}, {count(independent, 'independent origin')}"


def verdict(given: Verdict) -> str:
    """What a reviewer decided, who it was and when: "not comparable (Ana, 3 May 2024)"."""
    carried = ", on a pair in nearly the same words" if given.carried else ""
    told = _word("verdict", given.verdict) or given.verdict
    return f"{told} ({given.reviewer}, {date(given.when[:10])}{carried})"


def shared_origin(origin: Origin, numbers: Mapping[str, int]) -> str:
    """Which reports have one origin and why; `numbers` are those of the articles by id."""
    reports = [str(number) for number in sorted(numbers.get(one, 0) for one in origin.articles)]
    whose = {"agency": origin.agency or "one agency", "share": percent(origin.share)}
    why = [(_word("origin", reason) or reason).format(**whose) for reason in origin.reasons]
    return f"Reports {_joined(reports)} count as one origin: {_joined(why)}."


def said(text: str) -> str:
    """The words of a sentence, or that this copy leaves them out."""
    return text if text.strip() else "[…]"


def reasons_found(report: Report) -> tuple[tuple[str, str], ...]:
    """The reasons that the findings give, each with its plain words, in order of the words.

    A reason is named with its relation (contradict-date): one word may explain both a difference
    and a contradiction.
    """
    found = {
        f"{finding.relation}-{reason}": _word(finding.relation, reason) or reason
        for finding in report.findings
        for reason in finding.reasons
    }
    return tuple(sorted(found.items(), key=lambda row: (row[1], row[0])))


def _joined(words: Sequence[str]) -> str:
    """The words as a list in running text."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _number(number: int, none: str | None = None) -> str:
    """The number in words or figures; `none` is what stands for zero where nothing follows."""
    return (none if not number else None) or _word("number", str(number)) or f"{number:,}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
