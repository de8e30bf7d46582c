import pytest

from newsscraper.archives.losses import lost_field
from newsscraper.article.extraction import missing_fields
from newsscraper.failures import Reason, http_reason, missing_reason
from newsscraper.items import Article


def test_each_field_that_an_article_must_have_can_be_lost():
    missing = missing_fields(Article())
    assert missing
    assert [lost_field(missing_reason(field)) for field in missing] == missing


@pytest.mark.parametrize("reason", [Reason.NOINDEX, Reason.CUT_OFF, http_reason(404)])
def test_what_is_the_page_s_own_affair_is_no_loss(reason):
    assert lost_field(reason) is None
