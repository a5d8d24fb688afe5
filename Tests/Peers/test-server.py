"""Tests the built server over HTTP: the way from texts to a model, what it refuses, what it keeps.

Usage: test-server.py PROGRAM"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zlib

from serverprocess import Server

PROGRAM = sys.argv[1]
REVIEWS = "corpora/movie-reviews-en"


def labelled(name):
    with open(f"{REVIEWS}/{name}", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def teach_the_article(server):
    """Uploads the 62 reviews and the eight labels."""
    assert server.upload(f"{REVIEWS}/pretrain.txt").json["added"] == 62
    answer = server.upload(f"{REVIEWS}/train.tsv", "?labelled=true&name=train.tsv").json
    assert answer["counts"] == {"texts": 70, "labelled": 8, "skipped": 0}, answer


def judges_the_article(server):
    for label, text in labelled("test.tsv"):
        (prediction,) = server.ask("POST", "/v1/classify", {"text": text}).json["predictions"]
        if prediction["label"] != label:
            return False
    return True


def follow(server, job):
    """The states of a job until it is over."""
    connection = server.connect()
    connection.request("GET", f"/v1/jobs/{job}/events")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    text = response.read().decode()
    return [json.loads(line[6:]) for line in text.split("\n") if line.startswith("data: ")]


def refused(status, *arguments):
    """What the server says as it refuses to start."""
    run = subprocess.run(
        [PROGRAM, "serve", *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == status and not run.stdout, run
    return run.stderr


def test_help_is_the_servers_own():
    run = subprocess.run([PROGRAM, "serve", "--help"], capture_output=True, text=True, check=True)
    assert "USAGE: sentiment serve" in run.stdout, run.stdout
    for flag in ["--model", "--data", "--host", "--port", "--token", "--log-level"]:
        assert f"  {flag} " in run.stdout, flag


def test_what_is_not_safe_is_refused():
    assert "give a --token" in refused(64, "--host", "0.0.0.0")
    assert "give a --token" in refused(64, "--host", "::")
    assert "16 or more" in refused(64, "--token", "short")
    assert "16 or more" in refused(64, "--host", "0.0.0.0", "--token", "0123456789 abcdef")
    assert "0 to 65535" in refused(64, "--port", "65536")


def test_a_folder_that_cannot_be_is_named():
    with tempfile.TemporaryDirectory() as folder:
        open(f"{folder}/file", "wb").close()
        assert refused(1, "--data", f"{folder}/file/data").startswith(
            f"Error: {folder}/file/data: ")
        said = refused(1, "--data", f"{folder}/data", "--model", "absent")
        assert said.startswith("Error: absent: no such file") and said.count("\n") == 1, said


def test_answers_with_nothing_given():
    with Server(PROGRAM) as server:
        health = server.ask("GET", "/health")
        assert health.json["status"] == "ok" and health.headers["X-Request-ID"]
        assert judges_the_article(server)
        answer = server.ask("POST", "/v1/classify", {"texts": ["真好看", "It was great"]}).json
        assert [p["label"] for p in answer["predictions"]] == ["positive", "positive"]
        explained = server.ask("POST", "/v1/classify", {"text": "great", "explain": True}).json
        assert explained["predictions"][0]["words"][0]["contribution"] > 0
        assert server.ask("POST", "/v1/classify", {"texts": []}).json["predictions"] == []
        page = server.ask("GET", "/")
        assert page.status == 200 and b"<h1>sentiment</h1>" in page.bytes
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        metrics = server.ask("GET", "/metrics").bytes.decode()
        assert 'endpoint="/v1/classify",status="200",le="+Inf"} 5' in metrics, metrics


def test_a_model_of_an_lstm_answers_as_classify_does():
    with tempfile.TemporaryDirectory() as folder:
        def run(*arguments):
            return subprocess.run(
                [PROGRAM, *arguments], check=True, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL).stdout

        vectors, model = f"{folder}/vectors", f"{folder}/model"
        run("train-embeddings", "--output", vectors)
        run("train-classifier", f"{REVIEWS}/train.tsv", "--embeddings", vectors, "--encoder",
            "lstm", "--output", model)
        text = labelled("test.tsv")[0][1]
        expected = json.loads(run("classify", "--model", model, "--json", text))
        with Server(PROGRAM, None, "--model", model) as server:
            answer = server.ask("POST", "/v1/classify", {"text": text, "explain": True}).json
            (prediction,) = answer["predictions"]
            assert prediction["probability"] == expected["probability"], (prediction, expected)
            assert prediction["words"], prediction


def judged(server):
    """The suggestions, once the cross-validation of the latest labels is through."""
    while (state := server.ask("GET", "/v1/suggestions").json)["judging"]:
        time.sleep(0.05)
    return state


def test_from_texts_to_a_model():
    with Server(PROGRAM) as server:
        assert server.upload(f"{REVIEWS}/pretrain.txt").json["read"] == 62
        names = {"names": ["positive", "negative"]}
        assert server.ask("PUT", "/v1/labels/names", names).json == names
        state = server.ask("GET", "/v1/suggestions?limit=3").json
        assert len({s["id"] for s in state["suggestions"]}) == 3 and "accuracy" not in state
        first = state["suggestions"][0]["id"]
        server.ask("PUT", f"/v1/suggestions/{first}", {"skipped": True})
        state = server.ask("GET", "/v1/suggestions").json
        assert state["suggestions"][0]["id"] != first and state["counts"]["skipped"] == 1
        teach = {"labels": [{"id": first, "label": "positive"}]}
        assert server.ask("POST", "/v1/labels", teach).json["labelled"] == 1
        assert server.ask("DELETE", f"/v1/labels/{first}").json["labelled"] == 0
        assert server.ask("DELETE", f"/v1/labels/{first}").status == 404
        server.ask("DELETE", "/v1/texts")
        teach_the_article(server)
        state = judged(server)
        assert state["accuracy"]["labels"] == 8 and state["suggestions"][0]["prediction"]
        assert judges_the_article(server)
        assert len(server.ask("GET", "/v1/evaluation").json["report"]["confusionMatrix"]) == 2
        assert len(server.ask("GET", "/v1/map").json["points"]) > 100
        assert len(server.ask("GET", "/v1/neighbors?word=great&limit=5").json["neighbors"]) == 5


def test_trains_and_goes_back():
    with Server(PROGRAM) as server:
        assert server.ask("POST", "/v1/train", {}).status == 409
        teach_the_article(server)
        started = server.ask("POST", "/v1/train", {})
        assert started.status == 202 and started.headers["Location"] == "/v1/jobs/1"
        states = follow(server, 1)
        assert states[-1]["state"] == "done" and states[-1]["version"] == 1, states
        assert judges_the_article(server)
        models = server.ask("GET", "/v1/models").json
        assert [m["version"] for m in models["models"]] == [0, 1]
        assert all("accuracy" in m for m in models["models"])
        back = server.ask("PUT", "/v1/models/live", {"version": 0}).json
        assert [m["isLive"] for m in back["models"]] == [True, False]
        long = server.ask("POST", "/v1/train", {"epochs": 10000, "dimension": 300}).json
        assert server.ask("POST", "/v1/train", {}).status == 409
        assert server.ask("POST", f"/v1/jobs/{long['id']}/stop").status == 202
        assert follow(server, long["id"])[-1]["state"] == "stopped"
        assert server.ask("POST", f"/v1/jobs/{long['id']}/stop").status == 409


def test_a_worse_version_stays_unused_though_labels_come():
    """While the versions are compared, labels change; the comparison is of the same labels."""
    with Server(PROGRAM) as server:
        teach_the_article(server)
        texts = server.ask("GET", "/v1/labels").json["labels"]
        job = server.ask("POST", "/v1/train", {"epochs": 200, "dimension": 1}).json["id"]
        names = ["positive", "negative"]
        while server.ask("GET", f"/v1/jobs/{job}").json["state"] == "running":
            # Taken back at once, so that the labels are the same at the end.
            changed = {"id": texts[0]["id"], "label": names[names.index(texts[0]["label"]) - 1]}
            for label in (changed, {"id": texts[0]["id"], "label": texts[0]["label"]}):
                server.ask("POST", "/v1/labels", {"labels": [label]})
        models = server.ask("GET", "/v1/models").json["models"]
        assert models[1]["accuracy"]["accuracy"] < models[0]["accuracy"]["accuracy"], models
        assert [m["isLive"] for m in models] == [True, False], models


def test_goes_on_after_a_stop_and_a_kill():
    for how in (signal.SIGTERM, signal.SIGKILL):
        with tempfile.TemporaryDirectory() as scratch:
            folder = os.path.join(scratch, "data")
            with Server(PROGRAM, folder) as server:
                teach_the_article(server)
                server.ask("POST", "/v1/train", {"epochs": 3000})
                while not server.ask("GET", "/v1/jobs/1").json.get("epoch"):
                    time.sleep(0.02)
                status = server.end(how)
                assert status == (0 if how == signal.SIGTERM else -how), status
            with Server(PROGRAM, folder) as server:
                assert follow(server, 1)[-1]["state"] == "done"
                assert judges_the_article(server)
                assert server.end() == 0


def test_ends_while_a_model_is_in_the_making():
    for _ in range(10):
        with Server(PROGRAM) as server:
            server.upload(f"{REVIEWS}/pretrain.txt")
            assert server.end() == 0


def test_goes_on_until_the_loss_no_longer_falls():
    """More than a small corpus, and no number of epochs: the end is found, after a stop too."""
    words = " ".join(text for _, text in labelled("train.tsv")).split()
    draw = random.Random(1)
    lines = [" ".join(draw.choices(words, k=30)) for _ in range(20_000)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, "data")
        with Server(PROGRAM, folder) as server:
            upload = server.ask(
                "POST", "/v1/texts", body="\n".join(lines).encode(),
                headers={"Content-Type": "application/octet-stream"})
            assert upload.json["added"] > 19_000, upload.json
            job = server.ask("POST", "/v1/train", {}).json
            while job["state"] == "running" and not job.get("epoch"):
                job = server.ask("GET", "/v1/jobs/1").json
            assert server.end() == 0
        with Server(PROGRAM, folder) as server:
            states = follow(server, 1)
            assert states[-1]["state"] == "done", states


def test_no_answered_label_is_lost():
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, "data")
        answered = {}
        for _ in range(3):
            with Server(PROGRAM, folder) as server:
                server.upload(f"{REVIEWS}/pretrain.txt")
                timer = threading.Timer(random.uniform(0.3, 0.8), server.process.kill)
                timer.start()

                def storm(ids):
                    connection = server.connect()
                    try:
                        for _ in range(100_000):
                            given = {"id": random.choice(ids), "label": random.choice("abcd")}
                            answer = server.ask(
                                "POST", "/v1/labels", {"labels": [given]}, connection=connection)
                            assert answer.status == 200
                            answered[given["id"]] = given["label"]
                    except (OSError, http.client.HTTPException):
                        unanswered[given["id"]] = given["label"]

                unanswered = {}
                threads = [
                    threading.Thread(target=storm, args=(list(range(1 + k, 63, 4)),))
                    for k in range(4)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                timer.join()
                server.process.wait()
            with Server(PROGRAM, folder) as server:
                kept = {l["id"]: l["label"] for l in server.ask("GET", "/v1/labels").json["labels"]}
            for text, label in answered.items():
                # One that was on its way when the server died may have come through or not.
                assert kept.get(text) in (label, unanswered.get(text, label)), (text, label)
            answered.update(kept)
        assert len(answered) > 20, len(answered)


def test_a_new_model_drops_no_request():
    with Server(PROGRAM) as server:
        teach_the_article(server)
        follow(server, server.ask("POST", "/v1/train", {}).json["id"])
        failures, done = [], threading.Event()

        def ask():
            connection = server.connect()
            while not done.is_set():
                answer = server.ask(
                    "POST", "/v1/classify", {"text": "It was great"}, connection=connection)
                if answer.status != 200:
                    failures.append(answer.status)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for turn in range(10):
            answer = server.ask("PUT", "/v1/models/live", {"version": turn % 2})
            assert answer.status == 200, answer.bytes
        done.set()
        for thread in threads:
            thread.join()
        assert not failures, failures


def raw(server, data, parts=(), pause=0.0):
    """What comes back for bytes as they are."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
        client.sendall(data)
        for part in parts:
            time.sleep(pause)
            try:
                client.sendall(part)
            except OSError:
                break
        answer = b""
        try:
            while chunk := client.recv(65536):
                answer += chunk
        except ConnectionResetError:
            pass
        return answer


def expect_problem(answer, *statuses):
    assert answer.status in statuses, (answer.status, answer.bytes)
    assert answer.headers["Content-Type"] == "application/problem+json", answer.headers
    problem = answer.json
    assert problem["status"] == answer.status and problem["detail"] and problem["type"], problem


def test_bad_requests_get_their_problem():
    with Server(PROGRAM) as server:
        ask = server.ask
        typed = {"Content-Type": "application/json"}
        for body, *statuses in [
            (b"", 400), (b"{", 400), (b"\xff\xfe{}", 400), (b'{"text": "\xff"}', 400, 422),
            (b"[" * 100_000, 400), (b'{"text":' * 10_000, 400), (b"[]", 422), (b"null", 422),
            (b'{"text": 1}', 422), (b"{}", 422), (b'{"text": "a", "texts": []}', 422),
            (b'{"texts": "a"}', 422), (b'{"text": "' + b"a" * (1 << 20) + b'"}', 413),
            (json.dumps({"texts": ["a"] * 1001}).encode(), 413),
        ]:
            expect_problem(ask("POST", "/v1/classify", body=body, headers=typed), *statuses)
        expect_problem(ask("POST", "/v1/classify", body=b"{}"), 415)
        expect_problem(
            ask("POST", "/v1/classify", body=b"{}", headers={"Content-Type": "text/plain"}), 415)
        for method, path, status in [
            ("GET", "/v1/classify", 405), ("DELETE", "/", 405), ("TRACE", "/health", 405),
            ("GET", "/../../etc/passwd", 404), ("GET", "/%2e%2e/%2e%2e/etc/passwd", 404),
            ("GET", "/v1/jobs/..%2f..%2flock", 404), ("GET", "/v1/jobs/-1", 404),
            ("GET", "/v1/jobs/99999999999999999999", 404), ("GET", "/v1/jobs/7/events", 404),
            ("GET", "/v1/suggestions?limit=0", 422), ("GET", "/v1/suggestions?limit=x", 422),
            ("GET", "/v1/neighbors", 422), ("GET", "/v1/neighbors?word=xyzzy", 404),
        ]:
            expect_problem(ask(method, path), status)
        for value, *statuses in [
            ({"epochs": 0}, 422), ({"epochs": 1e30}, 400, 422), ({"dimension": -1}, 422), ({}, 409),
        ]:
            expect_problem(ask("POST", "/v1/train", value), *statuses)
        for labels, status in [
            ([{"id": 1, "label": "a"}], 404), ([{"id": 1, "label": ""}], 422),
            ([{"id": 1, "label": "a" * 201}], 422), ([{"id": "1", "label": "a"}], 422),
        ]:
            expect_problem(ask("POST", "/v1/labels", {"labels": labels}), status)
        expect_problem(ask("PUT", "/v1/labels/names", {"names": ["a", "a"]}), 422)
        expect_problem(ask("PUT", "/v1/models/live", {"version": 9}), 404)
        binary = {"Content-Type": "application/octet-stream"}
        for body, query, status in [
            (b"", "", 422), (b"\x1f\x8b\x08damaged", "", 422), (b"\xff\xfea\x00", "", 422),
            (b"text", "?format=zip", 422), (b"text", "?labelled=maybe", 422),
            (b"no tab", "?labelled=true&name=a.tsv", 422),
        ]:
            expect_problem(ask("POST", "/v1/texts" + query, body=body, headers=binary), status)
        cafe = ask("POST", "/v1/texts", body="na\u00efve caf\u00e9".encode("latin-1"), headers=binary)
        assert cafe.json["repaired"] == 2, cafe.json
        # A name is no path: nothing is opened by it.
        named = ask(
            "POST", "/v1/texts?name=../../../etc/passwd", body=b"just text\n", headers=binary)
        assert named.json["added"] == 1
        for headers in [
            {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"},
            {"Host": "evil.example"}, {"Origin": "null"},
        ]:
            expect_problem(ask("POST", "/v1/classify", {"text": "a"}, headers=headers), 403)
        own = {"Origin": server.address, "Sec-Fetch-Site": "same-origin"}
        assert ask("POST", "/v1/classify", {"text": "a"}, headers=own).status == 200
        expect_problem(ask("GET", "/health", headers={"X": "a" * 20_000}), 431)
        for data in [b"nonsense\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00"]:
            assert raw(server, data).startswith(b"HTTP/1.1 400"), data
        # Who is refused by the header has one answer, and is not listened to for long.
        for path, kind in [
            (b"/v1/classify", b"application/json"), (b"/v1/texts", b"application/octet-stream"),
        ]:
            answer = raw(server, head(path, kind, 99999999999) + b"{")
            assert answer.startswith(b"HTTP/1.1 413") and answer.count(b"HTTP/1.1") == 1, answer
        body = b'{"text": "' + b"a" * (2 << 20) + b'"}'
        chunked = head(b"/v1/classify", b"application/json").replace(
            b"\r\n\r\n", b"\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
        answer = raw(server, chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
        assert answer.startswith(b"HTTP/1.1 413"), answer
        assert judges_the_article(server)
        assert "evil.example" not in server.log


def test_what_unpacks_to_too_much_is_refused():
    """A few megabytes of gzip, 300 MB of text: many lines, long lines, one line."""
    def packed(part):
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        count = 300_000_000 // len(part)
        return b"".join(packer.compress(part) for _ in range(count)) + packer.flush()

    binary = {"Content-Type": "application/octet-stream"}
    with Server(PROGRAM) as server:
        for part, status in [
            (b"a b c\n" * 100_000, 413), ((b"word " * 2_000 + b"\n") * 100, 413),
            (b"word " * 200_000, 422),
        ]:
            answer = server.ask("POST", "/v1/texts", body=packed(part), headers=binary)
            expect_problem(answer, status)
        assert server.ask("GET", "/v1/suggestions").json["counts"]["texts"] == 0
        assert judges_the_article(server)


def head(path, kind, length=None):
    """A request's header; without a length its fields are complete but for that."""
    size = b"" if length is None else b"Content-Length: %d\r\n" % length
    return (b"POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n"
            % (path, kind, size))


def test_who_is_slow_is_told_so_and_others_are_served():
    """One part a second, until more than the 30 s for a body are over; an upload has ten minutes."""
    seconds = 32
    slow = {
        "header": (b"POST /v1/classify HTTP/1.1\r\nHost: localhost\r\n", b"A: b\r\n", b"408"),
        "short body": (head(b"/v1/classify", b"application/json", 1000), b" ", b"408"),
        "long body": (head(b"/v1/labels", b"application/json", 100_000), b" ", b"408"),
        "upload": (
            head(b"/v1/texts", b"application/octet-stream", 5 * seconds), b"text\n", b"200"),
    }
    with Server(PROGRAM) as server:
        answers = {}

        def trickle(name):
            start, part, _ = slow[name]
            closing = start.replace(b"Host", b"Connection: close\r\nHost")
            answers[name] = raw(server, closing, [part] * seconds, 1)

        threads = [threading.Thread(target=trickle, args=(name,)) for name in slow for _ in range(5)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            answer = server.ask("POST", "/v1/classify", {"text": "It was great"})
            assert answer.json["predictions"][0]["label"] == "positive", answer.bytes
            time.sleep(0.2)
        for name, (_, _, status) in slow.items():
            answer = answers[name]
            assert answer.startswith(b"HTTP/1.1 " + status), (name, answer)
            assert answer.count(b"HTTP/1.1") == 1, (name, answer)
            assert status == b"200" or b"application/problem+json" in answer, (name, answer)
        assert server.ask("GET", "/health").json["status"] == "ok"


def test_answers_keep_the_order_of_their_requests():
    def question(text, fields=b""):
        body = b'{"text":"' + text + b'"}'
        return (b"POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + fields + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    health = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    slow = question(b"slow " * 10_000)
    with Server(PROGRAM) as server:
        answer = raw(
            server, question(b"one") + health + question(b"two") + slow + question(b"three")
            + health + question(b"four", b"Connection: close\r\n"))
        places = [answer.find(mark) for mark in (
            b'"one"', b'"status"', b'"two"', b'"slow ', b'"three"', b'"four"')]
        assert -1 not in places and places == sorted(places), places
        assert answer.count(b"HTTP/1.1 200") == 7, answer[:2000]
        # A question of which a part was sent when the server was told to end has its answer.
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
            whole = question(b"in pieces")
            for byte in whole[:-5]:
                client.sendall(bytes([byte]))
            time.sleep(0.1)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            client.sendall(whole[-5:])
            answer = b""
            while chunk := client.recv(65536):
                answer += chunk
        assert b'"in pieces"' in answer, answer
        assert server.process.wait(60) == 0


def test_connections_are_limited():
    with Server(PROGRAM) as server:
        clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(1030)]
        time.sleep(0.2)
        answer = raw(server, b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 503") and b"problem+json" in answer, answer
        for client in clients:
            client.close()
        time.sleep(0.2)
        assert server.ask("GET", "/health").status == 200


def test_a_token_is_needed_where_there_is_one():
    token = "0123456789abcdef"
    with Server(PROGRAM, None, "--token", token) as server:
        assert server.ask("GET", "/").status == 200
        expect_problem(server.ask("GET", "/v1/labels"), 401)
        wrong = {"Authorization": "Bearer 0123456789abcdeg"}
        expect_problem(server.ask("GET", "/v1/labels", headers=wrong), 401)
        right = {"Authorization": f"Bearer {token}"}
        assert server.ask("GET", "/v1/labels", headers=right).status == 200
        assert token not in server.log


def main():
    only = sys.argv[2:]
    for name, test in list(globals().items()):
        if name.startswith("test_") and (not only or name in only):
            start = time.monotonic()
            test()
            print(f"test-server: {name[5:]}, {time.monotonic() - start:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
