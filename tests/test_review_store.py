"""The store of verdicts: history, undo, several people, several processes, sudden death."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_cases import entry, pair

from compare.errors import StoreDamaged
from compare.review.store import VerdictStore, default_path
from compare.review.verdict import Entry, Role, Ruling, disputed, settled

ROOT = Path(__file__).resolve().parent.parent
ADA = ("Ada", Role.REVIEWER)
EVERYWHERE = {"one", "two"}.__contains__


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VerdictStore]:
    with closing(VerdictStore(tmp_path / "data" / "verdicts.sqlite3")) as opened:
        yield opened


def _rulings(store: VerdictStore, name: str = "one") -> list[tuple[str | None, str | None]]:
    return [(before, said.ruling) for said, before in store.history(name)]


def test_history_tells_from_what_to_what(store: VerdictStore) -> None:
    for ruling in (Ruling.CONTRADICTION, Ruling.DIFFERENCE):
        store.add(pair("one"), entry("one", ruling))
    store.add(pair("one"), entry("one", Ruling.AGREEMENT, "Ben"))
    assert _rulings(store) == [
        (None, "contradiction"),
        ("contradiction", "difference"),
        (None, "agreement"),
    ]
    assert store.standing("one")[ADA].ruling is Ruling.DIFFERENCE


def test_undo_takes_back_one_verdict_after_the_other(store: VerdictStore) -> None:
    store.add(pair("one"), entry("one", Ruling.CONTRADICTION, note="sure"))
    store.add(pair("one"), entry("one", Ruling.DIFFERENCE))
    store.add(pair("two"), entry("two", Ruling.SKIP))
    undone = [store.undo(ADA, EVERYWHERE) for _ in range(2)]
    assert [said.fingerprint for said in undone if said] == ["two", "one"]
    standing = store.standing("one")[ADA]
    assert (standing.ruling, standing.note) == (Ruling.CONTRADICTION, "sure")
    assert store.standing("two")[ADA].ruling is None
    store.add(pair("one"), entry("one", Ruling.AGREEMENT))
    store.undo(ADA, EVERYWHERE)
    assert store.standing("one")[ADA].ruling is Ruling.CONTRADICTION
    store.undo(ADA, EVERYWHERE)
    assert store.standing("one")[ADA].ruling is None
    assert store.undo(ADA, EVERYWHERE) is None
    assert len(_rulings(store)) == 6


def test_undo_leaves_other_people_and_other_runs_alone(store: VerdictStore) -> None:
    store.add(pair("one"), entry("one", reviewer="Ben"))
    store.add(pair("elsewhere"), entry("elsewhere"))
    assert store.undo(ADA, EVERYWHERE) is None


def test_a_clock_that_is_put_back_changes_no_order(tmp_path: Path) -> None:
    moments = iter([datetime(2024, 5, 2, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)])
    with closing(VerdictStore(tmp_path / "v.sqlite3", lambda: next(moments))) as store:
        store.add(pair("one"), entry("one", Ruling.CONTRADICTION))
        later = store.add(pair("one"), entry("one", Ruling.AGREEMENT))
        assert later.at == "2024-05-02T00:00:00.000001+00:00"
        assert store.standing("one")[ADA].ruling is Ruling.AGREEMENT


def test_what_another_process_adds_is_seen(store: VerdictStore, tmp_path: Path) -> None:
    with closing(VerdictStore(tmp_path / "data" / "verdicts.sqlite3")) as other:
        other.add(pair("one"), entry("one", reviewer="Ben"))
    assert not store.standing("one")
    store.refresh()
    assert [who for who, _ in store.standing("one")] == ["Ben"]


def test_merging_twice_adds_nothing(store: VerdictStore) -> None:
    rows = [entry("one", at="2024-05-02T08:30:00.000000+00:00")]
    assert [store.merge([pair("one")], rows) for _ in range(2)] == [1, 0]


def test_texts_without_a_utf8_form_are_kept_nearly(store: VerdictStore) -> None:
    store.add(pair("one", "half a pair: \ud800"), entry("one", note="\udfff"))
    assert store.pairs()["one"].a.text == "half a pair: \N{REPLACEMENT CHARACTER}"


def test_a_damaged_store_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreDamaged):
        VerdictStore(path)
    assert path.read_bytes().startswith(b"no database")


def test_the_store_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path() == tmp_path / "claim-compare" / "verdicts.sqlite3"


entries = st.lists(
    st.builds(
        entry,
        st.just("one"),
        st.sampled_from([*Ruling, None]),
        st.sampled_from(["Ada", "Ben"]),
        st.sampled_from(Role),
        at=st.datetimes().map(lambda at: at.replace(tzinfo=UTC).isoformat(timespec="microseconds")),
    ),
    max_size=5,
)


@given(entries)
def test_settled_is_of_one_mind_or_of_the_adjudicator(standing: list[Entry]) -> None:
    said = settled(standing)
    adjudicated = [one for one in standing if one.role is Role.ADJUDICATOR and one.decides]
    if adjudicated:
        assert said is not None and said.at == max(one.at for one in adjudicated)
    elif said is not None:
        assert said.decides and not disputed(standing)
    else:
        assert disputed(standing) or not any(one.decides for one in standing)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*Ruling, "undo"]), max_size=8))
def test_undo_is_what_a_list_would_do(done: list[Ruling | str]) -> None:
    expected: list[Ruling] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(VerdictStore(Path(folder, "v.sqlite3"))) as store,
    ):
        for step in done:
            if isinstance(step, Ruling):
                store.add(pair("one"), entry("one", step))
                expected.append(step)
            else:
                taken = store.undo(ADA, EVERYWHERE)
                last = expected.pop() if expected else None
                assert (taken.ruling if taken else None) == last
        standing = store.standing("one").get(ADA)
        assert (standing.ruling if standing else None) == (expected[-1] if expected else None)


def test_eight_reviewers_at_once_lose_nothing(tmp_path: Path) -> None:
    path, each = tmp_path / "v.sqlite3", 25
    errors: list[Exception] = []

    def review(name: str) -> None:
        try:
            with closing(VerdictStore(path)) as store:
                for number in range(each):
                    store.add(pair(f"{number}"), entry(f"{number}", reviewer=name))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=review, args=(f"R{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with closing(VerdictStore(path)) as store:
        kept = [(said.fingerprint, said.reviewer) for said, _ in store.history()]
    assert sorted(kept) == sorted((f"{n}", f"R{who}") for n in range(each) for who in range(8))


# A reviewer that says what it was told is kept, and goes on until it is killed.
REVIEWER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from compare.model import Relation
    from compare.review.store import VerdictStore
    from compare.review.verdict import Entry, Pair, Quoted, Role, Ruling
    path, who, verdicts = sys.argv[1:]
    store = VerdictStore(Path(path))
    for number in range(int(verdicts)):
        name = f"{who}-{number}"
        said = Entry(name, who, Role.REVIEWER, Ruling.AGREEMENT, "", "", Relation.AGREE, 0.9)
        store.add(Pair(name, Quoted("The ferry sank."), Quoted("The ferry is lost.")), said)
        print(name, flush=True)
    """
)


def _reviewer(path: Path, name: str, verdicts: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", REVIEWER, str(path), name, str(verdicts)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path, each = tmp_path / "v.sqlite3", 15
    reviewers = [_reviewer(path, f"R{number}", each) for number in range(8)]
    ended = [reviewer.communicate(timeout=120) for reviewer in reviewers]
    assert [complaint for _, complaint in ended if complaint] == []
    with closing(VerdictStore(path)) as store:
        assert len(list(store.history())) == 8 * each


# A few, because each starts a process; CLAIM_COMPARE_KILLS asks for more.
@pytest.mark.parametrize("run", range(int(os.environ.get("CLAIM_COMPARE_KILLS", "4"))))
def test_what_was_confirmed_outlives_a_kill(tmp_path: Path, run: int) -> None:
    path, dice = tmp_path / "v.sqlite3", random.Random(run)
    confirmed = []
    with _reviewer(path, f"R{run}", 1000) as reviewer:
        assert reviewer.stdout
        for _ in range(dice.randrange(1, 30)):
            confirmed.append(reviewer.stdout.readline().strip())
        threading.Event().wait(dice.random() / 100)
        reviewer.send_signal(signal.SIGKILL)
        # What stood in the pipe had been confirmed as well.
        confirmed += reviewer.stdout.read().split()
    with closing(VerdictStore(path)) as store:
        kept = [said.fingerprint for said, _ in store.history()]
        assert kept[: len(confirmed)] == confirmed
        # At most the one that was on its way.
        assert len(kept) <= len(confirmed) + 1
        store.add(pair("next"), entry("next"))
