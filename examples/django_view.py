"""A Django view that says what a coach must do in the engagement that is posted to it.

    pip install coach-ethics django
    python examples/django_view.py runserver

The library is called as any other: no settings, no application to install. Problems come back with their paths, and
with the id of the record that each is in, so that a form can mark them.
"""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

import coach_ethics as ce

POLICY = ce.load_policy("essay")


def duties(request: HttpRequest) -> HttpResponse:
    """What the policy says of the engagement in the body, or what is wrong with it."""
    try:
        result = ce.assess(ce.load_engagement(request.body, POLICY.vocabulary), POLICY)
    except ce.CaseProblems as refused:
        return JsonResponse({"problems": [_told(each) for each in refused.problems]}, status=422)
    return HttpResponse(ce.assessment_json(result), content_type="application/json")


def _told(problem: ce.Problem) -> dict[str, Any]:
    record = problem.record.id if problem.record else None
    return {"path": problem.path, "record": record, "message": problem.message, "help": problem.help}


# It changes nothing and asks for no session, so that other sites gain nothing by asking.
urlpatterns = [path("duties", csrf_exempt(require_POST(duties)))]

if __name__ == "__main__":
    settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="of this example", ALLOWED_HOSTS=["127.0.0.1", "localhost"])
    if len(sys.argv) > 1:
        execute_from_command_line(sys.argv)
    else:
        print("Serve it: python examples/django_view.py runserver, and post an engagement to /duties")
