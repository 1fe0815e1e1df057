// A run that goes on while its page is open.

/** The page takes in the run as another report has it, as one does that follows a run. */
export async function goesOn(page, html) {
  await page.evaluate(async (html) => {
    const carried = (id) => html.split(`<template id="${id}">`)[1].split("</template>")[0];
    const detail = { run: carried("run"), pictures: carried("pictures"), going: false };
    document.dispatchEvent(new CustomEvent("sightline-run", { detail }));
    await detail.shown;
  }, html);
}
