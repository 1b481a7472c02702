"""A sentence or two of ours in some languages, to hear or to measure a voice by."""

from familytales.domain.narration import Voice

_TEXTS = {
    "eng": "Write it all down. Not the great things, they are in the books already. Write down the small ones.",
    "deu": "Schreib alles auf. Nicht die großen Dinge, die stehen schon in den Büchern. Schreib die kleinen auf.",
    "fra": "Écris tout. Pas les grandes choses, elles sont déjà dans les livres. Écris les petites.",
    "spa": "Escríbelo todo. No las cosas grandes, esas ya están en los libros. Escribe las pequeñas.",
    "ita": "Scrivi tutto. Non le grandi cose, quelle sono già nei libri. Scrivi le piccole.",
    "nld": "Schrijf alles op. Niet de grote dingen, die staan al in de boeken. Schrijf de kleine op.",
    "pol": "Zapisz wszystko. Nie wielkie sprawy, te są już w książkach. Zapisz te małe.",
}


def sample_text(voice: Voice) -> str:
    """What the voice says to be heard; its own name where we have nothing in its language."""
    return _TEXTS.get(voice.language, voice.name)
