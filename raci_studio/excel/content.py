"""What a table holds: its tasks as read, and all tables as the answer of ``import --json``."""

from raci_studio.excel.answer import to_json
from raci_studio.excel.reading import TableContent, TaskContent, oriented, read_table

__all__ = ["TableContent", "TaskContent", "oriented", "read_table", "to_json"]
