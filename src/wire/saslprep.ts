/**
 * A name or password in the one form that everybody hashes: SASLprep. Printable ASCII is in that form. Where the rule
 * forbids a character, the text is taken as it is, as other servers do: the user has that password, whatever we think
 * of it. Characters from after Unicode 3.2 are let through, for people use them.
 */
// RFC 4013 §2
export async function prepare(text: string): Promise<string> {
  if (/^[ -~]*$/.test(text)) return text
  // Loaded where it is needed: its tables take their time.
  const { default: saslprep } = await import('@mongodb-js/saslprep')
  try {
    return saslprep(text, { allowUnassigned: true }) || text
  } catch {
    return text
  }
}
