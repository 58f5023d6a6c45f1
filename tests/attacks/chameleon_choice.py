# Tries: a letter that equals every letter.
# Holds: what is no plain text is no answer.
# Loses: question_shape
# Shares: tampering

# %% question_shape
class _Any(str):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = str.__hash__


question_shape = _Any("a")
