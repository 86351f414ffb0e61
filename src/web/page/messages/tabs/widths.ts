/** CSS pixels: the commonest phone, and a tablet held upright. */
export const narrowWidths = { phone: 390, tablet: 768 } as const
