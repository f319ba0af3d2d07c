// Linkwork's only script. Every page works without it; it adds the behaviour of
// the design system's components, keeps drafts, copies text, applies filters
// at once and leaves a page quickly.
import { initAll } from './nhsuk-frontend.min.js'
import { cover } from './cover.js'
import { preview } from './preview.js'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
initAll()

const each = (selector, act) => document.querySelectorAll(selector).forEach(act)

/** 14:05 as "2:05pm", 14:00 as "2pm". */
function clock (date) {
  const minutes = date.getMinutes()
  const past = minutes ? ':' + String(minutes).padStart(2, '0') : ''
  return (date.getHours() % 12 || 12) + past + (date.getHours() < 12 ? 'am' : 'pm')
}

/** What was typed, without files, passwords and the form's own fields. */
function typed (form) {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    const secret = form.elements[name]?.type === 'password'
    if (typeof value === 'string' && !name.startsWith('_') && !secret) fields.append(name, value)
  }
  return fields.toString()
}

// Drafts are kept by the server and not by the browser, because computers are
// shared. Every 10 seconds when something changed, and on leaving.
function keepDraft (form) {
  const status = form.querySelector('[data-draft-status]')
  const say = (text) => { if (status) status.textContent = text }
  let kept = typed(form)
  let sent = false // the form itself is on its way: a draft now would outlive it

  async function keep () {
    const now = typed(form)
    if (sent || now === kept) return
    try {
      const answer = await fetch('/drafts/' + encodeURIComponent(form.dataset.draft), {
        method: 'POST', body: new URLSearchParams(now), keepalive: true, redirect: 'manual'
      })
      if (answer.ok) {
        kept = now
        say('Draft kept at ' + clock(new Date()))
      } else {
        say('Draft not kept. Your words are still on this page. If you have been logged out, log in again in another tab.')
      }
    } catch {
      say('Draft not kept: there is no connection. Your words are still on this page.')
    }
  }

  setInterval(keep, 10_000)
  form.addEventListener('submit', () => { sent = true })
  form.addEventListener('waits-no-more', () => { sent = false })
  addEventListener('pageshow', () => { sent = false })
  addEventListener('pagehide', keep)
  document.addEventListener('visibilitychange', () => { if (document.hidden) keep() })
}

/** A form's fields as the browser itself would send them. */
function asSent (form, button) {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form, button)) fields.append(name, value.replace(/\r?\n/g, '\r\n'))
  return fields
}

// Where the network may go, a form waits in the page: nothing is put into the
// browser's storage, because computers are shared. It goes again with the same
// token each time, so that the server acts on it once whatever was lost.
function wait (form) {
  const status = form.querySelector('[data-waits-status]')
  const again = form.querySelector('[data-waits-again]')
  const held = [...form.children].filter((part) => !part.contains(status)).concat(...form.querySelectorAll('[data-waits-hold]'))
  const say = (text) => { status.textContent = text }
  const stay = (event) => event.preventDefault() // the browser asks before it leaves
  let fields = null // what is on its way
  let to = form.action
  let busy = false
  let timer

  function hold (on) {
    held.forEach((part) => { part.inert = on })
    again.hidden = true
    if (on) addEventListener('beforeunload', stay)
    else removeEventListener('beforeunload', stay)
  }

  function notYet () {
    again.hidden = false
    say('Not sent yet: there is no connection. Leave this page open. Your words are on it and nowhere else, and it goes by itself when the connection is back.')
    clearTimeout(timer)
    timer = setTimeout(send, 10_000)
  }

  function arrived (answer) {
    const next = answer.status === 204 && answer.headers.get('Location')
    hold(false)
    if (next) {
      say('Sent at ' + clock(new Date()) + '.')
      return location.assign(next)
    }
    // Something to read, such as faults: the browser sends it and shows that.
    for (const [name, value] of fields) {
      if (form.elements[name]?.type === 'submit') form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    }
    form.action = to
    form.submit()
  }

  async function send () {
    if (!fields || busy) return
    busy = true
    again.hidden = true
    say('Sending.')
    try {
      const answer = await fetch(to, {
        method: 'POST', body: fields, redirect: 'manual', headers: { 'Linkwork-Stays': 'yes' }, signal: AbortSignal.timeout(20_000)
      })
      if (answer.status >= 502 && answer.status <= 504) notYet()
      else arrived(answer)
    } catch {
      notYet()
    }
    busy = false
  }

  function change () {
    fields = null
    clearTimeout(timer)
    hold(false)
    form.dispatchEvent(new CustomEvent('waits-no-more'))
    say('Not sent yet. Change what you like, then save again.')
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    fields = asSent(form, event.submitter)
    to = event.submitter?.hasAttribute('formaction') ? event.submitter.formAction : form.action
    hold(true)
    send()
  })
  form.querySelector('[data-waits-now]').addEventListener('click', send)
  form.querySelector('[data-waits-change]').addEventListener('click', change)
  addEventListener('pageshow', () => { fields = null; hold(false); say('') })
  addEventListener('online', () => fields ? send() : say('The connection is back.'))
  addEventListener('offline', () => { if (!fields) say('There is no connection. Go on writing: your words stay on this page. When you save, they wait here and go when the connection is back.') })
}

function copyButton (button) {
  const text = document.getElementById(button.dataset.copy)
  const status = document.querySelector(`[data-copy-status="${button.dataset.copy}"]`)
  button.hidden = false
  button.addEventListener('click', async () => {
    let done = true
    try {
      await navigator.clipboard.writeText(text.value ?? text.textContent)
    } catch {
      text.select?.()
      done = document.execCommand('copy')
    }
    if (status) status.textContent = done ? 'Copied' : 'Select the text and copy it by hand'
  })
}

// A filter applies itself and keeps the focus where it is: only the part of the
// page marked data-results is replaced. The count in it has role=status.
function autoSubmit (form) {
  let timer
  const results = () => document.querySelector('[data-results]')

  async function apply () {
    const address = new URL(form.action)
    address.search = new URLSearchParams(new FormData(form))
    const old = results()
    if (!old) return form.requestSubmit()
    try {
      const answer = await fetch(address)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.querySelector('[data-results]')
      if (!answer.ok || !fresh) return form.requestSubmit()
      old.replaceChildren(...fresh.childNodes)
      history.replaceState(null, '', address)
    } catch {
      form.requestSubmit()
    }
  }

  form.classList.add('lw-auto')
  form.addEventListener('change', () => {
    clearTimeout(timer)
    timer = setTimeout(apply, 300)
  })
}

function quickExit (link) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    document.body.hidden = true
    location.replace(link.href) // the back button does not come back here
  })
}

function printButton (button) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// The design system's script says of a radio button that reveals more that it is
// expanded, which ARIA does not allow for radio buttons.
function neverExpanded (radio) {
  const clear = () => radio.removeAttribute('aria-expanded')
  new MutationObserver(clear).observe(radio, { attributeFilter: ['aria-expanded'] })
  clear()
}

each('input[type=radio]', neverExpanded)
each('form[data-draft]', keepDraft)
each('form[data-waits]', wait)
each('[data-copy]', copyButton)
each('form[data-auto-submit]', autoSubmit)
each('form[data-preview]', preview)
each('[data-cover]', cover)
each('[data-quick-exit]', quickExit)
each('[data-print]', printButton)

// On a scale of numbers a digit chooses its number, and 1 followed by 0 chooses
// 10. It never moves on by itself: a number must not land on the next question.
function scaleKeys (scale) {
  let last = { digit: '', at: 0 }
  scale.addEventListener('keydown', (event) => {
    if (!/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    const ten = event.key === '0' && last.digit === '1' && event.timeStamp - last.at < 1500
    const number = scale.querySelector(`input[value="${ten ? '10' : event.key}"]`)
    if (!number) return
    event.preventDefault()
    number.checked = true
    number.focus()
    number.dispatchEvent(new Event('change', { bubbles: true }))
    last = { digit: event.key, at: event.timeStamp }
  })
}

each('.lw-scale', scaleKeys)
