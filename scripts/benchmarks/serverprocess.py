"""Starts the built server on a free port of this machine, talks with it, and puts it under load."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import tempfile

# Of a load.
CONNECTIONS = 32
QUESTION = {"text": "It was great, loved it."}


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.bytes = response.read()

    @property
    def json(self):
        return json.loads(self.bytes)


class Server:
    """A server with a data folder; of its own unless one is given."""

    def __init__(self, program, folder=None, *options):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = folder or os.path.join(self.scratch.name, "data")
        self.log_path = os.path.join(self.scratch.name, "log")
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                [program, "serve", "--port", "0", "--data", self.folder, *options],
                stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline().decode()
        assert line.startswith("serving at http://"), (line, self.log)
        self.address = line.split()[2].rstrip(",")
        self.port = int(self.address.rsplit(":", 1)[1])

    @property
    def log(self):
        with open(self.log_path, encoding="utf-8") as log:
            return log.read()

    def connect(self, timeout=60):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, path, value=None, *, body=None, headers=None, connection=None):
        """Asks for one answer; a value is sent as JSON."""
        headers = dict(headers or {})
        if value is not None:
            body = json.dumps(value).encode()
            headers.setdefault("Content-Type", "application/json")
        connection = connection or self.connect()
        connection.request(method, path, body=body, headers=headers)
        return Answer(connection.getresponse())

    def upload(self, path, query=""):
        with open(path, "rb") as file:
            return self.ask(
                "POST", "/v1/texts" + query, body=file.read(),
                headers={"Content-Type": "application/octet-stream"})

    def end(self, how=signal.SIGTERM):
        """Ends the server and gives its exit status."""
        self.process.send_signal(how)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end(signal.SIGKILL)
        self.scratch.cleanup()


def wrk(port, seconds, connections, pause=0):
    """Requests a second and the latency's 50th and 99th percentile in ms."""
    script = (
        'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
        f"wrk.body = [==[{json.dumps(QUESTION)}]==]\n")
    if pause:
        script += f"function delay() return {pause} end\n"
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        text = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", file.name,
             f"http://127.0.0.1:{port}/v1/classify"],
            capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in text and "Socket errors" not in text, text
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])

    def percentile(name):
        number, unit = re.search(rf"{name}%\s+([\d.]+)(us|ms|s)", text).groups()
        return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]

    return rate, percentile("50"), percentile("99")


def processor_time(process):
    """Seconds of processor time that a process and those it has started have had."""
    seconds = 0
    for task in os.listdir(f"/proc/{process}/task"):
        with contextlib.suppress(OSError):  # a thread may end at any time
            with open(f"/proc/{process}/task/{task}/schedstat") as file:
                seconds += int(file.read().split()[0]) / 1e9
            with open(f"/proc/{process}/task/{task}/children") as file:
                seconds += sum(processor_time(int(child)) for child in file.read().split())
    return seconds
