(function () {
  var root = document.documentElement
  function all(what, within) { return Array.prototype.slice.call((within || document).querySelectorAll(what)) }
  function press(buttons, chosen) { buttons.forEach(function (one) { one.setAttribute('aria-pressed', String(one === chosen)) }) }
  function show(part, key) {
    all('[data-scenario]', part).forEach(function (one) { one.hidden = key !== '' && one.dataset.scenario !== key })
    press(all('.bar button', part), all('.bar button', part).filter(function (one) { return one.value === key })[0])
  }
  function speak(language) {
    all('.part').forEach(function (part) { part.hidden = part.lang !== language })
    all('[data-say]').forEach(function (one) { one.hidden = one.lang !== language })
    root.lang = language
    all('.switch button').forEach(function (one) { one.setAttribute('aria-pressed', String(one.value === language)) })
    var part = document.querySelector('.part:not([hidden])')
    if (part && part.dataset.title) { document.title = part.dataset.title }
  }
  function arrive() {
    var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!place) { return }
    var part = place.closest('.part'), scene = place.closest('[data-scenario]')
    if (part && part.hidden) { speak(part.lang) }
    if (part && scene && scene.hidden) { show(part, scene.dataset.scenario) }
    place.scrollIntoView()
  }
  all('.part').forEach(function (part) {
    var buttons = all('.bar button', part)
    buttons.forEach(function (one) { one.addEventListener('click', function () { show(part, one.value) }) })
    if (buttons.length) { show(part, buttons[0].value) }
  })
  all('.switch button').forEach(function (one) {
    one.addEventListener('click', function () {
      var at = location.hash.slice(1), other = at && one.value + at.slice(2)
      speak(one.value)
      if (other && document.getElementById(other)) { location.hash = other }
    })
  })
  all('.tone').forEach(function (one) {
    one.addEventListener('click', function () {
      var dark = root.dataset.tone ? root.dataset.tone === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
      root.dataset.tone = dark ? 'light' : 'dark'
      one.setAttribute('aria-pressed', String(!dark))
    })
  })
  addEventListener('hashchange', arrive)
  arrive()
})()
