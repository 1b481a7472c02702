"""The nouns of the house and their rules: frozen dataclasses and pure functions, standard library only."""
