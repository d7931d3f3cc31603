"""Documents as somebody brings them."""

PLAN = """# Beskæftigelsesplan 2026

## Forord

Kommunen vil have flere i job. Planen viser vejen.

## Tema 1: Unge i uddannelse eller job

Ingen ung skal stå alene.

**Mål**

1. Mindst 80 % af de unge er i gang inden for 3 måneder.
2. Antallet af unge uden job eller uddannelse skal falde.

**Indsatser**

- Mentor til alle unge
- Fritidsjob i butikkerne

## Tema 2: Sygemeldte tilbage på arbejdspladsen

Vi holder kontakten.

**Mål**

1. Sygemeldte har en samtale inden for 4 uger.

**Indsatser**

- Samtale hos arbejdsgiveren
"""
