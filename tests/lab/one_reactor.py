"""One reactor for many crawls of one process."""

import asyncio


def in_a_reactor(work):
    """Return what the coroutine that *work* makes returns; the reactor ends with it."""
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    tasks = []

    def begin():
        tasks.append(asyncio.ensure_future(work()))
        tasks[0].add_done_callback(lambda _: reactor.stop())

    reactor.callWhenRunning(begin)
    reactor.run()
    return tasks[0].result()
