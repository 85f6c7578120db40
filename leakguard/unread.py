"""What the codes for unread files mean; the other codes are clauses of a policy."""

from __future__ import annotations

from leakguard.frozen import frozen


@frozen
class Unread:
    """What one of the codes for unread files means."""

    name: str
    what: str
    remedy: str


WHY_UNREAD = (
    "What nobody read, nobody cleared: lists of people have been published in hidden sheets and pivot caches because "
    "those who checked the files never saw them."
)
UNREAD = {
    "LG901": Unread(
        "unread-part",
        "A part of the file, or the file itself, could not be read: a kind of content that leakguard does not know, a "
        "link that leads out of the folder, or a file that the system does not let it open.",
        "Take the part out, save the workbook as a fresh .xlsx, give the account the right to read, or leave the file "
        "out with --exclude if it will not be published.",
    ),
    "LG902": Unread(
        "reader-failed",
        "The reader ended before it was through with the file. The report says with which error and where in "
        "leakguard, never what the file said.",
        "Save the file anew from a spreadsheet program and scan that; tell the developers the line in the report.",
    ),
    "LG903": Unread(
        "limit-reached",
        "Reading took more time, memory or unpacked space than one file may cost; or more tables are tied to each "
        "other than were compared. The report says which.",
        "Raise the limit (--timeout, --memory), or split the file.",
    ),
    "LG904": Unread(
        "encrypted",
        "The file is encrypted or needs a password to open.",
        "Save a copy without a password and scan that copy; publish exactly the file that was scanned.",
    ),
    "LG905": Unread(
        "unknown-format",
        "The content is of no kind that leakguard reads, whatever the file's name says.",
        "Publish the data as .csv or .xlsx, or leave the file out with --exclude and have a person read it.",
    ),
    "LG906": Unread(
        "nothing-to-read",
        "The file is empty, or there was no file at all. A gate that saw nothing has cleared nothing.",
        "Check the path and the export that should have written the file.",
    ),
    "LG907": Unread(
        "damaged",
        "The file ends too early or contradicts itself, so that programs may show different things.",
        "Export or download the file again and scan the fresh copy.",
    ),
}
