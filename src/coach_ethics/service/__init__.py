"""The library as a web service: an ASGI application, mountable in another one, and what runs it by itself.

    application = coach_ethics.service.application()  # every shipped policy; needs the extra `web`

A question about a case is one request, and its answer the JSON that the library writes. What is asked and answered is a
written list (`operations`), which knows nothing of HTTP; `asgi` alone imports FastAPI, and `run` uvicorn.
"""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
