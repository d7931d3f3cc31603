from website.models.search import SearchForm, SearchPart, SearchSource, SearchWord
from website.models.synonym import Synonym

__all__ = ["SearchForm", "SearchPart", "SearchSource", "SearchWord", "Synonym"]
