"""What `docs/deploy` says is right: the units of systemd, and the image of a container.

Neither systemd nor Docker is asked to run them. Their command lines are run as they would be.
"""

import json
import re
import shlex
import shutil
import subprocess
from types import SimpleNamespace

import pytest
from lab.bare_process import SECONDS, is_confined, run_bare, start_bare, stop_bare
from lab.clean_python import clean_python, wheel_of
from lab.project import FIXTURES, PROJECT
from worlds.server import serving
from worlds.site import Site

from newsscraper.failures import Exit

FOLDER = PROJECT / "docs/deploy"
DOCKERFILE = (FOLDER / "Dockerfile").read_text()
SERVICE, TIMER = "newsscraper@.service", "newsscraper@.timer"


def facts(name):
    """The lines of a unit: name -> values."""
    found = {}
    for line in (FOLDER / name).read_text().splitlines():
        if re.match(r"\w+=", line):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def instructions():
    """The lines of the last stage of the Dockerfile: instruction -> what it is given."""
    found = {}
    for line in DOCKERFILE.rpartition("\nFROM ")[2].splitlines()[1:]:
        key, _, value = line.partition(" ")
        found.setdefault(key, []).append(value)
    return found


# --- systemd --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "sections"),
    {SERVICE: "Unit Service", TIMER: "Unit Timer Install"}.items(),
)
def test_a_unit_has_its_sections_and_no_line_twice(unit, sections):
    text = (FOLDER / unit).read_text()
    assert re.findall(r"^\[(\w+)\]$", text, re.MULTILINE) == sections.split()
    assert [key for key, values in facts(unit).items() if len(values) > 1] == []


def test_what_the_next_run_puts_right_is_no_failure_of_the_unit():
    codes = {int(code) for code in facts(SERVICE)["SuccessExitStatus"][0].split()}
    assert codes == {Exit.PARTIAL, Exit.STOPPED}


def test_the_service_is_of_no_privileged_user_and_may_write_its_state_alone():
    found = facts(SERVICE)
    assert found["User"] != ["root"]
    assert found["ProtectSystem"] == ["strict"]
    assert found["CapabilityBoundingSet"] == [""]
    assert "ReadWritePaths" not in found
    state = f"/var/lib/{found['StateDirectory'][0]}"
    assert found["WorkingDirectory"] == [state]
    assert found["Environment"] == [f"NEWSSCRAPER_STORE_URL=sqlite:///{state}/articles.db"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_finds_nothing_wrong(tmp_path):
    for unit in (SERVICE, TIMER):
        text = (FOLDER / unit).read_text()
        (tmp_path / unit).write_text(re.sub(r"(?<=ExecStart=)\S+", "/bin/true", text))
    verify = ["systemd-analyze", "verify", "--man=no", tmp_path / SERVICE, tmp_path / TIMER]
    done = subprocess.run(verify, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_finds_the_service_little_exposed():
    security = ["systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=20"]
    done = subprocess.run([*security, FOLDER / SERVICE], capture_output=True, text=True)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd cannot look at a unit that is not loaded")
    assert done.returncode == 0, done.stdout


# --- The image ------------------------------------------------------------------------------------


def test_the_image_runs_without_root_and_keeps_all_on_its_volume():
    found = instructions()
    user, _, group = found["USER"][0].partition(":")
    assert user.isdecimal()
    assert int(user) >= 1000
    assert user == group
    assert found["VOLUME"] == found["WORKDIR"] == ["/data"]
    assert f"RUN install -d -o {user} -g {group} /data" in DOCKERFILE
    assert list(found)[-2:] == ["ENTRYPOINT", "CMD"]


def test_the_image_brings_the_driver_of_a_store_on_a_server():
    assert 'pip install --no-cache-dir "/src[postgres]"' in DOCKERFILE


def test_what_is_copied_into_the_image_is_there():
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    names = {name for line in copied for name in line if not name.startswith(("--", "/"))}
    assert names == {"pyproject.toml", "README.md", "LICENSE", "newsscraper", "fixtures"}
    assert all((PROJECT / name).exists() for name in names)


# --- Both, run as they are ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A Python with the project as the image has it: of the files that are copied, no others."""
    source, base = (tmp_path_factory.mktemp(name) for name in ("src", "python"))
    for line in re.findall(r"^COPY ([^/-].*) /src\S*$", DOCKERFILE, re.MULTILINE):
        for name in line.split():
            place = PROJECT / name
            copy = shutil.copytree if place.is_dir() else shutil.copy
            copy(place, source / name)
    clean = clean_python(base / "venv")
    clean.install(wheel_of(source, tmp_path_factory.mktemp("wheel")))
    return clean


def as_service(installed, folder):
    """The command line of the unit, and its environment."""
    state = facts(SERVICE)["WorkingDirectory"][0]
    text = facts(SERVICE)["ExecStart"][0].replace("%i", "mediaindonesia")
    program, *words = shlex.split(text)
    assert program == "/srv/newsscraper/.venv/bin/newsscraper"
    variable = facts(SERVICE)["Environment"][0].replace(state, str(folder))
    return [installed.scripts / "newsscraper", *words], dict([variable.split("=", 1)])


def as_container(installed, folder):
    """The command line of `docker run … newsscraper crawl mediaindonesia …`, its environment."""
    found = instructions()
    [program] = json.loads(found["ENTRYPOINT"][0])
    words = [word.replace("--all", "mediaindonesia") for word in json.loads(found["CMD"][0])]
    assert "mediaindonesia" in words
    variables = dict(line.split("=", 1) for line in found["ENV"])
    assert variables["PATH"].split(":")[0] == "/venv/bin"
    url = variables["NEWSSCRAPER_STORE_URL"].replace("/data", str(folder))
    return [installed.scripts / program, *words], {"NEWSSCRAPER_STORE_URL": url}


@pytest.fixture(params=[as_service, as_container], scope="module")
def started(request, installed, tmp_path_factory):
    """What came of the command line, twice, and of two others beside it; and the one folder."""
    folder = tmp_path_factory.mktemp("volume")
    (program, *words), variables = request.param(installed, folder)
    store = f"STORE_URL={variables['NEWSSCRAPER_STORE_URL']}"

    def run(*line):
        return run_bare([program, *line], folder, variables)

    replay = ("-s", f"REPLAY={FIXTURES}", "-s", store)
    return SimpleNamespace(
        folder=folder,
        first=run(*words, *replay),
        second=run(*words, *replay),
        status=run("status", "--json"),
        wrong=run(*words, "--since", "never"),
    )


@pytest.mark.slow
def test_its_command_line_crawls_with_nothing_to_write_to_but_its_folder(started):
    assert started.first.returncode == 0, started.first.stderr
    assert started.first.stderr.splitlines()[-1].endswith(
        "Complete: 52 articles added to articles.jsonl, 0 failed."
    )
    assert len((started.folder / "articles.jsonl").read_text().splitlines()) == 52
    assert started.second.returncode == 0, started.second.stderr
    assert "Complete: 0 new; " in started.second.stderr.splitlines()[-1]
    left = {path.name for path in started.folder.iterdir()}
    assert {"articles.db", "articles.jsonl"} <= left
    assert {name.strip(".").partition(".")[0] for name in left} == {"articles"}


@pytest.mark.slow
def test_other_commands_find_the_store_by_the_environment(started):
    assert started.status.returncode == 0, started.status.stderr
    [publisher] = json.loads(started.status.stdout)["publishers"]
    assert publisher["last_run"]["exit_code"] == 0
    assert publisher["last_run"]["number"] == 2


@pytest.mark.slow
def test_what_is_wrong_with_it_is_one_line_and_code_2(started):
    assert started.wrong.returncode == 2
    assert started.wrong.stderr.startswith("newsscraper: since=never is not a day")
    assert started.wrong.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_folder_that_may_not_be_written_is_told_with_code_3(installed, tmp_path):
    if not is_confined():
        pytest.skip("only a system that is read-only can show it")
    line = ["crawl", "mediaindonesia", "-s", f"REPLAY={FIXTURES}", "-O", "/srv/articles.jsonl"]
    done = run_bare([installed.scripts / "newsscraper", *line], tmp_path, {})
    assert done.returncode == 3
    assert "Read-only file system" in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_a_container_that_is_stopped_delivers_what_it_has(installed, tmp_path):
    site, folder = Site(tmp_path / "site"), tmp_path / "volume"
    folder.mkdir()
    stories = [site.article(f"/ekonomi/80000{n}/berita", "2026-01-10 10:00") for n in (1, 2, 3)]
    site.index("/indeks", stories)
    line, variables = as_container(installed, folder)
    with serving(site.folder) as server:
        settings = ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0.3")
        with start_bare([*line, *settings], folder, variables) as process:
            server.hook = lambda url: url == stories[1].url and stop_bare(process)
            said = process.communicate(timeout=SECONDS)[1]
    assert process.returncode == Exit.STOPPED, said
    last = said.splitlines()[-1]
    assert "Stopped by a signal: 2 articles added to articles.jsonl, 0 failed." in last
