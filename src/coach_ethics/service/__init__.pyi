from coach_ethics.service.application import application as application
