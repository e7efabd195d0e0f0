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
  });

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

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      name();
      announce();
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["lang", "data-announce"] });
})();
