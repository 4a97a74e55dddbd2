"""Mistakes planted in contracts: does anything notice?

    python -m tests.mutation contracts/lastcall.plan

Each mistake is one small slip in the text of a `.plan` file: a number, a unit, a calendar, a dropped row, two swapped cells.
It is *rejected* by the compiler, *caught* by an example of the untouched file, or it survives; a survivor is *equivalent*
where no question found gets another answer, and else *unnoticed*: an example is missing.
"""
