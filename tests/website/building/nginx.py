"""The configuration that is shipped, for a folder and ports of one's own."""

import os
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MAIN = """
daemon off; {user}
pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {servers}
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def start(folder: Path, site: Path, port: int, portal: int, more: str = "") -> "subprocess.Popen[bytes]":
    """nginx with the portal behind it, as the user that runs; `more` are further servers."""
    folder.mkdir()
    deploy = folder / "deploy"
    deploy.mkdir()
    for file in (ROOT / "deploy").glob("*.conf"):
        text = file.read_text().replace("/srv/portal/deploy", str(deploy))
        text = text.replace("/srv/portal/var/site", str(site)).replace(
            "127.0.0.1:8001", f"127.0.0.1:{portal}"
        )
        (deploy / file.name).write_text(text.replace("listen 8000", f"listen 127.0.0.1:{port}"))
    shipped = f"include {deploy}/nginx.conf;"
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, servers=shipped + more, user=user))
    log = folder / "error.log"
    nginx = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(log)])
    for _attempt in range(200):
        if nginx.poll() is not None:
            raise RuntimeError(log.read_text())
        if answers(port):
            return nginx
        time.sleep(0.05)
    raise TimeoutError


def answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
