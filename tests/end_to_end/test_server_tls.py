"""A server that is asked over TLS, by users with passwords, which nobody ever reads again."""

from contextlib import ExitStack, closing

import pytest
from lab import forked
from lab.certificates import Authority
from lab.command_line import Ended, is_one_line, run
from lab.postgresql_server import NoServer, started
from lab.project import own_environment
from worlds.paper import Paper, down
from worlds.site import HOME

from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at

pytest.importorskip("psycopg", reason="psycopg is not installed")
pytestmark = pytest.mark.slow

PASSWORD = "rahasia77"
WRONG = "salah-99"
HBA = b"""
host all ani 127.0.0.1/32 scram-sha-256
host all news 127.0.0.1/32 trust
"""
FIRST = Authority("Pertama")
OTHER = Authority("Kedua")


class Address:
    """A server, its port, and how it is named."""

    def __init__(self, url):
        self.port = url.rpartition(":")[2]

    def url(self, password=PASSWORD, host="localhost", database="berita", user="ani", **query):
        who = f"{user}:{password}@" if password else f"{user}@"
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return f"postgresql+psycopg://{who}{host}:{self.port}/{database}?{asked}"


def serving(stack, *settings, **files):
    """Have a server with a user who has a password, and a store of theirs."""
    try:
        url = stack.enter_context(started(*settings, files=files | {"pg_hba.conf": HBA}))
    except NoServer as error:
        pytest.skip(f"no PostgreSQL: {error}")
    with closing(place_at(f"{url}/postgres").connect()) as admin:
        admin.execute(f"CREATE ROLE ani LOGIN PASSWORD '{PASSWORD}'")
        admin.execute("CREATE DATABASE berita OWNER ani ENCODING 'UTF8' TEMPLATE template0")
    address = Address(url)
    Store.open(place_at(address.url())).close()
    return address


@pytest.fixture(scope="module")
def server():
    """One that has a certificate of the first authority, for `localhost`."""
    certificate, key = FIRST.issue("localhost")
    with ExitStack() as stack:
        yield serving(stack, "ssl=on", **{"server.crt": certificate, "server.key": key})


@pytest.fixture(scope="module")
def plain():
    """One without TLS."""
    with ExitStack() as stack:
        yield serving(stack)


@pytest.fixture
def authorities(tmp_path):
    """The files of the two authorities."""
    for name, authority in (("first", FIRST), ("other", OTHER)):
        (tmp_path / f"{name}.pem").write_bytes(authority.certificate)
    return {name: str(tmp_path / f"{name}.pem") for name in ("first", "other")}


@pytest.fixture
def paper(tmp_path):
    """A site with three articles."""
    paper = Paper(tmp_path / "paper")
    paper.publish(down(2))
    return paper


def status(folder, url, **variables):
    return run(folder, "status", "-s", f"STORE_URL={url}", **variables)


def test_the_right_server_is_asked_over_tls(server, authorities, tmp_path):
    url = server.url(sslmode="verify-full", sslrootcert=authorities["first"])
    with closing(place_at(url).connect()) as driver:
        query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert driver.execute(query).fetchone() == (True,)
    assert status(tmp_path, url).code == 0


@pytest.mark.parametrize(
    ("authority", "host", "why"),
    [
        ("other", "localhost", "certificate verify failed"),
        ("first", "127.0.0.1", 'does not match host name "127.0.0.1"'),
    ],
)
def test_another_server_is_not_asked(server, authorities, tmp_path, authority, host, why):
    url = server.url(host=host, sslmode="verify-full", sslrootcert=authorities[authority])
    code, out, said = status(tmp_path, url)
    assert (code, out, is_one_line(said)) == (3, "", True)
    assert "cannot be reached (" in said
    assert why in said


def test_a_server_without_tls_is_not_asked(plain, authorities, tmp_path):
    url = plain.url(sslmode="verify-full", sslrootcert=authorities["first"])
    code, out, said = status(tmp_path, url)
    assert (code, out, is_one_line(said)) == (3, "", True)
    assert "server does not support SSL, but SSL was required" in said
    assert status(tmp_path, plain.url()).code == 0


@pytest.mark.parametrize(
    ("query", "code", "why"),
    [
        ({"sslmod": "verify-full"}, 2, 'invalid connection option "sslmod"'),
        ({"sslmode": "verify-ful"}, 3, 'invalid sslmode value: "verify-ful"'),
        ({"sslmode": "verify-full", "sslrootcert": "/none.pem"}, 3, '"/none.pem" does not exist'),
    ],
)
def test_what_is_misspelt_is_not_left_out(server, tmp_path, query, code, why):
    ended = status(tmp_path, server.url(**query))
    assert (ended.code, is_one_line(ended.err)) == (code, True)
    assert why in ended.err


# --- Passwords ------------------------------------------------------------------------------------


WAYS = ("url", "query", "variable", "file", "service")
"""To give a password."""


def named(server, password, way, folder):
    """The URL of the store, and the environment, in which *password* is given in a *way*."""
    url = server.url(password=None)
    if way == "url":
        return server.url(password), {}
    if way == "query":
        return f"{url}password={password}", {}
    if way == "variable":
        return url, {"PGPASSWORD": password}
    secret = folder / way
    secret.write_text(
        f"*:*:*:ani:{password}\n"
        if way == "file"
        else f"[ours]\nhost=localhost\nport={server.port}\nuser=ani\npassword={password}\n",
        encoding="utf-8",
    )
    secret.chmod(0o600)
    if way == "file":
        return url, {"PGPASSFILE": str(secret)}
    return "postgresql+psycopg:///berita?service=ours", {"PGSERVICEFILE": str(secret)}


class Loud:
    """Commands in a folder that keep nothing to themselves, and all that they say and write."""

    def __init__(self, folder):
        self.folder = folder
        self.said = ""
        folder.mkdir()

    def __call__(self, *command, **variables):
        env = own_environment(**variables)
        code, out, err = forked.run(*command, cwd=self.folder, env=env)
        self.said += out.decode() + err.decode()
        return Ended(code, out.decode(), err.decode())

    def has(self, text):
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        return any(text.encode() in each for each in (self.said.encode(), *files))


@pytest.fixture
def loud(tmp_path):
    return Loud(tmp_path / "run")


def crawling(url, paper, *options):
    given = ("-s", f"STORE_URL={url}", "-s", f"REPLAY={paper.folder}", "-L", "DEBUG")
    return "crawl", "mediaindonesia", *given, "-O", "out.jsonl", *options


@pytest.mark.parametrize("way", WAYS)
def test_a_password_is_found_nowhere(server, paper, loud, tmp_path, way):
    url, variables = named(server, PASSWORD, way, tmp_path)
    ended = loud(*crawling(url, paper, "-s", "RECORD=records"), **variables)
    assert ended.code == 0, ended.err
    for command in ("status --json", "report -O a.html"):
        ended = loud(*command.split(), "-s", f"STORE_URL={url}", **variables)
        assert ended.code == 0, ended.err
    assert loud("copystore", url, "copy.db", **variables).code == 0
    assert not loud.has(PASSWORD)
    assert PASSWORD not in rows_of(server)


def test_a_log_in_a_file_has_none_either(server, paper, loud):
    assert loud(*crawling(server.url(), paper, "--logfile", "run.log")).code == 0
    assert "Overridden settings" in (loud.folder / "run.log").read_text(encoding="utf-8")
    assert not loud.has(PASSWORD)


def rows_of(server):
    """All that the store has, as text."""
    with closing(place_at(server.url()).connect()) as driver:
        names = driver.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in names.fetchall()]
        return repr([driver.execute(f"SELECT * FROM {name}").fetchall() for name in tables])


@pytest.mark.parametrize("way", WAYS)
def test_nor_is_a_wrong_one(server, paper, loud, tmp_path, way):
    url, variables = named(server, WRONG, way, tmp_path)
    for command in (crawling(url, paper), ("status", "-s", f"STORE_URL={url}")):
        ended = loud(*command, **variables)
        assert ended.code == 3, ended.err
        assert 'password authentication failed for user "ani"' in ended.err.splitlines()[-1]
    assert "Traceback" not in loud.said
    assert not loud.has(WRONG)


def test_the_environment_may_name_the_store_with_its_password(server, loud):
    for password, code in ((PASSWORD, 0), (WRONG, 3)):
        assert loud("status", NEWSSCRAPER_STORE_URL=server.url(password)).code == code
        assert loud("crawl", "x", NEWSSCRAPER_STORE_URL=server.url(password)).code == 2
    assert not loud.has(PASSWORD)
    assert not loud.has(WRONG)


@pytest.mark.parametrize(
    ("change", "code", "why"),
    [
        ({"host": "tidak.invalid"}, 3, "tidak.invalid"),
        ({"database": "bukan"}, 3, 'database "bukan" does not exist'),
        ({"password": f"{PASSWORD}@{WRONG}"}, 2, "%40"),
        ({"password": f"{PASSWORD}@{WRONG}/x"}, 2, "%40"),
        ({"port": "tidak"}, 2, "non-integer port"),
        ({"host": "localhost:tidak"}, 2, "is no database URL"),
    ],
)
def test_nor_is_one_behind_whatever_else_is_wrong(server, paper, loud, change, code, why):
    url = server.url(**change)
    for command in (crawling(url, paper), ("status", "-s", f"STORE_URL={url}")):
        ended = loud(*command)
        assert ended.code == code, ended.err
        assert why in ended.err.splitlines()[-1]
    assert "Traceback" not in loud.said
    assert not loud.has(PASSWORD)
    assert not loud.has(WRONG)


@pytest.mark.parametrize("command", ["list", "version -v", "fetch", "parse", "shell -c 1"])
def test_nor_do_commands_that_want_no_store_show_it(server, paper, loud, command):
    url = () if command in ("list", "version -v") else (f"{HOME}/indeks",)
    options = ("-s", f"STORE_URL={server.url()}", "-s", f"REPLAY={paper.folder}", "-L", "DEBUG")
    ended = loud(*command.split(), *options, *url)
    assert ended.code == 0, ended.err
    assert not loud.has(PASSWORD)
