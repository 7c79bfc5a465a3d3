"""What can be foreseen of the product's steps: how much each has to do, and about what it will give.

A quote runs the recipe on what is foreseen; see `dropcut.engine.money`.
"""
