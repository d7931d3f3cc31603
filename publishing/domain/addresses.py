"""The addresses of an edition: those that always lead to the newest one, and its own for ever."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from documents.outline import Part
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of the plan or follow-up that `edition` is of; of the edition itself where `permanent`. A proposal has
    its own addresses only: the plan's are for what is adopted."""

    edition: Edition
    permanent: bool = False

    @property
    def front(self) -> str:
        return self._to(self._root)

    @property
    def pdf(self) -> str:
        return self._to(f"{self._root}-pdf")

    @property
    def json(self) -> str:
        return self._to(f"{self._root}-json")

    @property
    def editions(self) -> str:
        edition = self.edition
        name = "report-editions" if edition.follow_up_id else "editions"
        report = [edition.report_slug] if edition.follow_up_id else []
        return reverse(f"publishing:{name}", args=[edition.municipality_slug, edition.plan_ref, *report])

    @property
    def goals(self) -> str:
        return self.front if self.edition.follow_up_id else self._within("goals")

    def goals_by(self, facet: str, value: str) -> str:
        """The goals that have one thing in common, e.g. their result."""
        return self._within("goals-by", facet, value)

    def goal(self, theme: str, number: int) -> str:
        """A goal's own page; `theme` is empty for one of the plan's own. A follow-up's goals are the plan's."""
        place = [theme, number] if theme else [number]
        name = "theme-goal" if theme else "goal"
        if self.edition.follow_up_id:
            there = [self.edition.municipality_slug, self.edition.plan_ref]
            return reverse(f"publishing:{name}", args=[*there, *place])
        return self._within(name, *place)

    @property
    def goals_csv(self) -> str:
        return self._within("goals-table", "csv")

    @property
    def goals_xlsx(self) -> str:
        return self._within("goals-table", "xlsx")

    @property
    def figures_csv(self) -> str:
        return self._within("figures-table", "csv")

    @property
    def figures_xlsx(self) -> str:
        return self._within("figures-table", "xlsx")

    @property
    def report_csv(self) -> str:
        return self._to(f"{self._root}-table", "csv")

    @property
    def report_xlsx(self) -> str:
        return self._to(f"{self._root}-table", "xlsx")

    @property
    def report_figures_csv(self) -> str:
        return self._to(f"{self._root}-figures-table", "csv")

    @property
    def report_figures_xlsx(self) -> str:
        return self._to(f"{self._root}-figures-table", "xlsx")

    def rendition(self, kind: str, subject: str = "") -> str:
        """Of a further PDF of the edition; `kind` as in `RenditionKind`, `subject` the address of a theme."""
        return self._to(f"{self._root}-{kind.replace('_', '-')}-pdf", *([subject] if subject else []))

    def theme(self, slug: str) -> str:
        """A follow-up shows all on one page."""
        return f"{self.front}#tema-{slug}" if self.edition.follow_up_id else self._within("theme", slug)

    def theme_group(self, slug: str) -> str:
        return self._within("theme-group", slug)

    def target_group(self, slug: str) -> str:
        """Within the text that is read; beside a follow-up, the municipality's."""
        if self.edition.follow_up_id:
            return reverse(
                "publishing:municipality-target-group", args=[self.edition.municipality_slug, slug]
            )
        return self._within("target-group", slug)

    def section(self, slug: str) -> str:
        return self.front if self.edition.follow_up_id else self._within("section", slug)

    def changes_since(self, other: Edition) -> str:
        """Of the edition itself, beside another of the same plan or follow-up, or beside a proposal of it."""
        there = Addresses(self.edition, permanent=True)
        if other.is_proposal and not self.edition.is_proposal:
            return there._to("edition-changes-in-hearing", other.label)
        return there._to(f"{there._root}-changes", other.label)

    def part(self, part: Part) -> str:
        if part.theme:
            return self.theme(part.theme.slug)
        if part.group:
            return self.theme_group(part.group.slug)
        if part.section:
            return self.section(part.section.slug)
        raise ValueError(f"part without content: {part.entry.anchor}")

    @property
    def _root(self) -> str:
        if self.edition.is_proposal:
            return "proposal"
        if self._is_numbered_with_others:
            return "follow-up-edition"
        if self.edition.follow_up_id:
            return "report-edition" if self.permanent else "report"
        return "edition" if self.permanent else "plan"

    def _within(self, name: str, *rest: object) -> str:
        if self.edition.is_proposal:
            return self._to(f"proposal-{name}", *rest)
        return self._to(f"edition-{name}" if self.permanent else name, *rest)

    def _to(self, name: str, *rest: object) -> str:
        edition = self.edition
        named = edition.follow_up_id and not self._is_numbered_with_others
        report = [edition.report_slug] if named else []
        number = [edition.label] if self.permanent or edition.is_proposal else []
        address = [edition.municipality_slug, edition.plan_ref, *report, *number, *rest]
        return _reversed(f"publishing:{name}", *address)

    @property
    def _is_numbered_with_others(self) -> bool:
        return self.permanent and self.edition.is_numbered_with_others


@lru_cache(maxsize=20_000)
def _reversed(name: str, *address: object) -> str:
    """Kept: a page has hundreds of links, most of which stand on its neighbours too."""
    return reverse(name, args=address)
