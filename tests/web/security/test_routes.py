"""Every address of the application × every role × GET and POST × a record of one's own and of another department."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.test import Client

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role
from tests.web.security.routes import ANYONES, FORMS, PUBLIC, SAMPLES, Route, routes
from tests.web.security.world import HERE, THERE, Place, World

HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
WRITERS = (Role.OFFICE, Role.ADMINISTRATOR)
"""Roles that also post to every record of their own."""
KEEPERS = {"audit:log", "organisations:new_department"}
"""Addresses for whoever keeps dondoc itself."""
_BOOKKEEPING = ("django_session", "accounts_loginsession")
"""Tables in which a mere visit is noted."""


Refused = set[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What came back: `words` is all of it, headers and body."""

    status: int
    headers: Mapping[str, str]
    words: str


def _client(user: User | None, *, checks_token: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks_token, raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def _ask(client: Client, route: Route, place: Place, method: str = "GET") -> Answer:
    """Ask, and take back whatever the asking changed."""
    url = route.url(place)
    with transaction.atomic():
        answer = client.get(url) if method == "GET" else client.post(url, FORMS.get(route.name, {}))
        body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
        transaction.set_rollback(True)
    return Answer(answer.status_code, answer.headers, body.decode("utf-8", "replace") + str(answer.headers))


def _asked(
    user: User, place: Place, *methods: str, known: Refused | None = None, records_only: bool = False
) -> Iterator[tuple[Route, str, Answer]]:
    """Ask every address, or every address of a record; what `known` refused by its method alone is the same for everybody and not
    asked again.
    """
    client, known = _client(user), set() if known is None else known
    for route in routes():
        if records_only and not route.arguments:
            continue
        for method in methods:
            if (route.name, method) in known:
                continue
            answer = _ask(client, route, place, method)
            if answer.status == 405:
                known.add((route.name, method))
            yield route, f"{method} {route.name}", answer
            if route.name == "accounts:logout":
                client = _client(user)


def test_every_address_has_a_name_and_a_record_to_try_it_with() -> None:
    found = routes()
    assert [route for route in found if route.name.endswith("None")] == []
    wanting = {route.name for route in found if route.arguments}
    assert wanting - set(SAMPLES) == set(), "give these addresses a record in SAMPLES of tests/web/security/routes.py"
    assert set(SAMPLES) - wanting == set()
    assert (PUBLIC | ANYONES) - {route.name for route in found} == set()


def test_only_the_listed_addresses_answer_without_a_log_in() -> None:
    assert {route.name for route in routes() if not getattr(route.answer, "login_required", True)} == PUBLIC


def test_no_address_lets_anybody_see_or_do_what_is_not_theirs(world: World) -> None:
    """The one walk: visitors log in first; a record of another department is absent, by look and by word, for every role."""
    wrong, reached, known = _visited(world), set(), Refused()
    sides = [(str(role), user, world.here, world.there) for role, user in world.people.items()]
    sides.append(("outsider", world.outsider, world.there, world.here))
    sides.append(("administrator elsewhere", world.manager, world.there, world.here))
    for role, user, own, foreign in sides:
        for route, asked, answer in _asked(user, own, "GET", *(("POST",) if role in WRITERS else ()), known=known):
            if answer.status >= 500 and route.name != "health":
                wrong.append(f"{asked} breaks for {role}")
            if answer.status not in (403, 404, 405):
                reached.add(route.name)
            if foreign.mark in answer.words:
                wrong.append(f"{asked} tells {role} of the other department")
        for route, asked, answer in _asked(user, foreign, "GET", "POST", known=known, records_only=True):
            if route.name not in ANYONES and answer.status not in (404, 405):
                wrong.append(f"{asked} answers {role} with {answer.status} for another department's record")
            if foreign.mark in answer.words:
                wrong.append(f"{asked} shows {role} another department's record")
    assert wrong == []
    # An address that nobody of the department could reach would pass all of the above for the wrong reason.
    assert {route.name for route in routes()} - reached == KEEPERS


def _visited(world: World) -> list[str]:
    visitor = _client(None)
    asked = [(route, method, _ask(visitor, route, world.here, method)) for route in routes() for method in ("GET", "POST")]
    return [
        f"{method} {route.name} answers a visitor with {answer.status}"
        for route, method, answer in asked
        if route.name not in PUBLIC and (answer.status != 302 or not answer.headers["Location"].startswith("/dang-nhap/?next=/"))
    ]


def test_who_keeps_dondoc_manages_units_and_sees_no_task(world: World) -> None:
    asked = [one for place in (world.here, world.there) for one in _asked(world.keeper, place, "GET", "POST")]
    assert [
        name for route, name, answer in asked if route.name.startswith("plans:") and (HERE in answer.words or THERE in answer.words)
    ] == []
    reached = {route.name for route, _, answer in asked if answer.status not in (403, 404, 405)}
    assert reached >= KEEPERS


def test_a_form_without_its_token_is_refused_everywhere(world: World) -> None:
    client = _client(world.people[Role.OFFICE], checks_token=True)
    answers = {route.name: client.post(route.url(world.here), {}).status_code for route in routes()}
    assert {name: status for name, status in answers.items() if status != 403} == {}


def test_looking_at_a_page_changes_nothing(world: World) -> None:
    """No GET writes, save that a visit is noted."""
    client = _client(world.people[Role.OFFICE])
    client.get("/")
    written: list[str] = []

    def watch(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.split()[0] in ("INSERT", "UPDATE", "DELETE") and not any(table in sql for table in _BOOKKEEPING):
            written.append(f"{name}: {sql[:80]}")
        return execute(sql, *rest)

    for route in routes():
        name = route.name
        with connection.execute_wrapper(watch):
            _ask(client, route, world.here)
    assert written == []


def test_every_answer_carries_the_headers_that_tie_a_browser_down(world: World) -> None:
    wrong: list[str] = []
    for user in (None, world.people[Role.OFFICE], world.outsider):
        client = _client(user)
        for route in routes():
            answer = _ask(client, route, world.here)
            policy = answer.headers.get("Content-Security-Policy", "")
            tied = {name: answer.headers.get(name) for name in HEADERS} == HEADERS and "unsafe" not in policy
            if not (tied and "default-src 'none'" in policy and "private" in answer.headers.get("Cache-Control", "")):
                wrong.append(f"{route.name} for {user}: {dict(answer.headers)}")
    assert wrong == []
