import pytest
from scrapy.exceptions import ContractFail
from scrapy.http import Request

from newsscraper.console.contracts import ExampleContract
from newsscraper.items import Article
from newsscraper.spiders.kompas import KompasSpider

WHOLE = {"headline": "Judul", "body": "Isi.", "date_published": "2026-01-20T18:30:00+07:00"}


@pytest.fixture
def contract():
    return ExampleContract(KompasSpider().parse_article)


def test_the_example_is_that_of_the_publisher_whose_callback_it_is(contract):
    asked = contract.adjust_request_args(
        {"callback": KompasSpider().parse_article, "dont_filter": 1}
    )
    assert asked["url"] == KompasSpider.example_url
    assert asked["dont_filter"] == 1


def test_a_whole_article_passes_and_requests_are_let_through(contract):
    contract.post_process([Article(**WHOLE), Request("https://a.id/")])


@pytest.mark.parametrize("name", WHOLE)
def test_an_article_that_a_crawl_would_drop_fails(contract, name):
    with pytest.raises(ContractFail, match=f"The example has no {name}"):
        contract.post_process([Article(**(WHOLE | {name: None}))])
