/** US dollars for people: `12.34 USD`, `0.0456 USD`, `0.000012 USD`. */
export function usdText(usd: number): string {
  const digits = usd >= 1 || usd === 0 ? 2 : usd >= 0.01 ? 4 : 6
  return `${usd.toFixed(digits)} USD`
}

/** A share of 1 as `48.9 %`. */
export function shareText(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** Tokens with commas between thousands. */
export function tokensText(tokens: number): string {
  return String(Math.round(tokens)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A recall for people; `recall unknown` where there is no figure. */
export function recallText(recall: number | null): string {
  return recall === null ? 'recall unknown' : `recall ${shareText(recall)}`
}
