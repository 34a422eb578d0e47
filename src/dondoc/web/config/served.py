"""The WSGI application inside a process of `dondoc serve`, which ends when the server that started it is gone."""

from __future__ import annotations

from dondoc.web.config.children import end_with_parent
from dondoc.web.config.settled import settle
from dondoc.web.config.wsgi import application

__all__ = ["application"]

end_with_parent()
settle()
