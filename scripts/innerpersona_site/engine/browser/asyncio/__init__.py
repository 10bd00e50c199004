"""The part of asyncio that Pyodide's own event loop is made of: abstract loops, futures, tasks.

The library's own `asyncio` also brings servers, streams, subprocesses and a selector loop, none of which a page has. The
scoring package awaits nothing; it is Pyodide that asks for these few when it starts.
"""

from asyncio import coroutines, events, exceptions, futures, runners, tasks

for _module in (coroutines, events, exceptions, futures, runners, tasks):
    globals().update({name: getattr(_module, name) for name in _module.__all__})

DefaultEventLoopPolicy = events.BaseDefaultEventLoopPolicy  # the library's own adds child processes
