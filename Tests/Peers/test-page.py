"""Drives the page in a headless Chromium as a person would, from an empty data folder: upload the 62
reviews, name two labels, label eight, train, try the article's two test reviews, and run what the page
shows for curl, Python and Swift as it stands there. Each part is looked at in light and dark, and at a
phone's width: nothing sticks out, every text has enough contrast, every control a name. Saves
screenshots when a folder for them is given.

Usage: test-page.py PROGRAM CHROMIUM [FOLDER]"""

import base64
import json
import os
import shutil
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


# The least contrast of visible text with what is behind it (WCAG 2.2, 1.4.3: 4.5; 3 for large text).
CONTRAST = """
(() => {
  const parse = color => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [.2126, .7152, .0722][k], 0);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const color = parse(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const check = (node, color, text) => {
    const [a, b] = [light(parse(color)), light(ground(node))].sort((a, b) => b - a);
    const least = parseFloat(getComputedStyle(node).fontSize) >= 24 ? 3 : 4.5;
    if ((a + .05) / (b + .05) < least) weak.push(text.trim().slice(0, 40));
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
    const style = getComputedStyle(node);
    check(node, node.namespaceURI.endsWith("svg") ? style.fill : style.color, texts.currentNode.data);
  }
  for (const field of document.querySelectorAll("[placeholder]"))
    if (field.checkVisibility())
      check(field, getComputedStyle(field, "::placeholder").color, field.placeholder);
  return weak;
})()
"""


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
        for domain in ("Page", "Runtime", "Log", "DOM", "Accessibility"):
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
        # Pictures are drawn anew for the width.
        self.js("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
        assert self.js("document.documentElement.scrollWidth <= innerWidth"), name
        assert not self.js(
            "[...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)"), name
        assert not (weak := self.js(CONTRAST)), (name, weak)
        assert not (unnamed := self.unnamed()), (name, unnamed)
        if SHOTS:
            shot = self.send("Page.captureScreenshot", format="png")
            with open(os.path.join(SHOTS, f"{name}.png"), "wb") as file:
                file.write(base64.b64decode(shot["data"]))

    def look_at_all(self, name, height=900):
        self.look(name, height=height)
        self.look(f"{name}-dark", height=height, dark=True)
        self.look(f"{name}-phone", width=360, height=height)

    def unnamed(self):
        """What can be operated, or is a picture, but has no name for a screen reader."""
        roles = {
            "button", "checkbox", "textbox", "spinbutton", "link", "tab", "tabpanel", "image", "group",
            "meter", "progressbar", "dialog"}
        return [
            node["role"]["value"] for node in self.send("Accessibility.getFullAXTree")["nodes"]
            if not node["ignored"] and node["role"]["value"] in roles
            and not node.get("name", {}).get("value", "").strip()]

    def focused(self):
        return self.js("document.activeElement.id || document.activeElement.innerText")

    def press(self, key, code):
        """A key that isn't a sign."""
        for kind in ("rawKeyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

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


def operate_by_keyboard(page):
    """From the tabs on, by the keys alone."""
    page.js("document.querySelector('#tab-try').focus()")
    for tab in ("tab-teach", "tab-train", "tab-look", "tab-call", "tab-try"):
        page.press("ArrowRight", 39)
        assert page.focused() == tab, (page.focused(), tab)
        assert not page.js(f"document.getElementById('{tab[4:]}').hidden")
    order = []
    for _ in range(4):
        page.press("Tab", 9)
        order.append(page.focused())
    assert order == ["text", "lines", "classify-lines", "download"], order


def run_what_is_shown(page, environment=None):
    """Runs the lines for curl, Python and Swift as the page shows them."""
    page.click("#tab-call")

    def run(*command):
        return subprocess.run(
            command, capture_output=True, check=True, text=True,
            env=os.environ | (environment or {})).stdout

    answer = json.loads(run("sh", "-c", page.text("#curl")))
    assert answer["predictions"][0]["label"] == "positive", answer
    lines = run(sys.executable, "-c", page.text("#python")).splitlines()
    assert [line.split()[0] for line in lines] == ["positive", "negative"], lines
    if not shutil.which("swiftc"):
        print("test-page: the Swift example isn't tested, swiftc isn't on the PATH", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/call.swift", "w", encoding="utf-8") as file:
            file.write(page.text("#swift"))
        run("swiftc", "-o", f"{folder}/call", f"{folder}/call.swift")
        assert run(f"{folder}/call").startswith("positive "), page.text("#swift")


def test(server, page):
    wait(lambda: page.text("#next"))
    page.look_at_all("try-empty")
    page.click("#tab-teach")
    page.look("teach-empty", height=1100)
    page.choose_file("#file", f"{REVIEWS}/pretrain.txt")
    wait(lambda: "62 texts" in page.text("#counts"))
    page.type("#names", "positive, negative")
    page.click("#names-form button")
    wait(lambda: page.js("document.querySelectorAll('#label-buttons button').length") == 2)
    page.js("document.activeElement.blur()")
    label_eight(page)
    wait(lambda: "on 8 labels" in page.text("#accuracy"))
    page.look_at_all("teach", height=1400)
    wait(lambda: "8 labels" in page.text("#live"))
    # A button that is pressed by the keyboard keeps the focus.
    page.js("document.querySelector('#skip').focus()")
    shown = page.text("#suggestion")
    page.send("Input.dispatchKeyEvent", type="keyDown", key="Enter", text="\r")
    wait(lambda: page.text("#suggestion") != shown)
    assert page.focused() == "skip"
    page.key("u")
    wait(lambda: page.text("#suggestion") == shown)
    page.click("#tab-train")
    page.click("#train-form button.main")
    wait(lambda: "is done" in page.text("#job"))
    wait(lambda: page.js("document.querySelectorAll('#models tbody tr').length") == 2)
    page.look_at_all("train")
    page.click("#tab-try")
    right = 0
    with open(f"{REVIEWS}/test.tsv", encoding="utf-8") as file:
        reviews = [line.rstrip("\n").split("\t") for line in file]
    for label, text in reviews:
        page.js("document.querySelector('#answer').replaceChildren()")
        page.type("#text", text)
        wait(lambda: page.js("document.querySelectorAll('#answer .word').length > 0"))
        right += page.text("#verdict strong") == label
    assert right == len(reviews), f"{right} of {len(reviews)}"
    page.type("#lines", "\n".join(text for _, text in reviews))
    page.click("#classify-lines")
    wait(lambda: page.js("document.querySelectorAll('#answers tbody tr').length") == 2)
    page.look_at_all("try", height=1000)
    page.click("#tab-look")
    wait(lambda: page.js("document.querySelectorAll('#map circle.labelled').length") == 8)
    page.type("#word", "great")
    page.click("#neighbors-form button")
    wait(lambda: page.js("document.querySelectorAll('#neighbors li').length") == 10)
    page.js("document.querySelector('#map').focus()")
    page.press("ArrowRight", 39)
    wait(lambda: page.js("document.querySelectorAll('#map .current').length") == 1)
    assert "Point at" not in page.text("#map-text")
    page.look_at_all("look", height=1500)
    page.click("#tab-call")
    page.look_at_all("call", height=1400)
    operate_by_keyboard(page)
    run_what_is_shown(page)
    assert not page.problems, page.problems


def test_token(page, token):
    """The page asks for the token, and shows how programs send it."""
    page.click("#tab-teach")
    wait(lambda: page.js("document.querySelector('#token-dialog').open"))
    page.look_at_all("token")
    page.type("#token", token)
    page.click("#token-form button")
    wait(lambda: page.js("sessionStorage.getItem('token')") == token)
    run_what_is_shown(page, {"SENTIMENT_TOKEN": token})


with Server(PROGRAM) as server:
    page = Page(server.address)
    try:
        test(server, page)
    finally:
        page.close()
TOKEN = "0123456789abcdef"
with Server(PROGRAM, None, "--token", TOKEN) as server:
    page = Page(server.address)
    try:
        test_token(page, TOKEN)
    finally:
        page.close()
print("test-page: passed", file=sys.stderr)
