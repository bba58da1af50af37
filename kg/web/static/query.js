"use strict";
// Runs the query of the form in the page and shows its rows; without it, the form still answers.

const IN_PAGE = "page";
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

const form = document.getElementById("query-form");
const query = document.getElementById("query");
const format = document.getElementById("format");
const shipped = document.getElementById("shipped");
const status_line = document.getElementById("status");
const result = document.getElementById("result");

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function offerPage() {
  const option = new Option("a table in this page", IN_PAGE, true, true);
  format.prepend(option);
  option.selected = true;
}

function cell(term) {
  const made = document.createElement("td");
  if (!term) return made;
  if (term.type === "uri" && /^https?:/.test(term.value)) {
    const link = element("a", term.value);
    link.href = local(term.value);
    made.append(link);
  } else {
    made.textContent = term.value;
  }
  const note = term["xml:lang"] || (term.datatype || "").replace(/^.*[#/]/, "");
  if (note) made.title = note;
  return made;
}

// Resources of this graph have their pages here, wherever their IRIs say that they live.
// Two slashes at the start of a link would lead to another host.
function local(iri) {
  const { base, root } = form.dataset;
  if (!iri.startsWith(base)) return iri;
  return root + iri.slice(base.length).replace(/^[/\\]+/, "").replaceAll("%", "%25");
}

function table(answer) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const name of answer.head.vars) {
    const heading = element("th", name);
    heading.scope = "col";
    head.append(heading);
  }
  const body = made.createTBody();
  for (const binding of answer.results.bindings) {
    body.insertRow().append(...answer.head.vars.map((name) => cell(binding[name])));
  }
  return made;
}

function show(type, text) {
  if (!type.includes("sparql-results+json")) return element("pre", text);
  const answer = JSON.parse(text);
  return "boolean" in answer ? element("p", answer.boolean ? "Yes" : "No") : table(answer);
}

function count(type, text) {
  if (!type.includes("sparql-results+json")) return "";
  const answer = JSON.parse(text);
  if (!answer.results) return "";
  const rows = answer.results.bindings.length;
  return rows === 1 ? "1 row" : `${rows} rows`;
}

async function run() {
  status_line.textContent = "Running …";
  result.replaceChildren();
  const started = performance.now();
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: ACCEPT, "Content-Type": "application/sparql-query" },
    body: query.value,
  });
  const text = await answer.text();
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  if (!answer.ok) {
    status_line.textContent = `Refused (${answer.status}).`;
    result.append(element("pre", text, "refused"));
    return;
  }
  const type = answer.headers.get("Content-Type") || "";
  status_line.textContent = [count(type, text), `${seconds} s`].filter(Boolean).join(", ");
  result.append(show(type, text));
}

form.addEventListener("submit", (event) => {
  if (format.value !== IN_PAGE) return;
  event.preventDefault();
  run().catch((error) => {
    status_line.textContent = `The server did not answer: ${error.message}`;
  });
});

shipped.addEventListener("change", () => {
  if (shipped.value) query.value = shipped.value;
});

offerPage();
if (query.value.trim()) form.requestSubmit();
