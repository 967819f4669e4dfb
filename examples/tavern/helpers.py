import os


def auth():
    """The header, made at the last moment: what stands in the YAML file, Tavern prints when a test fails."""
    return {"Authorization": "Bearer " + os.environ["ID_TOKEN"]}
