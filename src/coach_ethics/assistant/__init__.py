"""The library as tools of a language model: the model fills in facts, and the library decides.

`tools` is the written list of tools, which knows nothing of the protocol; `server` alone imports its SDK.
"""
