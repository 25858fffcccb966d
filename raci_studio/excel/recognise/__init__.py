"""Recognise matrices and plans in a workbook and decide everything into an ImportPlan.

Reading a table afterwards (``content.read_table``) is a pure function of the sheet and its plan, so
whatever a person corrects in the plan is all there is to correct.
"""

from raci_studio.excel.recognise.workbook import recognise

__all__ = ["recognise"]
