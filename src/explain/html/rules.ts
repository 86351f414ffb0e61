/** Features of caniemail.com that are not told by their name, and what is found where they are made use of. */
export const rules: Readonly<Record<string, readonly string[]>> = {
  amp: ['part:text/x-amp-html'],
  'css-animation': properties(
    'animation animation-delay animation-direction animation-duration animation-fill-mode animation-iteration-count animation-name animation-play-state animation-timing-function',
  ),
  'css-at-font-face': ['at:font-face'],
  'css-at-import': ['at:import'],
  'css-at-keyframes': ['at:keyframes'],
  'css-at-media': ['at:media'],
  'css-at-media-device-pixel-ratio': ['media:device-pixel-ratio'],
  'css-at-media-hover': ['media:hover'],
  'css-at-media-orientation': ['media:orientation'],
  'css-at-media-prefers-color-scheme': ['media:prefers-color-scheme'],
  'css-at-media-prefers-reduced-motion': ['media:prefers-reduced-motion'],
  'css-at-supports': ['at:supports'],
  'css-block-inline-size': properties('block-size inline-size'),
  'css-border': properties(
    'border border-width border-style border-color border-top border-bottom border-left border-right border-top-width border-top-style border-top-color border-bottom-width border-bottom-style border-bottom-color border-left-width border-left-style border-left-color border-right-width border-right-style border-right-color',
  ),
  'css-border-image': properties(
    'border-image border-image-outset border-image-repeat border-image-slice border-image-source border-image-width',
  ),
  'css-border-inline-block': properties('border-inline border-block'),
  'css-border-inline-block-individual': properties(
    'border-inline-color border-block-color border-inline-style border-block-style border-inline-width border-block-width border-inline-start border-inline-end border-block-start border-block-end',
  ),
  'css-border-inline-block-longhand': properties(
    'border-inline-start-color border-block-start-color border-inline-start-style border-block-start-style border-inline-start-width border-block-start-width border-inline-end-color border-block-end-color border-inline-end-style border-block-end-style border-inline-end-width border-block-end-width',
  ),
  'css-border-radius': properties(
    'border-radius border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius',
  ),
  'css-border-radius-logical': properties(
    'border-start-start-radius border-start-end-radius border-end-start-radius border-end-end-radius',
  ),
  'css-column-layout-properties': properties(
    'columns column-fill column-rule column-rule-color column-rule-style column-rule-width column-span column-width',
  ),
  'css-comments': ['css-comment'],
  'css-conic-gradient': functions('conic-gradient repeating-conic-gradient'),
  'css-display-flex': ['display:flex', 'display:inline-flex'],
  'css-display-grid': ['display:grid', 'display:inline-grid'],
  'css-display-none': ['display:none'],
  'css-gap': properties('gap column-gap row-gap grid-gap grid-column-gap grid-row-gap'),
  'css-grid-template': properties('grid-template grid-template-areas grid-template-columns grid-template-rows grid'),
  'css-important': ['important'],
  'css-inert-attribute': ['attribute:inert'],
  // Told by css-block-inline-size too, which is newer and says the same.
  'css-inline-size': [],
  'css-inset': properties(
    'inset inset-block inset-inline inset-inline-start inset-inline-end inset-block-start inset-block-end',
  ),
  'css-intrinsic-size': ['word:fit-content', 'word:min-content', 'word:max-content', 'function:fit-content'],
  'css-left-right-top-bottom': properties('left right top bottom'),
  'css-linear-gradient': functions('linear-gradient repeating-linear-gradient'),
  'css-margin': properties('margin margin-left margin-right margin-top margin-bottom'),
  'css-margin-block-start-end': properties('margin-block-start margin-block-end'),
  'css-margin-inline-block': properties('margin-inline margin-block'),
  'css-margin-inline-start-end': properties('margin-inline-start margin-inline-end'),
  'css-modern-color': functions('lch oklch lab oklab'),
  'css-nesting': ['nesting'],
  'css-outline': properties('outline outline-color outline-style outline-width'),
  'css-overflow': properties('overflow overflow-x overflow-y overflow-block overflow-inline'),
  'css-padding': properties('padding padding-left padding-right padding-top padding-bottom'),
  'css-padding-block-start-end': properties('padding-block-start padding-block-end'),
  'css-padding-inline-block': properties('padding-inline padding-block'),
  'css-padding-inline-start-end': properties('padding-inline-start padding-inline-end'),
  'css-radial-gradient': functions('radial-gradient repeating-radial-gradient'),
  'css-rgb': functions('rgb'),
  'css-rgba': functions('rgba'),
  'css-scroll-snap': properties('scroll-snap-type scroll-snap-align scroll-snap-stop'),
  'css-selector-adjacent-sibling': ['selector:adjacent'],
  'css-selector-attribute': ['selector:attribute'],
  'css-selector-chaining': ['selector:chaining'],
  'css-selector-child': ['selector:child'],
  'css-selector-class': ['selector:class'],
  'css-selector-descendant': ['selector:descendant'],
  'css-selector-general-sibling': ['selector:general'],
  'css-selector-grouping': ['selector:grouping'],
  'css-selector-id': ['selector:id'],
  'css-selector-type': ['selector:type'],
  'css-selector-universal': ['selector:universal'],
  'css-sytem-ui': words('system-ui ui-serif ui-sans-serif ui-rounded ui-monospace'),
  'css-text-emphasis': properties('text-emphasis text-emphasis-color text-emphasis-style'),
  'css-transition': properties(
    'transition transition-delay transition-duration transition-property transition-timing-function',
  ),
  'css-unit-calc': functions('calc'),
  'css-unit-initial': words('initial'),
  'css-unit-percent': ['unit:%'],
  'css-variables': ['variable', 'function:var'],
  'html-align': ['attribute:align'],
  'html-anchor-links': ['anchor'],
  'html-background': ['attribute:background'],
  'html-button-reset': ['button:reset'],
  'html-button-submit': ['button:submit'],
  'html-cellpadding': ['attribute:cellpadding'],
  'html-cellspacing': ['attribute:cellspacing'],
  'html-comments': ['html-comment'],
  'html-dir': ['attribute:dir'],
  'html-doctype': ['doctype'],
  'html-h1-h6': elements('h1 h2 h3 h4 h5 h6'),
  'html-height': ['attribute:height'],
  'html-hidden': ['attribute:hidden'],
  'html-image-maps': elements('map'),
  'html-lang': ['attribute:lang'],
  'html-lists': elements('ul ol dl'),
  'html-loading-attribute': ['attribute:loading'],
  'html-mailto-links': ['mailto'],
  'html-meta-color-scheme': ['meta:color-scheme'],
  'html-object': elements('object embed'),
  'html-popover': ['attribute:popover'],
  'html-required': ['attribute:required'],
  'html-role': ['attribute:role'],
  'html-semantics': elements(
    'article aside details figcaption figure footer header main mark nav section summary time',
  ),
  'html-srcset': ['attribute:srcset'],
  'html-target': ['attribute:target'],
  'html-valign': ['attribute:valign'],
  'html-width': ['attribute:width'],
  // A record in the DNS, and no part of a message.
  bimi: [],
}

/** What is found where a feature of caniemail.com is made use of, by its name there. */
export function signsOf(slug: string): readonly string[] {
  const listed = rules[slug]
  if (listed) return listed
  for (const [prefix, kind] of prefixes) if (slug.startsWith(prefix)) return [`${kind}:${slug.slice(prefix.length)}`]
  return []
}

const prefixes = [
  ['css-pseudo-class-', 'pseudo-class'],
  ['css-pseudo-element-', 'pseudo-element'],
  ['css-function-', 'function'],
  ['css-unit-', 'unit'],
  ['css-', 'property'],
  ['html-aria-', 'attribute:aria'],
  ['html-input-', 'input'],
  ['html-', 'element'],
  ['image-', 'image'],
] as const

function properties(names: string): string[] {
  return names.split(' ').map((name) => `property:${name}`)
}

function functions(names: string): string[] {
  return names.split(' ').map((name) => `function:${name}`)
}

function words(names: string): string[] {
  return names.split(' ').map((name) => `word:${name}`)
}

function elements(names: string): string[] {
  return names.split(' ').map((name) => `element:${name}`)
}
