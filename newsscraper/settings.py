"""Every Scrapy setting that the project changes, grouped, each with its reason."""

from scrapy.settings import default_settings as scrapy

# --- Who we are -------------------------------------------------------------------------------
BOT_NAME = "newsscraper"
SPIDER_MODULES = ["newsscraper.spiders"]
NEWSPIDER_MODULE = "newsscraper.spiders"
# Scrapy's own loads every publisher for a crawl of one.
SPIDER_LOADER_CLASS = "newsscraper.console.spider_loader.NamedSpiderLoader"
COMMANDS_MODULE = "newsscraper.commands"
# Publishers must be able to reach whoever crawls them: put your own address here.
CONTACT = "https://example.org/who-we-are"
USER_AGENT = f"newsscraper/0.1 (+{CONTACT})"
# robots.txt groups are matched by our product token alone, not by the whole user agent.
ROBOTSTXT_USER_AGENT = "newsscraper"

# --- Politeness -------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# The number per domain alone does not hold: with no pause, Scrapy 2.19 starts all requests at once
# that wait for a host. A run is of one publisher, and this also keeps the order of the index.
CONCURRENT_REQUESTS = 1
DOWNLOAD_DELAY = 1
# Scrapy's default of 0.5 would go down to half a second.
DOWNLOAD_DELAY_JITTER = 0

# Leave out articles whose page says noindex or none, or reserves text and data mining.
ROBOTS_META_OBEY = True
TDM_RESPECT = True

# --- Safety -----------------------------------------------------------------------------------
# Scrapy checks no certificates by default.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Scrapy's 1 GiB lets a 500-byte compressed bomb fill the memory.
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
# Scrapy's 180 s let one hanging page hold up a publisher for three minutes.
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5
# Fronts reload themselves every few minutes; only what sends on at once is a redirect.
METAREFRESH_MAXDELAY = 5
# News pages need none, and without them no public suffix list is asked for.
COOKIES_ENABLED = False
REFERRER_POLICY = "same-origin"
# A link to file:, data:, ftp: or s3: is never news; the others connect to public addresses only.
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "newsscraper.downloader.handlers.FencedHandler"),
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
# Both let whoever reaches the port run code in the crawl; see `EXTENSIONS_BASE` below.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_LIMIT_MB = 1024

# --- Speed ------------------------------------------------------------------------------------
# Scrapy starts this many tasks for every response (default 100): 30 to 45 % of the CPU time.
CONCURRENT_ITEMS = 1
# Scrapy parses the callback's source for every response, to warn of a `return` with a value: 1 ms.
WARN_ON_GENERATOR_RETURN_VALUE = False

# --- The crawl --------------------------------------------------------------------------------
FIRST_RUN_PAGES = 3
RELATED_MAX_AGE_DAYS = 30
# First in, first out within a priority: articles come in the order of the index page.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# The spider asks for no article and no index page twice. Scrapy's own filter would drop a redirect
# to a page that was fetched before, and tell nobody.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# --- Components -------------------------------------------------------------------------------
# Scrapy loads also what a setting switches off, and these two take a tenth of a start.
EXTENSIONS_BASE = {
    name: place
    for name, place in scrapy.EXTENSIONS_BASE.items()
    if not name.endswith((".TelnetConsole", ".RemoteControl"))
}

ADDONS = {
    "newsscraper.messages.quiet_logs.QuietLogs": 50,
    "newsscraper.replay.addon.Replay": 100,
    "newsscraper.record.recording_check.Recording": 110,
}
# In the order in which a request meets them; its answer comes back the other way.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "newsscraper.downloader.fence.Fence": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsscraper.downloader.robots.RobotsTxtMiddleware": 100,
    "newsscraper.downloader.tdm.TdmReservations": 150,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsscraper.downloader.retry.RetryMiddleware": 550,
    "newsscraper.downloader.refusals.RefusalBurst": 585,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newsscraper.downloader.whole.DecompressionMiddleware": 590,
    "newsscraper.downloader.pace.Pace": 800,
    # The last before the network, so that it gets each answer as it came.
    "newsscraper.record.recorder.Recorder": 1000,
}

SPIDER_MIDDLEWARES = {"newsscraper.crawl.newest_first.NewestFirst": 50}

ITEM_PIPELINES = {
    "newsscraper.pipelines.RequireFields": 100,
    "newsscraper.pipelines.StoreArticles": 900,
}
SPIDER_CONTRACTS = {"newsscraper.console.contracts.ExampleContract": 10}

# --- The store ---------------------------------------------------------------------------------
# None: sqlite:///articles.db in the working folder; with REPLAY a temporary store of that run.
STORE_URL = None

# Folder for WARC files of all that is fetched; REPLAY reads it. None: nothing is recorded.
RECORD = None

# --- Duplicates --------------------------------------------------------------------------------
# Articles are compared with those published so many days before or after; 0: only for equal texts.
NEAR_DUPLICATE_DAYS = 30
# Share of the three-word sequences of two texts that both have: from here on they are compared
# closely. 10 % of the words replaced at random leave 0.58, 20 % leave 0.35.
NEAR_DUPLICATE_SIMILARITY = 0.3
# Feed exact duplicates, too; near duplicates always are, marked.
FEED_DUPLICATES = False

# --- Feeds ------------------------------------------------------------------------------------
# Feeds are derived from the store: what was cut off or not written comes with the next run.
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,
    "newsscraper.feeds.extension.ArticleFeeds": 0,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "newsscraper.crawl.own_memory.OwnMemoryUsage": 0,
    "scrapy.extensions.logstats.LogStats": None,
    "newsscraper.progress.display.ProgressDisplay": 0,
}
FEED_STORAGES = {
    **dict.fromkeys(("", "file"), "newsscraper.feeds.storages.LocalFeedStorage"),
    "stdout": "newsscraper.feeds.storages.StdoutStorage",
}
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "csv": "newsscraper.feeds.exporters.CsvArticleExporter",
    **dict.fromkeys(
        ("jsonl", "jsonlines", "jl"), "newsscraper.feeds.exporters.JsonLinesArticleExporter"
    ),
}
# With -O, a run that has nothing to deliver would empty the last good file.
FEED_STORE_EMPTY = False

# Seconds that a run waits at its end for a file (-o) that another run is appending to. Long enough
# for the others of the same minute to end; longer than an hour, hourly runs would wait in line.
FEED_LOCK_WAIT = 600
# Seconds that a crawl of several publishers waits for one that a run holds which began before it.
PUBLISHER_LOCK_WAIT = 600

# Folders that all machines which share a store on a server have under the same path, such as a disk
# of the network: a feed there is one feed for all of them. Any other file is its machine's own.
SHARED_FOLDERS: list[str] = []

# Put a ' before cells of CSV that a spreadsheet would compute. It changes what the cells say.
CSV_FORMULA_GUARD = False
# What stands between two cells of CSV. Excel opens a file by the region of the computer, and where
# a comma begins the decimals, as in Indonesia, by ";".
CSV_SEPARATOR = ","

# --- Progress ---------------------------------------------------------------------------------
# auto: live where stderr is a terminal, else a line a minute in the log; lines: always the lines;
# off: neither.
PROGRESS = "auto"

# --- Log --------------------------------------------------------------------------------------
# The log is cleaned of what a terminal would obey, and colours are that, too.
LOG_COLOR = False
# DEBUG repeats every article's text in the log. Scrapy's own formatter also does so for each one
# that is dropped: a recheck of two days would write some megabytes.
LOG_LEVEL = "INFO"
LOG_FORMATTER = "newsscraper.messages.item_lines.ItemLines"
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
