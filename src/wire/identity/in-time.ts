/** What is found within some milliseconds, or what to say in its place. What comes later is thrown away. */
export function within<T>(ms: number, finding: Promise<T>, otherwise: () => T): Promise<T> {
  let timer: NodeJS.Timeout
  const limit = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), ms)
  })
  return Promise.race([finding, limit]).finally(() => clearTimeout(timer))
}
