"""Draws accuracies against numbers of labelled texts as an SVG."""

from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 820, 440, 60, 70, 290, 60
STYLE = """<style>
text { fill: #222222; } .minor { fill: #5a5a5a; } .paper { fill: #ffffff; } .grid { stroke: #dddddd; }
.line { fill: none; stroke-width: 2; }
.c0 { stroke: #0072b2; } .c1 { stroke: #d55e00; } .c2 { stroke: #009e73; } .c3 { stroke: #cc79a7; }
.c4 { stroke: #a6761d; } .c5 { stroke: #666666; } .c6 { stroke: #6a3d9a; }
@media (prefers-color-scheme: dark) {
text { fill: #e8e8e8; } .minor { fill: #b0b0b0; } .paper { fill: #1b1b1d; } .grid { stroke: #3c3c40; }
.c0 { stroke: #56b4e9; } .c1 { stroke: #e69f00; } .c5 { stroke: #b0b0b0; }
}
</style>"""


def svg(title, sizes, curves):
    """`curves`: name and accuracy by size; sizes stand at equal distances."""
    values = [value for _, points in curves for value in points.values()]
    low, high = int(min(values) * 20) / 20, (int(max(values) * 20) + 1) / 20

    def place(size, value):
        x = LEFT + (WIDTH - LEFT - RIGHT) * sizes.index(size) / max(1, len(sizes) - 1)
        return x, TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
             f'width="{WIDTH}" height="{HEIGHT}" role="img" font-family="system-ui, sans-serif" '
             'font-size="13">', f"<title>{escape(title)}</title>", STYLE,
             '<rect class="paper" width="100%" height="100%"/>',
             f'<text x="20" y="28" font-size="16" font-weight="bold">{escape(title)}</text>',
             '<text class="minor" x="20" y="50">Mean accuracy over the draws by labelled texts a '
             'label</text>']
    for step in range(round((high - low) * 20) + 1):
        value = low + step / 20
        y = place(sizes[0], value)[1]
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
                     f'<text class="minor" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">'
                     f"{value:.2f}</text>")
    for size in sizes:
        parts.append(f'<text class="minor" x="{place(size, low)[0]:.1f}" y="{HEIGHT - BOTTOM + 24}" '
                     f'text-anchor="middle">{escape(size)}</text>')
    for number, (name, points) in enumerate(curves):
        known = [size for size in sizes if size in points]
        places = [place(size, points[size]) for size in known]
        if len(places) > 1:
            line = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
            parts.append(f'<path class="line c{number % 7}" d="M{line}"/>')
        parts += [f'<circle class="line c{number % 7}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
                  for x, y in places]
        y = TOP + 12 + 22 * number
        parts.append(f'<path class="line c{number % 7}" d="M{WIDTH - RIGHT + 20} {y - 4}h22"/>'
                     f'<text x="{WIDTH - RIGHT + 50}" y="{y}">{escape(name)}</text>')
    return "\n".join(parts) + "\n</svg>\n"
