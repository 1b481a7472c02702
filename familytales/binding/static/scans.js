// The scans: zoom, pan, and boxes around the words that are pointed at or heard.
"use strict";

FamilyTales.scans = (function () {
  const viewer = document.querySelector(".viewer");
  if (!viewer) return { mark() {}, clear() {} };

  const sheets = Array.from(viewer.querySelectorAll(".sheet"));
  const levels = [1, 1.5, 2, 3, 4];
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const shown = document.getElementById("shown");
  const button = (id) => document.getElementById(id);
  let level = 0;

  function mark(kind, boxes, reveal) {
    clear(kind);
    const made = boxes.map(([page, left, top, width, height]) => {
      const box = document.createElement("div");
      box.className = "box " + kind;
      const percent = (value) => value / 100 + "%";
      Object.assign(box.style, { left: percent(left), top: percent(top), width: percent(width), height: percent(height) });
      sheets[page - 1].append(box);
      return box;
    });
    if (reveal && made.length) show(made[0]);
  }

  function clear(kind) {
    for (const box of viewer.querySelectorAll(".box." + kind)) box.remove();
  }

  // Bring a box into view, moving only when it is not comfortably inside already.
  function show(box) {
    const inner = box.getBoundingClientRect();
    const outer = viewer.getBoundingClientRect();
    const margin = Math.min(60, outer.height / 5);
    const seen =
      inner.top >= outer.top + margin &&
      inner.bottom <= outer.bottom - margin &&
      inner.left >= outer.left &&
      inner.right <= outer.right;
    if (seen) return;
    viewer.scrollTo({
      top: viewer.scrollTop + inner.top - outer.top - outer.height / 3,
      left: viewer.scrollLeft + inner.left - outer.left - outer.width / 3,
      behavior: calm.matches ? "auto" : "smooth",
    });
  }

  function current() {
    const middle = viewer.getBoundingClientRect().top + viewer.clientHeight / 2;
    const after = sheets.findIndex((sheet) => sheet.getBoundingClientRect().bottom >= middle);
    return after < 0 ? sheets.length - 1 : after;
  }

  function update() {
    const index = current();
    shown.value = index + 1;
    button("previous").disabled = index === 0;
    button("next").disabled = index === sheets.length - 1;
    button("smaller").disabled = level === 0;
    button("larger").disabled = level === levels.length - 1;
  }

  function turn(by) {
    const sheet = sheets[Math.min(Math.max(current() + by, 0), sheets.length - 1)];
    viewer.scrollTo({ top: sheet.offsetTop - viewer.offsetTop, behavior: calm.matches ? "auto" : "smooth" });
  }

  function zoom(by) {
    const wanted = Math.min(Math.max(level + by, 0), levels.length - 1);
    const factor = levels[wanted] / levels[level];
    const x = (viewer.scrollLeft + viewer.clientWidth / 2) * factor;
    const y = (viewer.scrollTop + viewer.clientHeight / 2) * factor;
    level = wanted;
    viewer.style.setProperty("--zoom", levels[level]);
    viewer.scrollTo({ left: x - viewer.clientWidth / 2, top: y - viewer.clientHeight / 2, behavior: "instant" });
    update();
  }

  function wordAt(event) {
    const sheet = event.target.closest(".sheet");
    if (!sheet) return null;
    const page = sheets.indexOf(sheet) + 1;
    const area = sheet.getBoundingClientRect();
    const x = ((event.clientX - area.left) / area.width) * 10000;
    const y = ((event.clientY - area.top) / area.height) * 10000;
    const inside = ([on, left, top, width, height]) =>
      on === page && x >= left && x <= left + width && y >= top && y <= top + height;
    return FamilyTales.words.all.find((word) => word.boxes.some(inside)) || null;
  }

  let pointed = null;
  function point(word) {
    if (word === pointed) return;
    if (pointed) pointed.element.classList.remove("pointed");
    pointed = word;
    if (word) word.element.classList.add("pointed");
    mark("pointed", word ? word.boxes : [], false);
  }

  let drag = null;
  viewer.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    drag = { x: event.clientX, y: event.clientY, left: viewer.scrollLeft, top: viewer.scrollTop, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.moved = drag.moved || Math.hypot(x, y) > 5;
    viewer.classList.toggle("dragged", drag.moved);
    if (drag.moved) viewer.scrollTo({ left: drag.left - x, top: drag.top - y, behavior: "instant" });
  });
  window.addEventListener("pointerup", () => {
    viewer.classList.remove("dragged");
    // The click that ends a drag comes after this event and is not meant for a word.
    const ended = drag;
    setTimeout(() => {
      if (drag === ended) drag = null;
    });
  });
  viewer.addEventListener("mousemove", (event) => point(wordAt(event)));
  viewer.addEventListener("mouseleave", () => point(null));
  viewer.addEventListener("click", (event) => {
    const word = drag && drag.moved ? null : wordAt(event);
    if (!word) return;
    word.element.scrollIntoView({ block: "nearest" });
    if (FamilyTales.playFrom) FamilyTales.playFrom(word);
  });

  const text = document.getElementById("text");
  text.addEventListener("mouseover", (event) => {
    const word = FamilyTales.words.of(event.target) || null;
    point(word);
    if (word && !FamilyTales.playing) mark("pointed", word.boxes, true);
  });
  text.addEventListener("mouseleave", () => point(null));

  for (const [id, action] of [
    ["previous", () => turn(-1)],
    ["next", () => turn(1)],
    ["smaller", () => zoom(-1)],
    ["larger", () => zoom(1)],
  ]) {
    button(id).hidden = sheets.length < 2 && (id === "previous" || id === "next");
    button(id).addEventListener("click", action);
  }
  viewer.addEventListener("scroll", update, { passive: true });
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") zoom(1);
    else if (event.key === "-") zoom(-1);
    else return;
    event.preventDefault();
  });
  update();

  return { mark, clear };
})();
