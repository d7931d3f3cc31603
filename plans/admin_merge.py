"""Two people have changed one page. What each of them did is kept; where it cannot be, a question
is asked. Nothing is decided for a person who has written something."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.admin_nested import HoldingRows, copy_nested
from plans.admin_snapshot import (
    Page,
    Sent,
    SentRow,
    Snapshot,
    Value,
    Values,
    compared,
    formset_key,
    identity,
    keys_of,
)
from plans.number_input import whole_number

MINE, THEIRS, EDITED = "mine", "theirs", "edited"


@dataclass(slots=True)
class Question:
    """One field, or with `whole_row` a row that one person has deleted and the other changed."""

    name: str
    place: str
    label: str
    mine: str
    theirs: str
    both: bool
    editable: bool = False
    whole_row: bool = False
    choice: str = ""
    edited: str = ""


@dataclass(slots=True)
class _Row:
    """As it will be sent on; `key` is empty for a new one, whose names had the prefix `sent_as`."""

    key: str
    values: Values
    delete: bool = False
    sent_as: str = ""


@dataclass(slots=True)
class Merge:
    """Takes unbound forms of what is stored now. `answers` is what came with the page of questions."""

    opened: Snapshot
    form: Any
    formsets: list[Any]
    mine: Sent
    now: Page
    answers: QueryDict
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: dict[str, list[_Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = ""
        values = self._fields("", "", place, self.form, self.mine.rows[""][""].values, self.now[""][""])
        self.rows[""] = [_Row("", values)]
        for formset in self.formsets:
            self.rows[formset_key(formset)] = list(self._rows_of(formset))

    @property
    def is_answered(self) -> bool:
        return all(question.choice for question in self.questions)

    def data(self, sent: QueryDict) -> QueryDict:
        """What is saved once every question is answered: the whole page, with all rows that there are."""
        data = sent.copy()
        prefixes = tuple(f"{formset.prefix}-" for formset in self.formsets)
        for name in [name for name in data if name.startswith(prefixes)]:
            del data[name]
        _write(data, self.form, self.rows[""][0].values)
        for formset in self.formsets:
            self._write_rows(data, formset, sent)
        return data

    def _rows_of(self, formset: Any) -> Iterator[_Row]:
        prefix, blank = formset_key(formset), formset.empty_form
        now = self.now[prefix]
        if prefix not in self.mine.rows:  # within a row that was added meanwhile
            yield from (_Row(key, stored) for key, stored in now.items())
            return
        mine, deleted, added = self.mine.rows[prefix], self.mine.deleted[prefix], [*self.mine.added[prefix]]
        title = capfirst(formset.model._meta.verbose_name)
        names = {str(row.instance.pk): str(row.instance) for row in formset.initial_forms}
        for key, stored in now.items():
            place = f"{title}: {names[key]}"
            if key in deleted:
                yield self._deleted_by_me(prefix, key, place, stored)
            elif key in mine:
                yield _Row(key, self._fields(prefix, key, place, blank, mine[key].values, stored))
            elif self.opened.held(prefix, key):
                yield _Row(key, stored)
            else:
                yield self._added_by_them(formset, key, place, stored, added)
        for key in mine.keys() - now.keys():
            yield from self._deleted_by_them(formset, key, title, mine[key], key in deleted)
        yield from (_Row("", row.values, sent_as=row.prefix) for row in added)

    def _fields(self, prefix: str, key: str, place: str, form: Any, mine: Values, now: Values) -> Values:
        values: Values = {}
        for name, of_field in compared(form):
            if name not in mine or name not in now:
                continue
            values[name] = mine[name]
            if mine[name] == now[name] or self.opened.was(prefix, key, name, now[name]):
                continue
            question = Question(
                name=".".join(filter(None, [prefix, key, name])),
                place=place,
                label=capfirst(str(of_field.label or name)),
                mine=shown(of_field, mine[name]),
                theirs=shown(of_field, now[name]),
                both=not self.opened.was(prefix, key, name, mine[name]),
                editable=isinstance(of_field.widget, forms.Textarea | forms.TextInput),
            )
            self._ask(question)
            values[name] = {THEIRS: now[name], EDITED: question.edited}.get(question.choice, mine[name])
        return values

    def _deleted_by_me(self, prefix: str, key: str, place: str, stored: Values) -> _Row:
        if all(self.opened.was(prefix, key, name, value) for name, value in stored.items()):
            return _Row(key, stored, delete=True)
        question = Question(
            name=f"{prefix}.{key}",
            place=place,
            label=_("Deleted by you, changed by somebody else"),
            mine="",
            theirs=_in_words(stored),
            both=True,
            whole_row=True,
        )
        self._ask(question)
        return _Row(key, stored, delete=question.choice == MINE)

    def _added_by_them(
        self, formset: Any, key: str, place: str, stored: Values, added: list[SentRow]
    ) -> _Row:
        """The same row, added twice (as by the browser's back button), is one row."""
        same = identity(formset)
        for row in added:
            values = row.values
            is_copy = all(not value or value == stored[name] for name, value in values.items())
            if is_copy or (same and all(values[name] == stored[name] for name in same)):
                added.remove(row)
                merged = self._fields(formset_key(formset), key, place, formset.empty_form, values, stored)
                return _Row(key, stored if is_copy else merged)
        self.notes.append(_("Added meanwhile: %(row)s") % {"row": place})
        return _Row(key, stored)

    def _deleted_by_them(
        self, formset: Any, key: str, title: str, mine: SentRow, by_me_too: bool
    ) -> Iterator[_Row]:
        prefix, values = formset_key(formset), mine.values
        untouched = all(self.opened.was(prefix, key, name, value) for name, value in values.items())
        words = _in_words(values)
        place = f"{title}: {words[:80]}"
        if by_me_too:
            return
        if untouched:
            self.notes.append(_("Deleted meanwhile: %(row)s") % {"row": place})
            return
        question = Question(
            name=f"{prefix}.{key}",
            place=place,
            label=_("Changed by you, deleted by somebody else"),
            mine=words,
            theirs="",
            both=True,
            whole_row=True,
        )
        self._ask(question)
        if question.choice == MINE:
            yield _Row("", values, sent_as=mine.prefix)

    def _ask(self, question: Question) -> None:
        """What one has not touched oneself is taken from the other, unless one says otherwise."""
        allowed = {MINE, THEIRS, EDITED} if question.editable else {MINE, THEIRS}
        given = self.answers.get(f"choice.{question.name}", "")
        question.choice = given if given in allowed else ""
        question.edited = self.answers.get(f"edited.{question.name}", question.mine).replace("\r\n", "\n")
        self.questions.append(question)

    def _write_rows(self, data: QueryDict, formset: Any, sent: QueryDict) -> None:
        rows = self.rows[formset_key(formset)]
        kept = [row for row in rows if row.key]
        rows = [*kept, *(row for row in rows if not row.key)]
        data[f"{formset.prefix}-{TOTAL_FORM_COUNT}"] = str(len(rows))
        data[f"{formset.prefix}-{INITIAL_FORM_COUNT}"] = str(len(kept))
        pk = keys_of(formset)[0]
        for number, row in enumerate(rows):
            start = formset.add_prefix(number)
            _write(data, formset.empty_form, row.values, start)
            data[f"{start}-{pk}"] = row.key
            data[f"{start}-{formset.fk.name}"] = str(formset.instance.pk)
            if row.sent_as and isinstance(formset, HoldingRows):
                copy_nested(formset, sent, row.sent_as, data, start)
            if row.delete:
                data[f"{start}-{DELETION_FIELD_NAME}"] = "on"


def _write(data: QueryDict, form: Any, values: Values, start: str = "") -> None:
    for name, value in values.items():
        key = f"{start}-{name}" if start else form.add_prefix(name)
        if isinstance(value, list):
            data.setlist(key, value)
        elif isinstance(form.fields[name], forms.BooleanField) and not value:
            data.pop(key, None)
        else:
            data[key] = value


def _in_words(values: Values) -> str:
    """A row's texts, for a person to know it by. Keys and numbers say nothing."""
    return "\n\n".join(
        value
        for value in values.values()
        if isinstance(value, str) and len(value) > 2 and not value.isdigit()
    )


def shown(of_field: Any, value: Value) -> str:
    if isinstance(of_field, forms.ModelChoiceField):
        keys = [
            key for key in ([value] if isinstance(value, str) else value) if whole_number(key) is not None
        ]
        rows = of_field.queryset.filter(pk__in=keys) if of_field.queryset is not None else ()
        return ", ".join(str(of_field.label_from_instance(row)) for row in rows)
    if isinstance(of_field, forms.ChoiceField):
        choices: Any = of_field.choices
        names = {str(key): str(name) for key, name in choices}
        return ", ".join(names.get(key, key) for key in ([value] if isinstance(value, str) else value))
    if isinstance(of_field, forms.BooleanField):
        return _("Yes") if value else _("No")
    return str(value)
