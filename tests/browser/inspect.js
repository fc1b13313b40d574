// What is wrong with the page as it stands? Width, headings, title, language, words in the wrong language. Gives sentences.
({ language, foreign }) => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("main *, header *")].find((one) => one.getBoundingClientRect().right > innerWidth + 1
      && !one.closest(".scroll, .panes, .tabs, .stages, .places, nav, .board, pre, .menu"));
    faults.push(`scrolls sideways: ${root.scrollWidth} > ${innerWidth} (${wide ? wide.outerHTML.slice(0, 120) : "?"})`);
  }
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const heads = [...document.querySelectorAll("h1")].filter(shown);
  if (heads.length !== 1) faults.push(`${heads.length} h1`);
  if (heads.some((one) => !one.textContent.trim())) faults.push("an empty h1");
  if (!document.title.replace("· 峰终 Peakend", "").trim()) faults.push("no title of its own");
  const said = language === "zh" ? "zh-Hans" : "en";
  if (root.lang !== said) faults.push(`lang is ${root.lang}`);

  // Chinese on English pages stands in something that says that it is Chinese; English on Chinese pages likewise, where it is a sentence.
  const chinese = /[\u3400-\u9fff]/;
  const english = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/;
  const wrong = (words) => (language === "en" ? chinese.test(words) : english.test(words) && !chinese.test(words));
  const free = "option[value=zh], option[value=en], code, pre, kbd, samp, script, style, noscript, textarea, [translate=no]";
  const tongue = (one) => (one.closest("[lang]")?.lang || "").slice(0, 2);
  const complain = (one, words) => {
    if (!words.trim() || !wrong(words) || one.closest(free) || tongue(one) !== language) return;
    faults.push(`not in the language of the page: "${words.trim().slice(0, 60)}" in <${one.tagName.toLowerCase()} class="${one.getAttribute("class") || ""}">`);
  };
  if (!foreign) {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) complain(walk.currentNode.parentElement, walk.currentNode.data);
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      for (const one of document.querySelectorAll(`body [${name}]`)) complain(one, one.getAttribute(name));
    }
  }
  return [...new Set(faults)].slice(0, 12);
}
