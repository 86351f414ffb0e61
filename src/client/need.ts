/**
 * What depends on an extension that a server may not offer, or may refuse to us. 'if-offered': it must work where it
 * is offered. 'optional': go on whatever comes of it.
 */
export type Need = 'required' | 'if-offered' | 'optional'
