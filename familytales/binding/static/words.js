// The words of a document: their elements, when each is heard, and where each stands on the scans.
"use strict";

var FamilyTales = {};

FamilyTales.words = (function () {
  const data = JSON.parse(document.getElementById("words").textContent);
  const text = document.getElementById("text");

  // [start, end, [page, left, top, width, height], ...]: milliseconds (-1: not heard by itself), ten-thousandths of a scan.
  const words = Array.from(text.querySelectorAll(".w"), (element, index) => {
    const [start, end, ...boxes] = data.words[index];
    return { element, start, end, boxes };
  });
  const byElement = new Map(words.map((word) => [word.element, word]));

  const sentences = Array.from(text.querySelectorAll(".s"), (element, index) => {
    const [start, end] = data.sentences[index];
    const inside = Array.from(element.querySelectorAll(".w"), (each) => byElement.get(each));
    for (const word of inside) word.sentence = { element, start, end };
    return { element, start, end, words: inside };
  });

  // What lights up when: single words where their times are known, whole sentences elsewhere.
  const cues = sentences
    .flatMap((sentence) => {
      const timed = sentence.words.filter((word) => word.start >= 0);
      const whole = { ...sentence, sentence, boxes: sentence.words.flatMap((word) => word.boxes) };
      return timed.length ? timed : [whole];
    })
    .sort((a, b) => a.start - b.start);

  function last(items, time) {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle].start <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  return {
    all: words,
    sentences: sentences.slice().sort((a, b) => a.start - b.start),
    of: (node) => byElement.get(node instanceof Element ? node.closest(".w") : null),
    cueAt: (time) => cues[last(cues, time)] || null,
    sentenceAt(time) {
      return last(this.sentences, time);
    },
    startOf: (word) => (word.start >= 0 ? word.start : word.sentence ? word.sentence.start : -1),
  };
})();
