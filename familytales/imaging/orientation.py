def rotation(flat, found):
    return 0
