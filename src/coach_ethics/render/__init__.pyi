from coach_ethics.render.interview import reply_document as reply_document
from coach_ethics.render.json import question_json as question_json
from coach_ethics.render.plain_text import text as text
