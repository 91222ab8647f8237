def key(name: str) -> str:
    return name.casefold()
