import { element } from './element.js'

/** Puts a button into the header that changes between light and dark. Until it is used, the reader's system decides. */
export function addThemeToggle(): void {
  const root = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => (root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark'
  const button = element('button', { type: 'button', class: 'theme' })
  const show = () => {
    button.textContent = isDark() ? '☀ Light' : '☾ Dark'
    button.setAttribute('aria-label', isDark() ? 'Show in light colours' : 'Show in dark colours')
  }
  button.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark'
    show()
  })
  system.addEventListener('change', show)
  show()
  document.querySelector('header')?.append(button)
}
