"""What the head of 部门整体 says beside its name: income and expenditure of the year, and the score of its sheet."""

from __future__ import annotations

from core.kinds import money_in, shown, trimmed
from core.reading import Values

_SUMS = (("收入", "total_income"), ("支出", "total_expenditure"))


def headline(values: Values) -> str:
    """The sums of the final accounts and the points, as far as the form asks for them; blank for a project."""
    return "　".join(part for part in (_money(values), _points(values)) if part)


def _money(values: Values) -> str:
    form, accounts = values.form, values.accounts
    if accounts is None or not form.accounts:
        return ""
    amounts = ((word, accounts.amount(line)) for word, line in _SUMS)
    said = [f"{word} {shown(money_in(amount, form.money_unit), form.money_decimals)} {form.money_unit}"
            for word, amount in amounts if amount is not None]  # fmt: skip
    return "　".join(said)


def _points(values: Values) -> str:
    sheet = values.sheet
    if sheet is None or not values.dossier.is_unit or not sheet.begun:
        return ""
    points = f"自评 {trimmed(sheet.known)} 分"
    return f"{points}（还有 {len(sheet.unscored)} 项没有得分）" if sheet.unscored else points
