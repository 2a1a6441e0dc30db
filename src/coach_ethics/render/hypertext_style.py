"""How documents look as HTML: the reader's own fonts, two palettes, no pictures; each rule within `.coach-ethics`."""

from __future__ import annotations

from collections.abc import Mapping

# Text on its background has a contrast of 7 to 1 or more in both, and what is soft of 5 to 1 (WCAG asks for 4.5).
_LIGHT = {"ink": "#1c2024", "paper": "#ffffff", "soft": "#586069", "line": "#d0d7de", "name": "#0b4f79"}
_DARK = {"ink": "#e6e8ea", "paper": "#16191d", "soft": "#a0a9b2", "line": "#3b4149", "name": "#8cc8f0"}


def _palette(colours: Mapping[str, str]) -> str:
    return ";".join(f"--ce-{name}:{colour}" for name, colour in colours.items())


# Notebooks have a theme of their own, which may not be the reader's system's: theirs prevails.
_THEMES = (
    ("[data-jp-theme-light=true]", "[data-vscode-theme-kind$=light]", _LIGHT),
    ("[data-jp-theme-light=false]", "[data-vscode-theme-kind$=dark]", _DARK),
)

STYLE = "\n".join(
    (
        "",
        f".coach-ethics{{{_palette(_LIGHT)};color:var(--ce-ink);background:var(--ce-paper);"
        "font:1em/1.5 system-ui,sans-serif;max-width:52em;padding:.2em .8em;overflow-wrap:anywhere}",
        f"@media (prefers-color-scheme:dark){{.coach-ethics{{{_palette(_DARK)}}}}}",
        *(f"body{lab} .coach-ethics,body{code} .coach-ethics{{{_palette(colours)}}}" for lab, code, colours in _THEMES),
        ".coach-ethics-page{margin:1.5em auto;padding:0 1.2em}html:has(.coach-ethics-page){color-scheme:light dark}",
        "@media (prefers-color-scheme:dark){html:has(.coach-ethics-page){background:#16191d}}",
        ".coach-ethics :is(h1,h2,h3,h4,h5,h6){color:inherit;line-height:1.25;margin:1.1em 0 .4em;font-weight:600}",
        ".coach-ethics h1{font-size:1.6em}.coach-ethics h2{font-size:1.25em}.coach-ethics h3{font-size:1.2em}",
        ".coach-ethics :is(h4,h5,h6){font-size:1.05em}",
        ".coach-ethics p{margin:.5em 0}.coach-ethics :is(ul,ol){margin:.3em 0;padding-left:1.6em}",
        ".coach-ethics li{margin:.2em 0}",
        ".coach-ethics code{font:.92em ui-monospace,monospace;color:var(--ce-name);background:none;padding:0}",
        ".coach-ethics pre{border:1px solid var(--ce-line);padding:.6em .8em;overflow-x:auto;background:none}",
        ".coach-ethics pre code{color:inherit}.coach-ethics .soft{color:var(--ce-soft)}",
        ".coach-ethics .table{overflow-x:auto}",
        ".coach-ethics table{border-collapse:collapse;margin:.5em 0;color:inherit}",
        ".coach-ethics :is(th,td){text-align:left;vertical-align:top;padding:.25em .8em .25em 0;background:none;"
        "border-bottom:1px solid var(--ce-line);overflow-wrap:normal}",
        ".coach-ethics details{border-top:1px solid var(--ce-line)}.coach-ethics summary{cursor:pointer}",
        ".coach-ethics summary :is(h1,h2,h3,h4,h5,h6){display:inline-block;margin:.4em 0}",
        "",
    )
)
"""The rules, for a page or a cell of a notebook."""
