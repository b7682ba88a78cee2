"""The finished report as Markdown, and as a Word document on the page of GB/T 9704-2012."""

from assistant.export.fonts import Font, Fonts
from assistant.export.markdown import to_markdown
from assistant.export.word import to_word

__all__ = ["Font", "Fonts", "to_markdown", "to_word"]
