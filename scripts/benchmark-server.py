"""Measures the built server under load, and its peers; see benchmark-server.

Usage: benchmark-server.py PROGRAM SECONDS SOAK"""

import json
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time

from serverprocess import Server

PROGRAM, SECONDS, SOAK = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
CONNECTIONS = 32
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


def at_rate(port, rate):
    """The same at a given rate: connections that pause are added until it is reached."""
    connections = max(1, round(rate * PAUSE_MS / 1e3))
    for _ in range(4):
        reached, *_ = wrk(port, 2, connections, PAUSE_MS)
        connections = max(1, round(connections * rate / reached))
    return wrk(port, SECONDS, connections, PAUSE_MS)


def processor_share(port):
    """The share of one processor that the load generator takes at the peak."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wrk(port, SECONDS, CONNECTIONS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / SECONDS


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def peer(source, command, folder, model):
    """Starts a peer, measures it and ends it."""
    with open(os.path.join(folder, "peer.py"), "w") as file:
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
        wrk(port, 2, CONNECTIONS)
        return wrk(port, SECONDS, CONNECTIONS)
    finally:
        process.terminate()
        process.wait()


def memory(server):
    with open(f"/proc/{server.process.pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def show(name, result):
    rate, median, p99 = result
    print(f"| {name} | {rate:,.0f} | {median:.2f} | {p99:.2f} |")


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


with tempfile.TemporaryDirectory() as folder, Server(PROGRAM) as server:
    model = train_fasttext(folder)
    print("| POST /v1/classify, one text | requests/s | median, ms | p99, ms |")
    print("|---|---:|---:|---:|")
    wrk(server.port, 2, CONNECTIONS)
    ours = wrk(server.port, SECONDS, CONNECTIONS)
    show("sentiment serve, one line of log each", ours)
    show("the same, at half of that", at_rate(server.port, ours[0] / 2))
    with Server(PROGRAM, None, "--log-level", "warning") as quiet:
        wrk(quiet.port, 2, CONNECTIONS)
        show("sentiment serve, without that log", wrk(quiet.port, SECONDS, CONNECTIONS))
    peers = {
        "fastText, FastAPI, uvicorn, one worker": peer(
            FASTAPI, ["uvicorn", "peer:app", "--port", "{port}", "--no-access-log"], folder,
            model),
        "fastText, FastAPI, uvicorn, two workers": peer(
            FASTAPI, ["uvicorn", "peer:app", "--port", "{port}", "--workers", "2",
                      "--no-access-log"], folder, model),
        "fastText, Flask, gunicorn, two workers": peer(
            FLASK, ["gunicorn", "peer:app", "-b", "127.0.0.1:{port}", "-w", "2"], folder, model),
    }
    for name, result in peers.items():
        show(name, result)
    best = max(rate for rate, *_ in peers.values())
    print(f"\n{ours[0] / best:.1f} times the requests of the better peer;"
          f" wrk took {processor_share(server.port):.2f} of the 2 processors at our peak")
    soak(server)
