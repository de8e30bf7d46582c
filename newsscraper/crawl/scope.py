"""What a run is after, judged by the dates that lists print beside their links."""

from dataclasses import dataclass
from datetime import timedelta

from newsscraper.items import Article, Link
from newsscraper.window import Window, day_of


@dataclass(frozen=True)
class Scope:
    """The days of a run, or its list."""

    window: Window
    related_max_age: timedelta
    """Oldest related links to follow when there is no window (``RELATED_MAX_AGE_DAYS``)."""
    is_list: bool = False
    """Whether the run is for a list of URLs."""

    def may_hold(self, link: Link) -> bool:
        """Tell whether a listed article may lie in the window; without a date it may."""
        return self.may_hold_date(link["date_published"])

    def may_hold_date(self, moment: str | None) -> bool:
        """Tell the same of the date alone."""
        return moment is None or self.window.contains(day_of(moment))

    def may_be_as_young(self, moment: str | None) -> bool:
        """Tell whether what appeared no later than *moment* may lie in the window."""
        return moment is None or not self.window.is_before(day_of(moment))

    def holds(self, article: Article) -> bool:
        """Tell whether *article* lies in the window; without a date it cannot be told."""
        return not article.date_published or self.window.contains(day_of(article.date_published))

    def is_worth_following(self, link: Link, article: Article) -> bool:
        """Tell whether a related link of *article* is to be followed."""
        if self.window:
            return self.may_hold(link)
        if link["date_published"] is None or article.date_published is None:
            return False
        age = day_of(article.date_published) - day_of(link["date_published"])
        return bool(age <= self.related_max_age)
