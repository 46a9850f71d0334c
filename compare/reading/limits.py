"""How much of an input is read, and why no more; beyond a limit an input is refused, never cut."""

from __future__ import annotations

# Bytes. One input is held in memory, as bytes and as text, and the whole must stay below 1 GB.
MAX_INPUT_BYTES = 200_000_000
# A long report has 100,000 characters; fifty times that is a book or a mistake.
MAX_ARTICLE_BYTES = 5_000_000
# Of these bytes, what a reader sees: ten times a long report, in more lines than any has.
MAX_CHARACTERS = 1_000_000
MAX_LINES = 10_000
# Lines as they are written: only those of 40 characters and more are joined to longer ones.
MAX_WRITTEN_LINES = MAX_LINES + MAX_CHARACTERS // 40
# Signs in a page that may open a tag or a character reference; the longest pages have a tenth.
MAX_MARKS = 200_000
# PDF, DOCX and mail carry pictures, which are skipped but must be stepped over.
MAX_DOCUMENT_BYTES = 50_000_000
# JSON is parsed as a whole, and its objects take up to 25 times the room of their text.
MAX_JSON_BYTES = 20_000_000

# Archives. Text shrinks to a tenth, seldom to a fiftieth; what grows more was made to do harm.
MAX_EXPANSION = 100
# Small members may grow as they like: an empty form of a few hundred bytes is no bomb.
FREE_EXPANSION = 1_000_000
# What all members of one named input may grow to, nested archives included.
MAX_EXPANDED_BYTES = 200_000_000
MAX_ENTRIES = 10_000
# A folder zipped, mailed and saved in a crawl is three deep; the list that names it makes four.
MAX_NESTING = 4

# PDF. The longest issue of a newspaper; operations bound the time that one page can take.
MAX_PAGES = 200
MAX_PDF_OPERATIONS = 400_000
MAX_PDF_STREAM_BYTES = 10_000_000
MAX_PDF_ELEMENTS = 500_000
# Damaged streams are unpacked byte by byte.
MAX_PDF_REPAIR_BYTES = 500_000

# Markdown is taken apart line by line, and half of its lines part the paragraphs.
MAX_MARKDOWN_LINES = 20_000
MAX_MARKDOWN_SIGNS = 50_000
# Markdown nests quotes and lists; a parser's time grows with the depth.
MAX_MARKDOWN_NESTING = 20

# E-mail. Time to take it apart grows with the square of the parts that lie in each other.
MAX_MAIL_PARTS = 50
# And with that of the characters of a field; its lines have up to 1,000.
MAX_MAIL_FIELD = 2_000

# The web. Browsers give up after 20 redirects; a page that needs more than 5 is a trap.
MAX_REDIRECTS = 5
MAX_DOWNLOAD_BYTES = 20_000_000
# RFC 9309 asks for at least 500 KiB of robots.txt to be read.
MAX_ROBOTS_BYTES = 512_000
# A site's wish to be visited slowly is honoured up to this many seconds between two requests.
MAX_CRAWL_DELAY = 10.0
