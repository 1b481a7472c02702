// Reading aloud: the word being heard is lit in the text and on the scan; any word can be played from.
"use strict";

(function () {
  const audio = document.getElementById("audio");
  if (!audio) return;

  const { words, scans } = FamilyTales;
  const text = document.getElementById("text");
  const play = document.getElementById("play");
  const seek = document.getElementById("seek");
  const time = document.getElementById("time");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let lit = null;
  let said = null;
  let looked = -Infinity;

  const now = () => audio.currentTime * 1000;
  const clock = (seconds) => Math.floor(seconds / 60) + ":" + String(Math.floor(seconds % 60)).padStart(2, "0");

  function light(cue) {
    if (cue === lit) return;
    if (lit) lit.element.classList.remove("spoken");
    lit = cue;
    const sentence = cue && cue.sentence ? cue.sentence.element : null;
    if (said !== sentence) {
      if (said) said.classList.remove("said");
      if (sentence) sentence.classList.add("said");
      said = sentence;
    }
    if (!cue) return scans.clear("heard");
    cue.element.classList.add("spoken");
    scans.mark("heard", cue.boxes, true);
    follow(cue.element);
  }

  // Keep the spoken word in view, unless the reader has just looked elsewhere.
  function follow(element) {
    if (audio.paused || performance.now() - looked < 4000) return;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(document.documentElement);
    const top = parseFloat(style.scrollPaddingTop) || 0;
    const bottom = innerHeight - (parseFloat(style.scrollPaddingBottom) || 0);
    if (box.top >= top && box.bottom <= bottom) return;
    element.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }

  function update() {
    seek.value = now();
    seek.setAttribute("aria-valuetext", clock(audio.currentTime));
    time.textContent = clock(audio.currentTime);
    light(audio.ended || (audio.paused && now() === 0) ? null : words.cueAt(now()));
  }

  function tick() {
    update();
    if (!audio.paused) requestAnimationFrame(tick);
  }

  function start() {
    // A browser may refuse to play before the reader has touched the page; the button then simply stays as it is.
    const playing = audio.play();
    if (playing) playing.catch(() => {});
  }

  function jump(milliseconds) {
    // A hair into the word, so that rounding never lands on the one before.
    audio.currentTime = (milliseconds + 2) / 1000;
    update();
  }

  function playFrom(word) {
    const from = words.startOf(word);
    if (from < 0) return;
    looked = -Infinity;
    jump(from);
    start();
  }

  function step(by) {
    const index = words.sentenceAt(now());
    const sentence = words.sentences[index];
    // Back goes to the start of this sentence first, as a tape recorder's user expects.
    const again = by < 0 && sentence && now() - sentence.start > 1500;
    const wanted = words.sentences[Math.min(Math.max(again ? index : index + by, 0), words.sentences.length - 1)];
    if (wanted) jump(wanted.start);
  }

  function toggle() {
    if (audio.paused) start();
    else audio.pause();
  }

  function state() {
    FamilyTales.playing = !audio.paused;
    play.classList.toggle("playing", !audio.paused);
    play.setAttribute("aria-label", audio.paused ? "Play" : "Pause");
  }

  function offer(paragraph) {
    const first = Array.from(paragraph.querySelectorAll(".w"), words.of).find((word) => words.startOf(word) >= 0);
    if (!first) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "from";
    button.lang = "en";
    button.setAttribute("aria-label", "Play from here");
    button.append(document.querySelector("#play svg").cloneNode(true));
    button.querySelector(".rest").remove();
    button.addEventListener("click", () => playFrom(first));
    paragraph.prepend(button);
  }

  for (const name of ["timeupdate", "seeked", "ended"]) audio.addEventListener(name, update);
  for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, state);
  audio.addEventListener("play", tick);
  play.addEventListener("click", toggle);
  seek.addEventListener("input", () => jump(Number(seek.value)));
  document.getElementById("back").addEventListener("click", () => step(-1));
  document.getElementById("forward").addEventListener("click", () => step(1));
  document.getElementById("pace").addEventListener("change", (event) => (audio.playbackRate = Number(event.target.value)));
  for (const name of ["wheel", "touchmove"]) {
    window.addEventListener(name, () => (looked = performance.now()), { passive: true });
  }
  text.addEventListener("click", (event) => {
    const word = words.of(event.target);
    if (word && getSelection().isCollapsed) playFrom(word);
  });
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, select, textarea, button, a, .viewer");
    if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " || event.key === "k") toggle();
    else if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "ArrowRight") step(1);
    else return;
    event.preventDefault();
  });

  for (const paragraph of text.querySelectorAll("p, h2")) offer(paragraph);
  audio.controls = false;
  audio.hidden = true;
  document.querySelector(".controls").hidden = false;
  document.body.classList.add("ready");
  FamilyTales.playFrom = playFrom;
})();
