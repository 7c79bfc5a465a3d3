"""From the footage and the cut to what is rendered: the programme's shape, its segments and its sound."""
