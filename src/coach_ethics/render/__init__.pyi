from coach_ethics.render.calendar import calendar_file as calendar_file
from coach_ethics.render.interview import reply_document as reply_document
from coach_ethics.render.json import question_json as question_json
from coach_ethics.render.json import since_json as since_json
from coach_ethics.render.json import timeline_json as timeline_json
from coach_ethics.render.plain_text import text as text
from coach_ethics.render.read_back import read_assessment as read_assessment
