from coach_ethics.service.asgi import application as application
