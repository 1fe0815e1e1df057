// The choices above the table of pairs: search, outcomes, answers, and a menu for whatever there is more than one of.

import { anyOf, chip, chipGroup, choiceBar, clearButton, distinct, menu, namesMenu, searchField, tagMenu } from "./choices.js";
import { FATES, fateMark, fateWord } from "./fates.js";

export function pairFilterBar(pairs) {
  const search = searchField("pair-search", "Search names, reasons, answers");
  const clear = clearButton(search);
  const outcomes = outcomeChips(pairs);
  return choiceBar(search, menusOf(pairs), chipGroup("Outcome", "", outcomes, clear.element), [...outcomes, clear]);
}

function outcomeChips(pairs) {
  const tallies = FATES.map((fate) => [fate, pairs.filter((pair) => pair.fate === fate).length]);
  const some = tallies.filter(([, tally]) => tally > 0);
  return some.map(([fate, tally]) => chip("fate", fate, fateMark(fate), fateWord(fate), tally));
}

function menusOf(pairs) {
  return [
    namesMenu("suite", "Suite", distinct(pairs, (pair) => pair.suite)),
    namesMenu("prompt", "Prompt", distinct(pairs, (pair) => pair.prompt)),
    namesMenu("model", "Model", distinct(pairs, (pair) => pair.model)),
    tagMenu(distinct(pairs, (pair) => pair.tags ?? [])),
    answersMenu(pairs),
  ];
}

function answersMenu(pairs) {
  const options = [
    ["differ", "That differ"],
    ["same", "That are the same"],
  ];
  return pairs.some((pair) => pair.answers) ? menu("answers", "Answers", anyOf("Answers", options)) : null;
}
