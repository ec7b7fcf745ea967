/**
 * p value of the hypothesis that a mean loss in [0, 1] is above `bound`, after `size` independent losses of mean `loss`:
 * the smaller one of Hoeffding's bound exp(-n KL(loss || bound)) and Bentkus's e P(Bin(n, bound) <= ceil(n loss))
 * (S. Bates et al., Distribution-free, risk-controlling prediction sets, 2021, section 3.1.3). 1 where loss >= bound.
 */
export function hoeffdingBentkus(loss: number, size: number, bound: number): number {
  if (loss >= bound) return 1
  const hoeffding = Math.exp(-size * divergence(loss, bound))
  // Sums of thirds and the like come out a hair above the whole number that they are.
  const bentkus = Math.E * binomialAtMost(Math.ceil(size * loss - 1e-9), size, bound)
  return Math.min(1, hoeffding, bentkus)
}

/** Kullback-Leibler divergence of two Bernoulli variables. */
function divergence(p: number, q: number): number {
  const part = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b))
  return part(p, q) + part(1 - p, 1 - q)
}

/** P(Bin(n, p) <= most). */
function binomialAtMost(most: number, n: number, p: number): number {
  if (p >= 1) return most >= n ? 1 : 0
  let logTerm = n * Math.log1p(-p)
  let sum = Math.exp(logTerm)
  for (let k = 1; k <= most; k++) {
    logTerm += Math.log((n - k + 1) / k) + Math.log(p) - Math.log1p(-p)
    sum += Math.exp(logTerm)
  }
  return Math.min(1, sum)
}
