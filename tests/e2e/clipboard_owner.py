"""Another program that copied a block of cells: owns the clipboard, as plain text and as HTML, until it is ended.

``python clipboard_owner.py BLOCK.json`` says "ready" once the block is there. A clipboard of X11 lives in its owner.
"""

import json
import sys
from html import escape
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

block = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
application = QGuiApplication(sys.argv[:1])
data = QMimeData()
data.setText("".join("\t".join(row) + "\r\n" for row in block))
rows = ("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in block)
data.setHtml(f"<html><body><table>{''.join(rows)}</table></body></html>")
application.clipboard().setMimeData(data)
print("ready", flush=True)
sys.exit(application.exec())
