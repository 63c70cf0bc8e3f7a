"""Submissions for tests of the cohort page, made from the samples: a dozen files in two forms."""

from __future__ import annotations

import io
import zipfile

from advisor.vocabulary import rules_folder

SAMPLES = sorted((rules_folder() / "samples").glob("*.de.yaml"))
# a pixel: what a photographed canvas is to a program that reads text
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c489"
    "0000000d49444154789c63f8ffff3f0005fe02fea735810b0000000049454e44ae426082"
)


def files() -> dict[str, bytes]:
    """Twelve files: ten canvases, one picture, one that is nothing."""
    made: dict[str, bytes] = {}
    for round_ in ("a", "b"):
        for sample in SAMPLES[:5]:
            name = f"{sample.stem.removesuffix('.de')}-{round_}.yaml"
            made[name] = sample.read_bytes()
    made["foto.png"] = PNG
    made["leer.yaml"] = b""
    return made


def batch() -> bytes:
    """The same files as a zip, a folder for each team, with what systems leave lying about."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files().items():
            archive.writestr(f"Team {name.split('.')[0].replace('-', ' ')}/{name}", data)
        archive.writestr("__MACOSX/._x.yaml", b"x")
        archive.writestr("Team foto/.DS_Store", b"x")
    return packed.getvalue()


def moodle_batch() -> bytes:
    """What Moodle hands out: three people, a group, and one file that came another way."""
    packed = io.BytesIO()
    names = (
        "Jörg Groß_12345_assignsubmission_file_/canvas.yaml",
        "Zoë Çelik_678_assignsubmission_file_/canvas.yaml",
        "Ann Lee_901_assignsubmission_file_/canvas.yaml",
        "Gruppe 3_17_assignsubmission_file_/canvas.yaml",
    )
    with zipfile.ZipFile(packed, "w") as archive:
        for name, sample in zip(names, SAMPLES, strict=False):
            archive.writestr(name, sample.read_bytes())
        archive.writestr("nachgereicht.yaml", SAMPLES[4].read_bytes())
    return packed.getvalue()


def worksheet(best: str = "100,00") -> bytes:
    """Moodle's grading worksheet for them: two people stand in the group, one did not hand in."""
    head = (
        'ID,"Vollständiger Name",E-Mail-Adresse,Status,Gruppe,Bewertung,Bestwertung,'
        '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)",'
        '"Zuletzt geändert (Bewertung)","Feedback als Kommentar"'
    )
    people = (
        ("12345", "Jörg Groß", ""),
        ("678", "Zoë Çelik", ""),
        ("31", "Max Muster", "Gruppe 3"),
        ("32", "Mia Muster", "Gruppe 3"),
        ("17", "Otto Ohne", ""),
    )
    rows = [
        f'Teilnehmer/in{number},"{name}",{number}@example.org,Abgegeben,"{group}",,"{best}",Ja,-,-,'
        for number, name, group in people
    ]
    return "\r\n".join([head, *rows, ""]).encode()
