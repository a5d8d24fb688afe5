"""Measures the built server under load, and its peers; see benchmark-server.

Usage: benchmark-server.py PROGRAM SECONDS SOAK"""

import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from serverprocess import Server

PROGRAM, SECONDS, SOAK = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
CONNECTIONS = 32
# All are measured in turn so often: other work on the machine then weighs on all alike.
ROUNDS = 5
# At half of the peak each connection waits so long between two requests.
PAUSE_MS = 10
REVIEWS = "corpora/movie-reviews-en"
QUESTION = {"text": "It was great, loved it."}

FASTAPI = """
import os, fasttext
from fastapi import FastAPI
from pydantic import BaseModel
model = fasttext.load_model(os.environ["MODEL"])
app = FastAPI()
class Question(BaseModel):
    text: str
@app.post("/v1/classify")
async def classify(question: Question):
    ((probability, label),) = model.f.predict(question.text, 1, 0.0, "strict")
    return {"label": label, "probability": probability}
"""

FLASK = """
import os, fasttext
from flask import Flask, request
model = fasttext.load_model(os.environ["MODEL"])
app = Flask(__name__)
@app.post("/v1/classify")
def classify():
    ((probability, label),) = model.f.predict(request.get_json()["text"], 1, 0.0, "strict")
    return {"label": label, "probability": probability}
"""


def train_fasttext(folder):
    """A model of the same size as the built-in one, from the same texts."""
    import fasttext

    train = os.path.join(folder, "train.txt")
    with open(f"{REVIEWS}/train.tsv", encoding="utf-8") as source, open(train, "w") as target:
        for line in source:
            label, text = line.rstrip("\n").split("\t")
            target.write(f"__label__{label} {text}\n")
    vectors = os.path.join(folder, "vectors.txt")
    subprocess.run(
        [PROGRAM, "train-embeddings", "--format", "word2vec-text", "--output", vectors],
        check=True, stderr=subprocess.DEVNULL)
    path = os.path.join(folder, "model.bin")
    fasttext.train_supervised(
        train, dim=50, pretrainedVectors=vectors, minCount=1, verbose=0).save_model(path)
    return path


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


def connections_for(port, rate):
    """How many connections that pause reach a given rate: they are added until it is reached."""
    connections = max(1, round(rate * PAUSE_MS / 1e3))
    for _ in range(4):
        reached, *_ = wrk(port, 2, connections, PAUSE_MS)
        connections = max(1, round(connections * rate / reached))
    return connections


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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def peer(name, source, command, folder, model):
    """A running peer: its port and its process."""
    with open(os.path.join(folder, f"{name}.py"), "w") as file:
        file.write(source)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", *(part.format(port=port) for part in command)], cwd=folder,
        env=os.environ | {"MODEL": model}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def memory(server):
    with open(f"/proc/{server.process.pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


class Measurement:
    """What the rounds say of one server."""

    def __init__(self, name, port, process):
        self.name, self.port, self.process, self.rounds = name, port, process, []
        wrk(port, 2, CONNECTIONS)

    def measure(self, connections=CONNECTIONS, pause=0):
        before = processor_time(self.process)
        result = wrk(self.port, SECONDS, connections, pause)
        used = processor_time(self.process) - before
        self.rounds.append((*result, used / (result[0] * SECONDS) * 1e6))

    def column(self, index):
        return statistics.median(round[index] for round in self.rounds)

    def show(self):
        rates = [round[0] for round in self.rounds]
        print(f"| {self.name} | {self.column(0):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"
              f" | {self.column(1):.2f} | {self.column(2):.2f} | {self.column(3):.0f} |")


def soak(server):
    """Memory while many connections ask, at a rate that leaves the machine some room."""
    samples, rates = [memory(server)], []
    interval = min(60, max(SOAK / 10, 1))
    load = threading.Thread(
        target=lambda: rates.append(wrk(server.port, SOAK, CONNECTIONS, PAUSE_MS)[0]))
    load.start()
    while load.is_alive():
        load.join(interval)
        samples.append(memory(server))
    print(f"\nmemory at the start and every {interval:.0f} s at {rates[0]:,.0f} requests/s, MB: "
          + " ".join(f"{sample:.1f}" for sample in samples))


with contextlib.ExitStack() as stack:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    model = train_fasttext(folder)
    server = stack.enter_context(Server(PROGRAM))
    quiet = stack.enter_context(Server(PROGRAM, None, "--log-level", "warning"))
    uvicorn = ["uvicorn", "fast:app", "--port", "{port}", "--no-access-log"]
    peers = [
        Measurement(f"fastText, {name}", *stack.enter_context(peer(*command, folder, model)))
        for name, *command in [
            ("FastAPI, uvicorn, one worker", "fast", FASTAPI, uvicorn),
            ("FastAPI, uvicorn, two workers", "fast", FASTAPI, uvicorn + ["--workers", "2"]),
            ("Flask, gunicorn, two workers", "flasks", FLASK,
             ["gunicorn", "flasks:app", "-b", "127.0.0.1:{port}", "-w", "2"]),
        ]]
    ours, half, unlogged = (
        Measurement(name, served.port, served.process.pid) for name, served in [
            ("sentiment serve, one line of log each", server),
            ("the same, at half of that", server),
            ("sentiment serve, without that log", quiet),
        ])
    for _ in range(ROUNDS):
        ours.measure()
        half.measure(connections_for(server.port, ours.rounds[-1][0] / 2), PAUSE_MS)
        for measurement in [unlogged, *peers]:
            measurement.measure()
    print("| POST /v1/classify, one text | requests/s | median, ms | p99, ms | processor, µs |")
    print("|---|---:|---:|---:|---:|")
    for measurement in [ours, half, unlogged, *peers]:
        measurement.show()
    best = max(peers, key=lambda measurement: measurement.column(0))
    ratios = [mine[0] / other[0] for mine, other in zip(ours.rounds, best.rounds)]
    print(f"\n{statistics.median(ratios):.1f} times ({min(ratios):.1f} to {max(ratios):.1f}) the"
          f" requests of {best.name}; medians of {ROUNDS} rounds")
    soak(server)
