// Small behaviours of the page: markers open their card, answers are announced, "Copy with citations" copies.
// Nothing here builds markup from text.
"use strict";

(() => {
  const live = () => document.getElementById("live");

  const say = (words) => {
    const region = live();
    if (!region) return;
    region.textContent = "";
    window.setTimeout(() => { region.textContent = words; }, 50);
  };

  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const show = (element, block) => element.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });

  const openCard = (id) => {
    const card = document.getElementById(id);
    if (!card) return;
    const details = card.querySelector("details");
    if (details) details.open = true;
    const fold = card.closest("details.more");
    if (fold) fold.open = true;
    card.focus({ preventScroll: true });
    show(card, "nearest");
  };

  const select = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.setAttribute("readonly", "");
    box.className = "unseen";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };

  const write = async (text) => {
    // The clipboard API exists on https and on this machine alone; elsewhere the older way serves.
    if (!navigator.clipboard) return select(text);
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return select(text);
    }
  };

  const copy = async (button) => {
    const text = button.parentElement.querySelector(".copy-text").textContent;
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    const done = await write(text);
    button.textContent = done ? "Copied" : "Not copied: your browser refused";
    say(button.textContent);
    window.setTimeout(() => { button.textContent = label; }, 4000);
  };

  // A question that may be meant is put into the box and asked as if it had been typed.
  const ask = (words) => {
    const box = document.querySelector("#question textarea, #question input");
    const button = document.getElementById("ask");
    if (!box || !button) return;
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    window.setTimeout(() => button.click(), 100); // once Gradio has taken the words in
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const marker = target && target.closest("a.marker");
    if (marker) {
      event.preventDefault();
      openCard(marker.dataset.card);
      return;
    }
    const skip = target && target.closest("a.skip");
    if (skip) {
      event.preventDefault();
      const box = document.querySelector("#question textarea, #question input");
      if (box) box.focus();
      return;
    }
    const button = target && target.closest("button.copy");
    if (button) copy(button);
    const sort = target && target.closest("table.tracker button.sort");
    if (sort) sortBy(sort);
    const choice = target && target.closest("button.choice");
    if (choice) ask(choice.textContent);
    const set = target && target.closest("button.set-status");
    if (set) setStatus(set.dataset.record);
  });

  // The tracker: a header sorts the table by its column, again the other way round.
  const sortBy = (button) => {
    const table = button.closest("table");
    const head = button.closest("th");
    const down = head.getAttribute("aria-sort") === "ascending";
    const key = (row) => row.cells[button.dataset.column].dataset.key;
    const rows = [...table.tBodies[0].rows];
    rows.sort((one, other) => (down ? -1 : 1) * key(one).localeCompare(key(other), "en-GB"));
    table.tBodies[0].append(...rows);
    for (const other of table.tHead.rows[0].cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    say(`Sorted by ${button.textContent.trim()}, ${down ? "descending" : "ascending"}`);
  };

  // The tracker: the form below the table opens with the number of the record in it. The form may take a while to
  // come, and what is written while it is being made is lost: so it is looked at again until the number has stayed.
  const setStatus = (record) => {
    const form = document.getElementById("requests-setting");
    if (!form) return;
    const box = () => form.querySelector("#requests-record textarea, #requests-record input");
    const fill = (times, stayed) => {
      const field = box();
      const there = field && field.offsetParent;
      const same = there && field.value === record;
      if (there && !same) {
        field.value = record;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (there && !stayed) {
        show(form, "nearest");
        (form.querySelector("#requests-status input") || field).focus();
      }
      if (times > 0 && !(same && stayed)) window.setTimeout(fill, 100, times - 1, Boolean(there));
    };
    if (!box() || !box().offsetParent) form.querySelector("button.label-wrap").click();
    window.setTimeout(fill, 100, 50, false);
  };

  // What Gradio leaves out or overwrites and screen readers need: the language, and names of groups.
  const name = () => {
    const html = document.documentElement;
    if (html.lang !== "en-GB") html.lang = "en-GB"; // Gradio sets its own
    for (const group of document.querySelectorAll("fieldset:not([aria-label])")) {
      const label = group.querySelector("[data-testid='block-info']");
      if (label) group.setAttribute("aria-label", label.textContent.trim());
    }
  };

  let last = "";
  const announce = () => {
    const turns = document.querySelectorAll("#conversation article.turn");
    const turn = turns[turns.length - 1];
    const words = turn ? turn.dataset.announce : "";
    const key = turn ? `${turn.id}:${words}` : "";
    if (key === last) return;
    last = key;
    if (!turn) return;
    say(words);
    show(turn, "start");
  };

  // Of a briefing: each step that is being done, and that it is ready.
  let heard = "";
  const report = () => {
    const news = document.querySelector("#briefing-made [data-announce]");
    const words = news ? news.dataset.announce : "";
    if (words === heard) return;
    heard = words;
    if (!words) return;
    say(words);
    if (news.id === "briefing-ready") show(news, "start");
  };

  // Of the tracker: that it is being made, and how many there are.
  let counted = "";
  const tell = () => {
    const news = document.querySelector("#requests-listed [data-announce]");
    const words = news ? news.dataset.announce : "";
    if (words === counted) return;
    counted = words;
    if (words) say(words);
  };

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      name();
      announce();
      report();
      tell();
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["lang", "data-announce"] });
})();
