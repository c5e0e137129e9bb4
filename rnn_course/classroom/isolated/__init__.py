"""Run what a student wrote in a process of its own, and judge outside what it computed.

`sandbox` builds the wall, `inside` is all that runs behind it together with the student's code, `crossing` is
the only thing that comes out, and `verdict` compares it with the reference, which never goes in.
"""
