"""How many pages a second: gunicorn alone, gunicorn behind the shipped nginx, and nginx with the same files and nothing else.

All in one run, by as many readers with an open connection each; only the ratios travel between machines."""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
PAGES = {
    "tema": "/herning/2019/tema/tema-1/",
    "plan": "/herning/2019/",
    "mål": "/herning/2019/maal/",
    "opfølgning": "/herning/2019/opfoelgning/",
    "sammenligning": "/herning/2020/sammenlign/2019/",
    "PDF": "/herning/2019/plan.pdf",
}
READERS, SECONDS = 2, 3.0
HEAD = (
    "",
    "gunicorn/s",
    "bag nginx/s",
    "nginx alene/s",
    "gunicorn/nginx",
    "bag/alene",
    "p50 ms",
    "p99 ms",
    "p99/p50",
)


def make_site() -> None:
    import django  # noqa: PLC0415 slow import
    from django.core.management import call_command  # noqa: PLC0415 slow import

    django.setup()
    from tests.website.whole_site import publish_whole_site  # noqa: PLC0415 slow import

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    publish_whole_site()
    call_command("build_site")


def read(port: int, path: str) -> list[float]:
    """How long each answer took, in milliseconds."""
    taken: list[float] = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    end = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < end:
        connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def measured(pool: ProcessPoolExecutor, port: int, path: str) -> list[float]:
    found = list(pool.map(read, [port] * READERS, [path] * READERS))
    return sorted(one for each in found for one in each)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["VAR_DIR"] = temporary
        subprocess.run([sys.executable, __file__, "make"], check=True)
        serve(folder)


def serve(folder: Path) -> None:
    from tests.website.building.nginx import answers, free_port, start  # noqa: PLC0415 slow import

    portal, port, plain = free_port(), free_port(), free_port()
    site = folder / "site"
    alone = f"""server {{ listen 127.0.0.1:{plain}; root {site}/pages; gzip_static on;
        location ~ [.]pdf$ {{ root {site}/files; }} location / {{ index index.html; }} }}"""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{portal}",
        "--workers",
        "2",
    ]
    gunicorn = subprocess.Popen(command, cwd=ROOT)
    nginx = start(folder / "nginx", site, port, portal, alone)
    try:
        while not answers(portal):
            time.sleep(0.2)
        with ProcessPoolExecutor(READERS) as pool:
            measured(pool, portal, PAGES["plan"])  # by now both workers have loaded the portal
            print_table(
                [
                    (name, *(measured(pool, one, path) for one in (portal, port, plain)))
                    for name, path in PAGES.items()
                ]
            )
    finally:
        for process in (nginx, gunicorn):
            process.terminate()
            process.wait(20)


def print_table(rows: list[tuple[str, list[float], list[float], list[float]]]) -> None:
    sys.stdout.write("| " + " | ".join(HEAD) + " |\n")
    sys.stdout.write("|" + "---|" * len(HEAD) + "\n")
    for name, portal, behind, alone in rows:
        per_second = [len(each) / SECONDS for each in (portal, behind, alone)]
        p50, p99 = statistics.median(portal), portal[int(len(portal) * 0.99)]
        numbers = [f"{one:.0f}" for one in per_second]
        ratios = [f"{per_second[0] / per_second[2]:.0%}", f"{per_second[1] / per_second[2]:.0%}"]
        sys.stdout.write(
            "| "
            + " | ".join([name, *numbers, *ratios, f"{p50:.2f}", f"{p99:.2f}", f"{p99 / p50:.1f}"])
            + " |\n"
        )


if __name__ == "__main__":
    make_site() if sys.argv[1:] == ["make"] else main()
