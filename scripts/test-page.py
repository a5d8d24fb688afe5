"""Drives the page in a headless Chromium as a person would, from an empty data folder: upload the 62
reviews, name two labels, label eight, train, try the article's two test reviews, and run the curl
line that the page shows. Saves screenshots when a folder for them is given.

Usage: test-page.py PROGRAM CHROMIUM [FOLDER]"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

from serverprocess import Server

PROGRAM, CHROMIUM = sys.argv[1:3]
SHOTS = sys.argv[3] if len(sys.argv) > 3 else None
REVIEWS = "corpora/movie-reviews-en"
# Words of the reviews that tell a favourable one, for the person whom this script stands in for.
FAVOURABLE = set(
    "beautiful moving great loved wonderful brilliant excellent touching superb fine perfect "
    "enjoyable fun charming funny delightful amazing best warm masterpiece recommend".split())
UNFAVOURABLE = set(
    "boring dull stupid awful hated terrible worst lifeless predictable bad waste poor ridiculous "
    "weak disappointing mess tedious silly annoying horrible".split())


class Page:
    """A page of a browser, by the Chrome DevTools Protocol."""

    def __init__(self, address):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.browser = subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--remote-debugging-port=0", "--remote-allow-origins=*", "--no-first-run",
             f"--user-data-dir={self.folder.name}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.count, self.problems = 0, []
        port_file = os.path.join(self.folder.name, "DevToolsActivePort")
        wait(lambda: os.path.exists(port_file) and open(port_file).read().count("\n"))
        port = open(port_file).read().split("\n")[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as response:
            target = next(t for t in json.load(response) if t["type"] == "page")
        self.socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=60)
        for domain in ("Page", "Runtime", "Log", "DOM"):
            self.send(f"{domain}.enable")
        self.send("Page.navigate", url=address)
        wait(lambda: self.js("document.readyState") == "complete" and self.js("location.hash"))

    def send(self, method, **parameters):
        self.count += 1
        self.socket.send(
            json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.problems.append(message["params"])
            if message.get("id") == self.count:
                assert "error" not in message, message
                return message["result"]

    def js(self, expression):
        result = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def text(self, selector):
        return self.js(f"document.querySelector({json.dumps(selector)}).innerText")

    def click(self, selector):
        self.js(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, selector, text):
        self.js(f"document.querySelector({json.dumps(selector)}).focus()")
        self.js(f"document.querySelector({json.dumps(selector)}).value = ''")
        self.send("Input.insertText", text=text)

    def key(self, key):
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    def choose_file(self, selector, path):
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", nodeId=node, files=[os.path.abspath(path)])

    def look(self, name, width=1000, height=900, dark=False):
        """A screenshot, when there is a folder for it."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=False)
        self.send(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        # Nothing may stick out on a narrow screen.
        assert self.js("document.documentElement.scrollWidth <= innerWidth"), name
        if SHOTS:
            shot = self.send("Page.captureScreenshot", format="png")
            with open(os.path.join(SHOTS, f"{name}.png"), "wb") as file:
                file.write(base64.b64decode(shot["data"]))

    def close(self):
        self.socket.close()
        self.browser.terminate()
        self.browser.wait()
        self.folder.cleanup()


def wait(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "not within a minute"
        time.sleep(0.05)


def judge(text):
    words = set(text.lower().replace(".", " ").replace(",", " ").split())
    return len(words & FAVOURABLE) - len(words & UNFAVOURABLE)


def label_eight(page):
    """Labels what is shown, by the keys 1 and 2; skips what isn't plain. Takes one back."""
    labelled = {1: 0, 2: 0}
    for step in range(62):
        shown = page.text("#suggestion")
        opinion = judge(shown)
        key = "s" if opinion == 0 or labelled[1 if opinion > 0 else 2] == 4 else (
            "1" if opinion > 0 else "2")
        page.key(key)
        wait(lambda: page.text("#suggestion") != shown)
        if step == 1 and key != "s":
            page.key("u")
            wait(lambda: page.text("#suggestion") == shown)
            page.key(key)
            wait(lambda: page.text("#suggestion") != shown)
        if key != "s":
            labelled[int(key)] += 1
        if sum(labelled.values()) == 8:
            return
    raise AssertionError(f"only {labelled} of the reviews are plain")


def test(server, page):
    page.look("try-empty")
    page.click("#tab-teach")
    page.choose_file("#file", f"{REVIEWS}/pretrain.txt")
    wait(lambda: "62 texts" in page.text("#counts"))
    page.type("#names", "positive, negative")
    page.click("#names-form button")
    wait(lambda: page.js("document.querySelectorAll('#label-buttons button').length") == 2)
    page.js("document.activeElement.blur()")
    label_eight(page)
    wait(lambda: "on 8 labels" in page.text("#accuracy"))
    page.look("teach", height=1400)
    page.look("teach-dark", height=1400, dark=True)
    page.look("teach-phone", width=360, height=1600)
    page.click("#tab-train")
    page.click("#train-form button.main")
    wait(lambda: "is done" in page.text("#job"))
    wait(lambda: page.js("document.querySelectorAll('#models tbody tr').length") == 2)
    page.look("train")
    page.look("train-phone", width=360)
    page.click("#tab-try")
    right = 0
    with open(f"{REVIEWS}/test.tsv", encoding="utf-8") as file:
        reviews = [line.rstrip("\n").split("\t") for line in file]
    for label, text in reviews:
        page.js("document.querySelector('#answer').replaceChildren()")
        page.type("#text", text)
        wait(lambda: page.js("document.querySelector('#answer strong') !== null"))
        wait(lambda: page.js("document.querySelectorAll('#answer .word').length > 0"))
        right += page.text("#answer strong") == label
    assert right == len(reviews), f"{right} of {len(reviews)}"
    page.type("#lines", "\n".join(text for _, text in reviews))
    page.click("#classify-lines")
    wait(lambda: page.js("document.querySelectorAll('#answers tbody tr').length") == 2)
    page.look("try", height=1000)
    page.look("try-dark", height=1000, dark=True)
    page.look("try-phone", width=360)
    page.click("#tab-look")
    wait(lambda: page.js("document.querySelectorAll('#map circle.labelled').length") == 8)
    page.type("#word", "great")
    page.click("#neighbors-form button")
    wait(lambda: page.js("document.querySelectorAll('#neighbors li').length") == 10)
    page.look("look", height=1500)
    page.look("look-phone", width=360, height=1500)
    page.click("#tab-call")
    page.look("call")
    page.look("call-phone", width=360)
    shown = subprocess.run(page.text("#curl"), shell=True, capture_output=True, check=True)
    answer = json.loads(shown.stdout)
    assert answer["predictions"][0]["label"] == "positive", answer
    example = subprocess.run(
        [sys.executable, "-c", page.text("#python")], capture_output=True, check=True, text=True)
    assert [l.split()[0] for l in example.stdout.splitlines()] == ["positive", "negative"]
    unnamed = page.js(
        "[...document.querySelectorAll('button, input:not([type=file]), textarea')].filter(e =>"
        " !(e.innerText || e.labels?.length || e.getAttribute('aria-label'))).length")
    assert unnamed == 0, f"{unnamed} controls have no name"
    assert not page.problems, page.problems


with Server(PROGRAM) as server:
    page = Page(server.address)
    try:
        test(server, page)
    finally:
        page.close()
print("test-page: passed", file=sys.stderr)
