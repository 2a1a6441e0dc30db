"""Policies as a web site of static files: pages to read, to compare, to vote on and to print.

`publish` makes the files and `templating` alone imports Jinja2. What a page says is worked out below: the site gives it
headings, anchors and links.
"""
