"""What a table holds: its tasks as read, and all tables as the answer of ``import --json``."""

from raci_studio.excel.answer import to_json
from raci_studio.excel.reading import oriented, read_table
from raci_studio.excel.tasks import TableContent, TaskContent

__all__ = ["TableContent", "TaskContent", "oriented", "read_table", "to_json"]
