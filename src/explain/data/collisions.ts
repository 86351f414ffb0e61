/** Providers that give a registered enhanced code a meaning of their own, or use one that is not registered. */
export interface Collision {
  /** Codes, "5.7.27" or a range "5.7.500-799". */
  readonly enhanced: readonly string[]
  /** Key of `providers`. */
  readonly provider: string
  /** Continues "means …". */
  readonly meaning: string
}

export const collisions: readonly Collision[] = [
  { enhanced: ['5.1.8'], provider: 'microsoft365', meaning: 'that the sending account is blocked as a source of spam' },
  { enhanced: ['5.1.10'], provider: 'microsoft365', meaning: 'that the recipient was not found' },
  {
    enhanced: ['5.4.1'],
    provider: 'microsoft365',
    meaning: 'that the recipient is not in the directory, or that relaying is denied',
  },
  { enhanced: ['5.4.5'], provider: 'gmail', meaning: 'that the daily sending limit of the account is reached' },
  { enhanced: ['5.2.2'], provider: 'microsoft365', meaning: 'that the sending limit of the account is reached' },
  { enhanced: ['5.3.5'], provider: 'microsoft365', meaning: 'that the mail would loop back to the server itself' },
  { enhanced: ['5.7.10'], provider: 'gmail', meaning: 'that something was sent behind STARTTLS before TLS was up' },
  {
    enhanced: ['5.7.12'],
    provider: 'microsoft365',
    meaning: 'that the recipient takes mail only from its own organisation',
  },
  { enhanced: ['5.7.13'], provider: 'microsoft365', meaning: 'that a public folder refuses senders from outside' },
  { enhanced: ['5.7.14'], provider: 'gmail', meaning: 'that you must log in with the browser first' },
  { enhanced: ['4.7.23'], provider: 'gmail', meaning: 'that the PTR record is missing or does not fit' },
  { enhanced: ['5.7.24', '4.7.24'], provider: 'gmail', meaning: 'that the SPF record holds suspicious entries' },
  { enhanced: ['5.7.27', '4.7.27'], provider: 'gmail', meaning: 'that SPF did not pass' },
  { enhanced: ['5.7.29', '4.7.29'], provider: 'gmail', meaning: 'that the mail was not sent over TLS' },
  { enhanced: ['5.7.30', '4.7.30'], provider: 'gmail', meaning: 'that DKIM did not pass' },
  {
    enhanced: ['5.7.32', '4.7.32'],
    provider: 'gmail',
    meaning: 'that the From header is not aligned with SPF or DKIM',
  },
  { enhanced: ['5.7.40', '4.7.40'], provider: 'gmail', meaning: 'that the From domain has no DMARC record' },
  {
    enhanced: ['5.7.500-599', '5.7.600-699', '5.7.700-799', '5.7.900-999', '4.7.500-699', '4.7.850-899'],
    provider: 'microsoft365',
    meaning: 'one of its own refusals: 5xx and 6xx for banned addresses, 7xx for your organisation, 9xx for rules',
  },
]
