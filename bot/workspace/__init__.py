"""A local workspace that speaks Slack's wire protocol, with a page to be in it.

It knows nothing of the app that talks to it: ``server.Workspace`` serves, ``person.Person``
acts in it as people do.
"""
