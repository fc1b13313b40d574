// Can one see where one is? Every place that the keyboard reaches must look different when it is reached. Gives sentences.
() => {
  const faults = [];
  const reach = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((one) => !one.disabled && one.type !== "hidden" && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }));
  const marks = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderColor", "top", "fill", "stroke", "strokeWidth"];
  const look = (one) => [one, ...one.querySelectorAll("svg *, rect, circle, path")].slice(0, 4)
    .map((part) => marks.map((mark) => getComputedStyle(part)[mark]).join("|")).join(";");
  const place = [scrollX, scrollY];
  for (const one of reach.slice(0, 400)) {
    const before = look(one);
    one.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== one) continue;
    const outlined = getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) > 0;
    if (!outlined && look(one) === before) faults.push(`focus cannot be seen: ${one.outerHTML.slice(0, 120)}`);
    one.blur();
  }
  scrollTo(...place);
  return [...new Set(faults)].slice(0, 6);
}
