import type { Explanation } from '../explain/facts.ts'

/** The words of an explanation, for programs: the same fields everywhere, null where there is nothing to explain. */
export function wordsJson(explanation: Explanation | null) {
  const { title, meaning, cause, fault, action, retry, references } = explanation ?? nothing
  return { title, meaning, cause, fault, action, retry, references }
}

const nothing = {
  title: null,
  meaning: null,
  cause: null,
  fault: null,
  action: null,
  retry: null,
  references: [],
}
