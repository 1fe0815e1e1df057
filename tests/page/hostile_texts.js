// What a suite, a model or a server may say to do a reader harm, and how it is seen that it did none.

import assert from "node:assert/strict";

export const texts = {
  script: "<script>window.ran = 1</script>",
  ending: "</template></script><script>window.ran = 1</script>",
  image: '<img src=x onerror="window.ran = 1"><svg onload="window.ran = 1">',
  link: "[open](javascript:window.ran=1) <a href='javascript:window.ran=1'>open</a> ![](https://example.com/x.png)",
  override: "total \u202e00.1 \u2066EUR\u2069 \u200f\u061c",
  control: "bell \u0007 escape \u001b[31mred null \u0000 delete \u007f line \u2028 paragraph \u2029 \u0085",
  surrogate: "half \ud83d of a pair",
  template: "${window.ran = 1} {{constructor.constructor('window.ran = 1')()}} @SCRIPT@ @RUN@",
  markdown: `${"> ".repeat(5000)}deep\n\n| a | b |\n|---|---|\n| <b>x</b> | [y](data:text/html,<script>1</script>) |`,
  json: JSON.stringify({ __proto__: { ran: 1 }, "<img onerror=1>": ["</script>", { constructor: null }] }),
  deep: "[".repeat(10000),
};

/** Quoted as YAML wants it, whatever is inside. */
export const quoted = (text) => JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u0085", "\\u0085");

/** Opens all that can be opened on a page. */
export async function everythingOpened(page) {
  for (const details of await page.locator("details:not([open]) > summary").all()) {
    if (await details.isVisible()) await details.click();
  }
}

/** Nothing ran, nothing can be followed to a script, and no image is of another place. `within` is a selector. */
export async function nothingRan(page, within = "body") {
  const found = await page.evaluate((selector) => {
    const count = (what) => document.querySelectorAll(`${selector} :is(${what})`).length;
    return {
      ran: window.ran ?? "nothing",
      frames: count("iframe, object, embed, base, meta"),
      links: count('a[href^="javascript:" i], a[href^="data:" i], a[href^="http" i]:not([href^="http://127.0.0.1"])'),
      images: count('img[src^="http" i]:not([src^="http://127.0.0.1"]), image[href^="http" i]'),
      handlers: count("[onerror], [onload], [onclick], [onmouseover]"),
    };
  }, within);
  assert.deepEqual(found, { ran: "nothing", frames: 0, links: 0, images: 0, handlers: 0 });
}
