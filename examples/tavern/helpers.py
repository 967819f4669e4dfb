import os


def auth():
    """Returns the header. Tavern prints the contents of the YAML file when a test fails."""
    return {"Authorization": "Bearer " + os.environ["ID_TOKEN"]}
