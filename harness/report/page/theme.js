// Light and dark: as the system has it, or as the reader wants it.

import { choose, onChange, state } from "./state.js";

const NEXT_THEME = { "": "light", light: "dark", dark: "" };
const THEME_WORDS = { "": "Theme: system", light: "Theme: light", dark: "Theme: dark" };

export function startTheme(button) {
  const named = () => (Object.hasOwn(NEXT_THEME, state().theme) ? state().theme : "");
  button.addEventListener("click", () => choose({ theme: NEXT_THEME[named()] }));
  onChange(() => {
    document.documentElement.style.colorScheme = named() || "light dark";
    button.textContent = THEME_WORDS[named()];
  });
}
