"""Records each answer before anything else sees it: what is stored of it is recorded, too."""

import asyncio
import logging
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newsscraper import __version__
from newsscraper.failures import CannotGoOn, Exit, Fate, Reason, Refusal, Verdict
from newsscraper.page.fetch_time import archived_flag, fetched_at, is_archived
from newsscraper.record.growing_file import GrowingFile, close_torn
from newsscraper.record.seen_pages import SeenPages
from newsscraper.record.warc_records import NOT_MODIFIED, Earlier, Exchange, info_record
from newsscraper.store.clock import Clock

MOST_BYTES: Final = 1 << 30
"""A file that has so many is closed, and another begun."""

NOT_RECORDED: Final = "not_recorded"
"""Why the spider is closed when nothing can be written."""

logger = logging.getLogger(__name__)


class Recorder:
    """A downloader middleware, the last before the network: it gets each answer as it came."""

    def __init__(self, crawler: Crawler, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.crawler, self.folder, self.most_bytes = crawler, folder, most_bytes
        self.failure: str | None = None
        """Why nothing more can be written."""
        self.clock = Clock()
        self._file: GrowingFile | None = None
        self._seen: SeenPages | None = None
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for a crawl if the setting ``RECORD`` names a folder."""
        folder = crawler.settings["RECORD"]
        if folder is None:
            raise NotConfigured
        recorder = cls(crawler, Path(folder))
        crawler.signals.connect(recorder.close, signals.spider_closed)
        return recorder

    def begin(self, clock: Clock) -> None:
        """Open the folder, close what a killed run has left there, and begin a file.

        Raises CannotGoOn when it cannot be written.
        """
        self.clock = clock
        try:
            self._open()
        except OSError as error:
            raise CannotGoOn(Exit.NOT_WRITTEN, self._reason(error)) from error

    def process_request(self, request: Request) -> None:
        """Raise Refusal for all requests once nothing can be recorded."""
        if self.failure:
            raise _refusal(self.failure)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return *response*, recorded, with the time of its record as that of its fetching.

        Raises Refusal, and ends the run, when it cannot be written.
        """
        now = self.clock.now()
        moment = datetime.fromisoformat(fetched_at(response, now)) if is_archived(response) else now
        try:
            if self.failure:
                raise _refusal(self.failure)
            self._write(Exchange(request, response, moment))
        except (OSError, CannotGoOn) as error:
            self.failure = self._reason(error)
            logger.error(self.failure)  # `fetch`, `shell` and `parse` have no last line
            self._stop()
            raise _refusal(self.failure) from error
        if moment is now:
            response.flags.append(archived_flag(now))
        return response

    def close(self) -> None:
        """Close the file, if one is open; a failure is noted."""
        if self._seen:
            self._seen.close()
        file, self._file, self._seen = self._file, None, None
        try:
            if file:
                file.close()
        except OSError as error:
            self.failure = self.failure or self._reason(error)

    # --- Files -------------------------------------------------------------------------------

    def _open(self) -> tuple[GrowingFile, SeenPages]:
        """Return the file that is written to, and what is known of others."""
        if self._seen is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            close_torn(self.folder, self.clock)
            self._seen = SeenPages(self.folder)
        if self._file and self._file.size >= self.most_bytes:
            full, self._file = self._file, None
            full.close()
        if self._file is None:
            self._file = self._begun()
        return self._file, self._seen

    def _begun(self) -> GrowingFile:
        name = self.crawler.spider.name if self.crawler.spider else "pages"
        file = GrowingFile.begin(self.folder, name, self.clock)
        facts = {
            "software": f"newsscraper/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey" if self.crawler.settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            "http-header-user-agent": str(self.crawler.settings["USER_AGENT"]),
        }
        file.append(info_record(file.path.name, facts))
        return file

    def _write(self, exchange: Exchange) -> None:
        file, seen = self._open()
        response = exchange.response
        is_page = response.status == 200 and bool(response.body)
        if is_page and (earlier := seen.find(exchange.url, exchange.digest, response.body)):
            file.append(exchange.revisit_record(earlier) + exchange.request_record())
        elif response.status == NOT_MODIFIED:
            file.append(exchange.unchanged_record() + exchange.request_record())
        else:
            place = file.append(exchange.response_record() + exchange.request_record())
            if is_page:
                here = Earlier(exchange.url, exchange.date, file.path.name, place)
                seen.note(here, exchange.digest)

    # --- Its end -----------------------------------------------------------------------------

    def _reason(self, error: OSError | CannotGoOn) -> str:
        why = getattr(error, "strerror", None) or str(error)
        return f"RECORD={self.folder} cannot be written: {why}"

    def _stop(self) -> None:
        """End the run, once: what is not asked for now, the next run asks for."""
        if self._closing or not self.crawler.engine.running:
            return
        closing = self.crawler.engine.close_spider_async(reason=NOT_RECORDED)
        self._closing = asyncio.ensure_future(closing)


def begin_recording(crawler: Crawler, clock: Clock) -> None:
    """Let the recorder of *crawler* begin, if there is one; see ``Recorder.begin``."""
    if recorder := crawler.get_downloader_middleware(Recorder):
        recorder.begin(clock)


def end_recording(crawler: Crawler) -> str | None:
    """Let the recorder of *crawler* end; return why pages could not be recorded, if so."""
    recorder = crawler.get_downloader_middleware(Recorder)
    if recorder is None:
        return None
    recorder.close()
    return recorder.failure


def _refusal(text: str) -> Refusal:
    return Refusal(Verdict(Fate.PUT_OFF, Reason.STOPPED), text)
