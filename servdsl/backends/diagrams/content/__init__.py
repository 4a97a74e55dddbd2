"""What the pictures show, as records, before any drawing.

Rows of the matrix (`coverage`), lanes of the ladder (`promises`), weeks (`hours`), years (`yearly`, `worked`), maps of cases
(`decisions`, `tiles`, `tried`), the course of a ticket (`flows`), what hangs on what (`relations`); and what these rest on:
who decides (`winners`), what is better (`ranks`), what things are called (`cases`, `headings`, `formulas`).
"""
