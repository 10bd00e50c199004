"""Publishing by `git push` to a machine of one's own: check, build, switch over, roll back.

This room knows git, files and processes, and nothing of how a site is made: the site is built in a process of its
own, by the code that was pushed.
"""
