/** How well mail programs show the HTML of a message, as caniemail.com has tested them. */
export interface HtmlSupport {
  /** The day of the data, "2026-05-13". */
  readonly asOf: string
  /** Features that were looked for. */
  readonly tests: number
  /** Elements of the document. */
  readonly nodes: number
  /** There is more HTML than was looked at. */
  readonly isCut: boolean
  /** Per cent, all in all: what weighs most of the features, by how much of the document makes use of it. */
  readonly total: Shares
  /** Features that the document makes use of and every program shows. */
  readonly fine: number
  /** Those that some program does not show, or not as it should; what weighs most first. */
  readonly features: readonly FeatureSupport[]
  /** Every program, by what of the features it does not show; the worst first. */
  readonly clients: readonly ClientSupport[]
}

/** Per cent of the programs. */
export interface Shares {
  readonly supported: number
  readonly partial: number
  readonly unsupported: number
}

export interface FeatureSupport extends Shares {
  readonly slug: string
  readonly title: string
  /** In Markdown of one line, as the notes are; '' where there is none. */
  readonly description: string
  readonly category: SupportRow['category']
  readonly tags: readonly string[]
  readonly keywords: string
  readonly url: string
  /** How often the document makes use of it. */
  readonly found: number
  /** What to do about it, in a sentence; null where the notes say all there is. */
  readonly advice: string | null
  /** Of the programs that read it: what is in a conditional comment, Word alone does. */
  readonly results: readonly ClientResult[]
  /** By number. */
  readonly notes: Readonly<Record<string, string>>
}

/** A mail program: of a family, "outlook", on a platform, "windows". */
export interface MailProgram {
  readonly family: string
  readonly familyName: string
  readonly platform: string
  /** For people: "Outlook Windows". */
  readonly name: string
}

export interface ClientResult extends MailProgram {
  /** The newest that was tested: "2019", "16.80", "2023-12". */
  readonly version: string
  readonly support: 'yes' | 'partial' | 'no' | 'unknown'
  readonly notes: readonly string[]
}

export interface ClientSupport extends MailProgram {
  readonly partial: number
  readonly unsupported: number
}

/** What is known of one feature of HTML or CSS; data/html-support.ts has them all. */
export interface SupportRow {
  readonly slug: string
  readonly title: string
  /** In Markdown of one line, as the notes are. */
  readonly description?: string
  readonly category: 'html' | 'css' | 'image' | 'others'
  readonly tags?: readonly string[]
  readonly keywords?: string
  /**
   * For each of `supportClients`, the newest version that was tested: "y@16.2" yes, "n@2022-12" no, "a#1#2@2019" in
   * part with the notes 1 and 2, "u@2019" unknown; "-" where there was no test.
   */
  readonly support: string
  readonly notes?: Readonly<Record<string, string>>
}
