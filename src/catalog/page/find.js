// Finds entries by what is said of them, as one types; not by the names of their files. Without it the page has everything but the field.
(function () {
  "use strict";
  var place = document.getElementById("find");
  if (!place) return;
  // Letters that are none with a mark, as one types them who lacks their keys.
  var letters = {
    "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u0131": "i",
    "\u00f0": "d", "\u00fe": "th", "\u0127": "h", "\u0167": "t", "\u014b": "ng"
  };
  // Those that are written with an e in German, and in Danish before 1948, are found that way as well.
  var long = { "\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00f8": "oe", "\u00e5": "aa" };
  var spelt = function (text) {
    text = text.normalize ? text.normalize("NFC") : text;
    return text.toLowerCase().replace(/[\u00e4\u00f6\u00fc\u00f8\u00e5]/g, function (letter) { return long[letter]; });
  };
  // As one types: without marks, whatever their form, and without the spaces before them.
  var plain = function (text) {
    text = text.toLowerCase()
      .replace(/[\u2018-\u201f\u02bc\u00ab\u00bb\u2039\u203a\u2032\u2033'"]/g, "")
      .replace(/[\u2010-\u2015]|--+/g, "-").replace(/\u2026/g, "...")
      .replace(/\s+([?!:;.,])/g, "$1")
      .replace(/[^\x00-\x7f]/g, function (letter) { return letters[letter] || letter; });
    return text.normalize ? text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "") : text;
  };
  var label = document.createElement("label");
  label.textContent = place.getAttribute("data-label");
  var field = document.createElement("input");
  field.type = "search";
  label.appendChild(field);
  var none = document.createElement("p");
  none.setAttribute("role", "status");
  place.appendChild(label);
  place.appendChild(none);
  place.hidden = false;
  var entries = Array.prototype.slice.call(document.querySelectorAll("main .entry"));
  var told = "h2, h3, .sub, .by, .teaser, .facts";
  var words = entries.map(function (entry) {
    var parts = Array.prototype.slice.call(entry.querySelectorAll(told));
    var section = entry.closest && entry.closest("main > section");
    // The heading of the section, if it has one; those of entries without sections are headings too.
    var title = section && section.firstElementChild;
    if (title && title.tagName.toLowerCase() === "h2") parts.push(title);
    var text = parts.map(function (part) { return part.textContent; }).join(" ");
    return plain(text) + " " + plain(spelt(text));
  });
  var sections = Array.prototype.slice.call(document.querySelectorAll("main > section"));
  field.addEventListener("input", function () {
    var wanted = plain(field.value).split(/\s+/).filter(Boolean);
    var found = 0;
    entries.forEach(function (entry, at) {
      var fits = wanted.every(function (word) { return words[at].indexOf(word) >= 0; });
      entry.hidden = !fits;
      if (fits) found += 1;
    });
    sections.forEach(function (section) {
      section.hidden = !section.querySelector(".entry:not([hidden])");
    });
    var said = place.getAttribute(found ? "data-found" : "data-none");
    none.textContent = wanted.length ? said.replace("{}", found) : "";
  });
})();
