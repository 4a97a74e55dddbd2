"""The drawing vocabulary that all pictures share.

`style`, `measure`, `canvas` (texts, cells, rows), `axis` (time), `picture`, `placed` and `columns` (rows, boxes and lines as
DOT), `pages`, `captions` (the pictures' own words), `cite` (citations, assumptions, links), `render` (DOT to SVG, PNG, PDF).
"""
