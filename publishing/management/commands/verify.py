from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publishing.domain.verify import verify


class Command(BaseCommand):
    help = "Efterprøver hver gemt udgave: JSON og PDF mod deres kontrolsummer."

    def handle(self, **_options: Any) -> None:
        faulty = total = 0
        for finding in verify():
            total += 1
            faulty += bool(finding.faults)
            status = "FEJL: " + "; ".join(finding.faults) if finding.faults else "i orden"
            self.stdout.write(f"{finding.edition.get_absolute_url()} {status}")
        if faulty:
            raise CommandError(f"{faulty} af {total} udgaver er ikke, som de blev udgivet.")
        self.stdout.write(f"{total} udgaver efterprøvet, alle som udgivet.")
