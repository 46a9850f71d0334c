"""The review as a web application: one finding at a time, for one person on this machine."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from compare.errors import CompareError, UnreadableSource
from compare.model import Finding, Report
from compare.report import html
from compare.report.quoting import writable
from compare.report.wording import reasons_found
from compare.review import wording
from compare.review.carrying import carry_over
from compare.review.corrections import Corrections
from compare.review.queue import Filters, Queue, State
from compare.review.security import Guard, form
from compare.review.store import VerdictStore, Who
from compare.review.verdict import RELATION_OF, Entry, Pair, Role, Ruling, pair_of
from compare.review.views import Views

LONGEST_NOTE = 10_000
_PAGES = (
    "page.html.j2",
    "macros.html.j2",
    "finding.html.j2",
    "article.html.j2",
    "done.html.j2",
    "refused.html.j2",
)
_STATIC = {
    "report.css": ("compare.report", "templates/report.css", "text/css"),
    "review.css": ("compare.review", "static/review.css", "text/css"),
    "review.js": ("compare.review", "static/review.js", "text/javascript"),
}


@dataclass(frozen=True, slots=True)
class Session:
    """What is reviewed, by whom and how: the report, the folder it lies in, the verdicts' file."""

    report: Report
    folder: Path
    store: Path
    who: Who
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A correction that cannot be: of which side, why, and what was given."""

    side: str
    why: str
    given: Mapping[str, str]


def create_app(session: Session, port: int) -> Starlette:
    """The application for one person's review, answering on 127.0.0.1 at the given port only."""
    review = Review(session)
    routes = [
        Route("/", review.start),
        Route("/finding/{id}", review.show, methods=["GET"]),
        Route("/finding/{id}", review.rule, methods=["POST"]),
        Route("/finding/{id}/{side:str}", review.whole, methods=["GET"]),
        Route("/finding/{id}/{side:str}", review.correct, methods=["POST"]),
        Route("/undo", review.undo, methods=["POST"]),
        Route("/done", review.done),
        Route("/static/{name}", static),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, port=port)],
        exception_handlers={HTTPException: review.refused, CompareError: review.failed},
        lifespan=review.lifespan,
    )


class Review:
    """The pages, and what their forms do."""

    store: VerdictStore
    queue: Queue
    views: Views

    def __init__(self, session: Session) -> None:
        self._session = session
        self._corrections = Corrections(session.folder, session.report.articles)
        self._reasons = reasons_found(session.report)
        self._token = secrets.token_urlsafe(32)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Opened here because a connection belongs to the thread that opened it."""
        session = self._session
        self.store = VerdictStore(session.store)
        try:
            carry_over(session.report, self.store)
            self.queue = Queue(session.report, self.store, session.who, session.blind)
            self.views = Views(session.report, self.queue, self._corrections)
            self._warm_up()
            yield
        finally:
            self.store.close()

    def _warm_up(self) -> None:
        """Do now what would make the first page of each kind slow."""
        self.views.summary()
        for name in _PAGES:
            _environment().get_template(name)

    async def start(self, request: Request) -> Response:
        """To the next finding that is to be decided on."""
        self.store.refresh()
        filters = self._filters(request)
        return self._to(self.queue.next(filters), filters)

    async def show(self, request: Request) -> Response:
        return self._finding(request, self._named(request))

    async def rule(self, request: Request) -> Response:
        """Keep a verdict and go on; it is on disk before the next page is shown."""
        finding, filters = self._named(request), self._filters(request)
        fields = await form(request, self._token)
        given = fields.get("ruling", "")
        if given not in set(Ruling):
            raise HTTPException(400, "there is no such verdict")
        ruling = Ruling(given)
        # To skip what is decided is to leave it as it is.
        if ruling is not Ruling.SKIP or not self.queue.is_decided(finding):
            self._keep(finding, ruling, fields.get("note", ""))
        place = self.queue.places[finding.id]
        reveals = self._session.blind and ruling is not Ruling.SKIP
        return self._to(finding if reveals else self.queue.next(filters, place), filters)

    async def undo(self, request: Request) -> Response:
        """Take the person's last verdict back and show what it was on."""
        filters = self._filters(request)
        await form(request, self._token)
        last = self.store.undo(self._session.who, self.queue.places.__contains__)
        if last is None:
            return self._to(self.queue.next(filters), filters)
        return self._to(self.queue.findings[self.queue.places[last.fingerprint]], filters)

    async def whole(self, request: Request) -> Response:
        """The whole article around one side of a finding."""
        finding, side = self._named(request), self._side(request)
        passage = self.views.whole(finding, side)
        return self._page("article.html.j2", request, id=finding.id, passage=passage)

    async def correct(self, request: Request) -> Response:
        """Keep what is right of an article's outlet, title and date, here and with its verdicts."""
        finding, side = self._named(request), self._side(request)
        fields = await form(request, self._token)
        article = self.views.articles[(finding.a if side == "a" else finding.b).article]
        try:
            with self.store.exclusive():
                self._corrections.put(article, fields, by=self._session.who[0])
            self.store.describe(map(self._pair, self.views.findings_on(article)))
        except UnreadableSource as error:
            refused = Refused(side, str(error), fields)
            return self._finding(request, finding, refused, status=422)
        return self._to(finding, self._filters(request))

    async def done(self, request: Request) -> Response:
        """The end of the queue, or of what the filters leave of it."""
        self.store.refresh()
        everything = self.queue.progress(Filters())
        return self._page(
            "done.html.j2",
            request,
            summary=self.views.summary(),
            everything=everything,
        )

    async def refused(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _html("refused.html.j2", {"told": error.detail}, error.status_code)

    async def failed(self, request: Request, error: Exception) -> Response:
        return _html("refused.html.j2", {"told": str(error)}, 500)

    def _keep(self, finding: Finding, ruling: Ruling, note: str) -> None:
        reviewer, role = self._session.who
        verdict = Entry(
            fingerprint=finding.id,
            reviewer=reviewer,
            role=role,
            ruling=ruling,
            note=note.replace("\r\n", "\n").strip()[:LONGEST_NOTE],
            at="",
            relation=finding.relation,
            confidence=finding.confidence,
        )
        self.store.add(self._pair(finding), verdict)

    def _pair(self, finding: Finding) -> Pair:
        """The passages of the finding with what is right of their articles."""
        read = (self.views.articles[side.article] for side in (finding.a, finding.b))
        return pair_of(finding, {one.id: self._corrections.corrected(one) for one in read})

    def _finding(
        self,
        request: Request,
        finding: Finding,
        refused: Refused | None = None,
        status: int = 200,
    ) -> Response:
        self.store.refresh()
        filters, place = self._filters(request), self.queue.places[finding.id]
        own = self.queue.own(finding)
        may_know = self.queue.is_decided(finding) or self._session.who[1] is Role.ADJUDICATOR
        return self._page(
            "finding.html.j2",
            request,
            status,
            card=self.views.card(finding),
            own=own,
            others=self.queue.others(finding) if may_know else (),
            history=list(self.store.history(finding.id)) if may_know else [],
            back=self.queue.step(filters, place, -1),
            forward=self.queue.step(filters, place, 1),
            refused=refused,
        )

    def _page(self, template: str, request: Request, status: int = 200, **shown: Any) -> Response:
        session, filters = self._session, self._filters(request)
        last = self.store.last(session.who, self.queue.places.__contains__)
        at = self.queue.places.get(last.fingerprint) if last else None
        context = {
            "report": session.report,
            "who": session.who,
            "tones": RELATION_OF,
            "blind": session.blind,
            "token": self._token,
            "filters": filters,
            "reasons": () if session.blind else self._reasons,
            "sources": session.report.articles,
            "progress": self.queue.progress(filters),
            "last": last,
            "last_label": None if at is None else self.views.label(self.queue.findings[at]),
        }
        return _html(template, context | shown, status)

    def _named(self, request: Request) -> Finding:
        place = self.queue.places.get(request.path_params["id"])
        if place is None:
            raise HTTPException(404, "there is no such finding in this run")
        return self.queue.findings[place]

    def _side(self, request: Request) -> str:
        side: str = request.path_params["side"]
        if side not in ("a", "b"):
            raise HTTPException(404, "a finding has two sides, a and b")
        return side

    def _filters(self, request: Request) -> Filters:
        return self.queue.allowed(Filters.parse(request.query_params))

    def _to(self, finding: Finding | None, filters: Filters) -> Response:
        path = f"/finding/{finding.id}" if finding else "/done"
        return RedirectResponse(path + filters.query, status_code=303)


async def static(request: Request) -> Response:
    """The style and the script, which hold nothing of a report."""
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404, "there is no such file")
    package, path, kind = _STATIC[name]
    return Response(files(package).joinpath(path).read_bytes(), media_type=kind)


@cache
def _environment() -> Environment:
    """The report's templates with the review's own beside them."""
    loaders = [PackageLoader("compare.review", "templates"), html.environment().loader]
    made = html.environment().overlay(loader=ChoiceLoader([one for one in loaders if one]))
    made.globals = {
        **made.globals,
        "said": wording,
        "Ruling": Ruling,
        "State": State,
        "Role": Role,
    }
    return made


def _html(template: str, context: Mapping[str, Any], status: int) -> Response:
    text = _environment().get_template(template).render(context)
    return HTMLResponse(writable(text), status_code=status)
