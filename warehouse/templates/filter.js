
"use strict";
for (const box of document.querySelectorAll("input[data-filters]")) {
  box.hidden = false;
  const rows = document.querySelectorAll("#" + box.dataset.filters + " [data-row]");
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const row of rows) row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
  });
}
