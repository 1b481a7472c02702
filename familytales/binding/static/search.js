// Search over the whole book, without a server: the texts come as a script, since pages opened from a disk may load
// nothing else.
"use strict";

var familyTalesTexts;

(function () {
  const root = document.documentElement.dataset.root;
  const input = document.getElementById("query");
  const panel = document.getElementById("results");
  const list = panel.querySelector("ol");
  const found = document.getElementById("found");
  const most = 60;
  let pages = null;
  let waiting = null;

  const special = { ß: "ss", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe", ı: "i", ſ: "s" };
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[ßłøđæœıſ]/g, (letter) => special[letter])
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  const terms = (query) => plain(query).split(" ").filter(Boolean);

  function load(then) {
    if (pages) return then();
    const first = !waiting;
    waiting = then;
    if (!first) return;
    const script = document.createElement("script");
    script.src = root + "assets/search-data.js";
    script.onload = () => {
      pages = prepare(familyTalesTexts);
      waiting();
    };
    document.head.append(script);
  }

  function prepare(documents) {
    return documents.flatMap(([title, url, about, texts], number) => {
      const head = " " + plain(title + " " + about);
      // A document whose title or facts match is found once, by its first page.
      return texts.map(([page, text], index) => ({
        number, title, url, page, text: index ? text : text || about, plain: (index ? "" : head) + " " + plain(text),
      }));
    });
  }

  function matches(page, wanted) {
    return wanted.every((term) => page.plain.includes(" " + term));
  }

  function snippet(page, wanted) {
    const line = document.createElement("span");
    const words = page.text.split(" ");
    const hit = (word) => plain(word).split(" ").some((part) => part && wanted.some((term) => part.startsWith(term)));
    const first = Math.max(words.findIndex(hit), 0);
    const from = Math.max(first - 6, 0);
    if (from > 0) line.append("… ");
    for (const word of words.slice(from, first + 16)) {
      const part = document.createElement(hit(word) ? "mark" : "bdi");
      part.textContent = word;
      line.append(part, " ");
    }
    if (first + 16 < words.length) line.append("…");
    return line;
  }

  function result(page, wanted, query) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("strong");
    const where = document.createElement("small");
    link.href = root + page.url + "?q=" + encodeURIComponent(query) + (page.page ? "#page-" + page.page : "");
    title.textContent = page.title;
    where.textContent = page.page ? "page " + page.page : "";
    link.append(title, where, snippet(page, wanted));
    item.append(link);
    return item;
  }

  function show() {
    const wanted = terms(input.value);
    panel.hidden = !wanted.length;
    if (!wanted.length) return list.replaceChildren();
    const hits = pages.filter((page) => matches(page, wanted));
    list.replaceChildren(...hits.slice(0, most).map((page) => result(page, wanted, input.value.trim())));
    const count = hits.length === 1 ? "1 page" : hits.length + " pages";
    found.textContent = !hits.length
      ? "Nothing found. Try fewer words, or only their beginnings."
      : hits.length > most
        ? count + " found, the first " + most + " are shown"
        : count + " found";
  }

  function move(event) {
    const links = Array.from(list.querySelectorAll("a"));
    const index = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      panel.hidden = true;
      input.focus();
    } else if (event.key === "ArrowDown" && links.length) links[Math.min(index + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && index >= 0) (links[index - 1] || input).focus();
    else if (event.key === "Enter" && document.activeElement === input && links.length) links[0].click();
    else return;
    event.preventDefault();
  }

  // Words looked for are marked on the page they led to.
  function markHits() {
    const wanted = terms(new URLSearchParams(location.search).get("q") || "");
    if (!wanted.length) return;
    const page = document.getElementById(location.hash.slice(1));
    let first = null;
    for (const word of document.querySelectorAll("#text .w")) {
      const parts = plain(word.textContent).split(" ");
      if (!parts.some((part) => part && wanted.some((term) => part.startsWith(term)))) continue;
      word.classList.add("hit");
      const after = !page || page.compareDocumentPosition(word) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (after && !first) first = word;
    }
    if (!first) return;
    first.scrollIntoView({ block: "center", behavior: "instant" });
    const { words, scans } = window.FamilyTales;
    scans.mark("found", words.of(first).boxes, true);
  }

  input.addEventListener("focus", () => load(show));
  input.addEventListener("input", () => load(show));
  input.closest("search").addEventListener("keydown", move);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("search")) panel.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    input.focus();
  });
  input.closest("search").hidden = false;
  markHits();
})();
