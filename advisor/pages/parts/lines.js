/* A text area that sends what is typed 200 ms after the last key, and keeps what is under the finger.
 *
 * Every send carries a number; the page answers with the number it has taken in and the text that
 * came of it. An answer to an older send is ignored, so no answer ever overwrites later keys.
 */
const PAUSE = 200;
const areas = new WeakMap();

const settled = (text) =>
  text.split(/\r?\n/).map((line) => line.split(/\s+/).filter(Boolean).join(" ")).filter(Boolean).join("\n");

export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  const label = parentElement.querySelector("label");
  let held = areas.get(area);
  if (!held) {
    held = { number: data.number, sent: null, timer: 0 };
    areas.set(area, held);
  }
  label.textContent = data.label;
  area.setAttribute("aria-label", data.label);
  area.placeholder = data.hint;
  area.maxLength = data.limit;

  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${Math.max(area.scrollHeight + 2, 72)}px`;
  };
  const send = () => {
    clearTimeout(held.timer);
    held.timer = 0;
    if (area.value === held.sent) return;
    held.sent = area.value;
    held.number += 1;
    held.send("typed", { number: held.number, text: area.value });
  };
  held.send = setStateValue;
  area.oninput = (event) => {
    fit();
    clearTimeout(held.timer);
    if (!event.isComposing) held.timer = setTimeout(send, PAUSE);
  };
  area.oncompositionend = area.oninput;
  area.onblur = send;
  area.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };

  const first = held.sent === null;
  const answered = data.number >= held.number && !held.timer && !data.refused;
  if (first || (answered && settled(area.value) !== data.text)) {
    area.value = data.text;
    held.sent = data.text;
    held.number = data.number;
  }
  fit();
}
