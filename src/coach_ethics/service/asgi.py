"""The service as an ASGI application. Nothing else imports FastAPI."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from coach_ethics.arguments import takes
from coach_ethics.coaching.layout import engagement_schema
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.trees import json_data
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, Problems, quoted
from coach_ethics.render.facts import shared_acts
from coach_ethics.render.json import facts_data, policies_data
from coach_ethics.service.catalogue import catalogue
from coach_ethics.service.description import components, refused, request_body, response_schema, responses
from coach_ethics.service.guard import Guard, OnFailure
from coach_ethics.service.layouts import LANGUAGE, read_request
from coach_ethics.service.operations import OPERATIONS, Operation
from coach_ethics.service.problem_details import MEDIA_TYPE, problem_details
from coach_ethics.service.service import Service
from coach_ethics.service.states import SignedStates, StoredStates, new_key
from coach_ethics.version import __version__

MOST_BYTES = 1_000_000
"""The most bytes of a request's body, where nothing else is said."""
_Language = Annotated[str | None, Query(description=LANGUAGE.means)]
_NO_STORE = {"Cache-Control": "no-store"}
_ABOUT = """\
Works out a coach's duties: what must I do, what must I not do, what are my choices, and why?

It supports a coach's own judgement and supervision; it replaces neither. Whatever is wrong with a request comes back as
`application/problem+json`, with the library's problems. Nothing about a case is logged.
"""


@takes(
    policies=Iterable[Policy | str | Path] | None,
    key=bytes | None,
    states=Path | SignedStates | None,
    most_bytes=int,
    hosts=Collection[str] | None,
)
def application(
    policies: Iterable[Policy | str | Path] | None = None,
    *,
    key: bytes | None = None,
    states: Path | SignedStates | None = None,
    most_bytes: int = MOST_BYTES,
    hosts: Collection[str] | None = None,
    on_failure: OnFailure | None = None,
) -> FastAPI:
    """The service, to be mounted in another application or run by an ASGI server.

    It answers by these `policies`, each a policy, a shipped policy's name or a path; by default, by all shipped ones.
    Interviews are signed with `key` and kept by the client, and receipts are sealed with it; without one, a key is made
    for this process, and receipts have no seal. With `states`, interviews are kept in that SQLite file instead, or are
    signed with a key of their own.

    A body has at most `most_bytes`. With `hosts`, requests for others are refused. An exception that nobody expected
    goes to `on_failure`, and to no log.

    Raises PolicyProblems where a policy can't be read, CaseProblems (A108) for an empty key.

    >>> from coach_ethics.service import application
    >>> "/assess" in application(["collusion"]).openapi()["paths"]
    True
    """
    if key is not None and not key:
        raise CaseProblems([Problem("A108", "the key is empty", help="put a secret of your own there")])
    kept = StoredStates(states) if isinstance(states, Path) else states or SignedStates(key or new_key())
    service = Service(catalogue(policies), kept, key)
    app = FastAPI(
        title="coach-ethics",
        version=__version__,
        description=_ABOUT,
        docs_url=None,  # these pages would be made by scripts from somebody else's server
        redoc_url=None,
    )
    for operation in OPERATIONS:
        app.add_api_route(
            operation.path,
            _endpoint(operation, service, most_bytes),
            methods=["POST"],
            name=operation.name,
            operation_id=operation.name,
            summary=operation.summary,
            tags=[operation.tag],
            response_class=Response,
            responses=responses(operation),
            openapi_extra={"requestBody": request_body(operation)},
        )
    _add_policies(app, service)
    _add_problems(app)
    _describe(app)
    app.add_middleware(Guard, hosts=hosts, on_failure=on_failure)
    return app


def _endpoint(operation: Operation, service: Service, most_bytes: int) -> Callable[..., Response]:
    async def body(request: Request) -> Any:
        return await _body(request, most_bytes)

    # What answers is no coroutine, so it runs in a thread, and other requests are read meanwhile.
    def endpoint(data: Annotated[Any, Depends(body)]) -> Response:
        found = operation.run(service, read_request(data, operation.layout))
        return _response(found)

    endpoint.__annotations__["data"] = Annotated[Any, Depends(body)]
    endpoint.__doc__ = operation.summary
    return endpoint


async def _body(request: Request, most_bytes: int) -> Any:
    """The JSON of a request. Raises CaseProblems (W101, W102, W108)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        message = f"expected `application/json`, but the request has {f'`{quoted(kind)}`' if kind else 'no media type'}"
        raise CaseProblems([Problem("W108", message, help="send JSON, with the header `Content-Type`")])
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most_bytes:
            message = f"the request has more than {most_bytes:,} bytes"
            raise CaseProblems([Problem("W101", message, help="send less with each request")])
    try:
        return json_data(found.decode("utf-8"))
    except ValueError as wrong:
        where = f": line {wrong.lineno}, column {wrong.colno}" if isinstance(wrong, json.JSONDecodeError) else ""
        said = str(wrong) if not where and not isinstance(wrong, UnicodeDecodeError) and len(str(wrong)) < 60 else ""
        help_ = said or "send one JSON document in UTF-8"
        raise CaseProblems([Problem("W102", f"the request is not JSON{where}", help=help_)]) from None


def _response(found: object, status: int = 200, media_type: str = "application/json") -> Response:
    # A surrogate without its other half has no bytes in UTF-8; JSON writes it as an escape.
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    return Response(text.encode("utf-8", "backslashreplace"), status, _NO_STORE, media_type)


def _add_policies(app: FastAPI, service: Service) -> None:
    """What can be asked about the policies themselves."""
    settings: dict[str, Any] = {"tags": ["policies"], "response_class": Response}

    def told(format_: JsonFormat | None) -> dict[int | str, dict[str, Any]]:
        schema = response_schema(format_) if format_ else {"type": "object", "description": "a JSON Schema (2020-12)"}
        good = {"description": "the answer", "content": {"application/json": {"schema": schema}}}
        return {200: good, **refused([404])}

    @app.get("/policies", operation_id="policies", responses=told(JsonFormat.POLICIES), **settings)
    def policies(language: _Language = None) -> Response:
        """The policies that are served."""
        return _response(policies_data(service.served.every(language)))

    @app.get("/policies/{name}/facts", operation_id="facts", responses=told(JsonFormat.FACTS), **settings)
    def facts(name: str, language: _Language = None) -> Response:
        """The facts that a case can state under a policy, and its acts."""
        policy = service.served.named(name, language=language)
        return _response(facts_data(policy.vocabulary, shared_acts([policy])))

    @app.get("/policies/{name}/engagement-schema", operation_id="engagement_schema", responses=told(None), **settings)
    def schema(name: str, language: _Language = None) -> Response:
        """The JSON Schema of a case under a policy."""
        return _response(engagement_schema(service.served.named(name, language=language).vocabulary))


def _add_problems(app: FastAPI) -> None:
    def refuse(problems: Iterable[Problem]) -> Response:
        told = problem_details(tuple(problems))
        return _response(told, told["status"], MEDIA_TYPE)

    @app.exception_handler(Problems)
    async def unfit(request: Request, found: Problems) -> Response:
        return refuse(found.problems)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, found: RequestValidationError) -> Response:
        return refuse([Problem("W103", "the request doesn't fit its description", help="`/openapi.json` has it")])

    @app.exception_handler(HTTPException)
    async def elsewhere(request: Request, found: HTTPException) -> Response:
        where = f"`{quoted(request.method)} {quoted(request.url.path)}`"
        if found.status_code == 405:
            return refuse([Problem("W107", f"{where} is not asked here", help="`/openapi.json` has the methods")])
        return refuse([Problem("W106", f"there is nothing at {where}", help="`/openapi.json` lists what there is")])


def _describe(app: FastAPI) -> None:
    """Put the schemas that requests point at into the description."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        schema = made()
        components_ = schema.setdefault("components", {}).setdefault("schemas", {})
        components_ |= components(JsonFormat.POLICIES, JsonFormat.FACTS)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's own documents do it
