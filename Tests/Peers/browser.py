"""A page in a headless Chromium, by the Chrome DevTools Protocol, used and looked at as a person would."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path

import websocket
from peers import fail

from common import run

CHROMIUM = next(filter(None, map(
    shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
if CHROMIUM is None:
    fail("needs a Chromium; on Debian, install the package chromium")

# The least contrast of visible text with what is behind it (WCAG 2.2, 1.4.3: 4.5; 3 for large text), also of
# texts in pictures and of placeholders, which axe leaves out.
CONTRAST = """
(() => {
  const parse = color => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [.2126, .7152, .0722][k], 0);
  const ground = node => {
    // A number lies in its dot.
    if (node.matches?.(".digit")) return parse(getComputedStyle(node.previousElementSibling).fill);
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
    if (!texts.currentNode.data.trim() || !node.checkVisibility() || node.matches("option, title")) continue;
    const style = getComputedStyle(node);
    check(node, node.namespaceURI.endsWith("svg") ? style.fill : style.color, texts.currentNode.data);
  }
  for (const field of document.querySelectorAll("[placeholder]"))
    if (field.checkVisibility())
      check(field, getComputedStyle(field, "::placeholder").color, field.placeholder);
  return weak;
})()
"""

# What sticks out of the window; texts may cover no other texts where they have the double size.
OUTSIDE = """
[...document.querySelectorAll("body *")].filter(node => {
  if (!node.checkVisibility() || node.closest(".scroll, svg, .unseen, .skip-link")) return false;
  const box = node.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1);
}).map(node => node.outerHTML.slice(0, 120))
"""
OVERLAPPING_TABS = """
(() => {
  const boxes = [...document.querySelectorAll("[role=tab]")].map(tab => tab.getBoundingClientRect());
  const sticksOut = [...document.querySelectorAll("[role=tab]")].some(tab => tab.scrollWidth > tab.clientWidth + 1);
  return sticksOut || boxes.some((a, i) => boxes.slice(i + 1).some(b =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
})()
"""

# The rules of WCAG 2.2 up to AA, and axe's good practice.
AUDIT = """
axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
}).then(({ violations }) => violations.map(({ id, nodes }) =>
  [id, ...nodes.map(node => node.html.slice(0, 200) + " " + node.failureSummary)]))
"""


def axe():
    """The script of axe-core, from the package axe-playwright-python without what that needs to run."""
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder,
            "axe-playwright-python")
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            return wheel.read("axe_playwright_python/axe.min.js").decode()


def wait(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.05)


class Navigated(Exception):
    """The document went away while it was asked something."""


class Page:
    """A page of a browser of its own."""

    def __init__(self, address, shots=None, axe_script=None):
        self.shots, self.axe_script = shots, axe_script
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
        self.send("Emulation.setScrollbarsHidden", hidden=True)
        self.open(address)

    def open(self, address):
        self.send("Page.navigate", url=address)
        wait(lambda: self.js("document.readyState") == "complete" and self.js("location.hash"))

    def reload(self):
        self.leave_by(lambda: self.send("Page.reload"))

    def leave_by(self, action):
        """Does what leads to another document, or the same anew."""
        self.js("window.isOld = true")
        action()

        def is_there():
            try:
                return self.js("document.readyState === 'complete' && !window.isOld && location.hash !== ''")
            except Navigated:
                return False

        wait(is_there)

    def send(self, method, **parameters):
        self.count += 1
        self.socket.send(
            json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.problems.append(message["params"])
            if message.get("id") == self.count:
                if "navigated" in message.get("error", {}).get("message", ""):
                    raise Navigated(message)
                assert "error" not in message, message
                return message["result"]

    def js(self, expression):
        result = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def text(self, selector):
        return self.js(f"document.querySelector({json.dumps(selector)}).innerText")

    def texts(self, selector):
        return self.js(f"[...document.querySelectorAll({json.dumps(selector)})].map(node => node.innerText)")

    def number(self, selector):
        """Of elements that are seen."""
        return self.js(
            f"[...document.querySelectorAll({json.dumps(selector)})].filter(n => n.checkVisibility()).length")

    def is_seen(self, selector):
        return self.number(selector) > 0

    def click(self, selector):
        self.js(f"document.querySelector({json.dumps(selector)}).click()")

    def focus(self, selector):
        self.js(f"document.querySelector({json.dumps(selector)}).focus()")

    def choose(self, selector, value):
        """An option of a select."""
        self.js(f"""(() => {{
          const select = document.querySelector({json.dumps(selector)});
          select.value = {json.dumps(value)};
          if (select.value !== {json.dumps(value)}) throw Error("no such option");
          select.dispatchEvent(new Event("change", {{ bubbles: true }}));
        }})()""")

    def type(self, selector, text):
        self.focus(selector)
        self.js(f"document.querySelector({json.dumps(selector)}).value = ''")
        self.send("Input.insertText", text=text)

    def key(self, key):
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    def hold(self, key, times):
        """A key that is held: the system repeats it."""
        for step in range(times):
            self.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=key, autoRepeat=step > 0)
            time.sleep(0.03)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    def press(self, key, code, text=None):
        """A key that isn't a sign."""
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.send("Input.dispatchKeyEvent", **down, key=key, code=key, windowsVirtualKeyCode=code)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def enter(self):
        self.press("Enter", 13, "\r")

    def choose_file(self, selector, path):
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", nodeId=node, files=[os.path.abspath(path)])

    def offline(self, is_offline):
        """Whether the server can't be reached."""
        self.send("Network.enable")
        self.send("Network.emulateNetworkConditions", offline=is_offline, latency=0,
                  downloadThroughput=-1, uploadThroughput=-1)

    def download(self, action):
        """The path of the file that an action has the browser save."""
        folder = tempfile.mkdtemp(dir=self.folder.name)
        self.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder)
        action()
        wait(lambda: [name for name in os.listdir(folder) if not name.endswith(".crdownload")])
        return os.path.join(folder, os.listdir(folder)[0])

    def focused(self):
        return self.js("document.activeElement.id || document.activeElement.innerText")

    def show(self, width=1000, height=900, dark=False, forced=False, text=16):
        """The window's size, the colours that the system wants, and the size of its text."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=False)
        self.send("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "forced-colors", "value": "active" if forced else "none"}])
        self.send("Page.setFontSizes", fontSizes={"standard": text, "fixed": text * 13 // 16})
        # Pictures are drawn anew for the width.
        self.js("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")

    def look(self, name, **how):
        """Looks for what a person couldn't read or use; a screenshot, when there is a folder for it."""
        self.show(**how)
        if self.shots:
            # All of the page: a clip beyond the window would lose the size of the text.
            height = self.js("document.documentElement.scrollHeight")
            self.show(**{**how, "height": height})
            shot = self.send("Page.captureScreenshot", format="png")
            self.show(**how)
            with open(os.path.join(self.shots, f"{name}.png"), "wb") as file:
                file.write(base64.b64decode(shot["data"]))
        assert not (outside := self.js(OUTSIDE)), (name, outside)
        assert not self.js(OVERLAPPING_TABS), (name, "the tabs overlap")
        if how.get("text", 16) == 16:
            assert not self.js(
                "[...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)"), name
        assert not (weak := self.js(CONTRAST)), (name, weak)
        assert not (unnamed := self.unnamed()), (name, unnamed)
        if self.axe_script:
            if not self.js("Boolean(window.axe)"):
                self.js(self.axe_script)
            assert not (faults := self.js(AUDIT)), (name, json.dumps(faults, indent=1))

    def look_at_all(self, name):
        """In all that people may have it in."""
        self.look(name)
        self.look(f"{name}-dark", dark=True)
        self.look(f"{name}-phone", width=360)
        self.look(f"{name}-large-text", width=390, text=32)
        self.look(f"{name}-forced-colors", forced=True)
        self.look(f"{name}-forced-colors-dark", forced=True, dark=True)
        self.show()

    def unnamed(self):
        """What can be operated, or is a picture, but has no name for a screen reader."""
        roles = {
            "button", "checkbox", "textbox", "searchbox", "spinbutton", "combobox", "link", "tab", "tabpanel",
            "image", "group", "region", "meter", "progressbar", "dialog"}
        return [
            node["role"]["value"] for node in self.send("Accessibility.getFullAXTree")["nodes"]
            if not node["ignored"] and node["role"]["value"] in roles
            and not node.get("name", {}).get("value", "").strip()]

    def close(self):
        self.socket.close()
        self.browser.terminate()
        self.browser.wait()
        self.folder.cleanup()
