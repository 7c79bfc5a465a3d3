"""How good the cut is: whole drops with truth, made by the whole command, judged by what its report says."""
