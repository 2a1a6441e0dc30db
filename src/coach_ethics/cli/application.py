"""The application: its verbs, in the order of the help."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from pkgutil import resolve_name
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from coach_ethics.cli.added import added_verb, added_verbs
from coach_ethics.cli.output import version
from coach_ethics.problems import did_you_mean, quoted

_CASES, _PROGRAMS, _POLICIES = "A case", "For other programs", "The policies"
_AUTHORS, _ADDED = "Writing policies", "Further commands"

_VERBS: Mapping[str, tuple[str, str]] = {
    "assess": (_CASES, "assess:assess"),
    "ask": (_CASES, "ask:ask"),
    "why": (_CASES, "why:why"),
    "change": (_CASES, "change:change"),
    "judge": (_CASES, "judge:judge"),
    "since": (_CASES, "timeline:since"),
    "timeline": (_CASES, "timeline:timeline"),
    "receipt": (_CASES, "receipts:receipt"),
    "replay": (_CASES, "receipts:replay"),
    "cohort": (_CASES, "cohort:cohort"),
    "serve": (_PROGRAMS, "serve:serve"),
    "mcp": (_PROGRAMS, "model_context:mcp"),
    "policies": (_POLICIES, "policies:policies"),
    "show": (_POLICIES, "show:show"),
    "facts": (_POLICIES, "facts:facts"),
    "publish": (_POLICIES, "publish:publish"),
    "new": (_AUTHORS, "new:new"),
    "check": (_AUTHORS, "check:check"),
    "test": (_AUTHORS, "test:run_tests"),
    "prove": (_AUTHORS, "prove:prove"),
    "mutate": (_AUTHORS, "mutate:mutate_policies"),
    "compare": (_AUTHORS, "compare:compare"),
    "importance": (_AUTHORS, "importance:importance"),
    "coverage": (_AUTHORS, "coverage:coverage"),
    "translate": (_AUTHORS, "translate:translate"),
    "bundle": (_AUTHORS, "bundle:bundle"),
    "schema": (_AUTHORS, "schema:schema"),
    "export": (_AUTHORS, "export:export"),
    "language-server": (_AUTHORS, "language_server:language_server"),
}
"""The verbs of the library: each with its panel in the help, its module in `cli`, and its function."""


def verbs() -> tuple[str, ...]:
    """The names of all verbs in the order of the help: ours, then those that other packages add."""
    return (*_VERBS, *(name for name in added_verbs() if name not in _VERBS))


class _LazyVerbs(Mapping[str, Any]):
    """The verbs as commands, each loaded on demand: `policies` doesn't wait for what `prove` needs."""

    def __getitem__(self, name: str) -> Any:
        if name in _VERBS:
            panel, place = _VERBS[name]
            return _command(name, panel, resolve_name(f"coach_ethics.cli.{place}"))
        return _command(name, _ADDED, added_verb(name))

    def __iter__(self) -> Iterator[str]:
        return iter(verbs())

    def __len__(self) -> int:
        return len(verbs())


class _Group(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast(Any, _LazyVerbs())  # typer declares it mutable, but only reads it

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)


class _Command(TyperCommand):
    """A verb whose options that take one value are given once: of two, the first would be lost in silence."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Raises BadParameter for an option that is given again, and for a word that isn't in the list of words."""
        valued: dict[str, Any] = {name: each for each in self.params if _takes_a_value(each) for name in each.opts}
        seen: set[str] = set()
        words = iter(args)
        for word in words:
            if word == "--":
                break
            name, sign, _ = word.partition("=")
            if not word.startswith("--"):
                name, sign = word[:2], word[2:]
            if (param := valued.get(name)) is None:
                continue
            if not sign:
                next(words, None)  # its value
            if not param.multiple and param.name in seen:
                raise typer.BadParameter("it is given more than once, and takes one value", ctx=ctx, param=param)
            seen.add(str(param.name))
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as refused:
            raise _named(refused) from None


def _named(refused: typer.BadParameter) -> typer.BadParameter:
    """What is said of a word where one of a few may stand: the nearest of them, or all."""
    said = re.fullmatch(r"(?:Value error, )?(?P<word>.+) is not one of (?P<words>.+)\.", refused.message, re.DOTALL)
    if said is None:
        return refused
    words, word = re.findall("'([^']*)'", said["words"]), str(literal_eval(said["word"]))
    help_ = did_you_mean(word, words) or f"it takes {', '.join(f'`{each}`' for each in words)}"
    return typer.BadParameter(f"`{quoted(word)}` is not allowed here; {help_}", ctx=refused.ctx, param=refused.param)


def _takes_a_value(param: Any) -> bool:
    return param.param_type_name == "option" and not param.is_flag and not param.count


def _command(name: str, panel: str, verb: Callable[..., None]) -> Any:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name, cls=_Command, help=_flowing(verb.__doc__), rich_help_panel=panel)(verb)
    return get_command(alone)


def _flowing(text: str | None) -> str:
    """A docstring whose paragraphs wrap at the width of the window, not at the line ends of the source."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in cleandoc(text or "").split("\n\n"))


application = typer.Typer(
    name="coach-ethics",
    cls=_Group,
    help="Work out a coach's duties: what must I do, what must I not do, what are my choices, and why?\n\n"
    "It supports a coach's own judgement and supervision; it replaces neither. Nothing about a case is logged or "
    "sent anywhere.",
    epilog="Exit status: 0 no problems, 1 findings, 2 unusable input.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@application.callback()
def _application(
    version_: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=version, is_eager=True)
    ] = False,
) -> None:
    pass
