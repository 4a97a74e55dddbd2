"""`servdsl serve`: the review page on loopback while the author edits, and a form to ask the contract.

    file saved → watching → preview → checking, compiling (processes) → findings, page, pictures → preview → events → browser
    form → app → asking (a process) → the generated evaluator → answer with its picture

Floor 6. `server` binds and ends, `guard` refuses strangers, `app` has the routes; `preview` holds what is shown. The programs
that are run as processes, `checking`, `compiling` and `asking`, are all that reads contracts. See docs/design/0007-serve.md.
"""
