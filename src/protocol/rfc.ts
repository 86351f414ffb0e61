/** A citation in the one form the whole tree uses, so that a script can check it. */
export type RfcRef = `RFC ${number} §${string}` | `RFC ${number}`
