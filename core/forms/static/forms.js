// Shows and hides the fields of a form as their conditions say; core/forms/conditions.py is the
// original and a property test holds the two together. Without script every field shows, and the
// server drops what should have been hidden.
"use strict";
(function () {
  const token = (v) => v === null || v === undefined || v === "" || typeof v === "object" ? null
    : v === true ? "yes" : v === false ? "no" : String(v);
  const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
  const shared = (v) => v.split(":")[0]; // a county's own code stands behind the one it belongs to
  const filled = (v) => !(v === null || v === undefined || v === "" || (Array.isArray(v) && v.length === 0));

  function holds(tree, values) {
    if ("all" in tree) return tree.all.every((one) => holds(one, values));
    if ("any" in tree) return tree.any.some((one) => holds(one, values));
    if ("not" in tree) return !holds(tree.not, values);
    const value = has(values, tree.field) ? values[tree.field] : null;
    if ("is" in tree) return token(value) === token(tree.is);
    if ("in" in tree) return tree.in.some((one) => token(one) === token(value));
    if ("has" in tree) return Array.isArray(value) && value.some((one) => token(one) === token(tree.has));
    return filled(value) === (tree.filled === true);
  }

  // conditions: {field name: tree or null}; returns the set of names that are shown
  function shown(conditions, values, outer) {
    const names = Object.keys(conditions);
    let visible = new Set(names);
    for (let pass = 0; pass <= names.length; pass++) {
      const known = Object.assign(Object.create(null), outer);
      for (const name of names) known[name] = visible.has(name) && has(values, name) ? values[name] : null;
      const now = new Set(names.filter((name) => conditions[name] === null || holds(conditions[name], known)));
      if (now.size === visible.size && names.every((name) => now.has(name) === visible.has(name))) break;
      visible = now;
    }
    return visible;
  }

  const own = (scope, selector) => Array.from(scope.querySelectorAll(selector))
    .filter((one) => one.parentElement.closest("[data-row], [data-form]") === scope);

  function answer(field) {
    if (field.dataset.kind === "sub_form")
      return Array.from(field.querySelectorAll("[data-row]")).map(answers).filter((row) => Object.values(row).some(filled));
    const marks = Array.from(field.querySelectorAll("input[type=radio], input[type=checkbox]:not([name^='_'])"));
    if (marks.length === 0) {
      const control = field.querySelector("input[type=hidden], input, select, textarea");
      if (!control || control.value.trim() === "") return null;
      return field.dataset.kind === "choice" ? shared(control.value) : control.value;
    }
    const picked = marks.filter((one) => one.checked && one.value !== "").map((one) => shared(one.value));
    return field.dataset.kind === "choices" ? picked : picked.length ? picked[0] : null;
  }

  function answers(scope) {
    const values = Object.create(null);
    for (const field of own(scope, "[data-field]")) values[field.dataset.field] = answer(field);
    return values;
  }

  function apply(scope, outer) {
    const fields = own(scope, "[data-field]");
    const conditions = {};
    for (const field of fields) conditions[field.dataset.field] = field.dataset.shown ? JSON.parse(field.dataset.shown) : null;
    const values = answers(scope);
    const visible = shown(conditions, values, outer);
    const around = Object.assign(Object.create(null), outer);
    for (const name of visible) around[name] = values[name];
    for (const field of fields) {
      field.hidden = !visible.has(field.dataset.field);
      if (field.dataset.kind === "sub_form") for (const row of field.querySelectorAll("[data-row]")) apply(row, around);
    }
    for (const grid of own(scope, ".grid")) // a row of hidden questions leaves no gap
      grid.hidden = Array.from(grid.children).every((one) => one.hidden);
  }

  if (typeof module === "object") { module.exports = { holds, shown }; return; }
  const applyAll = (root) => { for (const form of root.querySelectorAll("[data-form]")) apply(form, {}); };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-form]");
    if (form) apply(form, {});
  });
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-kind=date]"); // 20261122 typed in one go gets its dashes
    if (field) event.target.value = event.target.value.trim().replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  });
  document.addEventListener("part-swapped", () => applyAll(document));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => applyAll(document));
  else applyAll(document);
})();
