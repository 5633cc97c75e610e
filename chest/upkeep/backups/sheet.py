"""What somebody needs on paper who has to bring everything back."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from language import _, current, ngettext, write_day

if TYPE_CHECKING:
    from chest.upkeep.backups.manager import BackupsView

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
body {{ margin: 0 auto; max-width: 44rem; padding: 2rem 1.5rem; background: #FAF7F2;
  color: #2B2926; font: 1.05rem/1.55 "Atkinson Hyperlegible", system-ui, sans-serif; }}
h1, h2 {{ font-family: "Source Serif 4", Georgia, serif; font-weight: 600; line-height: 1.25; }}
h2 {{ margin: 1.8rem 0 .4rem; font-size: 1.25rem; }}
p, li {{ overflow-wrap: anywhere; }}
code {{ display: block; margin: .4rem 0; padding: .5rem .7rem; background: #F1ECE3;
  white-space: pre-wrap; overflow-wrap: anywhere;
  font: .95rem/1.45 ui-monospace, Menlo, monospace; }}
.line {{ border-bottom: 1px solid #2B2926; height: 1.9rem; }}
@media print {{ body {{ background: none; padding: 0; max-width: none; font-size: 11pt; }}
  code {{ background: none; border: 1px solid #2B2926; }} h2, li {{ break-inside: avoid; }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def write_sheet(view: BackupsView, *, now: datetime) -> str:
    """The sheet as a page to print; it tells no secret and nothing of a memory."""
    to = view.to or "PLACE"
    parts = [
        _p(_("Printed on {day}. Keep it where the computer is not.", day=write_day(now.date())))
    ]
    parts += [_h(_("Where the backups are")), *_say_where(view)]
    parts += [_h(_("What you need beside this sheet")), _list(_list_needed(view))]
    parts += [_h(_("How to bring it back")), *_list_steps(view, to)]
    parts += [_h(_("Where the identity and the passwords are kept")), *['<p class="line"></p>'] * 3]
    return _PAGE.format(
        language=current().replace("_", "-"),
        title=escape(_("To bring the memories back")),
        body="\n".join(parts),
    )


def _say_where(view: BackupsView) -> list[str]:
    if not view.to:
        return [
            _p(
                _(
                    "No backup was made yet. Set CHEST_BACKUP_TO, or run python -m chest backup "
                    "TO, and print this sheet again."
                )
            )
        ]
    said = [_code(view.to)]
    if view.last:
        day = write_day(datetime.fromisoformat(view.last["at"]).date())
        n = int(view.last["memories"])
        said.append(
            _p(
                ngettext(
                    "The newest is of {day} and holds {n} memory.",
                    "The newest is of {day} and holds {n} memories.",
                    n,
                    day=day,
                )
            )
        )
    return said


def _list_needed(view: BackupsView) -> list[str]:
    needed = [escape(_("A computer with Python 3.11 or newer, and this program, Memory Chest."))]
    if view.recipients:
        words = _(
            "The identity: a file that begins with AGE-SECRET-KEY-1, the secret half of one of "
            "these. Without it nobody opens the backups."
        )
        needed.append(escape(words) + "".join(_code(one) for one in view.recipients))
    if view.to.startswith("s3://"):
        words = _("The credentials of the bucket: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
        needed.append(escape(words))
    if view.to.startswith("webdav"):
        words = _("The password of the user on that server, in CHEST_BACKUP_PASSWORD.")
        needed.append(escape(words))
    words = _(
        "CHEST_SECRET_KEY, if it is set here, or a copy of data/secret.key if the backups are not "
        "encrypted: with another one, links and receipts that were given out stop working."
    )
    needed.append(escape(words))
    words = _(
        "The master key of encrypted files is not in the backups, and is not needed for them: the "
        "files are encrypted anew where they are brought back."
    )
    needed.append(escape(words))
    return needed


def _list_steps(view: BackupsView, to: str) -> list[str]:
    identity = " --identity identity.txt" if view.recipients else ""
    return [
        _p(_("1. In the folder of Memory Chest, set it up:")),
        _code(
            "python3 -m venv .venv\n"
            ".venv/bin/pip install -r requirements-light.txt -c constraints.txt"
        ),
        _p(_("2. See that the backup is whole. This changes nothing:")),
        _code(f".venv/bin/python -m chest verify '{to}'"),
        _p(_("3. Bring it back, into an empty place:")),
        _code(f".venv/bin/python -m chest restore '{to}'{identity}"),
        _p(_("4. Start it, and sign in with your old password:")),
        _code("make run"),
        _p(
            _(
                "What was erased stays erased. Letters and openings that fell due meanwhile wait "
                "for your word: python -m chest backup release."
            )
        ),
    ]


def _h(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _p(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _code(words: str) -> str:
    return f"<code>{escape(words)}</code>"


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
