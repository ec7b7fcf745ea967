/**
 * A proxy that gives `overrides` in place of the target's own members and everything else bound to the target, so that
 * methods which use `#private` fields of a subclass run on the object that has them. `instanceof` holds, and reading
 * one method twice gives one function.
 */
export function bindToTarget<T extends object>(target: T, overrides: ReadonlyMap<PropertyKey, unknown>): T {
  const bound = new WeakMap<object, unknown>()
  return new Proxy(target, {
    get(_, key) {
      if (overrides.has(key)) return overrides.get(key)
      const value: unknown = Reflect.get(target, key, target)
      // Own members are what somebody assigned (onclose, a spy) and the constructor carries statics: both stay themselves.
      if (typeof value !== 'function' || key === 'constructor' || Object.hasOwn(target, key)) return value
      const known = bound.get(value)
      if (known !== undefined) return known
      const method: unknown = value.bind(target)
      bound.set(value, method)
      return method
    },
    set: (_, key, value) => Reflect.set(target, key, value, target),
  })
}
