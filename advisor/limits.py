"""Every size limit in one place; docs/limits.md is held to this table by a test."""

from __future__ import annotations

FILE_BYTES = 1_000_000
REPORT_BYTES = 20_000_000
UPLOAD_MEGABYTES = 10
DEPTH = 16
NODES = 20_000
SEPARATORS = 2 * NODES  # a cheap look before parsing: more cannot be a file within NODES

NAME_CHARACTERS = 200
NOTE_CHARACTERS = 2_000
DETAILS_CHARACTERS = 20_000
REASON_CHARACTERS = 2_000
WORD_CHARACTERS = 200  # ids, links by id, tags
NOTES_PER_BLOCK = 200
WORDS_PER_NOTE = 200  # tags, rejected tags or links of one note
ANSWERS = 500

RULE_CONDITIONS = 200
RULE_FILES = 1_000
QUOTED_NOTES = 3
QUOTED_CHARACTERS = 80
QUESTIONS = 5
UNDO_STEPS = 50
VERSIONS = 200  # named states of one draft
VERSION_NAME_CHARACTERS = 80
PROBLEMS_SHOWN = 20

TERM_WORDS = 10
WORD_LETTERS = 60  # a longer run of letters is no word
TYPO_LETTERS = 8  # words this long are known with one letter wrong
WORDS_KEPT = 20_000  # looked up words, kept for the next note
NOTES_KEPT = 1_000  # notes read, kept for the next reading

# the page of all submissions
COHORT_UPLOAD_MEGABYTES = 500
COHORT_SUBMISSIONS = 5_000
COHORT_ROWS_SHOWN = 300
COHORT_NAME_CHARACTERS = 80
EARLIER_COHORTS = 10
BATCHES_AT_ONCE = 2  # of all sessions; the others wait
WATCHED_SUBMISSIONS = 4  # sent to a worker at once where somebody watches
REVIEW_CHARACTERS = 100_000
ENCLOSURE_BYTES = 5_000_000  # a picture, or another canvas of the same file
ENCLOSURES = 12  # of one submission

# Screening: many files at once
BATCH_BYTES = 500_000_000  # of a zip of submissions, packed and unpacked
BATCH_ENTRIES = 5_000
BATCH_RATIO = 200  # unpacked to packed
SUBMISSION_BYTES = 10_000_000
CHUNK_SUBMISSIONS = 16  # sent to a worker at once
CHUNK_BYTES = 256_000
CHUNKS_PER_WORKER = 3  # under way or waiting
JOBS = 61  # processes; Windows can wait for no more

# moodle: what a course hands in
TABLE_BYTES = 20_000_000  # a worksheet, an export of a form, a list of teams
TABLE_ROWS = 50_000
TABLE_CELLS = 1_000_000

# Finding a canvas in a file
HEADING_CHARACTERS = 80  # a longer line is no heading
BLOCK_CHARACTERS = 50_000  # of one block; the rest is set aside
CANVAS_BOXES = 5_000  # of one table, slide or sheet; more are no canvas
CANVAS_HEADINGS = 120  # in one table, slide or sheet; further ones are text
CANDIDATES = 50  # canvases of one file
OUTSIDE_TEXTS = 200  # of a file, outside of the blocks, that its review shows

# Imports: office files
IMPORT_BYTES = 10_000_000
PACKAGE_ENTRIES = 2_000
PACKAGE_BYTES = 100_000_000  # unpacked, as declared
XML_PART_BYTES = 8_000_000
XML_BYTES = 24_000_000
XML_ELEMENTS = 300_000
XML_DEPTH = 100
RATIO = 200  # unpacked to packed
RATIO_FROM_BYTES = 256_000  # small parts may be as repetitive as they like
SLIDES = 60
SHEETS = 20
SHEET_ROWS = 500
SHEET_COLUMNS = 100
IMPORT_TEXTS = 50_000
IMPORT_CHARACTERS = 2_000_000  # one shared text may stand in many cells
PICTURE_BYTES = 5_000_000
PICTURE_WORDS = 40  # so few words beside a picture are a title and the team

# feedback: what a coach writes, what goes back, a lecturer's rubric
COMMENT_CHARACTERS = 5_000  # a coach's comment, an own text, a reworded piece
PIECES = 500  # decisions, edits and own texts of one review, each
LEADS_FIRST = 3  # findings a team is asked to look at first
SAID_BESIDE = 3  # strengths, and things still open, that a letter tells at most
TALK_SHEETS = 500  # sheets for talks in one PDF
SHEET_CHARACTERS = 320  # of a message on a sheet, so that three stay on its page
CELL_CHARACTERS = 32_000  # of a cell in a workbook; spreadsheets hold 32,767
FILE_NAME_CHARACTERS = 200  # of one part of a path in the feedback zip
RUBRIC_CRITERIA = 40
RUBRIC_POINTS = 1_000  # of one criterion

# similar submissions
SIMILAR_CANVASES = 2_000  # of one cohort, and as many earlier ones
SIMILAR_USERS = 200  # a word of more canvases is no reason to compare two of them
SIMILAR_PAIRS = 1_000

# comparing: a cohort against earlier ones
EARLIER_RUN_BYTES = 50_000_000  # results of an earlier run
PAIRS_SHOWN = 50  # similar pairs at first, and with every "more"
ROUND_RULES = 12  # of the picture; the table has all

# a table with one team per row
MAPPED_COLUMNS = 60  # that are offered to be placed

# handing back on the page
OWN_TEXTS = 40  # a coach's text blocks, kept for one cohort

# Files in other formats: PDF, pictures, foreign JSON
PDF_PAGES = 10
PDF_SECONDS = 10  # of processor
PDF_PATIENCE = 30  # seconds of the clock: on a busy machine ten are not enough for a sound file
PDF_MEMORY = 1_000_000_000  # bytes
PDF_CHARACTERS = 100_000
PDF_PATHS = 20_000  # drawn things looked at for lines, on each page
PDF_OUTPUT = 16_000_000  # bytes the child process may write
PICTURE_SIDE = 1_600  # pixels
PAGE_PICTURE_BYTES = 5_000_000
CELL_SPAN = 200  # columns or rows one cell reaches over
FOREIGN_DEPTH = 20  # nested lists and maps in data of other tools

# Handing a course in and back on the command line
WORKBOOK_ROWS = 5_000  # of a cohort's table as a workbook; the CSV has them all
ROUND_SUBMISSIONS = 5_000  # of either round, set against each other
NAMED = 20  # people or files named in one sentence; the rest is counted
