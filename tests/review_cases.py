"""What the tests of the review share: entries, pairs, and an application at work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sample_report
from starlette.testclient import TestClient

from compare.model import Finding, Relation, Report
from compare.review.app import Session, create_app
from compare.review.store import VerdictStore
from compare.review.verdict import Entry, Pair, Quoted, Role, Ruling, pair_of

PORT = 8765
HOST = f"127.0.0.1:{PORT}"


def entry(
    fingerprint: str,
    ruling: Ruling | None = Ruling.CONTRADICTION,
    reviewer: str = "Ada",
    role: Role = Role.REVIEWER,
    *,
    relation: Relation = Relation.CONTRADICT,
    note: str = "",
    at: str = "",
) -> Entry:
    return Entry(fingerprint, reviewer, role, ruling, note, at, relation, 0.9)


def pair(fingerprint: str, a: str = "The ferry sank.", b: str = "The ferry is afloat.") -> Pair:
    return Pair(fingerprint, Quoted(a, "Herald", "2021-03-12", None, "en"), Quoted(b, "Gazette"))


def rule(store: VerdictStore, report: Report, finding: Finding, ruling: Ruling, who: str) -> Entry:
    """Keep a verdict on a finding of the report."""
    articles = {article.id: article for article in report.articles}
    said = entry(finding.id, ruling, who, relation=finding.relation)
    return store.add(pair_of(finding, articles), said)


@dataclass
class Browser:
    """A review as a browser without script uses it; `path` is that of the store."""

    client: TestClient
    path: Path
    folder: Path

    def get(self, address: str = "/", **headers: str) -> Any:
        return self.client.get(address, headers=headers)

    def post(self, address: str, origin: str | None = f"http://{HOST}", **fields: str) -> Any:
        headers = {} if origin is None else {"origin": origin}
        return self.client.post(address, data=fields, headers=headers)

    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.get("/done").text)
        assert found
        return found[1]

    def rule(self, address: str, ruling: str, note: str = "") -> Any:
        return self.post(address, token=self.token(), ruling=ruling, note=note)

    def standing(self, finding: Finding) -> dict[str, str | None]:
        """What each person's ruling is, as another process sees it."""
        with closing(VerdictStore(self.path)) as store:
            return {who: said.ruling for (who, _), said in store.standing(finding.id).items()}


@contextmanager
def reviewing(
    folder: Path,
    report: Report | None = None,
    who: str = "Ada",
    role: Role = Role.REVIEWER,
    blind: bool = False,
) -> Iterator[Browser]:
    """A review of the report, by default the sample one, with its files in the folder."""
    path = folder / "verdicts.sqlite3"
    session = Session(report or sample_report.build(), folder, path, (who, role), blind)
    with TestClient(create_app(session, PORT), base_url=f"http://{HOST}") as client:
        yield Browser(client, path, folder)
