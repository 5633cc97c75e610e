"""A transcript as a file: captions for a film (WebVTT, SubRip), and plain text to read."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from chest.models import TranscriptSegment

FORMS = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def write(rows: Iterable[TranscriptSegment], form: str) -> str:
    """What is said, in one of `FORMS`; what was emptied is left out."""
    said = [row for row in rows if row.text.strip()]
    return {"vtt": _vtt, "srt": _srt, "txt": _txt}[form](said)


def _vtt(rows: list[TranscriptSegment]) -> str:
    cues = []
    for row in rows:
        text = escape(_in_a_line(row.text), quote=False)
        # A voice span ends at ">", and a cue at an arrow.
        voice = f"<v {escape(_in_a_line(row.speaker), quote=False)}>" if row.speaker else ""
        cues.append(f"{_time(row.start, '.')} --> {_end(row, '.')}\n{voice}{text}\n")
    return "\n".join(["WEBVTT\n", *cues])


def _srt(rows: list[TranscriptSegment]) -> str:
    cues = []
    for number, row in enumerate(rows, start=1):
        who = f"{_in_a_line(row.speaker)}: " if row.speaker else ""
        text = _in_a_line(row.text).replace("-->", "→")
        cues.append(f"{number}\n{_time(row.start, ',')} --> {_end(row, ',')}\n{who}{text}\n")
    return "\n".join(cues)


def _txt(rows: list[TranscriptSegment]) -> str:
    lines: list[str] = []
    before = None
    for row in rows:
        if row.speaker and row.speaker != before:
            lines.append(f"\n{row.speaker}:" if lines else f"{row.speaker}:")
        before = row.speaker
        lines.append(_in_a_line(row.text))
    return "\n".join(lines) + ("\n" if lines else "")


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


def _end(row: TranscriptSegment, point: str) -> str:
    return _time(max(row.end, row.start + 0.001), point)


def _time(seconds: float, point: str) -> str:
    whole = max(0, round(seconds * 1000))
    minutes, rest = divmod(whole, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{point}{rest % 1000:03}"
