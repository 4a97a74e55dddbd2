"""路创服务计划

`rt` is the runtime that lies beside this folder. It is found as `.._runtime` where the folder of both is a package (under
whatever name), and as `_runtime` where that folder itself is on the path.
"""

TYPE_CHECKING = False
if TYPE_CHECKING or "." in __name__:
    from .. import _runtime as rt
else:
    import _runtime as rt

__all__ = ["rt"]
