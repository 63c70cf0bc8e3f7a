/* The table of submissions: real rows and buttons, so that keyboard and screen reader find them.
 *
 * Texts of anybody go in as text nodes only. Up and down move between teams, Enter opens one.
 */
const make = (name, text, classes) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (classes) node.className = classes;
  return node;
};

const cell = (label, content, classes) => {
  const td = make("td", undefined, classes);
  td.dataset.label = label;
  td.append(content);
  return td;
};

const line = (row, data, open) => {
  const tr = make("tr", undefined, `${row.opened ? "opened" : ""} ${row.unread ? "blank" : ""}`);
  const head = make("th");
  head.scope = "row";
  const button = make("button", row.name, "team");
  button.type = "button";
  if (row.opened) button.setAttribute("aria-current", "true");
  head.append(button);
  if (row.note) head.append(make("small", row.note, row.unread ? "unread" : ""));
  tr.append(head);
  const heads = data.heads;
  row.counts.forEach((count, place) => {
    const weight = count ? data.weights[place] : "none";
    tr.append(cell(heads[place + 1], make("span", String(count ?? "–"), `count ${weight}`), "number"));
  });
  tr.append(cell(heads[4], row.talk ? make("span", data.yes, "talk") : "–"));
  tr.append(cell(heads[5], make("span", row.read, row.unread ? "unread" : "")));
  const chips = make("div", undefined, "chips");
  for (const chip of row.chips) {
    const one = make("span", undefined, `chip ${chip.severity}`);
    one.append(make("i"), make("span", chip.title));
    one.title = `${data.names[chip.severity]}: ${chip.title}`;
    chips.append(one);
  }
  if (row.more) {
    const more = make("span", `+${row.more}`, "more");
    more.title = row.rest;
    chips.append(more);
  }
  tr.append(cell(heads[6], chips, "findings"));
  tr.onclick = () => open(row.number);
  return tr;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame");
  for (const [name, colour] of Object.entries(data.colours)) frame.style.setProperty(`--${name}`, colour);
  frame.setAttribute("aria-label", data.title);
  const table = make("table");
  const row = make("tr");
  data.heads.forEach((text, place) => {
    const th = make("th", text, place > 0 && place < 4 ? "number" : "");
    th.scope = "col";
    row.append(th);
  });
  const head = make("thead");
  head.append(row);
  const body = make("tbody");
  const open = (number) => setTriggerValue("open", number);
  for (const one of data.rows) body.append(line(one, data, open));
  table.append(head, body);
  const top = frame.scrollTop;
  frame.replaceChildren(table);
  frame.scrollTop = top;
  frame.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.classList.contains("team")) return;
    const buttons = [...frame.querySelectorAll(".team")];
    buttons[buttons.indexOf(event.target) + step]?.focus();
    event.preventDefault();
  };
}
