"""Pieces → the plan. Pure: the same pieces give the same tree, whatever they were before somebody changed them. Every
piece that is not left out has its words in the tree; one that cannot be where it is, such as a goal in a goal, goes
to the nearest part above that can hold it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from documents import tree
from intake.piece_texts import LONGEST_TITLE, Texts, plain_line, title_of, told_by
from intake.piece_tree import Node, tree_of
from intake.readers import danish
from intake.readers.goals import goal_of
from intake.readers.slugs import Slugs
from intake.recognised import HEADED, Piece, Recognised, Role


def document_of(
    recognised: Recognised,
    municipality: tree.Municipality,
    *,
    series: tree.Series | None = None,
    year: int = 0,
) -> tree.PlanDocument:
    """`year`: the first one, where a person has said it; else the document's own."""
    return _Maker(recognised, municipality, series or tree.Series(), year).document()


class _Maker:
    def __init__(
        self, recognised: Recognised, municipality: tree.Municipality, series: tree.Series, year: int
    ) -> None:
        self.recognised = recognised
        self.municipality = municipality
        self.series = series
        self.year = year or recognised.year
        last = recognised.last_year
        self.last_year = last if last is None or last >= self.year else self.year
        self.slugs, self.section_slugs, self.group_slugs = Slugs(), Slugs(), Slugs()
        self.offers: dict[int, list[tree.Target]] = {}
        for offer in recognised.offers:
            if offer.accepted:
                self.offers.setdefault(offer.piece, []).append(offer.target)
        self.texts = Texts(recognised.pieces)
        self.inside: dict[int, set[Role]] = defaultdict(set)
        for piece in recognised.pieces:
            self.inside[piece.parent].add(piece.role)
        self.chapters = {piece.id for piece in recognised.pieces if piece.role in ("section", "annex")}
        self.roots, self.all = tree_of([_with_body(piece) for piece in recognised.pieces])
        self.group_slug: dict[int, str] = {}

    def document(self) -> tree.PlanDocument:
        titles = [node.piece.text for node in self.roots if node.piece.role == "title"]
        groups = self._groups()
        themes = self._themes()
        goals = self._goals([node for node in self.roots if node.piece.role == "goal"])
        sections = self._sections()
        word = self.recognised.theme_word.capitalize() or danish.THEME
        group = self.recognised.group_word.capitalize() or danish.MAIN_THEME
        title = plain_line(titles[0]) if titles else danish.PLAN_TITLE.format(year=self.year)
        if title.isalpha():  # "Beskæftigelsesplan" alone, as a web page has it
            title = f"{title} {self.year}"
        document = tree.PlanDocument(
            municipality=self.municipality,
            title=title[:LONGEST_TITLE],
            year=self.year,
            last_year=self.last_year,
            kind="strategy" if self.recognised.kind == "strategy" else "plan",
            series=self.series,
            summary=self.texts.text(
                [node for node in self.roots if node.piece.role == "summary"], _more(titles)
            ),
            theme_label=word,
            theme_label_plural=plural(word),
            goal_label=self.recognised.goal_word or danish.GOAL.capitalize(),
            theme_group_label=group,
            theme_group_label_plural=plural(group),
            theme_groups=groups,
            themes=themes,
            goals=goals,
            strategies=self._plan_strategies(),
            national_goals=self._national_goals(),
            decisions=self._decisions(),
            sections=sections,
        )
        return self._as_report(document, sections) if self.recognised.kind == "review" else document

    # What belongs to the plan ------------------------------------------------------------------------------
    def _groups(self) -> tuple[tree.ThemeGroup, ...]:
        groups: list[tree.ThemeGroup] = []
        for node in self.roots:
            if node.piece.role == "theme_group":
                slug = self.group_slugs.take(node.piece.text, f"gruppe-{len(groups) + 1}")
                self.group_slug[node.piece.id] = slug
                body = self.texts.body(node)
                groups.append(
                    tree.ThemeGroup(plain_line(node.piece.text), slug, node.piece.number[:20], body)
                )
        return tuple(groups)

    def _themes(self) -> tuple[tree.Theme, ...]:
        nodes = [node for node in self.all if node.piece.role == "theme"]
        return tuple(self._theme(node, number) for number, node in enumerate(nodes, start=1))

    def _theme(self, node: Node, number: int) -> tree.Theme:
        piece = node.piece
        label = "" if piece.number in ("", str(number)) else piece.number[:12]
        does = node.of("does")
        texts = [child for child in node.children if child.piece.role in ("will", "text", "section")]
        group = node.above.piece.id if node.above else 0
        title, rest = title_of(piece)
        return tree.Theme(
            number=number,
            title=title,
            slug=self.slugs.take(title, f"tema-{number}"),
            ambition=self.texts.text(texts, "\n\n".join(filter(None, [rest, piece.body]))),
            actions=self.texts.text(does),
            status=self.texts.text(node.of("status")),
            challenge=self.texts.text(node.of("challenge")),
            goals=self._goals(node.of("goal")),
            strategies=self._strategies(node.of("strategy")),
            initiatives=tuple(map(self._initiative, node.of("initiative"))),
            answers=tuple(tree.NationalGoalRef(self.year, answered) for answered in piece.answers),
            group=self.group_slug.get(group, ""),
            label=label,
        )

    def _goals(self, nodes: Sequence[Node]) -> tuple[tree.Goal, ...]:
        goals = []
        told: tuple[Role, ...] = ("text",) if self.recognised.kind == "review" else ("text", "assessment")
        for number, node in enumerate(nodes, start=1):
            piece = node.piece
            made = goal_of(number, self.texts.with_note(piece.text))
            targets = tuple(self.offers.get(piece.id, ()))
            goals.append(
                replace(
                    made,
                    note=self.texts.text(node.of(*told), piece.body),
                    quality="quantified" if targets else made.quality,
                    targets=targets,
                    status=self.texts.text(node.of("status")),
                    challenge=self.texts.text(node.of("challenge")),
                    answers=tuple(tree.NationalGoalRef(self.year, answered) for answered in piece.answers),
                )
            )
        return tuple(goals)

    def _strategies(self, nodes: Sequence[Node], *, deepest: bool = False) -> tuple[tree.Strategy, ...]:
        made = []
        for node in nodes:
            title, rest = title_of(node.piece)
            below = node.of("strategy")
            made.append(
                tree.Strategy(
                    title=title,
                    body=self.texts.body(node, rest),
                    status=self.texts.text(node.of("status")),
                    challenge=self.texts.text(node.of("challenge")),
                    initiatives=tuple(map(self._initiative, node.of("initiative"))),
                    children=() if deepest else self._strategies(below, deepest=True),
                )
            )
            if deepest:
                made += self._strategies(below, deepest=True)
        return tuple(made)

    def _plan_strategies(self) -> tuple[tree.Strategy, ...]:
        """The plan has no initiatives of its own: one that belongs to no theme and no strategy is a strategy."""
        return self._strategies(
            [node for node in self.roots if node.piece.role in ("strategy", "initiative")]
        )

    def _initiative(self, node: Node) -> tree.Initiative:
        title, rest = title_of(node.piece)
        return tree.Initiative(title=title, body=self.texts.body(node, rest))

    def _national_goals(self) -> tuple[tree.NationalGoal, ...]:
        made: list[tree.NationalGoal] = []
        for node in self.roots:
            if node.piece.role == "national_goal":
                printed = node.piece.number.strip(". ")
                taken = {goal.number for goal in made}
                number = int(printed) if printed.isdecimal() and int(printed) not in taken else len(made) + 1
                while number in taken:
                    number += 1
                title, rest = title_of(node.piece)
                made.append(tree.NationalGoal(self.year, number, title, self.texts.body(node, rest)))
        return tuple(made)

    def _decisions(self) -> tuple[tree.Decision, ...]:
        """Each once: the front page often names one that is told in full further on."""
        found: dict[tuple[object, str], tree.Decision] = {}
        for piece in self.recognised.pieces:
            for decision in piece.decisions if piece.role == "decision" else ():
                key = (decision.date, _stem(decision.body))
                known = found.get(key)
                if known is None or (decision.votes or decision.minority_statement):
                    found[key] = decision
        return tuple(sorted(found.values(), key=lambda decision: decision.date))

    # Sections ----------------------------------------------------------------------------------------------
    def _sections(self) -> tuple[tree.Section, ...]:
        made: list[tree.Section] = []
        loose: list[Node] = []
        for node in self.roots:
            if node.piece.role in ("section", "annex"):
                made.append(self._section(node))
            elif node.piece.role in ("text", "will", "does", "status", "challenge", "assessment") or (
                node.piece.role == "decision"
                and told_by(node.piece)
                and node.piece.parent not in self.chapters
            ):
                loose.append(node)
        if loose:
            body = self.texts.text(loose)
            slug = self.section_slugs.take(danish.INTRODUCTION, "afsnit")
            made.insert(0, tree.Section(danish.INTRODUCTION, slug, "introduction", body=body))
        return self._with_generated(made)

    def _with_generated(self, made: list[tree.Section]) -> tuple[tree.Section, ...]:
        """Where the themes stand in no section, and others come after them, one announces them at their place; so
        does one the national goals, which the portal shows nowhere else."""
        if self.recognised.kind == "review":
            return tuple(made)
        word = plural(self.recognised.theme_word.capitalize() or danish.THEME)
        self._announce(made, ("theme", "theme_group"), "themes", word, always=False)
        self._announce(made, ("national_goal",), "national_goals", danish.NATIONAL_GOALS, always=True)
        return tuple(made)

    def _announce(
        self,
        made: list[tree.Section],
        roles: tuple[Role, ...],
        kind: tree.SectionKind,
        title: str,
        *,
        always: bool,
    ) -> None:
        ids = [node.piece.id for node in self.all if node.piece.role in roles]
        roots = [node.piece.id for node in self.roots if node.piece.role in ("section", "annex")]
        after = [number for number in roots if ids and number > ids[0]]
        announced = any(one.kind == kind for each in made for one in each.with_descendants())
        if ids and not announced and (after or always):
            slug = self.section_slugs.take(title, kind)
            made.insert(len(made) - len(after), tree.Section(title, slug, kind))

    def _section(self, node: Node) -> tree.Section:
        piece = node.piece
        title, rest = title_of(piece)
        kind = piece.section_kind
        if piece.role == "annex" and kind != "goal_overview":
            kind = "annex"
        return tree.Section(
            title=title,
            slug=self.section_slugs.take(f"{piece.number} {title}".strip(), "afsnit"),
            kind=self._kind(node, kind),
            label=piece.number[:20],
            body=self.texts.body(node, rest),
            children=tuple(self._section(child) for child in node.of("section")),
        )

    def _kind(self, node: Node, kind: tree.SectionKind) -> tree.SectionKind:
        """Where pieces of the plan itself stood, the section shows them."""
        if kind not in ("text", "chapter"):
            return kind
        inside = self.inside[node.piece.id]
        roles: tuple[tuple[Role, tree.SectionKind], ...] = (
            ("theme", "themes"),
            ("theme_group", "themes"),
            ("goal", "goals"),
            ("strategy", "strategies"),
            ("initiative", "strategies"),
            ("national_goal", "national_goals"),
        )
        return next((shown for role, shown in roles if role in inside), kind)

    # A report on results -----------------------------------------------------------------------------------
    def _as_report(
        self, document: tree.PlanDocument, sections: tuple[tree.Section, ...]
    ) -> tree.PlanDocument:
        themes = [node for node in self.all if node.piece.role == "theme"]
        nodes = [node for node in self.roots if node.piece.role == "goal"]
        nodes += [goal for theme in themes for goal in theme.of("goal")]
        refs = [document.goal_ref(theme, goal) for theme, goal in document.all_goals()]
        assessments = []
        for node, ref in zip(nodes, refs, strict=True):
            told = node.of("assessment")
            verdict = next((child.piece.verdict for child in told if child.piece.verdict), None)
            if told:
                assessments.append(
                    tree.Assessment(ref, verdict or "cannot_be_assessed", self.texts.text(told))
                )
        follow_up = tree.FollowUp(
            title=document.title,
            kind="review",
            introduction=document.summary,
            assessments=tuple(assessments),
            before=tuple(map(_as_chapter, (one for each in sections for one in each.with_descendants()))),
        )
        return replace(
            document,
            title=danish.PLAN_TITLE.format(year=document.year),
            summary="",
            notice=danish.GOALS_ALONE,
            sections=(),
            follow_up=follow_up,
        )


def _as_chapter(section: tree.Section) -> tree.Section:
    """A report's chapters are texts side by side."""
    return tree.Section(section.title, section.slug, label=section.label, body=section.body)


def _with_body(piece: Piece) -> Piece:
    """Words without a title, where somebody has made them of a piece that has one, are one text."""
    if piece.body and piece.role not in (*HEADED, "decision"):
        return replace(piece, text=f"{piece.text}\n\n{piece.body}", body="")
    return piece


def _more(titles: Sequence[str]) -> str:
    """What a title cannot hold, and further titles that somebody has made: they are told below the first."""
    first = [title for title in titles[:1] if len(plain_line(title)) > LONGEST_TITLE]
    return "\n\n".join([*first, *titles[1:]])


def _stem(body: str) -> str:
    return body.casefold().split()[-1].removesuffix("et").removesuffix("en")


def plural(word: str) -> str:
    if word.capitalize() in danish.SAME_IN_PLURAL:
        return word
    return word + next(ending for last, ending in danish.PLURALS if word.endswith(last))
