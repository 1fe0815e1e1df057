#!/usr/bin/python3
"""Draws the images of the example suites, the same bytes each time.

Needs Debian's python3-pil and fonts-dejavu-core. The images are committed; run this only to change them:

    suites/images/draw.py
"""
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parent
INK = (34, 34, 40)
RED, BLUE, GREEN, AMBER = (198, 52, 52), (42, 98, 178), (44, 134, 84), (226, 160, 40)


def font(size, bold=False, mono=False):
    family = "DejaVuSansMono" if mono else "DejaVuSans"
    return ImageFont.truetype(f"/usr/share/fonts/truetype/dejavu/{family}{'-Bold' if bold else ''}.ttf", size)


def save(image, name):
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".jpg":
        image.save(path, quality=88)
    else:
        image.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def receipt(name, title, date, items, currency, total_word="TOTAL"):
    image = Image.new("RGB", (420, 300 + 34 * len(items)), (250, 248, 240))
    draw = ImageDraw.Draw(image)
    draw.text((210, 40), title, INK, font(30, bold=True), anchor="mm")
    draw.text((210, 78), date, INK, font(18, mono=True), anchor="mm")
    y = 120
    for label, price in items:
        draw.text((30, y), label, INK, font(20, mono=True))
        draw.text((390, y), f"{price:.2f}", INK, font(20, mono=True), anchor="ra")
        y += 34
    draw.line((30, y + 8, 390, y + 8), INK, 2)
    draw.text((30, y + 24), total_word, INK, font(24, bold=True, mono=True))
    draw.text((390, y + 24), f"{currency} {sum(p for _, p in items):.2f}", INK, font(24, bold=True, mono=True), anchor="ra")
    draw.text((210, y + 110), "Thank you!", INK, font(18), anchor="mm")
    save(image, name)


def bars(name, title, values, unit):
    image = Image.new("RGB", (560, 380), "white")
    draw = ImageDraw.Draw(image)
    draw.text((280, 28), title, INK, font(22, bold=True), anchor="mm")
    top, bottom = 70, 320
    draw.line((60, bottom, 530, bottom), INK, 2)
    width = 470 // len(values)
    for index, (label, value) in enumerate(values):
        left = 75 + index * width
        y = bottom - (bottom - top) * value / max(v for _, v in values)
        draw.rectangle((left, y, left + width - 30, bottom), BLUE)
        draw.text((left + (width - 30) / 2, y - 12), f"{value}{unit}", INK, font(16, bold=True), anchor="mm")
        draw.text((left + (width - 30) / 2, bottom + 20), label, INK, font(16), anchor="mm")
    save(image, name)


def line_chart(name, title, values):
    image = Image.new("RGB", (560, 380), "white")
    draw = ImageDraw.Draw(image)
    draw.text((280, 28), title, INK, font(22, bold=True), anchor="mm")
    for step in range(0, 101, 25):
        y = 320 - 2.5 * step
        draw.line((60, y, 530, y), (220, 220, 224))
        draw.text((52, y), str(step), INK, font(14), anchor="rm")
    points = [(90 + 80 * i, 320 - 2.5 * value) for i, (_, value) in enumerate(values)]
    draw.line(points, RED, 4)
    for (x, y), (label, _) in zip(points, values):
        draw.ellipse((x - 6, y - 6, x + 6, y + 6), RED)
        draw.text((x, 342), label, INK, font(16), anchor="mm")
    save(image, name)


def pie(name, title, slices):
    image = Image.new("RGB", (560, 380), "white")
    draw = ImageDraw.Draw(image)
    draw.text((280, 28), title, INK, font(22, bold=True), anchor="mm")
    start = -90.0
    for index, (label, share, colour) in enumerate(slices):
        end = start + 3.6 * share
        draw.pieslice((60, 70, 340, 350), start, end, colour, "white", 2)
        draw.rectangle((380, 110 + 40 * index, 404, 134 + 40 * index), colour)
        draw.text((414, 122 + 40 * index), f"{label} {share} %", INK, font(16), anchor="lm")
        start = end
    save(image, name)


def sign(name, lines, ground, ink, size=(480, 220), shape="rectangle"):
    image = Image.new("RGB", size, (206, 218, 226))
    draw = ImageDraw.Draw(image)
    width, height = size
    if shape == "octagon":
        c = 0.29 * height
        draw.polygon([(width / 2 - height / 2 + 10 + c, 10), (width / 2 + height / 2 - 10 - c, 10),
                      (width / 2 + height / 2 - 10, 10 + c), (width / 2 + height / 2 - 10, height - 10 - c),
                      (width / 2 + height / 2 - 10 - c, height - 10), (width / 2 - height / 2 + 10 + c, height - 10),
                      (width / 2 - height / 2 + 10, height - 10 - c), (width / 2 - height / 2 + 10, 10 + c)],
                     ground, "white", 6)
    elif shape == "circle":
        draw.ellipse((width / 2 - height / 2 + 10, 10, width / 2 + height / 2 - 10, height - 10), "white", RED, 22)
    else:
        draw.rounded_rectangle((20, 20, width - 20, height - 20), 16, ground, "white", 4)
    step = height / (len(lines) + 1)
    for index, (text, points) in enumerate(lines):
        draw.text((width / 2, step * (index + 1)), text, ink, font(points, bold=True), anchor="mm")
    save(image, name)


def shapes(name, circles=(), squares=(), triangles=()):
    image = Image.new("RGB", (480, 320), "white")
    draw = ImageDraw.Draw(image)
    for x, y, r, colour in circles:
        draw.ellipse((x - r, y - r, x + r, y + r), colour)
    for x, y, r, colour in squares:
        draw.rectangle((x - r, y - r, x + r, y + r), colour)
    for x, y, r, colour in triangles:
        draw.polygon([(x - r, y + r), (x, y - r), (x + r, y + r)], colour)
    save(image, name)


def invoice(name, vendor, facts, items, currency):
    image = Image.new("RGB", (620, 330 + 32 * len(items)), "white")
    draw = ImageDraw.Draw(image)
    draw.text((40, 36), vendor, INK, font(28, bold=True))
    for index, (label, value) in enumerate(facts):
        draw.text((360, 40 + 28 * index), label, INK, font(16))
        draw.text((580, 40 + 28 * index), value, INK, font(16, bold=True), anchor="ra")
    y = 150
    for x, head, anchor in ((40, "Article", "la"), (380, "Qty", "ra"), (480, "Price", "ra"), (580, "Amount", "ra")):
        draw.text((x, y), head, INK, font(16, bold=True), anchor=anchor)
    draw.line((40, y + 26, 580, y + 26), INK, 2)
    for article, quantity, price in items:
        y += 36
        draw.text((40, y), article, INK, font(16))
        for x, text in ((380, str(quantity)), (480, f"{price:.2f}"), (580, f"{quantity * price:.2f}")):
            draw.text((x, y), text, INK, font(16, mono=True), anchor="ra")
    draw.line((380, y + 34, 580, y + 34), INK, 2)
    total = sum(quantity * price for _, quantity, price in items)
    draw.text((380, y + 48), "Total", INK, font(20, bold=True))
    draw.text((580, y + 48), f"{currency} {total:.2f}", INK, font(20, bold=True), anchor="ra")
    save(image, name)


def grid(name, title, rows, widths, spans=()):
    """A ruled table; `spans` are cells (row, column) that run over the one to their right."""
    height = 44
    image = Image.new("RGB", (40 + sum(widths), 90 + height * len(rows)), "white")
    draw = ImageDraw.Draw(image)
    draw.text((20, 30), title, INK, font(20, bold=True), anchor="lm")
    for row, cells in enumerate(rows):
        left, top = 20, 60 + height * row
        for column, text in enumerate(cells):
            width = widths[column] + (widths[column + 1] if (row, column) in spans else 0)
            if (row, column - 1) not in spans:
                draw.rectangle((left, top, left + width, top + height), (232, 236, 244) if row == 0 else "white", INK, 2)
                draw.text((left + width / 2, top + height / 2), text, INK, font(17, bold=row == 0), anchor="mm")
            left += widths[column]
    save(image, name)


def shape(draw, kind, box, colour):
    left, top, right, bottom = box
    if kind == "circle":
        draw.ellipse(box, colour)
    elif kind == "square":
        draw.rectangle(box, colour)
    else:
        draw.polygon([(left, bottom), ((left + right) / 2, top), (right, bottom)], colour)


def scene(name, size, things):
    image = Image.new("RGB", size, (244, 242, 236))
    draw = ImageDraw.Draw(image)
    for kind, box, colour in things:
        shape(draw, kind, box, colour)
    save(image, name)


def mask(name, size, thing):
    image = Image.new("1", size, 0)
    shape(ImageDraw.Draw(image), *thing, 1)
    path = FOLDER / name
    image.save(path, optimize=True)


def main():
    receipt("receipts/cafe.png", "Café Orme", "2026-03-14 09:41",
            [("2 Espresso", 5.80), ("1 Croissant", 3.20), ("1 Orange juice", 4.50)], "EUR")
    receipt("receipts/books.png", "Page & Spine", "2026-05-02 17:05",
            [("Atlas of Rivers", 38.00), ("Notebook A5", 7.25), ("Pencil", 1.40)], "USD")
    receipt("receipts/garage.jpg", "Garage Lenz", "2026-01-22 11:30",
            [("Oil change", 79.90), ("Filter", 18.60), ("Labour 0.5 h", 41.00)], "CHF")
    save(Image.new("RGB", (420, 402), (250, 248, 240)), "receipts/blank.png")

    bars("charts/visitors.png", "Visitors per quarter", [("Q1", 120), ("Q2", 185), ("Q3", 240), ("Q4", 165)], "k")
    line_chart("charts/battery.png", "Battery over the day, %",
               [("6h", 100), ("9h", 80), ("12h", 55), ("15h", 40), ("18h", 25), ("21h", 10)])
    pie("charts/energy.png", "Energy by source",
        [("Wind", 42, BLUE), ("Solar", 23, AMBER), ("Hydro", 20, GREEN), ("Gas", 15, RED)])

    sign("signs/stop.png", [("STOP", 64)], RED, "white", (260, 260), "octagon")
    sign("signs/limit.png", [("60", 96)], "white", INK, (260, 260), "circle")
    sign("signs/station.png", [("Hauptbahnhof", 48), ("Ausgang Nord", 32)], BLUE, "white")
    sign("signs/museum.png", [("Museum of Clocks", 38), ("Open 10 - 18, closed on Mondays", 20)], GREEN, "white")

    shapes("counting/circles.png",
           circles=[(80, 80, 34, RED), (200, 90, 30, RED), (330, 70, 36, RED), (130, 220, 32, RED), (270, 230, 30, RED),
                    (400, 220, 38, RED), (210, 160, 22, RED)])
    shapes("counting/mixed.png",
           circles=[(70, 70, 34, BLUE), (390, 90, 30, BLUE), (240, 250, 32, BLUE)],
           squares=[(180, 90, 34, AMBER), (300, 180, 30, AMBER), (90, 220, 36, AMBER), (410, 250, 28, AMBER)],
           triangles=[(290, 70, 30, GREEN), (170, 240, 30, GREEN)])
    shapes("counting/none.png")

    invoice("documents/invoice.png", "Käfer & Sons Ltd",
            [("Invoice", "2026-0417"), ("Date", "3 April 2026"), ("For", "Museum of Clocks")],
            [("Mainspring 12 mm", 4, 18.50), ("Clock oil 5 ml", 2, 9.75), ("Glass dome", 1, 64.00)], "EUR")
    grid("documents/ferries.png", "Ferries from Orme",
         [("Line", "Leaves", "Arrives", "Fare"), ("A1", "07:15", "08:40", "12.00"), ("A2", "09:30", "10:55", "12.00"),
          ("B7", "13:05", "15:20", "18.50")], (110, 130, 130, 120))
    grid("documents/hours.png", "Opening hours",
         [("Day", "Morning", "Afternoon"), ("Monday", "closed", ""), ("Tuesday", "9 - 12", "14 - 18"),
          ("Saturday", "10 - 16", "")], (150, 150, 150), spans=((1, 1), (3, 1)))

    scene("grounding/desk.png", (640, 360), [("circle", (60, 80, 200, 220), RED), ("square", (260, 60, 380, 180), BLUE),
                                             ("triangle", (430, 150, 600, 310), GREEN)])
    scene("grounding/squares.png", (500, 400), [("square", (40, 40, 140, 140), AMBER), ("square", (220, 60, 300, 140), AMBER),
                                                ("square", (360, 220, 470, 330), AMBER), ("circle", (100, 240, 220, 360), BLUE)])
    mask("grounding/triangle-mask.png", (640, 360), ("triangle", (430, 150, 600, 310)))


if __name__ == "__main__":
    main()
