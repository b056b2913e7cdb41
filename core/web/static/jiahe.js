// What the pages do beyond plain HTML. Everything here only eases what works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const IDLE_AFTER = 3 * 60 * 1000;
  let typedAt = 0;
  let reading = 0;

  const typing = (element) =>
    element.isContentEditable ||
    element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

  // Keys. Single characters work outside text fields only and can be switched off (WCAG 2.1.4);
  // a key that belongs to choosing a Chinese word is never ours.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      const draft = document.querySelector("[data-key='Ctrl+S']");
      if (draft) {
        event.preventDefault();
        draft.click();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A card reader ends each field, or the whole, with a tab or a return. As long as it types, the
    // field keeps the cursor; when it falls silent, what it typed is read.
    if (target.matches("[data-card]")) {
      window.clearTimeout(reading);
      const machine = target.value !== "" && event.timeStamp - typedAt < 60;
      typedAt = event.timeStamp;
      if (machine && !event.shiftKey && (event.key === "Tab" || event.key === "Enter")) {
        event.preventDefault();
        target.setRangeText("|", target.selectionStart, target.selectionEnd, "end");
        reading = window.setTimeout(() => target.closest(".search").querySelector("button").click(), 250);
        return;
      }
    }
    if (event.key === "Enter" && target.matches(".search input")) {
      const find = target.closest(".search").querySelector("button");
      if (find) {
        event.preventDefault();
        find.click();
      }
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && target.matches("textarea[data-enter]")) {
      event.preventDefault();
      const main = target.form.querySelector("button.btn-main:not([type=button])");
      target.form.requestSubmit(main);
      return;
    }
    if (root.dataset.keys === "off" || typing(target)) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-key='/'], input[type=search]");
      if (search) {
        event.preventDefault();
        search.focus();
        if (search.select) search.select();
      }
    } else if (/^[1-9]$/.test(event.key)) {
      const tile = document.querySelector("input[data-key='" + event.key + "']:not(:disabled)");
      if (tile) {
        event.preventDefault();
        tile.focus();
        tile.click();
      }
    }
  });

  // What a reader sends without keys, as characters, counts as typed too.
  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.matches("[data-card]")) {
      window.clearTimeout(reading);
      typedAt = event.timeStamp;
    }
  });

  // Repeating groups. [data-rows=NAME] holds the groups; <template data-row=NAME> is one with
  // __index__ where its number goes; a button [data-add-row=NAME] adds, [data-remove-row] inside a
  // group removes it. Without script the same buttons are submits that the server answers.
  const number = (rows) => {
    rows.querySelectorAll("[data-row-number]").forEach((place, index) => {
      place.textContent = String(index + 1);
    });
  };
  const addRow = (name) => {
    const rows = document.querySelector("[data-rows='" + name + "']");
    const template = document.querySelector("template[data-row='" + name + "']");
    if (!rows || !template) return false;
    const next = Number(rows.dataset.next || rows.children.length);
    rows.dataset.next = String(next + 1);
    const fresh = template.content.cloneNode(true);
    fresh.querySelectorAll("*").forEach((element) => {
      for (const attribute of Array.from(element.attributes)) {
        if (attribute.value.includes("__index__")) {
          element.setAttribute(attribute.name, attribute.value.replaceAll("__index__", String(next)));
        }
      }
    });
    const first = fresh.querySelector("input, select, textarea");
    const added = fresh.firstElementChild;
    rows.append(fresh);
    number(rows);
    added.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
    if (first) first.focus();
    return true;
  };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.addRow !== undefined) {
      if (addRow(button.dataset.addRow)) event.preventDefault();
    } else if (button.dataset.removeRow !== undefined) {
      const rows = button.closest("[data-rows]");
      let row = button;
      while (row && row.parentElement !== rows) row = row.parentElement;
      if (!rows || !row) return;
      event.preventDefault();
      const neighbour = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      number(rows);
      rows.dispatchEvent(new CustomEvent("row-removed", { bubbles: true }));
      const next = neighbour && neighbour.querySelector("input, select, textarea");
      const add = document.querySelector("[data-add-row='" + rows.dataset.rows + "']");
      (next || add || rows).focus();
    }
  });

  // A small part of the page instead of all of it: data-swap=ID on a form or on the button. The
  // server answers with a whole page as ever; only the part with that id is taken from it. Adding
  // and removing a row of a declared form is such a part: its group of rows.
  const swapped = (event) => {
    const button = event.submitter;
    let id = (button && button.dataset.swap) || event.target.dataset.swap;
    if (!id && button && /^_(add|remove)\./.test(button.name)) {
      const group = button.closest("[data-field][id]");
      id = group && group.id;
    }
    return id && document.getElementById(id) ? id : "";
  };

  // One click is one submission: the button says that it works and a second click does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches(".pref") || swapped(event)) return;
    if (form.dataset.busy) {
      event.preventDefault();
      return;
    }
    form.dataset.busy = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(() => rest(form), ANSWERED);
  });
  // A file that is saved leaves the page standing, and nothing says so: whoever then chooses another
  // name presses again, and so may anybody after a while (the server makes one of the same form).
  const ANSWERED = 4000;
  const rest = (form) => {
    delete form.dataset.busy;
    Array.from(form.elements).forEach((each) => each.removeAttribute("aria-busy"));
  };
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.dataset.busy) rest(form);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-busy]").forEach(rest));

  const under = new Map(); // part: the request that will replace it; a newer one wins
  const refocus = (part, button) => {
    const rows = button && /^_(add|pick)\./.test(button.name) ? part.querySelectorAll("fieldset") : [];
    const row = rows.length ? rows[rows.length - 1].querySelector("input:not([type=hidden]), select") : null;
    const same = button && button.name ? part.querySelector("button[name='" + button.name + "']") : null;
    const next = row || same || part.querySelector("[data-masked], h2, h3") || part;
    if (!next.matches("a, button, input, select, textarea")) next.setAttribute("tabindex", "-1");
    next.focus();
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    const id = swapped(event);
    if (!id || event.defaultPrevented) return;
    event.preventDefault();
    if (under.has(id)) under.get(id).abort();
    const request = new AbortController();
    under.set(id, request);
    const body = new FormData(form, button);
    if (button) button.setAttribute("aria-busy", "true");
    try {
      const action = (button && button.getAttribute("formaction")) || form.action;
      const answer = await fetch(action, {
        method: "POST", body, credentials: "same-origin", signal: request.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.getElementById(id);
      if ((answer.ok || answer.status === 422) && part) {
        const old = document.getElementById(id);
        // choosing somebody leads on to her line, wherever the key stood
        const inside = old.contains(document.activeElement) || (button && button.name.startsWith("_pick."));
        old.replaceWith(part);
        part.dispatchEvent(new CustomEvent("part-swapped", { bubbles: true }));
        if (inside) refocus(part, button);
      } else if (answer.redirected) {
        location.assign(answer.url);
      } else {
        document.body.replaceWith(page.body);
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      // The network is away: let the browser try and say so in its own words.
      if (button && button.name) {
        const said = document.createElement("input");
        said.type = "hidden";
        said.name = button.name;
        said.value = button.value;
        form.append(said);
      }
      form.submit();
    } finally {
      if (under.get(id) === request) under.delete(id);
      if (button) button.removeAttribute("aria-busy");
    }
  });

  // Answers that change what is suggested ask for it anew; a ready phrase goes into its field.
  document.addEventListener("change", (event) => {
    const mark = event.target;
    const ask = mark.form && mark.dataset.suggest !== undefined && mark.form.querySelector("button[name=_suggest]");
    if (ask) mark.form.requestSubmit(ask);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-phrase]") : null;
    const field = button && document.getElementById(button.dataset.phrase);
    if (!field) return;
    const said = field.value.trim();
    field.value = said + (said && !/[，。；：、！？]$/.test(said) ? "，" : "") + button.textContent.trim();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // What is typed is kept on the server after a pause, and at once by its button (Ctrl+S) or when
  // the page is left. Nothing is kept here: the computer is shared.
  const PAUSE = 2500;
  const waiting = new Map(); // form: its timer
  const keep = async (form, { files = false, leaving = false } = {}) => {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (form.dataset.busy) return;
    const body = new FormData(form);
    if (!files) form.querySelectorAll("input[type=file]").forEach((each) => body.delete(each.name));
    body.set("_draft", "quiet");
    const place = form.querySelector("[data-draft-said]");
    const say = (text) => {
      if (place) place.textContent = text;
    };
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, credentials: "same-origin", keepalive: leaving,
      });
      if (answer.status === 204) {
        const time = new Date().toTimeString().slice(0, 5);
        say(place ? place.dataset.draftSaid.replace("…", time) : "");
      } else if (answer.redirected) say(place ? place.dataset.draftOut : "");
      else throw new Error(String(answer.status));
    } catch {
      say(place ? place.dataset.draftAway : "");
    }
  };
  const typed = (event) => {
    const form = event.target.form;
    if (!form || form.dataset.draft === undefined || event.target.type === "search") return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), PAUSE));
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[name=_draft][value=save]") : null;
    if (!button || !button.form) return;
    event.preventDefault();
    keep(button.form, { files: true });
  });
  // filed or given up: nothing of it may be kept after that
  document.addEventListener("submit", (event) => {
    if (swapped(event)) return;
    clearTimeout(waiting.get(event.target));
    waiting.delete(event.target);
  }, true);
  // signing out waits until what was just typed is kept
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "post" || !waiting.size || !event.submitter) return;
    if (!event.submitter.matches(".leave-button")) return;
    event.preventDefault();
    const button = event.submitter;
    delete event.target.dataset.busy;
    Promise.all(Array.from(waiting.keys(), (form) => keep(form))).then(() => button.click());
  }, true);
  window.addEventListener("pagehide", () => {
    Array.from(waiting.keys()).forEach((form) => keep(form, { leaving: true }));
  });

  // Type size at once; the server keeps the choice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches(".pref") || !button || button.name !== "type") return;
    event.preventDefault();
    if (button.value === "large") root.dataset.type = "large";
    else delete root.dataset.type;
    form.querySelectorAll("[name=type]").forEach((each) => {
      each.setAttribute("aria-pressed", String(each === button));
    });
    const body = new URLSearchParams({ type: button.value });
    fetch(form.action, {
      method: "POST", body, credentials: "same-origin", keepalive: true, redirect: "manual",
    });
  });

  // The list of keys closes like any other small window.
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("details.keys[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // A password may be looked at: input[data-reveal=ID] is the tick box beside it.
  document.addEventListener("change", (event) => {
    const box = event.target;
    const field = box.dataset.reveal && document.getElementById(box.dataset.reveal);
    if (field) field.type = box.checked ? "text" : "password";
  });

  // Nobody touches the desk for three minutes: cover the page and mask what had been shown.
  const words = document.body.dataset;
  if (words.idle) {
    let timer = 0;
    let cover = null;
    const page = () => document.querySelectorAll(".page, .topbar, .foot, .skip");
    const hide = () => {
      if (cover) return;
      document.querySelectorAll("[data-masked]").forEach((name) => {
        name.textContent = name.dataset.masked;
      });
      cover = document.createElement("div");
      cover.className = "idle";
      const card = document.createElement("p");
      card.className = "card row";
      card.setAttribute("role", "status");
      const button = document.createElement("button");
      button.className = "btn btn-main";
      button.type = "button";
      button.textContent = words.resume;
      card.append(words.idle, button);
      cover.append(card);
      cover.returnTo = document.activeElement;
      root.classList.add("is-idle");
      page().forEach((part) => part.setAttribute("inert", ""));
      document.body.append(cover);
      button.addEventListener("click", show);
      button.focus();
    };
    const show = () => {
      const back = cover.returnTo;
      cover.remove();
      cover = null;
      root.classList.remove("is-idle");
      page().forEach((part) => part.removeAttribute("inert"));
      if (back && back.focus) back.focus();
      wake();
    };
    const wake = () => {
      if (cover) return;
      clearTimeout(timer);
      timer = setTimeout(hide, Number(words.idleAfter) || IDLE_AFTER);
    };
    ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"].forEach((kind) => {
      document.addEventListener(kind, wake, { passive: true });
    });
    wake();
  }

  // What is wrong comes first: after an error the summary is read out and the way back is short.
  const errors = document.querySelector("#errors, .notice.is-bad[tabindex='-1']");
  if (errors) errors.focus();
})();
