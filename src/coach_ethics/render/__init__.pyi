from coach_ethics.render.brief import brief_json as brief_json
from coach_ethics.render.interview import reply_document as reply_document
from coach_ethics.render.json import question_json as question_json
from coach_ethics.render.plain_text import text as text
from coach_ethics.render.result_types import result_schema as result_schema
