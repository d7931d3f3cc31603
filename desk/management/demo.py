"""What the demo content says: data, published in Danish, and names that people sign in with."""

EDITOR, APPROVER, MANAGER = "redaktør", "godkender", "forvalter"
PASSWORDS = "demo-adgangskoder.json"
WAIVING = "Teksten er gengivet, som kommunen har offentliggjort den."
NOTE = "Indlæst fra det dokument, som kommunen selv har offentliggjort."
