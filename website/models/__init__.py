from website.models.search import SearchForm, SearchPart, SearchSource, SearchWord
from website.models.synonym import Synonym, SynonymStart

__all__ = ["SearchForm", "SearchPart", "SearchSource", "SearchWord", "Synonym", "SynonymStart"]
