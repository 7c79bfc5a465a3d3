"""Whether something was said in other words: numbers from a model propose, plain rules about words decide."""
