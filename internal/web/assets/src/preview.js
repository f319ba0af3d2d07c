// Shows a question beside the form in which it is written, as it will be asked.
// The server draws it; without the script what was saved stands there.
export function preview (form) {
  const shown = document.getElementById('preview')
  let timer
  let asked = 0 // an answer that comes late does not replace a newer one

  async function draw () {
    const mine = ++asked
    try {
      const answer = await fetch(form.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' })
      const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (answer.ok && mine === asked) shown.replaceChildren(...drawn.body.childNodes)
    } catch {
      // there is no connection: what was drawn last stays
    }
  }

  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(draw, 300)
  })
}
