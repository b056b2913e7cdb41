"""Tables that people bring: CSV or XLSX in, rows with their numbers out (T/ZSM 4.3.1.1).

Whatever imports a table judges every row before it stores any, and names each that is wrong.
"""

from core.sheets.reading import Column, Row, RowFault, SheetRefused, read_sheet

__all__ = ["Column", "Row", "RowFault", "SheetRefused", "read_sheet"]
