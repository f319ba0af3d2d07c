// Finds one thing on the page by what a person sees of it. Returns where it is,
// or why it cannot be used.
(kind, what) => {
  const clean = (s) => (s ?? '').replace(/\s+/g, ' ').trim()
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0
  const isSelector = /^[#.[]/.test(what)
  const scoped = what.includes(' > ') && !isSelector
  const [group, name] = scoped ? what.split(' > ') : ['', what]

  const label = (e) => clean([...(e.labels ?? [])].map((l) => l.textContent).join(' ')) || clean(e.ariaLabel)
  const legend = (e) => clean(e.closest('fieldset')?.querySelector('legend')?.textContent)
  const own = {
    click: (e) => clean(e.ariaLabel) || clean(e.textContent),
    box: label,
    select: label,
    choice: label
  }[kind]
  const all = [...document.querySelectorAll(isSelector ? what : {
    click: 'a[href], button, summary, [role=button]',
    box: 'input:not([type=radio], [type=checkbox], [type=hidden]), textarea',
    select: 'select',
    choice: 'input[type=radio], input[type=checkbox]'
  }[kind])].filter((e) => !scoped || legend(e).startsWith(group))

  const byName = all.filter((e) => e.name && e.name === name && kind !== 'click' && kind !== 'choice')
  const exact = all.filter((e) => own(e) === name)
  const start = all.filter((e) => own(e).startsWith(name))
  const part = all.filter((e) => own(e).includes(name))
  const found = isSelector ? all : [byName, exact, start, part].find((l) => l.some(seen)) ?? [byName, exact, start, part].find((l) => l.length) ?? []
  const usable = found.filter(seen)

  if (!found.length) return { why: 'is not on the page; there are: ' + all.filter(seen).map((e) => '"' + own(e) + '"').join(', ') }
  if (!usable.length) return { why: 'is on the page but cannot be seen' }
  if (usable.length > 1) return { why: 'could be any of: ' + usable.map((e) => '"' + own(e) + '"').join(', ') }

  const e = usable[0]
  if (e.disabled) return { why: 'is switched off' }
  e.scrollIntoView({ block: 'center', behavior: 'instant' })
  const box = e.getClientRects()[0]
  const x = box.left + box.width / 2
  const y = box.top + box.height / 2
  const top = document.elementFromPoint(x, y)
  const mine = [e, ...(e.labels ?? [])]
  if (!top || !mine.some((m) => m.contains(top) || top.contains(m))) {
    return { why: 'is covered by ' + (top ? top.outerHTML.slice(0, 120) : 'nothing: it is outside the window') }
  }
  const link = e.closest('a[href]')
  const leads = link
    ? !link.getAttribute('href').startsWith('#')
    : (e.tagName === 'BUTTON' || e.tagName === 'INPUT') && e.type === 'submit' && !!e.form
  return { x, y, leads, checked: !!e.checked, kind: e.type ?? '' }
}
