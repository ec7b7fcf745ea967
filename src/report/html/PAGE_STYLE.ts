/** The style of the page. */
export const PAGE_STYLE = `body{font-family:system-ui,sans-serif}`
