/**
 * What mail programs show of HTML and CSS: the data of https://www.caniemail.com (MIT, html-support.LICENSE.txt) as of
 * 2026-05-13, by the npm package caniemail 2.0.2. Drawn by scripts/html-support.js: do not edit it.
 *
 * Longer than 400 lines because it is a table: one entry a feature, with every program that was tested.
 */
import type { SupportRow } from '../html/support.ts'

export const supportAsOf = '2026-05-13'

/** Family and platform. */
export const supportClients: readonly (readonly [string, string])[] = [
  ['gmail', 'desktop-webmail'],
  ['gmail', 'ios'],
  ['gmail', 'android'],
  ['gmail', 'mobile-webmail'],
  ['outlook', 'windows'],
  ['outlook', 'windows-mail'],
  ['outlook', 'macos'],
  ['outlook', 'outlook-com'],
  ['outlook', 'ios'],
  ['outlook', 'android'],
  ['yahoo', 'desktop-webmail'],
  ['yahoo', 'ios'],
  ['yahoo', 'android'],
  ['apple-mail', 'macos'],
  ['apple-mail', 'ios'],
  ['aol', 'desktop-webmail'],
  ['aol', 'ios'],
  ['aol', 'android'],
  ['thunderbird', 'macos'],
  ['thunderbird', 'windows'],
  ['samsung-email', 'android'],
  ['sfr', 'desktop-webmail'],
  ['sfr', 'ios'],
  ['sfr', 'android'],
  ['orange', 'desktop-webmail'],
  ['orange', 'ios'],
  ['orange', 'android'],
  ['protonmail', 'desktop-webmail'],
  ['protonmail', 'ios'],
  ['protonmail', 'android'],
  ['hey', 'desktop-webmail'],
  ['mail-ru', 'desktop-webmail'],
  ['fastmail', 'desktop-webmail'],
  ['laposte', 'desktop-webmail'],
  ['laposte', 'ios'],
  ['laposte', 'android'],
  ['t-online-de', 'desktop-webmail'],
  ['free-fr', 'desktop-webmail'],
  ['gmx', 'desktop-webmail'],
  ['gmx', 'ios'],
  ['gmx', 'android'],
  ['web-de', 'desktop-webmail'],
  ['web-de', 'ios'],
  ['web-de', 'android'],
  ['ionos-1and1', 'desktop-webmail'],
  ['ionos-1and1', 'android'],
  ['rainloop', 'desktop-webmail'],
  ['wp-pl', 'desktop-webmail'],
]

export const familyNames: Readonly<Record<string, string>> = {
  gmail: 'Gmail',
  outlook: 'Outlook',
  yahoo: 'Yahoo! Mail',
  'apple-mail': 'Apple Mail',
  aol: 'AOL',
  thunderbird: 'Mozilla Thunderbird',
  microsoft: 'Microsoft',
  'samsung-email': 'Samsung Email',
  sfr: 'SFR',
  orange: 'Orange',
  protonmail: 'ProtonMail',
  hey: 'HEY',
  'mail-ru': 'Mail.ru',
  fastmail: 'Fastmail',
  laposte: 'LaPoste.net',
  't-online-de': 'T-online.de',
  'free-fr': 'Free.fr',
  gmx: 'GMX',
  'web-de': 'WEB.DE',
  'ionos-1and1': '1&1',
  rainloop: 'RainLoop',
  'wp-pl': 'WP.pl',
}

export const platformNames: Readonly<Record<string, string>> = {
  'desktop-app': 'Desktop',
  'desktop-webmail': 'Desktop Webmail',
  'mobile-webmail': 'Mobile Webmail',
  webmail: 'Webmail',
  ios: 'iOS',
  android: 'Android',
  windows: 'Windows',
  macos: 'macOS',
  'windows-mail': 'Windows Mail',
  'outlook-com': 'Outlook.com',
}

export const supportRows: readonly SupportRow[] = [
  {
    slug: 'amp',
    title: 'AMP for Email',
    description: 'Support for rendering emails in the AMP format.',
    category: 'others',
    keywords: 'amp4email',
    support:
      'y#1@2022-02 y@2020-04 y@2020-04 n@2020-04 n@2019 n@2019-10 n@16.80 n@2020-01 n@2019-10 n@2019-10 y#1@2022-02 y@2022-12 y@2022-12 n@12.4 n@13.1 n@2019-10 n@2019-10 n@2019-10 n@68.4 - n@5.0.10.2 n@2020-01 n@2020-01 n@2020-01 n@2021-03 n@2020-01 n@2020-01 n@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 n@2021-07 n@2021-08 - - n@2022-12 n@2022-12 n@2022-06 n@2022-06 n@2022-06 n@2022-06 n@2022-06 n@2022-06 n@2022-06 n@2022-06 - -',
    notes: {
      '1': 'Supported on compatible browsers. Refer to ‘supported platforms’ links listed below under resources.',
    },
  },
  {
    slug: 'bimi',
    title: 'BIMI',
    description:
      'BIMI (Brand Indicators for Message Identification) is a specification allowing for the display of brand logos next to authenticated e-mails.',
    category: 'others',
    keywords: 'bimi, logo, brand',
    support:
      'y@2023-01 y@2023-01 y@2023-01 n@2023-01 n@2019 n@2023-01 n@16.56 n@2023-01 n@2023-01 n@2023-01 y@2023-01 y@2023-01 y@2023-01 y@16 y@16 n@2023-01 n@2023-01 n@2023-01 n@78.14 - n@6.0 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 y@2023-01 y@2022-08 - - n@2023-01 n@2023-01 n@2023-01 - - - - - - - - -',
  },
  {
    slug: 'css-accent-color',
    title: 'accent-color',
    category: 'css',
    keywords: 'accent,color',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@21 y#1@15 n@2022-07 n@2022-07 n@2022-07 - - y#1@2022-07 y@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@2022-07 y#1@2022-07 n@2022-07 - - - - - - - - - - - - - - -',
    notes: { '1': 'Supports `accent-color` but rendering depends on browser support.' },
  },
  {
    slug: 'css-align-items',
    title: 'align-items',
    category: 'css',
    keywords: 'align,items,flexbox,grid',
    support:
      'n@2020-12 n@2020-12 n@2020-12 n@2020-12 n@2019 n@2020-12 y@16.80 y@2020-12 y@2020-12 y@4.2048.4 n@2020-12 n@2021-03 n@6.16.2.1519779 y@13 y@14 n@2020-12 n@2021-03 n@2021-03 y@2020-12 - y@6.1.31.2 y@2021-03 y@2021-03 y@2021-03 n@2021-03 n@2024-04 n@2024-04 y@2021-03 y@2021-03 y@2021-03 y@2021-03 y@2020-12 y@2021-07 y#1@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Supported. But a default style of `margin:auto` is applied on every element and can prevent the expected result.',
    },
  },
  {
    slug: 'css-animation',
    title: 'animation',
    description: 'Tests for the shorthand `animation` property and its longhand equivalents.',
    category: 'css',
    keywords: 'keyframes',
    support:
      'n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2019 n@2021-05 n@16.80 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 y@13 y@13 n@2021-05 n@2021-05 n@2021-05 n@149.0.1 - y@6.1 a#1@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 y@2021-05 n@2021-05 y@2021-07 a#1@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 a#2@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Buggy. Animation properties are supported but `@keyframes` are incorrectly prefixed.',
      '2': 'Partial. Only supports from and to keyframes. Does not support % keyframes',
    },
  },
  {
    slug: 'css-aspect-ratio',
    title: 'aspect-ratio',
    description: 'Sets a preferred aspect ratio for the element',
    category: 'css',
    keywords: 'ratio',
    support:
      'n@2021-10 n@2021-10 n@2021-10 n@2021-10 n@2019 n@2021-10 n@16.80 n@2023-12 n@2021-10 n@2021-10 n@2021-10 n@2021-10 n@6.37 y@15.0 y@15 n@2021-10 n@2021-10 n@2021-10 n@78.10.2 - n@2021-10 y@2021-11 y#1@2021-11 y@2021-11 n@2021-10 n@2021-10 n@2021-10 y@2021-11 y#1@2021-11 y@2021-11 y@2021-11 y@2021-10 n@2021-11 y@2021-10 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Requires iOS 15.' },
  },
  {
    slug: 'css-at-font-face',
    title: '@font-face',
    description: '`@font-face` in CSS allows to include your own fonts inside an email.',
    category: 'css',
    keywords: 'font face, web fonts, google fonts',
    support:
      'n#6@2019-07 n@2019-07 n@2019-07 n@2020-02 a#4@2019 n@2020-01 n@16.80 n@2023-12 n@3.29.0 n@2019-07 n@2019-07 n@2019-07 n@2019-07 y@12.2 y@12.3.1 n@2020-01 n@2020-01 n@2020-01 y@78.5 - y#8@2021-11 n@2025-07 n@2019-07 n@2019-07 n@2024-03 n@2024-03 n@2024-04 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 n@2021-07 n@2025-07 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 y@2022-06 n@2022-06 - -',
    notes: {
      '1': 'Partial. Only supported through a `<link>` tag.',
      '2': 'Partial. Only supported directly through a `<style>` tag.',
      '3': 'Buggy. Support depends on the version of IE installed.',
      '4': 'Partial. The declaration is supported but distant fonts are ignored.',
      '5': 'Buggy. Elements using a font declared with `@font-face` ignore the font stack and fall back to Times New Roman. Use `mso-generic-font-family` and `mso-font-alt` to control the fallback.',
      '6': "Not supported. Roboto and Google Sans can be used, but only because they're embedded with the webmail's own styles.",
      '7': 'Not supported. The `@font-face` declaration is kept but the `src` property is removed.',
      '8': 'Not supported when using a Microsoft email address; outlook, live, hotmail, etc.',
    },
  },
  {
    slug: 'css-at-import',
    title: '@import',
    description: 'This is the description of the `@import` property.',
    category: 'css',
    keywords: 'css, style',
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 y@2019 y@2019-02 n@16.80 n@2023-12 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2020-01 n@78.5 - n@5.0.10.2 n@2025-07 n@2019-08 n@2019-08 n@2021-03 n@2023-12 n@2023-12 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 n@2021-07 n@2025-07 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 y@2022-06 n@2022-06 - n@2023-12',
  },
  {
    slug: 'css-at-keyframes',
    title: '@keyframes',
    category: 'css',
    keywords: 'animation',
    support:
      'n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2019 n@2021-05 n@16.80 n@2021-05 n@2021-05 n@2021-05 y@2021-05 n@2021-05 n@2021-05 y@13 y@13 y@2021-05 n@2021-05 n@2021-05 y@78.10 - y@6.1 n@2025-07 n@2021-05 n@2021-05 n#1@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 y@2021-05 n@2021-05 y@2021-07 n@2025-07 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 a#2@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Not supported. The `@keyframes` declaration is kept but values are incorrectly prefixed.',
      '2': 'Partial. Only supports from and to keyframes. Does not support % keyframes',
    },
  },
  {
    slug: 'css-at-media-device-pixel-ratio',
    title: '@media (-webkit-device-pixel-ratio)',
    category: 'css',
    keywords: 'media queries, media query, media feature',
    support:
      'n@2019-08 n@2019-08 n@2019-08 n@2020-02 n@2019 n@2020-01 y@16.80 y@2019-08 y@2019-08 y@2019-08 n@2019-08 n@2019-08 n@2019-08 y@10.3 y@12.2 n@2019-02 n@2019-02 n@2019-02 n@78.5 - y@6.0 n@2025-07 n@2019-08 n@2019-08 y@2021-03 y@2019-08 y@2019-08 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Buggy. The first rule inside a media query is not prefixed.' },
  },
  {
    slug: 'css-at-media-hover',
    title: '@media (hover), @media (any-hover)',
    description:
      "This media query tests whether the user's input device[s] (i.e mouse, trackpad etc.) can hover over elements",
    category: 'css',
    tags: ['accessibility'],
    keywords: 'media, media query, hover, any-hover',
    support:
      'n@2022-08 n@2022-08 n@2022-08 n@2022-08 n@2022-08 n@2022-08 y@16.80 y@2022-08 y@2022-08 y@2022-08 n@2022-08 n@2022-08 n@2022-08 y@2022-08 y@2022-08 n@2022-08 n@2022-08 n@2022-08 u@2022-08 - y@11 n@2025-07 n@2024-03 n@2024-03 u@2022-08 u@2022-08 u@2022-08 y@2022-08 y@2022-08 y@2022-08 u@2022-08 n@2022-08 u@2022-08 n@2025-07 - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-at-media-orientation',
    title: '@media (orientation)',
    category: 'css',
    keywords: 'media queries, media query, media feature, portrait, landscape',
    support:
      'y@2019-08 n@2025-04 y@2019-08 n@2020-02 n@2019 n@2020-01 y@16.80 y@2019-08 y@2019-08 y@2019-08 n@2019-08 n@2019-08 n@2019-08 y@10.3 a#2@18.3.2 n@2019-02 n@2019-02 n@2019-02 n@78.5 - y@6.0 n@2025-07 n@2019-08 n@2019-08 y@2024-04 y@2024-04 y@2024-04 n@2020-03 n@2020-03 n@2020-03 y@2020-06 y@2020-10 y@2021-07 n@2025-07 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Buggy. The first rule inside a media query is not prefixed.',
      '2': 'Partial. `orientation:portrait` is not supported.',
    },
  },
  {
    slug: 'css-at-media-prefers-color-scheme',
    title: '@media (prefers-color-scheme)',
    description: 'This media query allows to theme for system light and dark mode.',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'media queries, media query, media feature, dark mode, light mode',
    support:
      'n@2022-12 n@2022-12 n@2022-12 n@2022-12 n@2019 n@2020-01 y#3@16.80 y#3@2022-12 y#3@2022-12 y#3@2023-03 n#6@2022-12 n@2022-12 n@2022-12 y@16.0 y@16.1 n#1@2020-01 n#1@2020-01 n#1@2020-01 n@91.13 - y@6.1 n@2025-07 n@2022-12 n@2022-12 y@2024-04 y@2024-04 y@2024-04 n@2022-12 n@2020-03 n@2020-03 n#5@2022-12 n@2022-12 y#4@2022-12 n@2025-07 - - n@2022-12 y@2022-12 n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Not supported. `@media (prefers-color-scheme)` is transformed into `@media ( _filtered_a )`.',
      '2': 'Not supported. `@media (prefers-color-scheme:dark)` is transformed into `@media none`.',
      '3': 'Additional custom `data` attributes (`data-ogsc`, `data-ogac`, `data-ogsb`, `data-ogab`) are added when viewing an email in dark mode. See [this article](https://www.hteumeuleu.com/2021/emails-react-outlook-com-dark-mode/) for examples.',
      '4': '`@media (prefers-color-scheme:dark)` is transformed into `@media all` at run time if it applies.',
      '5': 'Not supported. `@media (prefers-color-scheme:dark)` is transformed into `@media (false)`',
      '6': 'Not supported. `@media (prefers-color-scheme:dark)` is transformed into `@media ()`',
    },
  },
  {
    slug: 'css-at-media-prefers-reduced-motion',
    title: '@media (prefers-reduced-motion)',
    category: 'css',
    tags: ['accessibility', 'performance'],
    keywords: 'media queries, media query, media feature, prefers-reduced-motion, animation, accessibility',
    support:
      'n@2020-12 n@2020-12 n@2020-12 n@2020-12 n@2019 n@16005.13426.20316.0 y@16.80 y@2020-12 y@2020-12 y@4.2048.4 n@2020-12 n@2021-02 n@6.16.2.1519779 y@13 y@14 n@2020-12 n@2021-02 n@2021-02 n@78.7 - y@6.1.31.2 y@2021-02 n@2021-02 n@2021-02 y@2021-03 y@2021-02 y@2021-02 a#2@2021-02 a#2@2021-02 a#2@2021-02 y@2021-02 n@2021-02 n#1@2021-07 n@2025-07 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Not supported. `@media (prefers-reduced-motion:reduce)` is transformed into `@media none`.',
      '2': 'Partially supported. Not supported on `picture`.',
    },
  },
  {
    slug: 'css-at-media',
    title: '@media',
    category: 'css',
    keywords: 'media queries, media query, media feature',
    support:
      'a#7@2020-01 a#6#7@2020-01 a#6#7@2022-07 n@2020-02 n@2019 n@2020-01 a#1#10@16.80 a#1#10@2023-12 a#1@2019-08 a#1@2019-08 a#2@2020-01 a#2@2020-01 a#2@2025-06 y@10.3 y@12.2 a#2@2020-01 a#2@2020-01 a#2@2020-01 n@102.11 - a#9@6.1.90.16 n@2025-07 n@2019-08 n@2019-08 y@2021-03 y@2019-08 y@2019-08 a#8@2023-05 a#8@2023-05 y@2020-03 y@2020-06 a#1#7@2020-10 y@2021-07 n@2025-07 - - - - y#1@2022-06 y@2022-06 y@2022-06 y#1@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Does not support nested media queries.',
      '2': 'Partial. Only supports `screen`, `min-width`, `max-width`, `min-height` and `max-height` based media queries.',
      '3': 'Buggy. Requires a double `<head>` hack to work.',
      '4': 'Partial. Does not support simple `@media {}` declarations.',
      '5': 'Buggy. The first rule inside a media query is not prefixed.',
      '6': 'Partial. Not supported with non Google accounts.',
      '7': 'Partial. Does not support height based media queries.',
      '8': 'Partial. Does not support landscape media query.',
      '9': 'Partial. Not supported with Hotmail/Outlook accounts.',
      '10': 'Partial. Nested media queries are removed.',
    },
  },
  {
    slug: 'css-at-supports',
    title: '@supports',
    category: 'css',
    keywords: 'feature queries',
    support:
      'n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2019 n@2020-05 n@16.80 n@2020-05 n@2020-05 n@2020-05 y#1@2020-05 y#1@2020-05 y#1@2020-05 y@13 y@13 y#1@2020-05 y#1@2020-05 y#1@2020-05 n@78.5 - y@6.0 n@2025-07 n@2020-05 n@2020-05 y@2021-03 y@2020-05 y@2020-05 n@2020-05 n@2020-05 y@2020-05 y@2020-06 n@2020-10 n#2@2021-07 n@2025-07 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Properties not supported by the client are replaced by `_filtered_a` inside the parenthesis.',
      '2': 'Not supported. `@supports` is transformed into `@media not all`.',
    },
  },
  {
    slug: 'css-backdrop-filter',
    title: 'backdrop-filter',
    description: 'Lets you apply graphical effects such as blurring or color shifting to the area behind an element.',
    category: 'css',
    keywords: 'filter',
    support:
      'n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2021 n@2024-01 y@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2024-01 y#1@13 y#1@15 n@2024-01 n@2024-01 n@2024-01 u@2024-01 - y@2024-01 y@2024-03 y@2024-03 y@2024-03 u@2024-01 n@2024-01 u@2024-01 y@2024-01 y@2024-01 y@2024-01 u@2024-01 y@2024-01 u@2024-01 u@2024-01 - - - - n@2024-01 u@2024-01 u@2024-01 n@2024-01 u@2024-01 u@2024-01 u@2024-01 u@2024-01 - -',
    notes: { '1': 'Works with prefix `-webkit`' },
  },
  {
    slug: 'css-background-blend-mode',
    title: 'background-blend-mode',
    category: 'css',
    support:
      'y@2019-02 a#1@2019-02 a#1@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-background-clip',
    title: 'background-clip',
    category: 'css',
    support:
      'y@2019-02 a#1@2019-02 a#1@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts. But it can be used in the `background` shorthand property instead.',
    },
  },
  {
    slug: 'css-background-color',
    title: 'background-color',
    category: 'css',
    support:
      'y@2019-02 y@2019-02 y@2019-02 y@2020-02 y@2019 y@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 a#1@2021-03 a#1@2021-10 a#1@2021-10 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#1@2022-06 y@2022-06 y@2022-06 a#1@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Buggy. Only supports [color keywords from CSS Level 1](https://developer.mozilla.org/en-US/docs/Web/CSS/color_value#color_keywords).',
    },
  },
  {
    slug: 'css-background-image',
    title: 'background-image',
    category: 'css',
    support:
      'y@2023-08 y@2019-02 y@2019-02 y@2020-02 n#5@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 a#3@2021-10 a#3@2021-10 a#3@2021-10 y@12.4 y@12.1 a#3@2021-10 a#3@2021-10 a#3@2021-10 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - n@2021-11 n@2021-11 a#3@2022-06 y@2022-06 y@2022-06 a#3@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. Requires at least one `<img>` element in the email to download all images.',
      '3': 'Partial. Does not support multiple values. The comma between two values is removed.',
      '4': 'Partial. Images URL must be between quotes.',
      '5': 'Background images can be used in VML. See [backgrounds.cm](https://backgrounds.cm/) and [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/web-workshop---how-to-use-vml-on-web-pages-----fill--element).',
      '6': 'Partial and buggy. Removes the entire `style` attribute or `<style>` tag when a `url()` function with a valid image URL is present. See [Gmail rolling out changes that strip CSS with background images](https://freshinbox.com/blog/gmail-rolling-out-changes-that-strip-background-image-css/) and [Gmail and background images](https://parcel.io/blog/gmail-and-background-images).',
    },
  },
  {
    slug: 'css-background-origin',
    title: 'background-origin',
    category: 'css',
    support:
      'y@2019-02 a@2019-02 a@2019-02 n@2020-02 n#1@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Background images origin can be used in VML with the `origin` attribute. See [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/origin-attribute--fill--vml).',
    },
  },
  {
    slug: 'css-background-position',
    title: 'background-position',
    category: 'css',
    support:
      'y#1@2019-02 y#1@2021-10 y#1@2021-10 y@2020-02 n#2@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 y#1@2019-02 y#1@2019-02 y#1@2019-02 y@12.4 y@12.1 y#1@2019-02 y#1@2019-02 y#1@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#1@2022-06 y@2022-06 y@2022-06 a#1@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Does not support multiple values. The comma between two values is removed.',
      '2': 'Background images position can be used in VML with the `position` attribute. See [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/position-attribute--fill--vml).',
    },
  },
  {
    slug: 'css-background-repeat',
    title: 'background-repeat',
    category: 'css',
    support:
      'y@2019-02 y@2021-10 y@2021-10 y@2020-02 n#2@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 y#1@2019-02 y#1@2019-02 y#1@2019-02 y@12.4 y@12.1 y#1@2019-02 y#1@2019-02 y#1@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#1@2022-06 y@2022-06 y@2022-06 a#1@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Does not support multiple values. The comma between two values is removed.',
      '2': 'Background images repetition can be used in VML with the `type="tile"` or `type="frame"` attribute. See [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/type-attribute--fill--vml).',
    },
  },
  {
    slug: 'css-background-size',
    title: 'background-size',
    category: 'css',
    support:
      'y@2019-02 a#1@2019-02 a#1@2019-02 n@2020-02 n#3@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 y#2@2019-02 y#2@2019-02 y#2@2019-02 y@12.4 y@12.1 y#2@2019-02 y#2@2019-02 y#2@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 n@2021-03 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts. But it can be used in the `background` shorthand property instead.',
      '2': 'Partial. Does not support multiple values. The comma between two values is removed.',
      '3': 'Background images size can be used in VML with the `size` attribute. See [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/size-attribute--fill--vml).',
    },
  },
  {
    slug: 'css-background',
    title: 'background',
    category: 'css',
    support:
      'y@2023-08 y@2019-02 y@2019-02 y@2020-02 a#3@2019 a#3@2021-10 y@16.80 y@2019-02 y@2019-02 y@2019-02 a#1#2@2021-10 a#1#2@2021-10 a#1#2@2021-10 y@12.4 y@12.1 a#1#2@2021-10 a#1#2@2021-10 a#1#2@2021-10 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 a#6@2021-03 a#6@2024-04 a#6@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y#5@2020-10 y@2021-07 y@2021-08 - - - - a#1#5#6@2022-06 y@2022-06 y@2022-06 a#1#5#6@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Does not support multiple values. The comma between two values is removed.',
      '2': 'Partial. Does not support the `/ value` shorthand for `background-size`. But it can be used in the `background-size` property instead.',
      '3': 'Partial. Only `background-color` values are supported.',
      '4': 'Partial. Images URL must be between quotes.',
      '5': 'Partial. Does not support multiple values. The entire property is removed if so.',
      '6': 'Partial. Does not support the `/ value` shorthand for `background-size`.',
      '7': 'Partial and buggy. Removes the entire `style` attribute or `<style>` tag when a `url()` function with a valid image URL is present. See [Gmail rolling out changes that strip CSS with background images](https://freshinbox.com/blog/gmail-rolling-out-changes-that-strip-background-image-css/) and [Gmail and background images](https://parcel.io/blog/gmail-and-background-images).',
    },
  },
  {
    slug: 'css-block-inline-size',
    title: 'block-size & inline-size',
    description: "Defines the horizontal or vertical size of an element's block, depending on its writing mode.",
    category: 'css',
    tags: ['i18n'],
    keywords: 'block-size, inline-size',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022 n@2022-07 n@16.80 n@2024-01 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12 y@15 n@2022-07 n@2022-07 n@2022-07 y@91.11.0 - y@11 y@2022-07 y@2022-07 u@2022-07 n@2022-07 n@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-border-collapse',
    title: 'border-collapse',
    description: 'Sets whether cells inside a `<table>` have shared or separate borders.',
    category: 'css',
    keywords: 'table',
    support:
      'y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 - y@2023-12 y@2024-03 y@2024-03 y@2024-03 u@2023-12 u@2023-12 u@2023-12 y@2023-12 y@2023-12 y@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 - - - - y@2023-12 u@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 - -',
  },
  {
    slug: 'css-border-image',
    title: 'border-image',
    category: 'css',
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 n@2019 n@2019-02 n@16.80 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-border-inline-block-individual',
    title: 'border-inline & border-block individual logical properties',
    description: 'Support for `border-inline` & `border-block` individual logical properties.',
    category: 'css',
    tags: ['i18n'],
    keywords:
      'border-inline-color, border-block-color, border-inline-style, border-block-style, border-inline-width, border-block-width, border-inline-start, border-inline-end, border-block-start, border-block-end',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - a#1@11 y@2024-03 y@2024-03 y@2024-03 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: { '1': 'Partial. `border-<inline/block>-color` and `border-<inline/block>-width` does not work.' },
  },
  {
    slug: 'css-border-inline-block-longhand',
    title: 'border-inline & border-block longhand properties',
    description: 'Support for `border-inline` & `border-block` longhand properties.',
    category: 'css',
    tags: ['i18n'],
    keywords:
      'border-inline-start-color, border-block-start-color, border-inline-start-style, border-block-start-style, border-inline-start-width, border-block-start-width, border-inline-end-color, border-block-end-color, border-inline-end-style, border-block-end-style, border-inline-end-width, border-block-end-width',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - y@11 y@2024-03 y@2024-03 y@2024-03 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-border-inline-block',
    title: 'border-inline & border-block',
    description: 'Support for the `border-inline` and `border-block` shorthand properties.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'border-inline, border-block',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - n@11 y@2024-03 y@2024-03 y@2024-03 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-border-radius-logical',
    title: 'border-radius logical properties',
    description: 'Support for border radius logical properties',
    category: 'css',
    tags: ['i18n'],
    keywords: 'border-start-start-radius, border-start-end-radius, border-end-start-radius, border-end-end-radius',
    support:
      'n@2022-08 n@2022-08 n@2022-08 n@2022-08 n@2021 n@2022-08 n@16.80 n@2022-08 n@2022-08 n@2022-08 n@2022-08 n@2022-08 n@2022-08 y@12 y@15 n@2022-08 n@2022-08 n@2022-08 u@60.3 - n@11 y@2024-03 y@2024-03 y@2024-03 u@2022-08 u@2022-08 u@2022-08 y@2022-08 y@2022-08 y@2022-08 u@2022-08 y@2022-08 u@2022-08 u@2022-08 - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-border-radius',
    title: 'border-radius',
    description: "The `border-radius` CSS property rounds the corners of an element's outer border edge.",
    category: 'css',
    keywords: 'rounded corners',
    support:
      'y@2019-08 y@2019-08 y@2019-08 y@2020-02 n#1@2019 n#1@2020-01 y@16.80 y@2019-08 y@2019-08 y@2019-08 a#2@2021-02 a#2@2021-03 a#2@6.18.2.1529859 y@10.3 y@12.2 a#2@2021-02 a#2@2021-03 a#2@2021-03 y@60.3 - y@6.1.31.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Round corners can be used in VML with the `RoundRect` element. See [buttons.cm](https://buttons.cm/) and [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/msdn-online-vml-roundrect-element).',
      '2': 'Partial support. Shorthand for setting elliptical borders with the slash `/` notation is not supported e.g. `border-radius: 27% 73% 70% 30% / 30% 34% 66% 70%;`.',
    },
  },
  {
    slug: 'css-border-spacing',
    title: 'border-spacing',
    description: 'Sets the distance between the borders of adjacent cells in a `<table>`.',
    category: 'css',
    keywords: 'table',
    support:
      'y@2023-12 y@2023-12 y@2023-12 y@2023-12 n@2021 n@2023-12 n@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 - y@2023-12 y@2024-03 y@2024-03 y@2024-03 u@2023-12 u@2023-12 u@2023-12 y@2023-12 y@2023-12 y@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 - - - - y@2023-12 u@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 - -',
  },
  {
    slug: 'css-border',
    title: 'border',
    description:
      "The `border` properties set an element's border. This page accounts for all `border` longhands and shorthands.",
    category: 'css',
    keywords:
      'border-width, border-style, border-color, border-top, border-bottom, border-left, border-right, border-top-width, border-top-style, border-top-color, border-bottom-width, border-bottom-style, border-bottom-color, border-left-width, border-left-style, border-left-color, border-right-width, border-right-style, border-right-color',
    support:
      'y@2021-07 y@2021-07 y@2021-07 y@2021-07 a#1#2@2019 a#1#2@2021-07 y@16.80 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@13 y@13 y@2021-07 y@2021-07 y@2021-07 y@78.12 - y@6.0 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. A border can not be bigger than 8px.',
      '2': 'Buggy. Unreliable if used on a `<p>` or a `<div>`.',
    },
  },
  {
    slug: 'css-box-shadow',
    title: 'box-shadow',
    description: "Adds shadow effects around an element's frame.",
    category: 'css',
    support:
      'n@2023-01 a#1@2023-01 a#1@2023-01 n@2020-02 n@2019 n@2019-02 y@16.80 y@2023-12 y@2023-12 y@2023-12 n@2023-01 n@2023-01 n@2023-01 y@16.0 y@17.2 n@2019-02 n@2023-01 n@2023-01 y@60.5 - y@6.1.50.25 y@2019-08 y@2019-08 y@2019-08 n@2021-03 n@2023-12 n@2023-12 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Partial. Only supported with non Google accounts.' },
  },
  {
    slug: 'css-box-sizing',
    title: 'box-sizing',
    category: 'css',
    keywords: 'box model',
    support:
      'y@2019-02 y@2019-02 y@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-caption-side',
    title: 'caption-side',
    description: "The `caption-side` CSS property puts the content of a table's `<caption>` on the specified side.",
    category: 'css',
    keywords: 'caption,table',
    support:
      'y@2021-05 y@2021-05 y@2021-05 y@2021-05 n@2019 n@2021-05 y@16.80 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@6.27 y@13 y@14 y@2021-05 y@2021-05 y@2021-05 y@2021-05 - y@6.1.42.0 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y#1@2021-05 y#1@2021-05 y@2021-07 y@2021-08 - - - - y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 - -',
    notes: { '1': 'The `caption-side` property in CSS is supported but the `<caption>` HTML element is not.' },
  },
  {
    slug: 'css-clear',
    title: 'clear',
    description: 'Sets whether an element must be moved below (cleared) floating elements that precede it.',
    category: 'css',
    support:
      'y@2024-09 y@16 a#1@2024-09 u@2024-09 n@2019 n@2024-09 u@2024-09 y@2024-09 y@2024-09 a#1@2024-09 a#1@2024-09 a#1@2024-09 a#1@2024-09 y@12 y@15 a#1@2024-09 a#1@2024-09 a#1@2024-09 u@2024-09 - y@2024-09 u@2024-09 u@2024-09 u@2024-09 u@2024-09 u@2024-09 u@2024-09 y@2024-09 y@2024-09 y@2024-09 u@2024-09 y@2024-09 u@2024-09 u@2024-09 - - - - a#1@2024-09 u@2024-09 u@2024-09 a#1@2024-09 u@2024-09 u@2024-09 u@2024-09 u@2024-09 - -',
    notes: { '1': 'Partial. Logical property values `inline-start` and `inline-end` are not supported.' },
  },
  {
    slug: 'css-clip-path',
    title: 'clip-path',
    category: 'css',
    keywords: 'clip,path,svg,mask',
    support:
      'n@2021-02 n@2021-02 n@2021-02 n@2021-02 n@2019 n@2021-02 n@16.80 n@2021-02 n@2021-02 n@4.2101.1 n@2021-02 n@2021-03 n@6.16.2.1525679 y@13 y@14 n@2021-02 n@2021-03 n@2021-03 y@2021-02 - y@6.1.31.2 y@2021-03 y@2021-03 y@2021-03 n@2024-04 n@2024-04 n@2024-04 y@2021-03 y@2021-03 y@2021-03 y@2021-03 a#1#2@2021-02 y@2021-07 y@2021-08 - - - - n@2021-12 y@2021-12 y@2021-12 n@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 - -',
    notes: {
      '1': 'Partial. `path()` is not supported.',
      '2': "Partial. [Embedded SVG](/features/html-svg/) is not supported. Referencing an embedded SVG's `<clipPath>` with `url()` does not work.",
      '3': "Partial. Referencing an external SVG's `<clipPath>` with `url()` does not work.",
    },
  },
  {
    slug: 'css-color-scheme',
    title: 'color-scheme CSS property',
    description:
      'Changes the default colors of HTML elements. Useful for when you want an email to display only in a dark color scheme or only a light scheme, regardless of user settings',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'dark mode, light mode',
    support:
      'n@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2019 u@2020-01 n@16.80 n@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2023-09 y#1@16.0 y#1@16.1 n@2023-09 n@2023-09 n@2023-09 y@102.11 - y@6.1 a#2@2024-03 n@2024-03 y@2024-03 u@2022-12 u@2022-12 u@2022-12 y@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2023-09 u@2022-12 - - n@2023-09 u@2022-12 n@2023-09 u@2022-06 u@2022-06 n@2023-09 u@2022-06 u@2022-06 u@2022-06 u@2022-06 - -',
    notes: {
      '1': 'Works only the html/root element',
      '2': 'Buggy. The property is supported but does not work due to a prefix added by the webmail on the rule selector.',
    },
  },
  {
    slug: 'css-column-count',
    title: 'column-count',
    category: 'css',
    keywords: 'columns',
    support:
      'y@2019-02 y@2019-02 y@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 y@2021-03 y@2019-08 y@2019-08 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-column-layout-properties',
    title: 'css column properties',
    description: 'Support for the `columns` shorthand and longhand properties.',
    category: 'css',
    keywords:
      'columns, column-count, column-fill, column-gap, column-rule, column-rule-color, column-rule-style, column-rule-width, column-span, column-width',
    support:
      'y@2022-08 y@2022-08 y@2022-08 y@2022-08 n@2021 n@2022-08 y@16.80 y@2022-08 y@2022-08 y@2022-08 n@2023-01 n@2023-01 n@2022-08 y@15 y@15 n@2022-08 n@2022-08 n@2022-08 y@102.7 - y@2022-08 y@2024-03 y@2024-03 y@2024-03 u@2022-08 u@2022-08 u@2022-08 y@2023-01 y@2023-01 y@2023-01 y@2023-01 y@2022-08 y@2023-01 u@2022-08 - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-comments',
    title: 'CSS comments',
    description:
      'Adds explanatory notes to the code or to prevent the browser from interpreting specific parts of the style sheet',
    category: 'css',
    support:
      'y@2024-04 y@2024-04 a#2@2024-04 a#4@2024-04 y@2021 y@2024-04 y@2024-04 y@2024-01 y@2024-04 y@2024-04 y@2024-04 a#1@2024-04 a#1@2024-04 y@2024-04 y@2024-04 y@2024-04 a#1@2024-04 a#1@2024-04 y@2024-04 - y@2024-04 a#5@2024-08 a#5@2024-08 a#5@2024-08 n#6@2024-08 n#6@2024-08 n#6@2024-08 y@2024-04 y@2024-04 y@2024-04 u@2024-04 a#3@2024-04 u@2024-04 a#5@2024-08 - - - - n@2024-04 u@2024-04 u@2024-04 n@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 - -',
    notes: {
      '1': 'Buggy. The first <head> in the HTML is removed, so comment needs to be in the `<style>` tag of a second `<head>` element.',
      '2': 'Partial. `<style>` tag not supported with non-google account. Comment inside `style:` attribute works.',
      '3': 'Partial. Comment inside `<style>` tag works. Comment inside `style` attribute strips the whole attribute.',
      '4': 'Partial. `<style>` tag not supported. Comment inside `style:` attribute works.',
      '5': 'Partial. Comment inside `style` attribute works.',
      '6': 'Not supported. The entire rule is removed within a `<style> element. The entire inline `style` attribute is removed.',
    },
  },
  {
    slug: 'css-conic-gradient',
    title: 'conic-gradient()',
    description:
      'Creates an image consisting of a gradient with color transitions rotated around a center point (rather than radiating from the center).',
    category: 'css',
    keywords: 'gradients',
    support:
      'n@2022-12 n@2022-12 n@2022-12 n@2022-12 n@2019 n@2022-12 n@16.80 n@2024-01 n@2022-12 n@2022-12 n@2022-12 n@2022-12 n@2022-12 y@12 y@14 n@2022-12 n@2022-12 n@2022-12 y@91.4.1 - a#1@6.1.90.16 y@2023-01 y@2023-01 y@2023-01 n@2023-01 n@2023-01 n@2023-01 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2023-01 - - y@2023-01 n@2023-01 - - - - - - - - - -',
    notes: { '1': 'Partial. Not supported with Hotmail/Outlook accounts.' },
  },
  {
    slug: 'css-cursor',
    title: 'cursor',
    description:
      'The cursor CSS property sets the mouse cursor, if any, to show when the mouse pointer is over an element.',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'pointer, mouse, touch',
    support:
      'n#2@2025-07 n#2@2025-07 n#2@2025-07 n#2@2025-07 u@2019 u@2025-07 n@16.98 n@2025-07 n#3@2025-07 n@2025-07 a#4@2025-07 n#3@2025-07 a#4@2025-07 a#1@15 n#3@15 u@2025-07 u@2025-07 u@2025-07 y@78.14 - u@6.0 u@2025-07 u@2025-07 u@2025-07 u@2025-07 u@2025-07 u@2025-07 a#5@2025-07 u@2025-07 u@2025-07 u@2025-07 u@2025-07 u@2025-07 u@2025-07 - - u@2025-07 u@2025-07 a#6@2025-07 n#3@2025-07 y@2025-07 u@2025-07 u@2025-07 u@2025-07 u@2025-07 u@2025-07 - -',
    notes: {
      '1': 'Partial. URL is not supported.',
      '2': 'Cursor property is removed.',
      '3': 'iOS assistive touch does not respond to cursor.',
      '4': 'Partial. Only supports: crosshair, help, move, pointer, progress, text, wait, auto, default, and all single-direction resize properties.',
      '5': 'Partial. URL buggy and only works inline.',
      '6': 'Partial. Inline CSS only. Only supports: crosshair, help, move, pointer, wait, auto, default, and all single-direction resize properties.',
    },
  },
  {
    slug: 'css-direction',
    title: 'direction',
    description: 'Sets the direction of text or table columns.',
    category: 'css',
    tags: ['i18n'],
    support:
      'y@2021-10 y@2021-10 y@2021-10 a#1@2021-10 y@2019 y@2021-10 y@16.80 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@14 y@15 y@2021-10 y@2021-10 y@2021-10 y@78.14 - y@6.0 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 - - - - y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 - -',
    notes: {
      '1': 'Buggy. The client applies an `rtl` direction to the entire email if it contains text in a `rtl` language.',
    },
  },
  {
    slug: 'css-display-flex',
    title: 'display:flex',
    category: 'css',
    keywords: 'flexbox',
    support:
      'y@2019-02 a#1@2026-03 a#1@2026-03 y@2020-02 n@2019 n@2019-02 y@16.80 y@2019-02 y@2020-11 y@2020-11 y#2@2020-11 y#2@2020-11 y#2@2020-11 y@12.4 y@12.1 y#2@2020-11 y#2@2020-11 y#2@2020-11 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Not supported with non Google accounts.', '2': '`display:inline-flex` is not supported.' },
  },
  {
    slug: 'css-display-grid',
    title: 'display:grid',
    category: 'css',
    support:
      'y@2026-03 a#1@2026-03 a#1@2026-03 y@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2026-03 y@2026-03 y@2026-03 y@2026-03 y@2026-03 y@12.4 y@12.1 y@2026-03 y@2026-03 y@2026-03 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Not supported with non Google accounts.' },
  },
  {
    slug: 'css-display-none',
    title: 'display:none',
    category: 'css',
    support:
      'y@2019-02 y@2019-02 y@2019-02 n@2020-02 a#1#2@2019 a#1#2@2019-09 y@16.80 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-09 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.8 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 y@2021-03 y@2019-08 y@2019-08 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Does not inherit onto nested `<table>` elements.',
      '2': 'Partial. Does not work when applied directly to an `<img>` element.',
    },
  },
  {
    slug: 'css-display',
    title: 'display',
    description:
      'Sets whether an element is treated as a block or inline element and the layout used for its children.',
    category: 'css',
    keywords: 'inline, block, inline-block',
    support:
      'y@2021-12 a#1@2021-12 a#1@2021-12 y@2021-12 a#4#5@2019 a#4#5@2021-12 y@16.80 y@2021-12 y@2021-12 y@2021-12 a#6@2021-12 a#6@2021-12 a#6@2021-12 y@15 y@15 a#6@2021-12 a#6@2021-12 a#6@2021-12 y@91.2 - y@6.0 y@2021-12 y@2021-12 y@2021-12 a#2#3@2021-12 a#2@2021-12 a#2@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 a#7@2021-12 y@2021-12 - - - - a#2@2022-06 y@2022-06 y@2022-06 a#2@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. `flex`, `grid`, `flow-root`, `contents`, `inline flow-root`, `inline flex`, `inline grid`, `initial`, `revert`, `unset` are not supported with non Google accounts.',
      '2': 'Partial. `inline-flex`, `inline-grid`, `flex`, `grid`, `flow-root`, `contents`, `inline flow-root`, `inline flex`, `inline grid`, `initial`, `revert`, `unset` values are not supported.',
      '3': 'Buggy. Only the first value is kept with the two-value syntax.',
      '4': 'Buggy. `display:none` does not inherit to inner tables.',
      '5': 'Partial. Only supports `display:none` (but not on `<img>`).',
      '6': 'Partial. `flow-root`, `inline-flex`, `inline-grid`, `inline flow`, `contents`, `revert` are not supported.',
      '7': 'Partial. Two-value syntax are combined into a single one with a dash.',
    },
  },
  {
    slug: 'css-empty-cells',
    title: 'empty-cells',
    description: 'Sets whether borders and backgrounds appear around `<table>` cells that have no visible content.',
    category: 'css',
    keywords: 'blank',
    support:
      'y@2024-08 y@2024-08 y@2024-08 u@2024-08 n@2021 n@2024-08 y@2024-08 y@2024-08 y@2024-08 y@2024-08 y@2024-08 n@2024-08 n@2024-08 y@2024-08 y@2024-08 y@2024-08 n@2024-08 n@2024-08 - - y@2024-08 u@2024-03 u@2024-03 u@2024-03 u@2024-08 u@2024-08 u@2024-08 y@2024-08 y@2024-08 y@2024-08 u@2024-08 n@2024-08 u@2024-08 - - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-filter',
    title: 'filter',
    description:
      'Tests with values `blur`, `brightness`, `grayscale`, `hue-rotate`, `invert`, `opacity`, `saturate`, `sepia` and `shadow`.',
    category: 'css',
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 n@2019 n@2019-02 n@16.80 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.8 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 a#1@2024-01 n@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': "Partial. Multiple values don't work." },
  },
  {
    slug: 'css-flex-direction',
    title: 'flex-direction:column',
    category: 'css',
    keywords: 'flexbox',
    support:
      'n@2023-01 n@2023-01 n@2023-01 n@2020-02 n@2019 n@2019-02 y@16.80 y@2023-01 y@2023-01 n@2023-01 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-flex-wrap',
    title: 'flex-wrap: wrap',
    category: 'css',
    keywords: 'flexbox',
    support:
      'n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2019 n@2019-02 y@16.80 y@2023-01 y@2023-01 y@2023-01 n@2023-01 n@2023-01 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-float',
    title: 'float',
    category: 'css',
    support:
      'y@2019-02 a#2@2024-05 a#2@2024-05 y@2020-02 n#1@2019 n#1@2019-02 y@16.80 y@2019-02 y@2019-02 y@2019-02 a#2@2024-05 a#2@2024-05 a#2@2024-05 y@12.4 y@15 a#2@2024-05 a#2@2024-05 a#2@2024-05 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 y@2021-03 y@2019-08 y@2019-08 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#2@2024-05 y@2022-06 y@2022-06 a#2@2024-05 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Not supported. `table` and `img` elements can use an `align` attribute to get a similar effect.',
      '2': 'Partial. Logical property values `inline-start` and `inline-end` are not supported.',
    },
  },
  {
    slug: 'css-font-kerning',
    title: 'font-kerning',
    category: 'css',
    keywords: 'font,kerning',
    support:
      'y@2022-08 y@2022-08 y@2022-08 y@2022-08 n@2019 - y@16.80 y@2022-08 y@2022-08 y@4.2101.1 n@2024-03 n@2024-03 n@2024-03 y@15 y@15 n@2022-08 - - y@128.9.0 - y@6.1.31.2 y@2024-03 u@2024-03 u@2024-03 - - - y@2023-12 y@2023-12 y@2023-12 - n@2022-08 - - - - n@2022-08 y@2022-08 n@2022-08 - - - - - - - - -',
  },
  {
    slug: 'css-font-size-adjust',
    title: 'font-size-adjust',
    description: 'Adjusts the size of lowercase letters relative to the size of uppercase letters.',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'font, adjust, fallback, font metric',
    support:
      'y@2026-04 a#2@2026-04 a#2@2026-04 y@2026-04 n@2024 n@2026-04 y@2026-04 y@2026-04 y@2026-04 y@2026-04 a#3@2026-04 a#3@2026-04 a#3@2026-04 y@26 y@26 u@2026-04 u@2026-04 u@2026-04 y@149 - u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 y@2026-04 y@2026-04 y@2026-04 u@2026-04 y@2026-04 u@2026-04 u@2026-04 - - - - a#1@2026-04 y@2026-04 y@2026-04 a#1@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 - -',
    notes: {
      '1': 'Partial support. Supports one numerical value, 2-value font-metric syntax unsuported (ex-height, cap-height, ch-width, ic-width, ic-height).',
      '2': 'Not supported with non Google accounts.',
      '3': '2-value syntax is supported, but the first value (font-metric) is ignored.',
    },
  },
  {
    slug: 'css-font-size',
    title: 'font-size',
    description: 'Sets the size of the font.',
    category: 'css',
    keywords: 'font,size',
    support:
      'y@2024-02 y@2024-02 y@2024-02 y@2024-02 a#1@2021 a#2@2024-02 y@2024-02 y@2024-02 y@2024-02 y@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 y@15 y@15 a#1@2024-02 a#1@2024-02 a#1@2024-02 y@2024-02 - a#2@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 y@2024-02 y@2024-02 y@2024-02 u@2024-02 y@2024-02 u@2024-02 u@2024-02 - - - - a#1@2024-02 u@2024-02 u@2024-02 a#1@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 - -',
    notes: {
      '1': 'Partial support. `rem` values are not supported.',
      '2': 'Partial support. `relative` and `percentage` size values not supported.',
    },
  },
  {
    slug: 'css-font-stretch',
    title: 'font-stretch',
    description: 'Selecting different font widths (e.g. condensed, expanded)',
    category: 'css',
    keywords: 'font',
    support:
      'y#1@2023-09 y@2023-09 n@2024-03 y#1@2023-09 n@2019 - y@16.80 y#1@2023-09 y@2023-09 n@2024-03 n@2023-09 n@2023-09 n@2024-03 y@16 y@16 n@2023-09 n@2023-09 - y@2023-09 - n@6.1.90.16 y@2024-03 y@2024-03 n@2024-03 - - - y#1@2023-09 y@2023-09 u@2022-12 - y@2024-01 - - - - u@2022-08 u@2022-08 u@2022-08 - - - - - - - - -',
    notes: {
      '1': 'Partial. Depends on the browser. There is currently a bug in Chrome/Edge where font-stretch does not work for variable fonts.',
    },
  },
  {
    slug: 'css-font-weight',
    title: 'font-weight',
    category: 'css',
    keywords: 'font,weight',
    support:
      'y@2022-06 y@2022-06 y@2022-06 y@2022-06 a#2@2019 a#2@2021-01 y@16.80 y@2021-01 y@2021-01 y@4.2101.1 a#1@2021-01 a#1@6.21.1 a#1@6.16.2.1525679 y@15 y@15 a#1@2022-06 a#1@2021-01 a#1@2021-01 y@2021-01 - y@6.1.31.2 y@2021-01 y@2021-01 y@2021-01 a#1@2024-04 y@2024-04 y@2024-04 y@2021-01 y@2021-01 y@2021-01 y@2021-01 y@2022-06 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial support. `<number>` values are not supported as per CSS Fonts Level 4 where any `<number>` value between 1 and 1000 (inclusive) is a valid value. Only the following numeric values are supported: 100, 200, 300, 400, 500, 600, 700, 800, and 900.',
      '2': 'Partial support. `<number>` values between 0 and 599 are set as normal font weight. `<number>` values between 600 and 1000 are set as bold font weight.',
    },
  },
  {
    slug: 'css-font',
    title: 'font shorthand',
    category: 'css',
    support:
      'y@2019-02 y@2020-12 y@2020-12 y@2020-02 y@2019 y@2019-02 y@16.80 y@2019-02 y@2020-03 y@2020-03 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@68.4 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 y@2021-03 y@2020-01 y@2020-01 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-function-clamp',
    title: 'clamp()',
    description: 'Support for the CSS `clamp()` function.',
    category: 'css',
    support:
      'y@2021-05 a#1@2021-05 a#1@2021-05 y@2021-05 n@2019 n@2021-05 n@16.80 n@2023-12 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 y@14.0 y@14.5 n@2021-05 n@2021-05 n@2021-05 y@78.10 - a#2@6.2.06.0 y@2021-05 y@2021-05 y@2021-05 n@2021-05 n@2021-05 n@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 n@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. Not supported with Microsoft accounts.',
    },
  },
  {
    slug: 'css-function-light-dark',
    title: 'light-dark()',
    description: 'Enables setting two colors (one for light and the other for dark mode) for a property.',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'dark, light',
    support:
      'n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2019 n@2024-08 n@16.88 n@2024-08 n@2024-08 u@2024-08 n@2024-08 n@2024-08 u@2024-08 y#1@16.0 y@17.5.1 n@2024-08 n@2024-08 u@2024-08 y@128.1.0 - a#3@6.2 a#2@2024-08 a#1#2@2024-08 u@2024-08 n@2024-08 n@2024-08 u@2024-08 a#2@2024-08 y#1@2024-08 u@2024-08 a#2@2024-08 a#2@2024-08 u@2024-08 a#2@2024-08 - - a#2@2024-08 n@2024-08 n@2024-08 - - - - - - - - -',
    notes: {
      '1': 'Only supported if you’ve updated your OS with Safari 17.5 or later.',
      '2': 'Buggy. The function is supported but the color stays light even in dark mode.',
      '3': 'Partial. Not supported with Hotmail/Outlook accounts.',
    },
  },
  {
    slug: 'css-function-max',
    title: 'max()',
    description: 'Support for the CSS `max()` function.',
    category: 'css',
    support:
      'y@2021-05 a#1@2021-05 a#1@2021-05 y@2021-05 n@2019 n@2021-05 n@16.80 n@2023-12 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 y@14.0 y@14.5 n@2021-05 n@2021-05 n@2021-05 y@78.10 - a#2@6.2.06.0 y@2021-05 y@2021-05 y@2021-05 n@2021-05 n@2021-05 n@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 n@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. Not supported with Microsoft accounts.',
    },
  },
  {
    slug: 'css-function-min',
    title: 'min()',
    description: 'Support for the CSS `min()` function.',
    category: 'css',
    support:
      'y@2021-05 a#1@2021-05 a#1@2021-05 y@2021-05 n@2019 n@2021-05 n@16.80 n@2023-12 n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-05 y@14.0 y@14.5 n@2021-05 n@2021-05 n@2021-05 y@78.10 - a#2@6.2.06.0 y@2021-05 y@2021-05 y@2021-05 n@2021-05 n@2021-05 n@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 n@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. Not supported with Microsoft accounts.',
    },
  },
  {
    slug: 'css-gap',
    title: 'gap, column-gap, row-gap',
    description: 'Properties for adding spacing between grid items, flex items and columns',
    category: 'css',
    keywords: 'gap',
    support:
      'a#1@2022-12 a#1@2022-12 a#1@2022-12 n@2022-12 n@2019 n@2022-12 a#1@16.80 a#1@2023-12 a#1@2022-12 a#1@2022-12 n@2022-12 n@2022-12 n@2022-12 y@13.1 y@16.2 n@2022-12 n@2022-12 n@2022-12 y@102.6.1 - y@6.1 y@2022-12 y@2022-12 y@2022-12 n@2022-12 n@2022-12 n@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 a#2@2022-12 y@2022-12 - - y@2022-12 y@2022-12 n@2022-12 - - - - - - - - -',
    notes: {
      '1': 'Partial. Supports column-gap for flexbox.',
      '2': 'Partial. Supports gap and column-gap for flexbox. Supports gap for multi-column layout (i.e. in conjunction with CSS column-count property)',
    },
  },
  {
    slug: 'css-grid-template',
    title: 'grid-template-* properties',
    description:
      'This page reflects support for `grid-template`, `grid-template-areas`, `grid-template-columns`, `grid-template-rows`.',
    category: 'css',
    keywords: 'grid-template, grid-template-areas, grid-template-columns, grid-template-rows',
    support:
      'n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2019 n@2023-01 n@16.80 n@2023-12 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 y@13.1 y@16.2 n@2023-01 n@2023-01 n@2023-01 y@102.6 - y@6.1.74.5 y@2023-01 y@2023-01 y@2023-01 n@2023-01 n@2023-01 n@2023-01 y@2023-01 y@2023-01 y@2023-01 y@2023-01 y@2023-01 n@2023-01 y@2023-01 - - y@2023-01 y@2023-01 n@2023-01 u@2023-01 u@2023-01 u@2023-01 u@2023-01 u@2023-01 u@2023-01 u@2023-01 - -',
  },
  {
    slug: 'css-height',
    title: 'height property',
    category: 'css',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 a#2@2019 y@2019-09 y@16.80 y@2023-12 y@2019-09 y@2019-09 n#1@2019-09 n#1@2019-09 n#1@2019-09 y@12.4 y@12.4 n#1@2019-09 n#1@2019-09 n#1@2019-09 y@60.3 - y@6.0 y@2019-09 y@2019-09 y@2019-09 y@2021-03 y@2019-09 y@2019-09 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Buggy. Replaces `height` by `min-height`.',
      '2': 'Partial. Not supported on `<body>`, `<span>`, `<div>` or `<p>` elements.',
    },
  },
  {
    slug: 'css-hyphenate-character',
    title: 'hyphenate-character',
    description: 'Sets the character (or string) used at the end of a line before a hyphenation break.',
    category: 'css',
    keywords: 'hyphens, break',
    support:
      'n@2024-06 n@2024-06 n@2024-06 n@2024-06 n@2021 n@2024-06 n@2024-06 n@2024-06 n@2024-06 n@2024-06 n@2024-06 n@2024-06 n@2024-06 y@23 y@15 n@2024-06 n@2024-06 n@2024-06 - - y@2024-06 u@2024-03 u@2024-03 u@2024-03 u@2024-06 u@2024-06 u@2024-06 y@2024-06 y@2024-06 y@2024-06 u@2024-06 a#1@2024-06 u@2024-06 u@2024-06 - - - - n@2024-06 u@2024-06 u@2024-06 n@2024-06 u@2024-06 u@2024-06 u@2024-06 u@2024-06 - -',
    notes: { '1': 'Partial. Does not support encoded character values' },
  },
  {
    slug: 'css-hyphenate-limit-chars',
    title: 'hyphenate-limit-chars',
    description:
      'Specifies the minimum word length to allow hyphenation of words as well as the minimum number of characters before and after the hyphen.',
    category: 'css',
    support:
      'n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2021 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 n@2024-08 - n@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 y@2024-08 u@2024-08 u@2024-08 - - - - n@2024-08 u@2024-08 u@2024-08 n@2024-08 u@2024-08 u@2024-08 u@2024-08 u@2024-08 - -',
  },
  {
    slug: 'css-hyphens',
    title: 'hyphens',
    category: 'css',
    keywords: 'hyphens, break',
    support:
      'n@2022-08 n@2022-08 n@2022-08 u@2022-08 n@2021 n@2022-08 n@16.80 n@2023-12 n@2022-08 n@2022-08 n@2022-08 n@2022-08 n@2022-08 y@21 y@15 n@2022-08 u@2022-08 u@2022-08 - - y@2022-08 y@2024-03 y@2024-03 y@2024-03 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 y@2022-08 u@2022-08 - - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-important',
    title: '!important keyword',
    description: 'An `!important` declaration takes precedence over a normal declaration.',
    category: 'css',
    support:
      'a#1@2021-11 a#1#2@2021-11 a#1#2@2021-11 a#1#2@2021-11 a#4#5@2019 a#4@2021-11 y@16.80 y@2021-11 y@2021-11 y@2021-11 a#7@2021-11 a#7@2021-11 a#7@2021-11 y@15 y@15 a#7@2021-11 a#7@2021-11 a#7@2021-11 y@91.2.1 - y@7.0 y@2021-11 a#6@2021-11 a#6@2021-11 n#3@2021-11 n#3@2021-11 n#3@2021-11 a#8@2021-11 a#9@2025-08 a#6@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - n@2023-12',
    notes: {
      '1': 'Partial. Only supported in lowercase. (See [email-bugs#13](https://github.com/hteumeuleu/email-bugs/issues/13))',
      '2': 'Partial. Only supported inline when using a Non Gmail Account due to the lack of `<style>` support.',
      '3': 'Not supported. The entire declaration is removed if there is no space before `!important`.',
      '4': 'Partial. Only supported with a space before.',
      '5': 'Partial. Not supported inline. (See [email-bugs#31](https://github.com/hteumeuleu/email-bugs/issues/31))',
      '6': 'Partial. Only supported inline due to the lack of `<style>` support.',
      '7': 'Partial. Removed if there is no space before when used with a `background-image` property. (See [email-bugs#16](https://github.com/hteumeuleu/email-bugs/issues/16))',
      '8': 'Partial. Only supported in lowercase.',
      '9': 'Partial. Only supported if not written in lowercase.',
    },
  },
  {
    slug: 'css-inert-attribute',
    title: 'inert',
    description: 'This attribute should render elements inactive',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'focus, inactive',
    support:
      'n@2026-04 n@2026-04 n@2026-04 n@2026-04 n@2024 n@2026-04 n@2026-04 n@2026-04 n@2026-04 n@2026-04 n@2026-04 n@2026-04 n@2026-04 y@2026-04 y@2026-04 n@2026-04 n@2026-04 n@2026-04 u@2026-04 - y@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2021-03 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 - - - - u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 - -',
  },
  {
    slug: 'css-inline-size',
    title: 'inline-size',
    category: 'css',
    tags: ['i18n'],
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 n@2019 n@2019-02 n@16.80 n@2023-12 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@12.4 n@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.5 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2021-03 y@2019-08 y@2019-08 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 n@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-inset',
    title: 'inset',
    description: 'Shorthand that corresponds to the `top`, `right`, `bottom`, and/or `left` properties',
    category: 'css',
    tags: ['i18n'],
    keywords: 'inset-block, inset-inline, inset-inline-start, inset-inline-end, inset-block-start, inset-block-end',
    support:
      'n@2024-05 n@2024-05 n@2024-05 n@2020-02 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 y@11.7 y@15 n@2024-05 n@2024-05 n@2024-05 y@2024-05 - n@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 n@2024-05 u@2024-05 u@2021-08 - - - - n@2024-05 u@2024-05 u@2024-05 n@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 - -',
  },
  {
    slug: 'css-intrinsic-size',
    title: 'fit-content, min-content, max-content',
    description: 'Sets the height or width relative to its content.',
    category: 'css',
    support:
      'y@2022-12 a#3@2022-12 y@2022-12 y@2022-12 n@2019 n@2022-12 y@16.80 y@2023-12 a#1@2022-12 a#1@2022-12 n@2022-12 n@2022-12 n@2022-12 y#2@12.4 y#2@12.1 n@2022-12 n@2022-12 n@2022-12 y@102.6 - n@6.1 y@2022-12 y@2022-12 y@2022-12 n@2023-01 n@2023-01 n@2022-12 y@2022-12 y#2@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 - - - - - - - - - - - - - -',
    notes: {
      '1': 'Partial. Supports `min-content` and `fit-content` only.',
      '2': 'Buggy. `width: min-content` acts as if `word-break: break-all` had been set on the element.',
      '3': 'Partial. Not supported with non Google accounts.',
    },
  },
  {
    slug: 'css-justify-content',
    title: 'justify-content',
    category: 'css',
    keywords: 'justify,align,flexbox,grid',
    support:
      'n@2020-12 n@2020-12 n@2020-12 n@2020-12 n@2019 n@2020-12 y@16.80 y@2023-12 y@2023-01 y@2023-01 n@2020-12 n@2021-03 n@6.16.2.1519779 y@13 y@14 n@2020-12 n@2021-03 n@2021-03 y@2020-12 - y@6.1.31.2 y@2021-03 y@2021-03 y@2021-03 n@2024-04 n@2024-04 n@2024-04 y@2021-03 y@2021-03 y@2021-03 y@2021-03 y@2020-12 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {},
  },
  {
    slug: 'css-left-right-top-bottom',
    title: 'left, right, top, bottom',
    category: 'css',
    keywords: 'absolute, sticky, fixed, relative, position',
    support:
      'n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2019 n@2021-05 y@16.80 y@2023-12 y@2021-05 y@2021-05 n@2021-05 n@2021-05 n@2021-05 y@14 y@14.5 n@2021-05 n@2021-05 n@2021-05 y@78.10 - a#2@6.2.01.1 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 a#1@2021-05 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. `left` and `top` are not supported.',
      '2': 'Partial. Percentages values are not supported.',
    },
  },
  {
    slug: 'css-letter-spacing',
    title: 'letter-spacing',
    category: 'css',
    support:
      'y@2020-01 y@2020-01 y@2020-01 y@2020-02 a#1#2@2019 a#1@2020-01 y@16.80 y@2023-12 y@2020-01 y@2020-01 y@2020-01 y@2020-01 y@2020-01 y@12.4 y@13.2 y@2020-01 y@2020-01 y@2020-01 y@68.4 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 y@2021-03 y@2020-01 y@2020-01 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Big negative values are rendered differently from CSS standards.',
      '2': 'Buggy. Values set in `em` are smaller than the expected render in CSS. See [#192](https://github.com/hteumeuleu/caniemail/issues/192).',
    },
  },
  {
    slug: 'css-line-height',
    title: 'line-height',
    description: 'Sets the height of a line box. Or, basically, the height of a line of text.',
    category: 'css',
    support:
      'y@2021-10 y@2021-10 y@2021-10 y@2021-10 a#1@2019 a#1@2021-10 y@16.80 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@14 y@15 y@2021-10 y@2021-10 y@2021-10 y@78.14 - y@6.0 y@2021-10 y@2021-10 y@2021-10 y@2021-10 a#2@2021-10 a#2@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Buggy. `em` and `px` units behave weirdly. Use `mso-line-height-rule:exactly`.',
      '2': 'Partial. `normal` value is not supported.',
    },
  },
  {
    slug: 'css-linear-gradient',
    title: 'linear-gradient()',
    description:
      'Creates an image consisting of a progressive transition between two or more colors along a straight line.',
    category: 'css',
    keywords: 'gradients',
    support:
      'y@2021-12 y@2021-12 a#3@2025-04 y@2021-12 n#1@2019 n@2021-12 n@16.80 n@2023-12 n@4.2148.2 n@4.2147.4 n@2021-12 n@2021-12 n@2021-12 y@15 y@15 n@2021-12 n@2021-12 n@2021-12 y@91.4.1 - a#2@6.1.90.16 y@2021-12 y@2021-12 y@2021-12 n@2021-12 n@2021-12 n@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 - - y@2021-12 y@2021-12 n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Gradients can be created in VML using `type="gradient"` on a `<v:fill>`. See [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/web-workshop---how-to-use-vml-on-web-pages-----fill--element#gradient-fill).',
      '2': 'Partial. Not supported with Hotmail/Outlook accounts.',
      '3': 'Buggy. Does not work inline in the `background-image` property. (See [email-bugs#135](https://github.com/hteumeuleu/email-bugs/issues/135))',
    },
  },
  {
    slug: 'css-list-style-image',
    title: 'list-style-image',
    category: 'css',
    support:
      'n@2020-04 n@2020-04 n@2020-04 n@2020-04 n#1@2019 n#1@2020-04 n@16.80 n#2@2023-12 n#2@2020-04 n#2@2020-04 n@2020-04 n@2020-04 n@2020-04 y@12.4 y@13.4 n@2020-04 n@2020-04 n@2020-04 y@68.7 - y@6.0 y@2020-04 y@2020-04 y@2020-04 n@2021-03 y@2020-04 y@2020-04 n#3@2020-04 y@2020-04 n@2020-04 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Not supported, but the proprietary `mso-bullet-image` property can be used instead on `<li>`. Outlook 2007 and 2010 only support `.ico` and `.gif` file formats.',
      '2': 'Not supported, but image values are supported through the `list-style` shorthand property.',
      '3': '`url()` is transformed into `proton-url()`.',
    },
  },
  {
    slug: 'css-list-style-position',
    title: 'list-style-position',
    category: 'css',
    support:
      'y@2020-04 y@2020-04 y@2020-04 y@2020-04 n#1@2019 n#1@2020-04 y@16.80 y@2023-12 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@12.4 y@13.4 y@2020-04 y@2020-04 y@2020-04 y@68.7 - y@6.0 y@2020-04 y@2020-04 y@2020-04 y@2021-03 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Not supported, but the proprietary `mso-text-indent-alt` property can be used instead.' },
  },
  {
    slug: 'css-list-style-type',
    title: 'list-style-type',
    category: 'css',
    tags: ['i18n'],
    support:
      'y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2019 y@2020-04 y@16.80 y@2023-12 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@12.4 y@13.4 y@2020-04 y@2020-04 y@2020-04 y@68.7 - y@6.0 y@2020-04 y@2020-04 y@2020-04 y@2021-03 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {},
  },
  {
    slug: 'css-list-style',
    title: 'list-style',
    category: 'css',
    tags: ['i18n'],
    support:
      'a#1@2020-04 a#1@2020-04 a#1@2020-04 a#1@2020-04 a#2@2019 a#2@2020-04 a#3@16.80 y@2023-12 y@2020-04 y@2020-04 a#3@2020-04 a#3@2020-04 a#3@2020-04 y@12.4 y@13.4 a#3@2020-04 a#3@2020-04 a#3@2020-04 y@68.7 - y@6.0 y@2020-04 y@2020-04 y@2020-04 y@2021-03 y@2020-04 y@2020-04 a#4@2020-04 y@2020-04 n@2020-04 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': '`list-style-image` values are not supported. The entire `list-style` property is removed if present.',
      '2': 'Only `list-style-type` values are supported.',
      '3': '`list-style-image` values are not supported but the rest of the `list-style` property is kept.',
      '4': '`url()` is transformed into `proton-url()` for `list-style-type` values, invalidating the entire property.',
    },
  },
  {
    slug: 'css-margin-block-start-end',
    title: 'margin-block-start & margin-block-end',
    description: 'Support for the `margin-block-start` and `margin-block-end` css properties.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'margin-block-start, margin-block-end',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12.4 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - y@11 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-margin-inline-block',
    title: 'margin-inline & margin-block',
    description: 'Support for the `margin-inline` and `margin-block` shorthand properties.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'margin-inline, margin-block',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12.4 y@15 n@2022-07 n@2022-07 n@2022-07 y@60.3 - n@11 y@2022-07 y@2022-07 y@2022-07 y@2021-03 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-margin-inline-start-end',
    title: 'margin-inline-start & margin-inline-end',
    description: 'Support for the `margin-inline-start` and `margin-inline-end` css properties.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'margin-inline-start, margin-inline-end',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12.4 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - y@11 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-margin',
    title: 'margin',
    description:
      'Support for the `margin` shorthand property and the `margin-left`, `margin-right`, `margin-top`, `margin-bottom` properties.',
    category: 'css',
    keywords: 'margin-left, margin-right, margin-top, margin-bottom',
    support:
      'a#1@2019-10 a#1@2019-10 a#1@2019-10 a#1@2020-02 a#1#2#3#4@2019 a#1#2#3@2019-10 a#1@16.80 a#1@2023-12 a#1@4.3.1 a#1@2019-10 a#1@2024-10 a#1@2024-10 a#1@2024-10 y@12.4 y@12.4 a#1@2024-10 a#1@2024-10 a#1@2024-10 y@60.3 - y@6.0 y@2019-10 y@2019-10 y@2019-10 y@2021-03 y@2019-10 y@2019-10 y@2020-03 y@2020-03 y@2020-03 y@2020-06 a#1@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Negative values are not supported.',
      '2': 'Partial. Not supported on `<span>` and `<body>` elements.',
      '3': 'Buggy. `background-color` is included inside the `margin`.',
      '4': 'Partial. `auto` value is not supported.',
    },
  },
  {
    slug: 'css-mask-image',
    title: 'mask-image',
    description: 'Sets the image that is used as mask layer for an element',
    category: 'css',
    support:
      'n@2024-11 n@2024-11 n@2024-11 n@2024-11 n@2024 n@2024-11 y@2024-11 n@2024-11 n@2024-11 n@2024-11 n@2024-11 n@2024-11 n@2024-11 y@15 y@17 n@2024-11 n@2024-11 n@2024-11 - - y@2024-11 u@2024-03 u@2024-03 u@2024-03 u@2024-11 u@2024-11 u@2024-11 u@2024-11 u@2024-11 u@2024-11 u@2024-11 y@2024-11 u@2024-11 u@2024-11 - - - - n@2024-11 u@2024-11 u@2024-11 n@2024-11 u@2024-11 u@2024-11 u@2024-11 u@2024-11 - -',
  },
  {
    slug: 'css-max-block-size',
    title: 'max-block-size',
    category: 'css',
    tags: ['i18n'],
    keywords: 'max, block, size',
    support:
      'n@2022-07 n@2022-07 n@2022-08 u@2022-07 n@2021 n@2022-07 n@16.80 n@2024-01 y@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@21 y@15 n@2022-07 u@2022-07 u@2022-07 - - y@2022-09 - - - u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 - - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-max-height',
    title: 'max-height property',
    description: 'Sets the maximum height of an element.',
    category: 'css',
    support:
      'y@2021-11 y@2021-11 y@2021-11 y@2021-11 n@2019 n@2021-11 y@16.80 y@2024-01 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@15 y@15 y@2021-11 y@2021-11 y@2021-11 y@91.3.2 - y@6.0 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-max-inline-size',
    title: 'max-inline-size',
    description: "Defines the horizontal or vertical maximum size of an element's block, depending on its writing mode",
    category: 'css',
    tags: ['i18n'],
    keywords: 'max, inline, size',
    support:
      'n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2021 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 y@2024-05 y@2024-05 n@2024-05 n@2024-05 n@2024-05 - - y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 y@2024-05 y@2024-05 y@2024-05 u@2024-05 y@2024-05 u@2024-05 u@2021-08 - - - - n@2024-05 u@2024-05 u@2024-05 n@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 - -',
  },
  {
    slug: 'css-max-width',
    title: 'max-width',
    description: 'This is the description of the `max-width` property.',
    category: 'css',
    keywords: 'size',
    support:
      'y@2019-08 y@2019-08 y@2019-08 y@2020-02 a#1@2019 a#1@2020-01 y@16.80 y@2024-01 y@2019-08 y@2019-08 y@2019-08 y@2025-11 y@2019-08 y@10.3 y@12.2 y@2020-01 y@2025-11 y@2020-01 y@60.7 - y@6.0 y@2019-08 y@2019-08 y@2019-08 y@2021-03 y@2019-08 y@2019-08 y@2020-03 y@2025-11 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Only works on `<table>` elements.',
      '2': "Partial. Doesn't work on `<table>` elements, as per [CSS 2.1 specification](https://www.w3.org/TR/CSS2/visudet.html#min-max-widths).",
    },
  },
  {
    slug: 'css-min-block-size',
    title: 'min-block-size',
    description: "Defines the minimum horizontal or vertical size of an element's block, depending on its writing mode",
    category: 'css',
    tags: ['i18n'],
    keywords: 'min, block, size',
    support:
      'n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2021 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 n@2024-05 y@2024-05 y@2024-05 n@2024-05 n@2024-05 n@2024-05 - - y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 y@2024-05 y@2024-05 y@2024-05 u@2024-05 y@2024-05 u@2024-05 u@2021-08 - - - - n@2024-05 u@2024-05 u@2024-05 n@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 - -',
  },
  {
    slug: 'css-min-height',
    title: 'min-height property',
    description: 'Sets the minimum height of an element.',
    category: 'css',
    support:
      'y@2021-11 y@2021-11 y@2021-11 y@2021-11 n@2019 n@2021-11 y@16.80 y@2024-01 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@15 y@15 y@2021-11 y@2021-11 y@2021-11 y@91.3.2 - y@6.0 y@2021-11 n@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 n@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-min-inline-size',
    title: 'min-inline-size',
    category: 'css',
    tags: ['i18n'],
    keywords: 'min, inline, size',
    support:
      'n@2022-07 n@2022-07 n@2022-08 n@2022-07 n@2021 n@2022-07 n@16.80 n@2024-01 y@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@21 y@15 n@2022-07 u@2022-07 u@2022-07 - - y@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 - - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-min-width',
    title: 'min-width property',
    description: 'Sets the minimum width of an element.',
    category: 'css',
    support:
      'y@2021-11 y@2021-11 y@2021-11 y@2021-11 n@2019 n@2021-11 y@16.80 y@2024-01 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@15 y@15 y@2021-11 y@2021-11 y@2021-11 y@91.3.2 - y@6.0 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-mix-blend-mode',
    title: 'mix-blend-mode',
    category: 'css',
    keywords: 'mix-blend-mode,blend,filter',
    support:
      'y@2020-12 a#1@2020-12 a#1@2020-12 n@2020-12 n@2019 n@2020-12 y@16.80 y@2024-01 y@2020-12 y@2020-12 n@2020-12 n@2020-12 n@2020-12 y@13 y@14 n@2020-12 n@2020-12 n@2020-12 y@78.5 - y@6.1.30.30 y@2020-12 y@2020-12 y@2020-12 n@2024-04 n@2024-04 n@2024-04 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 n@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-modern-color',
    title: 'lch(), oklch(), lab(), oklab()',
    description: 'Modern color values: lch, lab, oklch and oklab',
    category: 'css',
    keywords: 'color',
    support:
      'n#2@2023-01 n#2@2023-01 n#2@2023-01 n#2@2023-01 n@2019 u@2023-01 n@16.80 n@2024-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 n@2023-01 y@13.1 y@16.2 n@2023-01 n@2023-01 n@2023-01 n@102.6 - n@6.1.74.5 u@2020-12 u@2020-12 u@2020-12 u@2023-01 u@2023-01 u@2023-01 y#1@2023-01 y@2023-01 n@2023-01 y#1@2023-01 y#1@2023-01 y#1@2023-01 u@2021-08 - - - - - - - - - - - - - -',
    notes: {
      '1': 'Depends on browser support.',
      '2': 'Using this syntax for an inline style will remove all inline styles applied to that element.',
    },
  },
  {
    slug: 'css-nesting',
    title: 'CSS Nesting',
    description: 'A syntax for nesting selectors, providing the ability to nest one style rule inside another.',
    category: 'css',
    support:
      'n@2023-08 n@2023-08 n@2023-08 n@2023-08 n@2019 n@2023-08 n@16.80 n@2024-01 n@2023-08 n@2024-03 n#3@2023-08 n#3@2023-08 n#3@2024-03 a#1@16.0 y@17.2 n#3@2024-01 u@2023-08 u@2023-08 y@137.0b3 - a#4@6.1.90.16 a#1#2@2023-08 n@2023-08 u@2023-08 a#2@2023-08 a#2@2023-08 u@2023-08 y@2023-08 a#5@2023-08 a#5@2023-08 u@2023-08 n@2024-01 u@2023-08 u@2023-08 - - u@2023-08 u@2023-08 u@2021-12 u@2021-12 u@2021-12 u@2021-12 u@2021-12 u@2021-12 u@2021-12 u@2021-12 - -',
    notes: {
      '1': 'Partial. `E { F {}}` doesn’t work, but `E { & F {}}` does. Full support was added in macOS 14.2.',
      '2': 'Buggy. The syntax is supported, but nested selectors are prefixed by the webmail, which might invalidate the selector.',
      '3': 'Not supported. The nested selectors are removed, making the nested properties apply to the parent selector.',
      '4': 'Partial. Not supported with Hotmail/Outlook accounts.',
      '5': 'Partial. `@media` is not fully supported, and `& & &` syntax not supported',
    },
  },
  {
    slug: 'css-object-fit',
    title: 'object-fit',
    description:
      'The `object-fit` CSS property sets how the content of a replaced element, such as an `<img>` or `<video>`, should be resized to fit its container.',
    category: 'css',
    support:
      'y@2021-07 a#1@2021-07 a#1@2021-07 n@2021-07 n@2019 n@2021-07 y@16.80 y@2024-01 y@2021-07 y@2021-07 n@2021-07 n@2021-07 n@2021-07 y@14 y@14.6 n@2021-07 n@2021-07 n@2021-07 y@78.10 - y@7.0 y@2021-07 y@2021-07 y@2021-07 n@2021-07 n@2021-07 n@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-object-position',
    title: 'object-position',
    description:
      "The `object-position` CSS property specifies the alignment of the selected replaced element's contents within the element's box. Areas of the box which aren't covered by the replaced element's object will show the element's background.",
    category: 'css',
    support:
      'y@2021-07 a#1@2021-07 a#1@2021-07 n@2021-07 n@2019 n@2021-07 y@16.80 y@2024-01 y@2021-07 y@2021-07 n@2021-07 n@2021-07 n@2021-07 y@14 y@14.6 n@2021-07 n@2021-07 n@2021-07 y@78.10 - y@7.0 y@2021-07 y@2021-07 y@2021-07 n@2021-07 n@2021-07 n@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-opacity',
    title: 'opacity',
    category: 'css',
    support:
      'y@2019-02 y@2019-02 y@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2025-06 y@2025-06 y@2025-06 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.8 - y@5.0.10.2 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-orphans',
    title: 'orphans',
    description: 'Sets the minimum number of lines in a block container split on an old page, region or column.',
    category: 'css',
    keywords: 'columns',
    support:
      'n#4@2024-05 n@2024-05 n#3@2024-05 n#1#2@2024-05 n@2021 n@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 n@2024-05 n@2024-05 n@2024-05 y@2024-05 y@2024-05 n@2024-05 n@2024-05 n@2024-05 - - y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 y#4@2024-05 y#4@2024-05 y#4@2024-05 u@2024-05 y#4@2024-05 u@2024-05 u@2021-08 - - - - n#1#4@2024-05 u@2024-05 u@2024-05 n#1#4@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 - -',
    notes: {
      '1': 'Buggy. `columns` property is stripped which is required for `orphans` to work',
      '2': 'Buggy. `orphans` property value is replaced by `auto`',
      '3': "Not supported, but Gmail's default styles on the email message container includes the `orphans` property. These values are inherited by children elements",
      '4': 'Webmail rendering depends on browser support',
    },
  },
  {
    slug: 'css-outline-offset',
    title: 'outline-offset',
    description: 'Controls the position of an outline.',
    category: 'css',
    support:
      'n@2022-12 n@2022-12 n@2022-12 n@2022-12 n@2019 n@2022-12 n@16.80 n@2024-01 n@2022-12 n@2022-12 n@2022-12 n@2022-12 n@2022-12 y@16.0 y@16.2 n@2022-12 n@2022-12 n@2022-12 y@102.6.1 - y@6.0 y@2022-12 y@2022-12 y@2022-12 n@2022-12 n@2022-12 n@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 y@2022-12 - - y@2022-12 y@2022-12 n@2022-12 - - - - - - - - -',
  },
  {
    slug: 'css-outline',
    title: 'outline',
    description: "Sets a line outside of the element's border.",
    category: 'css',
    support:
      'y@2022-03 y@2022-03 y@2022-03 y@2022-03 n@2019 n@2022-03 y@16.80 y@2024-01 y@2022-03 y@2022-03 y@2022-03 y@2022-03 y@2022-03 y@16.0 y@15.4 y@2022-03 y@2022-03 y@2022-03 y@78.14 - y@6.0 y@2022-03 y@2022-03 y@2022-03 n@2022-03 n@2022-03 n@2022-03 y@2022-03 y@2022-03 y@2022-03 y@2022-03 y@2022-03 y@2022-03 y@2022-03 - - y@2022-12 y@2022-12 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'css-overflow-wrap',
    title: 'overflow-wrap',
    category: 'css',
    support:
      'n@2022-08 n@2022-08 n@2022-08 u@2022-08 n@2021 n@2022-08 n@16.80 n@2024-01 n@2022-08 n@2022-08 n@2022-08 n@2022-08 n@2022-08 a#1@16.0 a#1@18.3.2 n@2022-08 u@2022-08 u@2022-08 - - y@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 u@2022-08 y@2022-08 u@2022-08 - - - - - - - - - - - - - - -',
    notes: {
      '1': 'Buggy. Requires `word-break:normal` to reset Apple Mail default style (See [issue#394](https://github.com/hteumeuleu/caniemail/issues/394).)',
    },
  },
  {
    slug: 'css-overflow',
    title: 'overflow',
    description: "Sets the desired behavior when content does not fit in the element's padding box",
    category: 'css',
    keywords: 'overflow-block, overflow-inline',
    support:
      'a#4@2024-10 a#4@2024-10 a#1#4@2025-07 a#4@2024-10 n@2024 n@2019-02 a#4@2024-10 a#4@2025-05 a#4@2024-10 a#1#4@2025-05 a#4@2025-05 a#4@2024-10 a#1#4@2025-05 a#4@2024-10 a#4@2024-10 a#4@2024-10 a#4@2024-10 a#1#4@2025-07 y@138 - a#4@2024-10 y@2019-08 y@2019-08 y@2019-08 a#3@2024-10 y@2019-08 y@2019-08 a#3@2025-07 a#3@2025-07 a#1#3@2025-07 y@2020-06 a#3@2024-10 y@2021-07 y@2021-08 - - - - a#3@2024-10 a#3@2024-10 a#1#3@2025-07 a#3@2024-10 a#3@2024-10 a#3@2024-10 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Buggy. Cannot scroll through to hidden content.',
      '2': 'Not supported. `overflow` is replaced by `java-script`.',
      '3': 'Partial. Support for `overflow-block` & `overflow-inline` depends on browser support.',
      '4': 'Partial. `overflow-block` & `overflow-inline` not supported.',
    },
  },
  {
    slug: 'css-padding-block-start-end',
    title: 'padding-block-start & padding-block-end',
    description: 'Support for the `padding-block-start` and `padding-block-end` css properties.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'padding-block-start, padding-block-end',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2024-01 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12.4 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - y@11 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-padding-inline-block',
    title: 'padding-inline & padding-block',
    description: 'Support for the `padding-inline` and `padding-block` shorthand properties.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'padding-inline, padding-block',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2024-01 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12.4 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - n@11 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-padding-inline-start-end',
    title: 'padding-inline-start & padding-inline-end',
    description: 'Support for the `padding-inline-start` and `padding-inline-end` css properties.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'padding-inline-start, padding-inline-end',
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2024-01 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@12.4 y@15 n@2022-07 n@2022-07 n@2022-07 u@60.3 - y@11 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-padding',
    title: 'padding',
    description:
      'This test includes support for the `padding` shorthand property as well as for `padding-left`, `padding-right`, `padding-top` and `padding-bottom`.',
    category: 'css',
    support:
      'y@2019-05 y@2019-05 y@2019-05 y@2020-02 a#1#2@2019 a#1#2@2020-01 y@16.80 y@2024-01 y@2019-05 y@2019-05 y@2019-05 y@2019-05 y@2019-05 y@10.3 y@12.2 y@2020-01 y@2020-01 y@2020-01 y@60.3 - y@6.0 y@2019-05 y@2019-05 y@2019-05 y@2021-03 y@2019-05 y@2019-05 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Only supported on table cells.',
      '2': 'Buggy. Vertical padding will be the same for all cells of a same row, adopting the biggest value.',
    },
  },
  {
    slug: 'css-position',
    title: 'position',
    description: 'Tests for CSS positioning include `relative`, `absolute`, `fixed` and `sticky`.',
    category: 'css',
    keywords: 'absolute, sticky, fixed, relative, static',
    support:
      'n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2019 n@2021-05 a#2@16.80 a#2@2023-12 n@2021-05 a#2@2021-05 a#3@2021-05 a#3@2021-05 a#3@2021-05 a#1@14 a#1@14.5 a#3@2021-05 a#3@2021-05 a#3@2021-05 y@78.10 - a#1@6.0 a#4@2021-05 a#4@2021-05 a#4@2021-05 a#1@2021-05 a#1@2021-05 a#1@2021-05 y@2021-05 y@2021-05 y@2021-05 a#4@2021-05 n@2021-05 a#1#6@2021-07 a#4@2021-08 - - - - y#2@2022-06 y@2022-06 y#5@2022-06 y#2@2022-06 y@2022-06 y#5@2022-06 y@2022-06 y#5@2022-06 - -',
    notes: {
      '1': 'Partial. Supports `relative`, `absolute` but not `sticky` and `fixed`.',
      '2': 'Partial. Supports `sticky` but not `relative`, `absolute` and `fixed`.',
      '3': 'Partial. Supports `relative` but not  `absolute`, `sticky` and `fixed`.',
      '4': 'Partial. Supports `relative` and `sticky` but not `absolute` and `fixed`.',
      '5': 'Buggy. `fixed` elements scroll with page.',
      '6': 'Buggy. `fixed` is replaced by `absolute`.',
    },
  },
  {
    slug: 'css-pseudo-class-active',
    title: ':active',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'pseudo-class',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 n@2019-10 y@2019-10 y@2019-02 y@2019-02 y@2019-02 a#2@16 n@13.1 y@2019-02 n@2019-02 y@2019-02 y@60.8 - n@6.0.04.6 n@2025-07 n@2020-01 n@2020-01 y@2021-03 n@2019-10 y@2019-10 y@2020-03 y@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Partial. Only supported on type selectors.',
      '2': 'Partial. Supported with mouse clicks. Not supported with keyboard input.',
    },
  },
  {
    slug: 'css-pseudo-class-checked',
    title: ':checked',
    category: 'css',
    keywords: 'check, interactive, pseudo-class',
    support:
      'n@2020-03 n@2020-03 n@2020-03 n@2020-03 n@2019 n@2020-03 a#1@16.80 a#1@2024-01 a#1@2020-03 a#1@2020-03 y@2020-03 y@2020-03 y@2020-03 y@12.4 y@13.3 y@2020-03 y@2020-03 y@2020-03 y@68.5 - y@7.0 n@2025-07 n@2020-03 n@2020-03 n#2@2021-03 n#2@2020-03 n#2@2020-03 n@2020-03 n@2020-03 n@2020-03 n@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 n@2022-07 n@2022-07 y@2022-07 n@2022-07 n@2022-07 n@2022-07 - -',
    notes: {
      '1': 'Partial. Only supported on type selectors.',
      '2': 'Not supported. `<input>` elements are transformed into `<noinput>`.',
    },
  },
  {
    slug: 'css-pseudo-class-default',
    title: ':default',
    description: 'Selects form elements that are the default in a group of related elements.',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'pseudo-class, form',
    support:
      'n@2026-02 n@2026-02 n@2026-02 n@2026-02 n@2024 n@2026-02 y@16.105.2 a#1@2026-02 y@2026-02 y@2026-02 y@2026-02 y@2026-02 y@2026-02 y@26 y@26 y@2026-02 y@2026-02 y@2026-02 y@147.0.1 - u@6.0 u@2026-02 u@2026-02 u@2026-02 u@2026-02 u@2026-02 u@2026-02 n@2026-02 n@2026-02 n@2026-02 u@2026-02 y@2026-02 u@2026-02 u@2026-02 - - n@2026-02 u@2026-02 n@2026-02 y@2026-02 n@2026-02 n@2026-02 u@2026-02 u@2026-02 u@2026-02 u@2026-02 - -',
    notes: { '1': 'Works on input[radio] and input[checkbox] only.' },
  },
  {
    slug: 'css-pseudo-class-first-child',
    title: ':first-child',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-first-of-type',
    title: ':first-of-type',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-focus-visible',
    title: ':focus-visible',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'pseudo-class, focus',
    support:
      'n@2026-04 n@2026-04 n@2026-04 n@2026-04 n@2024 u@2026-04 a#1@2026-04 a#1@2026-04 u@2026-04 a#1@2026-04 y@2026-04 u@2026-04 y@2026-04 y#3@2026-04 u@2026-04 y@2026-04 u@2026-04 y@2026-04 u@2026-04 - y#2@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2021-03 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 - - - - u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 - -',
    notes: {
      '1': 'Partial. Only supported on type selectors.',
      '2': 'Input with type text is not focusable at all',
      '3': 'Button is not focusable on tab',
    },
  },
  {
    slug: 'css-pseudo-class-focus-within',
    title: ':focus-within',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'pseudo-class, focus',
    support:
      'n@2026-04 n@2026-04 n@2026-04 n@2026-04 n@2024 u@2026-04 a#1@2026-04 n@2026-04 u@2026-04 a#1@2026-04 y@2026-04 u@2026-04 y@2026-04 y@2026-04 u@2026-04 y@2026-04 u@2026-04 y@2026-04 u@2026-04 - y@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2021-03 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 - - - - u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 u@2026-04 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-focus',
    title: ':focus',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'pseudo-class',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 n@2019-10 y@2019-10 y@2019-02 y@2019-02 y@2019-02 y@16 n@13.1 y@2019-02 n@2019-02 y@2019-02 y@60.8 - y@6.0.04.6 n@2025-07 n@2020-01 n@2020-01 y@2021-03 n@2019-10 y@2019-10 y@2020-03 y@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 n@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-has',
    title: ':has()',
    description: 'Represents an element if any of the selectors passed as parameters match at least one element.',
    category: 'css',
    support:
      'n@2023-09 n@2023-09 n@2023-09 n@2021-12 n@2019 n@2021-12 n@16.80 n@2024-01 n@2023-09 n@2021-12 n#1@2023-09 n@2023-09 n@2023-09 y@16.0 y@15.4 n#1@2021-12 n@2021-12 n@2021-12 n@115.2 - y@6.1.82 n@2025-07 n@2021-12 n@2021-12 y@2021-12 n@2021-12 n@2021-12 y@2023-09 y@2023-09 n@2023-09 y@2021-12 n@2023-09 y@2023-09 n@2025-07 - - - - n@2023-09 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Not supported. `:has(…)` is replaced by `:has`.',
      '2': 'Not supported. But the pseudo-class seems interpreted and computed server side.',
    },
  },
  {
    slug: 'css-pseudo-class-hover',
    title: ':hover',
    category: 'css',
    tags: ['accessibility'],
    keywords: 'rollover, pseudo-class',
    support:
      'y@2019-10 n@2019-10 a#1@2019-10 n@2020-02 n@2019 n@2019-10 a#2@16.80 a#2@2024-01 n@2019-10 y@2019-10 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@13.1 y@2019-02 n@2019-02 y@2019-02 y@60.8 - y@6.0.04.6 n@2025-07 n@2020-01 n@2020-01 y@2021-03 y@2019-10 y@2019-10 y@2020-03 y@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. Only supported on type selectors.',
    },
  },
  {
    slug: 'css-pseudo-class-lang',
    title: 'lang()',
    description: 'Matches elements based on the language they are determined to be in.',
    category: 'css',
    tags: ['i18n'],
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 n@16.80 n@2024-01 y@2022-07 y@2022-07 n@2022-07 n@2022-07 n@2022-07 y@15 y@15 n@2022-07 n@2022-07 n@2022-07 u@78.14 - y@11 n@2025-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 n@2022-07 u@2022-07 n@2025-07 - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-pseudo-class-last-child',
    title: ':last-child',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-last-of-type',
    title: ':last-of-type',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-link',
    title: ':link',
    category: 'css',
    keywords: 'pseudo-class',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 y@2019 y@2019-10 a@16.80 a@2024-01 y@4.7.1 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
  },
  {
    slug: 'css-pseudo-class-not',
    title: ':not',
    category: 'css',
    keywords: 'pseudo-class',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 n@16.80 n@2024-01 n@4.7.1 n@2019-10 n@2019-10 n@2019-10 n@2019-10 y@12.4 y@13.1 n@2019-10 n@2019-10 n@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
  },
  {
    slug: 'css-pseudo-class-nth-child',
    title: ':nth-child',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 n@16.80 n@2024-01 n@4.7.1 n@2019-10 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@12.4 y@13.1 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.', '2': 'Not supported. Removes the parenthesis part.' },
  },
  {
    slug: 'css-pseudo-class-nth-last-child',
    title: ':nth-last-child',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 n@16.80 n@2024-01 n@4.7.1 n@2019-10 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@12.4 y@13.1 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.', '2': 'Not supported. Removes the parenthesis part.' },
  },
  {
    slug: 'css-pseudo-class-nth-last-of-type',
    title: ':nth-last-of-type',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 n@16.80 n@2024-01 n@4.7.1 n@2019-10 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@12.4 y@13.1 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 n@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.', '2': 'Not supported. Removes the parenthesis part.' },
  },
  {
    slug: 'css-pseudo-class-nth-of-type',
    title: ':nth-of-type',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 n@16.80 n@2024-01 n@4.7.1 n@2019-10 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@12.4 y@13.1 n#2@2019-10 n#2@2019-10 n#2@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 n@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.', '2': 'Not supported. Removes the parenthesis part.' },
  },
  {
    slug: 'css-pseudo-class-only-child',
    title: ':only-child',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-only-of-type',
    title: ':only-of-type',
    category: 'css',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 n@2025-07 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-class-target',
    title: ':target',
    category: 'css',
    keywords: 'pseudo-class',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1#2@16.80 a#1#2@2024-01 y@2019-10 y@2019-10 y@2019-02 y@2019-02 y@2019-02 n@12.4 n@13.1 y@2019-02 n@2019-02 y@2019-02 y@60.8 - y@6.0.04.6 n@2025-07 n@2020-01 n@2020-01 n#2@2021-03 n@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 n@2020-06 n@2020-10 n#2@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 n@2022-07 n@2022-07 n@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.', '2': "Buggy. Not filtered but doesn't work." },
  },
  {
    slug: 'css-pseudo-class-visited',
    title: ':visited',
    category: 'css',
    keywords: 'pseudo-class',
    support:
      'n@2019-10 n@2019-10 n@2019-10 n@2020-02 n@2019 n@2019-10 a#1@16.80 a#1@2024-01 y@2019-10 y@2019-10 y@2019-02 y@2019-02 y@2019-02 n@12.4 n@13.1 y@2019-02 n@2019-02 y@2019-02 y@60.8 - n@6.0.04.6 n@2025-07 n@2020-01 n@2020-01 y@2021-03 n@2019-10 n@2019-10 n@2020-03 n@2020-03 n@2020-03 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 n@2022-07 n@2022-07 y@2022-07 n@2022-07 n@2022-07 y@2022-07 n@2022-07 - -',
    notes: { '1': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-element-after',
    title: '::after',
    category: 'css',
    keywords: 'pseudo-element',
    support:
      'n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2019 n@2020-05 a#1#3@16.80 a#3@2024-01 a#3@4.2352.0 n@2020-05 n@2020-05 n@2020-05 n@2020-05 y@13 y@13 n@2020-05 n@2020-05 n@2020-05 y@68.8 - y@6.0 n@2025-07 n@2020-05 n@2020-05 n#2@2024-04 n@2024-04 n@2024-04 n@2020-05 n@2020-05 y@2020-05 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Not supported with non Outlook accounts.',
      '2': 'The pseudo-element is supported but the `content` property is not.',
      '3': 'Partial. Only supported on type selectors.',
    },
  },
  {
    slug: 'css-pseudo-element-before',
    title: '::before',
    category: 'css',
    keywords: 'pseudo-element',
    support:
      'n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2019 n@2020-05 a#1#3@16.80 a#3@2024-01 a#3@4.2352.0 n@2020-05 n@2020-05 n@2020-05 n@2020-05 y@13 y@13 n@2020-05 n@2020-05 n@2020-05 y@68.8 - y@6.0 n@2025-07 n@2020-05 n@2020-05 n#2@2024-04 n@2024-04 n@2024-04 n@2020-05 n@2020-05 y@2020-05 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Not supported with non Outlook accounts.',
      '2': 'The pseudo-element is supported but the `content` property is not.',
      '3': 'Partial. Only supported on type selectors.',
    },
  },
  {
    slug: 'css-pseudo-element-first-letter',
    title: '::first-letter',
    category: 'css',
    keywords: 'pseudo-element',
    support:
      'n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2019 n@2020-05 a#1#2@16.80 a#2@2024-01 a#2@4.2352.0 n@2020-05 y@2020-05 y@2020-05 y@2020-05 y@13 y@13 y@2020-05 y@2020-05 y@2020-05 y@68.8 - y@6.0 n@2025-07 n@2020-05 n@2020-05 y@2021-03 y@2020-05 n@2020-05 n@2020-05 n@2020-05 y@2020-05 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Not supported with non Outlook accounts.', '2': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-element-first-line',
    title: '::first-line',
    category: 'css',
    keywords: 'pseudo-element',
    support:
      'n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2019 n@2020-05 a#1#2@16.80 a#2@2024-01 a#2@4.2352.0 n@2020-05 y@2020-05 y@2020-05 y@2020-05 y@13 y@13 y@2020-05 y@2020-05 y@2020-05 y@68.8 - y@6.0 n@2025-07 n@2020-05 n@2020-05 y@2021-03 y@2020-05 n@2020-05 n@2020-05 n@2020-05 y@2020-05 y@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: { '1': 'Not supported with non Outlook accounts.', '2': 'Partial. Only supported on type selectors.' },
  },
  {
    slug: 'css-pseudo-element-marker',
    title: '::marker',
    description: 'Selects the marker box of a list item (typically a bullet or number).',
    category: 'css',
    keywords: 'pseudo-element',
    support:
      'n@2022-12 n@2022-12 n@2022-12 n@2022-12 n#1@2019 n@2022-12 n@16.80 n@2024-01 n@2024-01 n@2022-12 y@2022-12 y@2022-12 y@2022-12 y@13 y@16.2 y@2022-12 y@2022-12 y@2022-12 y@102.6 - y@6.0 n@2025-07 n@2022-12 n@2022-12 y@2022-12 y@2022-12 n@2022-12 y@2022-12 y@2022-12 n@2022-12 y@2022-12 n@2022-12 y@2022-12 n@2025-07 - - - - - - - - - - - - - -',
    notes: { '1': 'Not supported. But `@list` declarations can achieve the same thing.' },
  },
  {
    slug: 'css-pseudo-element-placeholder',
    title: '::placeholder',
    category: 'css',
    keywords: 'pseudo-element',
    support:
      'n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2019 n@2020-05 a#1#2@16.80 a#2@2024-01 a#2@4.2352.0 n@2020-05 y@2020-05 y@2020-05 y@2020-05 y@13 y@13 y@2020-05 y@2020-05 y@2020-05 y@68.8 - y@6.0 n@2025-07 n@2020-05 n@2020-05 n#2@2021-03 n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2020-05 n@2020-06 n@2020-10 y@2021-07 n@2025-07 - - - - n@2022-07 y@2022-07 n@2022-07 n@2022-07 y@2022-07 n@2022-07 n@2022-07 n@2022-07 - -',
    notes: {
      '1': 'Not supported with non Outlook accounts.',
      '2': 'The pseudo-element is supported but `<input>` elements are not.',
      '3': 'Partial. Only supported on type selectors.',
    },
  },
  {
    slug: 'css-radial-gradient',
    title: 'radial-gradient()',
    description:
      'Creates an image consisting of a progressive transition between two or more colors that radiate from an origin.',
    category: 'css',
    keywords: 'gradients',
    support:
      'y@2021-12 y@2021-12 a#2@2025-04 y@2021-12 n#1@2019 n@2021-12 n@16.80 n@2024-01 n@4.2148.2 n@4.2147.4 n@2021-12 n@2021-12 n@2021-12 y@15 y@15 n@2021-12 n@2021-12 n@2021-12 y@91.4.1 - y@6.0 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 - - y@2021-12 y@2021-12 n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Gradients can be created in VML using `type="gradientRadial"` on a `<v:fill>`. See [VML documentation](https://docs.microsoft.com/en-us/windows/win32/vml/web-workshop---how-to-use-vml-on-web-pages-----fill--element#gradient-fill).',
      '2': 'Buggy. Does not work inline in the `background-image` property. (See [email-bugs#135](https://github.com/hteumeuleu/email-bugs/issues/135))',
    },
  },
  {
    slug: 'css-resize',
    title: 'resize',
    description: 'Sets whether an element is resizable, and in which directions.',
    category: 'css',
    keywords: 'textarea',
    support:
      'n#1@2024-01 n#1@2024-01 n@2024-01 u@2024-01 n@2021 n@2024-01 n#1@2024-01 n#1@2024-01 n#1@2024-01 n@2024-01 n#1@2024-01 n@2024-01 n@2024-01 a#2@2024-01 n@2024-01 n#1@2024-01 n@2024-01 n@2024-01 u@2024-01 - y@2024-01 u@2024-01 n@2024-01 u@2024-01 u@2024-01 n@2024-01 u@2024-01 u@2024-01 n@2024-01 u@2024-01 u@2024-01 y@2024-01 u@2024-01 u@2024-01 - - - - n#1@2024-01 n@2024-01 u@2024-01 n#1@2024-01 n@2024-01 u@2024-01 u@2024-01 u@2024-01 - -',
    notes: { '1': '`resize` property is stripped from style tag', '2': 'Does not support `inline` and `block` values' },
  },
  {
    slug: 'css-rgb',
    title: 'rgb()',
    description: 'RGB functional notation (`rgb()`)',
    category: 'css',
    keywords: 'rgb,color',
    support:
      'a#1#3@2021-08 a#1#3@2021-08 a#1#3@2021-08 a#1#3@2021-08 a#1#2@2019 a#1#2@2021-01 y@16.80 y@2024-01 y@2021-01 y@4.2101.0 a#1@2021-01 a#1@2021-05 a#1@6.16.2.1519779 y@13 y@14 a#1@2021-01 a#1@2021-05 a#1@2021-05 y@78.10 - y@6.1.31.2 y@2021-05 y@2021-05 y@2021-05 a#1#2@2021-05 a#1#2@2021-05 a#1#2@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-07 y@2021-08 - - - - a#1#2@2022-07 y@2022-07 y@2022-07 a#1#2@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Whitespace syntax is not supported (`rgb(0 128 0 / 1)`).',
      '2': 'Alpha value is not supported (`rgb(0, 128, 0, 0.5)`).',
      '3': 'whitespace syntax (`rgb(0 128 0)`): when used in the `style` attribute of an element, the whole attribute is stripped. When used inside `<style>`, the whole `<style>` block is stripped.',
    },
  },
  {
    slug: 'css-rgba',
    title: 'rgba()',
    description: 'RGB functional notation with alpha-channel transparency value (`rgba()`)',
    category: 'css',
    keywords: 'rgb,rgba,color,alpha',
    support:
      'a#1#2@2021-08 a#1#2@2021-08 a#1#2@2021-08 a#1#2@2021-08 n@2019 n@2021-01 y@16.80 y@2024-01 y@2021-01 y@4.2101.0 a#1@2021-01 a#1@2021-01 a#1@6.16.2.1519779 y@13 y@14 a#1@2021-05 a#1@2021-05 a#1@2021-05 y@78.10 - y@6.1.31.2 y@2021-05 y@2021-05 y@2021-05 n@2021-05 n@2021-01 n@2021-01 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-07 y@2021-08 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Whitespace syntax is not supported (`rgb(0 128 0 / 1)`).',
      '2': 'whitespace syntax (`rgba(0 128 0 / 1)`): when used in the `style` attribute of an element, the whole attribute is stripped. When used inside `<style>`, the whole `<style>` block is stripped.',
    },
  },
  {
    slug: 'css-scroll-snap',
    title: 'scroll-snap',
    description: 'Controls panning and scrolling behaviour with snap positions.',
    category: 'css',
    support:
      'n@2023-02 n@2023-02 n@2023-02 n@2023-02 n@2021 n@2023-02 n@16.80 n@2024-01 n@2023-02 n@2023-05 n@2023-02 n@2023-02 n@2023-02 y@16 y@16 n@2023-02 n@2023-02 n@2023-02 y@102.10.1 - y@2023-02 y@2023-02 y@2023-02 y@2023-05 n@2023-04 n@2023-04 n@2023-05 y@2023-04 y@2023-04 y@2023-05 y@2023-04 y@2023-02 n@2023-04 y@2023-04 - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-selector-adjacent-sibling',
    title: 'Adjacent sibling combinator',
    description:
      'The adjacent sibling combinator (`h1 + p`) allows to target an element that is directly after another.',
    category: 'css',
    support:
      'y@2020-03 a#1@2020-03 a#1@2020-03 n@2020-03 n@2019 n@2020-03 y@16.80 y@2024-01 y@2020-03 y@2020-03 y@2020-03 y@2020-03 y@2020-03 y@12.4 y@13.3 y@2020-03 y@2020-03 y@2020-03 y@68.5 - y@7.0 y@2020-03 n@2020-03 n@2020-03 y@2021-03 y@2020-03 y@2020-03 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#2@2022-06 y@2022-06 y@2022-06 a#2@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. Only when used as class or ID selectors',
    },
  },
  {
    slug: 'css-selector-attribute',
    title: 'Attribute selector',
    description: 'The attribute selector (`[attr]`) targets elements with this specific attribute.',
    category: 'css',
    support:
      'a#5@2023-02 a#5#6@2023-02 a#5#6@2023-02 n@2020-02 n@2019 n@2020-12 a#1#2#3@16.80 a#1#2#3@2024-01 a#1#2@2020-12 a#1#2@2020-12 a#4@2020-12 a#4@2020-12 a#4@2020-12 y@14.0 y@14.3 a#4@2020-12 a#4@2020-12 a#4@2020-12 y@78.5 - y@6.0 y@2020-12 n@2020-12 n@2020-12 y@2021-03 y@2020-12 y@2020-12 n@2020-03 n@2020-03 n@2020-03 y@2020-06 a#4@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Can not be used with a class selector (`.test[class]`). Must be used solo (`[class]`) or with an element selector (`td[class]`).',
      '2': 'Partial. Only supports `[attr]`, `[attr=value]`, `[attr~=value]`, `[attr|=value]` syntaxes.',
      '3': 'Buggy. A `class="test"` in the HTML is prefixed `class="x_test"`, but an attribute selector stays unprefixed `[class="test"]`.',
      '4': 'Partial. Only supports `[attr=value]` syntax.',
      '5': 'Partial. Only supports `[attr~=value]` syntax. Only `class` as an attribute name is known to be supported.',
      '6': "Partial. Doesn't work with non Google accounts.",
    },
  },
  {
    slug: 'css-selector-chaining',
    title: 'Chaining selectors',
    description:
      'Chaining selectors (`.foo.bar`) allows to apply styles to elements matching all the corresponding selectors.',
    category: 'css',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 n#3@2019 n#3@2019-10 y@16.80 n#4@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 y@2024-04 y@2024-04 y@2024-04 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#5@2022-06 y@2022-06 y@2022-06 a#5@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
      '3': 'Buggy. Styles will be applied to the first selector of the chain.',
      '4': 'Buggy. Only the first selector of the chain is prefixed in the styles, but all classes are prefixed in the HTML.',
      '5': 'Partial. Only when used as class or ID selectors',
    },
  },
  {
    slug: 'css-selector-child',
    title: 'Child combinator',
    description:
      'The child combinator is represented by a superior sign (`>`) between two selectors and matches the second selector if it is a direct child of the first selector.',
    category: 'css',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 n@2019 n@2023-06 y@16.80 y@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 n@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
    },
  },
  {
    slug: 'css-selector-class',
    title: 'Class selector',
    description:
      'The class selector (`.className`) allows to apply styles to a group of elements with the corresponding `class` attribute.',
    category: 'css',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 y@2019 y@2019-10 y@16.80 y@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
    },
  },
  {
    slug: 'css-selector-descendant',
    title: 'Descendant combinator',
    description:
      'The descendant combinator is represented by a space (` `) between two selectors and matches the second selector if it has ancestor matching the first selector.',
    category: 'css',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 y@2019 y@2019-10 y@16.80 y@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#3@2022-06 y@2022-06 y@2022-06 a#3@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
      '3': 'Partial. Only when used as class or ID selectors',
    },
  },
  {
    slug: 'css-selector-general-sibling',
    title: 'General sibling combinator',
    description:
      'The general sibling combinator (`img ~ p`) allows to target any element that after another (directly or indirectly).',
    category: 'css',
    support:
      'y@2020-03 a#1@2020-03 a#1@2020-03 n@2020-03 n@2019 n@2020-03 y@16.80 y@2024-01 y@2020-03 y@2020-03 y@2020-03 y@2020-03 y@2020-03 y@12.4 y@13.3 y@2020-03 y@2020-03 y@2020-03 y@68.5 - y@7.0 y@2020-03 n@2020-03 n@2020-03 y@2021-03 y@2020-03 y@2020-03 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-selector-grouping',
    title: 'Grouping selectors',
    description:
      'Grouping selectors (`.foo, .bar`) allows to apply the same styles to the different corresponding elements.',
    category: 'css',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 y@2019 y@2019-10 y@16.80 y@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#3@2022-06 y@2022-06 y@2022-06 a#3@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
      '3': 'Partial. Only when used as class or ID selectors',
    },
  },
  {
    slug: 'css-selector-id',
    title: 'ID selector',
    description: 'The ID selector (`#id`) allows to apply styles to an element with the corresponding `id` attribute.',
    category: 'css',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 y@2019 y@2019-10 y@16.80 y@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
    },
  },
  {
    slug: 'css-selector-type',
    title: 'Type selector',
    description: 'Type selector or element selectors allow to apply styles by HTML element names.',
    category: 'css',
    keywords: 'element',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 y@2019 y@2019-10 y@16.80 y@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
    },
  },
  {
    slug: 'css-selector-universal',
    title: 'Universal selector *',
    description: 'The universal selector (`*`) allows to apply styles to every elements.',
    category: 'css',
    support:
      'y@2019-10 a#1@2019-10 a#1@2019-10 n@2020-02 n@2019 n@2019-10 y@16.80 y@2024-01 y@2019-10 y@2019-10 y@2019-10 y@2019-10 y@2025-06 y@12.4 y@13.1 y@2019-10 y@2019-10 y@2019-10 y@60.3 - y@6.0 y@2019-10 n@2019-10 n@2019-10 y@2021-03 y@2019-10 y@2019-10 n@2020-03 n@2020-03 y@2020-03 y@2020-06 n#3@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
      '3': 'Not supported. The selector is removed and left prefixed with the outer most parent element.',
    },
  },
  {
    slug: 'css-shape-margin',
    title: 'shape-margin',
    description: 'Sets a margin for a CSS shape created using `shape-outside`',
    category: 'css',
    keywords: 'shape, margin',
    support:
      'n@2024-03 n@2024-03 n@2024-03 n@2024-03 n@2021 n@2024-03 y@16.56 n@2024-03 n@2024-03 n@2024-03 n@2024-03 n@2024-03 n@2024-03 y@2024-03 y@2024-03 n@2024-03 n@2024-03 n@2024-03 y@2024-03 - y@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 y@2024-03 u@2024-03 u@2024-03 - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-shape-outside',
    title: 'shape-outside',
    description: 'Defines a shape, which may be non-rectangular, around which adjacent inline content should wrap.',
    category: 'css',
    keywords: 'shape',
    support:
      'n@2024-02 n@2024-02 n@2024-02 n@2024-02 n@2021 n@2024-02 y@16.56 n@2024-02 n@2024-02 n@2024-02 n@2024-02 n@2024-02 n@2024-02 y@15 y@15 n@2024-02 n@2024-02 n@2024-02 y@2024-02 - y@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 y@2024-02 u@2024-02 u@2024-02 - - - - - - - - - - - - - -',
  },
  {
    slug: 'css-sytem-ui',
    title: 'system-ui, ui-serif, ui-sans-serif, ui-rounded, ui-monospace',
    description: 'CSS keywords for specifying system fonts for `font-family`.',
    category: 'css',
    support:
      'y#2@2022-12 y@2022-12 a#1@2022-12 y#2@2022-12 n@2019 n@2022-12 y@16.80 y#2@2024-01 y@2022-12 a#1@2022-12 y#2@2022-12 y@2022-12 a#1@2022-12 y@13.1 y@16.2 y#2@2022-12 y@2022-12 a#1@2022-12 a#1@102.6 - a#1@6.1.73.1 y#2@2022-12 y@2022-12 a#1@2022-12 y@2022-12 y@2022-12 a#1@2022-12 y#2@2022-12 y@2022-12 a#1@2022-12 y#2@2022-12 y#2@2022-12 y#2@2022-12 y#2@2022-12 - - y#2@2023-01 - y#2@2021-12 - - - - - - - - -',
    notes: {
      '1': 'Partial. Supports `system-ui` only.',
      '2': 'Partial. Depends on browser support. `system-ui` works in all browsers. `ui-serif`, `ui-sans-serif`, `ui-rounded` and `ui-monospace` are supported on all browsers on iOS and Safari on MacOS.',
    },
  },
  {
    slug: 'css-tab-size',
    title: 'tab-size',
    category: 'css',
    keywords: 'tab,size',
    support:
      'n@2022-07 n@2022-07 n@2022-07 u@2022-07 n@2021 n@2022-07 y#2@16.80 y#2@2024-01 y@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@21 y@15 n@2022-07 u@2022-07 u@2022-07 - - y@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 n#1@2022-07 u@2022-07 - - - - - n@2022-09 y@2022-09 n@2022-09 n@2022-09 y@2022-09 n@2022-09 y@2022-09 n@2022-09 - -',
    notes: {
      '1': "Supports `tab-size` but doesn't support `white-space`. Therefore, `tab-size` is not effectively visible",
      '2': 'Supports `tab-size` but strips the tab character `&#0009;`',
    },
  },
  {
    slug: 'css-table-layout',
    title: 'table-layout',
    description: 'The table-layout property defines the algorithm used to lay out table cells, rows, and columns.',
    category: 'css',
    keywords: 'table,layout',
    support:
      'y@2022-07 y@2022-07 y@2022-07 u@2022-07 n@2021 n@2022-07 n#1@16.80 y@2024-01 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@21 y@15 y@2022-07 u@2022-07 u@2022-07 - - y@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 - - - - - - - - - - - - - - -',
    notes: { '1': 'Not supported. All tables are forced to `table-layout:fixed`.' },
  },
  {
    slug: 'css-text-align-last',
    title: 'text-align-last',
    description:
      'The `text-align-last` CSS property sets how the last line of a block or a line right before a forced line break is aligned.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'align, align-last',
    support:
      'y@2022-08 y@2022-08 y@2022-08 y@2021-08 n@2019 - n@16.80 n@2024-01 n@2022-08 n@2022-08 n@2024-03 n@2024-03 n@2024-03 y@2022-10 y@16.0 n@2022-08 - - - - y@6.1.51.1 - - - - - - y@2022-07 y@2022-07 y@2022-07 - y@2022-08 - - - - y@2022-08 y@2022-08 - - - - - - - - - -',
  },
  {
    slug: 'css-text-align',
    title: 'text-align',
    description: 'Sets the horizontal alignment of the content.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'align',
    support:
      'y#4@2025-11 y@2025-11 a#3#5@2025-11 a#3#5@2025-11 a#1#3@2019 a#1#3@2021-09 y@16.103 y#4@2025-11 y@2021-09 a#3@5.2543.1 a#1#3@2025-11 a#1#3@2025-11 a#1#3@7.74 y@2025-11 y@17 a#1#3@2025-11 a#1#3@2025-11 a#1#3@2025-11 y@2025-11 - a#3#5@6.2.06.0 y@2021-09 y@2021-09 y@2021-09 a#1@2021-09 a#1@2021-09 a#1@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y#4@2025-11 y@2021-07 y@2021-09 - - - - a#1#3@2025-11 y@2022-07 y@2022-07 a#1#3@2025-11 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Partial. Flow-relative values `start` and `end` are not supported.',
      '2': 'Partial. Flow-relative values `start` and `end` are not supported with non Gmail account.',
      '3': "Partial. Doesn't support the `match-parent` value.",
      '4': 'Support of the `match-parent` value depends on browser support.',
      '5': 'Supports the vendor prefixed value `-webkit-match-parent`.',
    },
  },
  {
    slug: 'css-text-decoration-color',
    title: 'text-decoration-color',
    category: 'css',
    keywords: 'underline',
    support:
      'y@2020-04 a#3@2020-04 a#3@2020-04 n@2020-04 n#2@2019 n#2@2020-04 y@16.80 y@2024-01 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@12.4 y@13.4 y@2020-04 y@2020-04 y@2020-04 y@68.7 - y@7.0 y@2020-04 y@2020-04 y@2020-04 n@2021-03 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Supported with prefix `-webkit-`.',
      '2': 'Not supported, but the proprietary `text-underline-color` property can be used instead.',
      '3': 'Partial. Not supported with non Google accounts.',
    },
  },
  {
    slug: 'css-text-decoration-line',
    title: 'text-decoration-line',
    description: 'Sets the kind of decoration that is used on text in an element, such as an underline or overline.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'underline, overline, line-through',
    support:
      'y@2023-12 y@2023-12 y@13 y@2023-12 n@2021 n@2023-12 y@16.80 y@2024-01 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2025-06 y@2023-12 y@14 y@2023-12 y@2023-12 n@2023-12 y@2023-12 - y@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 y@2023-12 y@2023-12 y@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 - - - - n@2023-12 u@2023-12 u@2023-12 n@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 - -',
  },
  {
    slug: 'css-text-decoration-skip-ink',
    title: 'text-decoration-skip-ink',
    description: 'Specifies how overlines and underlines are drawn when they pass over glyph ascenders and descenders.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'underline',
    support:
      'n@2023-12 n@2023-12 n@2023-12 n@2023-12 n@2021 n@2023-12 n@16.80 n@2024-01 n@2023-12 n@2023-12 n@2023-12 n@2023-12 n@2023-12 y@13.6 y@15 n@2023-12 n@2023-12 n@2023-12 y@2023-12 - y@2023-12 y@2023-12 u@2023-12 u@2023-12 n@2023-12 n@2023-12 u@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2023-12 - - - - n@2023-12 u@2023-12 u@2023-12 n@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 - -',
  },
  {
    slug: 'css-text-decoration-style',
    title: 'text-decoration-style',
    description: 'Sets the style of the lines specified by text-decoration-line.',
    category: 'css',
    keywords: 'underline',
    support:
      'y@2023-12 y@2023-12 y@13 y@2023-12 n@2021 n@2023-12 y@16.80 y@2024-01 y@2023-12 y@2023-12 y@2023-12 y@2023-12 y@2025-06 y@2023-12 y@14 y@2023-12 y@2023-12 n@2023-12 y@2023-12 - y@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 y@2023-12 y@2023-12 y@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 - - - - n@2023-12 u@2023-12 u@2023-12 n@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 - -',
  },
  {
    slug: 'css-text-decoration-thickness',
    title: 'text-decoration-thickness',
    category: 'css',
    keywords: 'underline',
    support:
      'n@2023-01 n@2023-01 n@2023-01 n@2020-04 n#2@2019 n#2@2020-04 n@16.80 n@2024-01 n@2023-01 n@2023-01 n@2020-04 n@2023-01 n@2023-01 y@12.4 y@13.4 n@2020-04 n@2020-04 n@2020-04 y@102.6 - y@10 y@2020-04 y@2020-04 n@2020-04 n@2021-03 y@2020-04 n@2020-04 y@2020-04 y@2020-04 y@2023-01 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-07 y@2022-07 y@2022-07 n@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Supported with prefix `-webkit-`.',
      '2': 'Not supported, but the proprietary `text-underline-style` property can be used instead with the keyword value `thick`.',
    },
  },
  {
    slug: 'css-text-decoration',
    title: 'text-decoration',
    description: 'Tested with the values `overline`, `underline` and `line-through`.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'underline',
    support:
      'y@2019-02 a#1@2019-02 a#1@2019-02 y@2020-02 a#2#3@2019 a#2#3@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@68.4 - y@5.0.10.2 y@2020-01 n@2020-01 y@2020-01 y@2021-03 n@2020-01 y@2020-01 y@2020-03 n@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - a#4@2022-07 a#5@2022-07 y@2022-07 a#4@2022-07 a#5@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. Not supported with multiple values.',
      '3': 'Partial. `overline` is not supported.',
      '4': 'Partial. Only supports the line property, not style, color or thickness.',
      '5': 'Partial. Only supports style, color or thickness when written with long hand selectors.',
    },
  },
  {
    slug: 'css-text-emphasis-position',
    title: 'text-emphasis-position',
    description: 'Determines the position of the emphasis mark.',
    category: 'css',
    tags: ['i18n'],
    support:
      'n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 y@16.80 n@2024-01 n@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@2022-07 y@15 n@2022-07 n@2022-07 n@2022-07 u@78.14 - n@11 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-text-emphasis',
    title: 'text-emphasis',
    description:
      'Applies emphasis marks to text commonly used in East Asian languages. Tests with text-emphasis, text-emphasis-color & text-emphasis-style properties.',
    category: 'css',
    tags: ['i18n'],
    support:
      'y@2022-07 y@2022-07 n@2022-07 n@2022-07 n@2021 n@2022-07 y@16.80 y@2024-01 y@2022-07 n@2022-07 n@2022-07 n@2022-07 n@2022-07 y@2022-07 y@15 n@2022-07 n@2022-07 n@2022-07 u@78.14 - n@11 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 u@2022-07 y@2022-07 y@2022-07 y@2022-07 u@2022-07 y@2022-07 u@2022-07 u@2022-07 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-text-indent',
    title: 'text-indent',
    description:
      'Support below refers to supporting a `<length>` value only. This does not include the new `each-line` or `hanging` keywords.',
    category: 'css',
    keywords: 'indent',
    support:
      'a#1@2021-01 a#1@2021-01 a#1@2021-01 a#1@2021-01 y@2019 y@2021-01 y@16.80 y@2024-01 y@2021-01 y@4.2101.1 a#1@2021-01 a#1@6.21.1 a#1@6.16.2.1525679 y@13 y@14 a#1@2021-01 a#1@6.0.0 a#1@5.15.0 y@2021-01 - y@6.1.31.2 y@2021-01 y@2021-01 y@2021-01 y@2021-03 y@2021-01 y@2021-01 a#2@2021-01 y@2021-01 y@2021-01 y@2021-01 a#2@2021-01 y@2021-07 y@2021-08 - - - - y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 y@2022-07 - -',
    notes: {
      '1': 'Partial. Negative values are not supported.',
      '2': 'Partial. Hard-coded negative values are not supported, but negative values as a result of the `calc()` function are supported.',
    },
  },
  {
    slug: 'css-text-justify',
    title: 'text-justify',
    description:
      'Sets what type of justification should be applied to text when `text-align: justify;` is set on an element.',
    category: 'css',
    support:
      'a#2@2024-04 n#1@2024-04 n#1@2024-04 a#2@2024-04 a#3@2021 n#5@2024-04 n#1@2024-04 a#2@2024-04 n#1@2024-04 n#1@2024-04 a#2#4@2024-04 n#1@2024-04 n#1@2024-04 n#1@2024-04 n#1@2024-04 n#2#4@2024-04 n#1@2024-04 n#1@2024-04 u@2024-04 - n#1@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 a#2@2024-04 n@2024-04 y@2024-04 u@2024-04 a#2@2024-04 u@2024-04 u@2024-04 - - - - a#2@2024-04 u@2024-04 u@2024-04 n#1@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 - -',
    notes: {
      '1': 'Buggy. `text-justify` is stripped',
      '2': 'Partial. Depends on browser support',
      '3': 'Partial. `text-justify` is stripped except when the value is `inter-character`',
      '4': 'Partial. `text-justify` is stripped except when the value is `inter-word` or `distribute`',
      '5': 'Buggy. `text-justify` values `none`, `inter-word` and `distribute` are replaced with `inter-ideograph`',
    },
  },
  {
    slug: 'css-text-orientation',
    title: 'text-orientation',
    description: 'Sets the orientation of the text characters in vertical mode.',
    category: 'css',
    tags: ['i18n'],
    keywords: 'vertical orientation',
    support:
      'y@2023-12 y@15 y@2023-12 y@2023-12 n@2021 n@2023-12 y@16.80 y@2024-01 y@15 y@2023-12 n@2023-12 n@2023-12 n@2023-12 y@14.1 y@15 n@2023-12 n@2023-12 n@2023-12 y@2023-12 - y@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 y@2023-12 y@2023-12 y@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 - - - - n@2023-12 u@2023-12 u@2023-12 n@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 - -',
    notes: { '1': 'Partial. `sideways` is not supported' },
  },
  {
    slug: 'css-text-overflow',
    title: 'text-overflow',
    description: 'Tested with the value `ellipsis`.',
    category: 'css',
    support:
      'y@2019-02 a#1@2019-02 a#1@2019-02 y@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@68.4 - n@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2021-03 y@2020-01 y@2020-01 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Not supported. `overflow` is replaced by `java-script`.',
    },
  },
  {
    slug: 'css-text-shadow',
    title: 'text-shadow',
    category: 'css',
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 n@2019 n@2019-02 n@16.80 n@2024-01 n@2019-02 n@2019-02 y@2019-02 y@2019-02 y@2025-06 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.5 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 y@2021-03 y@2019-08 y@2019-08 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
  },
  {
    slug: 'css-text-transform',
    title: 'text-transform',
    description:
      'Each of the six `text-transform` values defined by MDN (`capitalize`, `uppercase`, `lowercase`, `none`, `full-width`, `full-size-kana`).',
    category: 'css',
    tags: ['i18n'],
    support:
      'y@2021-08 y@2021-08 y@2021-08 y@2021-08 a#1@2019 a#1@2021-09 y@16.80 y@2024-01 y@2021-09 y@2021-09 y@2021-08 y@2021-09 y@2021-09 y@12 y@13 y@2021-09 y@2021-09 y@2021-09 y@78.12 - y@7.0 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-08 y@2021-09 y@2021-09 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: { '1': 'Partial. `lowercase` value is not supported.' },
  },
  {
    slug: 'css-text-underline-offset',
    title: 'text-underline-offset',
    category: 'css',
    tags: ['i18n'],
    keywords: 'underline',
    support:
      'n@2023-01 n@2023-01 n@2023-01 n@2021-01 n@2019 n@2021-01 n@16.80 n@2024-01 n@2023-01 n@2023-01 n@2021-01 n@2023-01 n@2023-01 y@14.0 y@14.1 n@2021-01 n@2021-01 n@2021-01 y@78.6 - y@7.0 y@2021-01 y@2021-01 n@2021-01 n@2021-03 y@2021-01 n@2021-01 y@2021-01 y@2021-01 y@2023-01 y@2021-01 y@2021-01 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
  },
  {
    slug: 'css-text-underline-position',
    title: 'text-underline-position',
    description:
      "Specifies the position of the underline which is set using the `text-decoration property`'s underline value.",
    category: 'css',
    tags: ['i18n'],
    keywords: 'underline',
    support:
      'y@2023-12 a#1@2023-12 y@2023-12 y@2023-12 n@2021 n@2023-12 n@16.80 y@2024-01 a#1@2023-12 y@2023-12 n@2023-12 n@2023-12 n@2023-12 a#1@2023-12 a#1@2023-12 n@2023-12 n@2023-12 n@2023-12 y@2023-12 - y@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 y@2023-12 y@2023-12 y@2023-12 u@2023-12 y@2023-12 u@2023-12 u@2023-12 - - - - n@2023-12 u@2023-12 u@2023-12 n@2023-12 u@2023-12 u@2023-12 u@2023-12 u@2023-12 - -',
    notes: { '1': 'Partial. Supports `under` but not `right` and `left`' },
  },
  {
    slug: 'css-text-wrap',
    title: 'text-wrap',
    description: 'Controls how text inside an element is wrapped',
    category: 'css',
    support:
      'n@2024-04 n@2024-04 n@2024-04 n@2024-04 n@2021 n@2024-04 n@2024-04 n@2024-01 n@2024-04 n@2024-04 n@2024-04 n@2024-04 n@2024-04 y@2024-04 y@14 n@2024-04 n@2024-04 n@2024-04 u@2024-04 - y@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 y@2024-04 y@2024-04 y@2024-04 u@2024-04 y@2024-04 u@2024-04 u@2024-04 - - - - n@2024-04 u@2024-04 u@2024-04 n@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 - -',
  },
  {
    slug: 'css-transform',
    title: 'transform',
    description: 'Tested with values `matrix`, `translate`, `scale`, `rotate`, `skew`, `scale translate`.',
    category: 'css',
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 n@2019 n@2019-02 n@16.80 n@2024-01 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: { '1': 'Partial. `scale translate` is not supported.' },
  },
  {
    slug: 'css-transition',
    title: 'transition',
    description: 'Creates a visual transition when changing CSS properties.',
    category: 'css',
    keywords: 'animation',
    support:
      'n@2024-03 n@2024-03 n@2024-03 n@2024-03 n@2019 n@2024-03 n@16.80 n@2024-03 n@2024-03 n@2024-03 a#1#2@2024-03 a#1#2@2024-03 a#1#2@2024-03 y@16.0 y@17.4 a#1#2@2024-03 a#1#2@2024-03 a#1#2@2024-03 y@115.9.0 - a#5@6.1.90.16 y@2024-03 n@2024-03 n@2024-03 n@2024-03 n@2024-03 n@2024-03 y@2024-03 n@2024-03 u@2024-03 a#3@2024-03 y@2024-03 y#4@2024-03 y@2024-03 - - u@2024-03 y@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 - -',
    notes: {
      '1': 'Partial. Longhand properties are not supported.',
      '2': 'Buggy. The `all` keyword is not supported.',
      '3': 'Buggy. `transition-duration` is forced to `0` on a global reset style.',
      '4': 'Transition properties are supported but pseudo-classes like `:hover` are not.',
      '5': 'Partial. Not supported with Outlook accounts.',
    },
  },
  {
    slug: 'css-unit-calc',
    title: 'CSS calc() function',
    description: 'Support for CSS calc function.',
    category: 'css',
    keywords: 'unit, calc',
    support:
      'y@2020-02 a#1@2020-02 a#1@2020-02 y@2020-02 n@2019 n@2020-02 n@16.80 n@2024-01 n@2020-02 n@2020-02 n@2020-02 n@2020-02 n@2020-02 y@13 y@13 n@2020-02 n@2020-02 n@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-unit-ch',
    title: 'ch unit',
    description: "Support for ch unit, relative to the width of a '0'.",
    category: 'css',
    keywords: 'unit, ch',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 n@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 n@2020-02 n@2020-02 n@2020-02 y@13 y@13 n@2020-02 n@2020-02 n@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-cm',
    title: 'cm unit',
    description: 'Support for centimeters unit',
    category: 'css',
    keywords: 'unit, cm',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-em',
    title: 'em unit',
    description: 'Support for em unit, relative to the current font-size.',
    category: 'css',
    keywords: 'unit, em',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-ex',
    title: 'ex unit',
    description: "Support for ex unit, relative to the height of an 'x'.",
    category: 'css',
    keywords: 'unit, ex',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-in',
    title: 'in unit',
    description: 'Support for inches unit',
    category: 'css',
    keywords: 'unit, in',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-initial',
    title: 'initial unit',
    description: 'Support for initial keyword value.',
    category: 'css',
    keywords: 'unit, initial',
    support:
      'a#1@2020-02 a#2@2020-02 a#2@2020-02 y@2020-02 n@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 n@2020-02 n@2020-02 n@2020-02 y@13 y@13 n@2020-02 n@2020-02 n@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {
      '1': "Partial. Webmail rendering doesn't work in IE.",
      '2': 'Partial. Not supported with non Google accounts.',
    },
  },
  {
    slug: 'css-unit-mm',
    title: 'mm unit',
    description: 'Support for millimeters unit',
    category: 'css',
    keywords: 'unit, mm',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-pc',
    title: 'pc unit',
    description: 'Support for picas unit',
    category: 'css',
    keywords: 'unit, pc',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-percent',
    title: '% unit',
    description: 'Support for percentage unit',
    category: 'css',
    keywords: 'unit, %',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-pt',
    title: 'pt unit',
    description: 'Support for points unit',
    category: 'css',
    keywords: 'unit, pt',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2021-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-px',
    title: 'px unit',
    description: 'Support for pixels unit',
    category: 'css',
    keywords: 'unit, px',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-rem',
    title: 'rem unit',
    description: 'Support for rem unit, relative to the root font-size.',
    category: 'css',
    keywords: 'unit, rem',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 n@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 n@2020-02 n@2020-02 n@2020-02 y@13 y@13 n@2020-02 n@2020-02 n@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {},
  },
  {
    slug: 'css-unit-vh',
    title: 'vh unit',
    description: 'Support for viewport height unit.',
    category: 'css',
    keywords: 'unit, vh',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 n@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 a#2@17 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 n@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 n@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 a#2@2022-08 n@2022-08 y@2022-08 a#2@2022-08 y#1@2022-08 y@2022-08 - -',
    notes: {
      '1': 'Buggy. Can affect the preview window size, meaning content can get lost.',
      '2': 'Buggy. Value resolves to zero',
    },
  },
  {
    slug: 'css-unit-vmax',
    title: 'vmax unit',
    description: 'Support for viewport maximum unit.',
    category: 'css',
    keywords: 'unit, vmax',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 n@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 n@2020-02 n@2020-02 n@2020-02 y@13 y@13 n@2020-02 n@2020-02 n@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 a#2@2022-08 n@2022-08 y@2022-08 a#2@2022-08 y#1@2022-08 y@2022-08 - -',
    notes: {
      '1': 'Buggy. VH values can affect the preview window size, meaning content can get lost.',
      '2': 'Buggy. VH values resolves to zero',
    },
  },
  {
    slug: 'css-unit-vmin',
    title: 'vmin unit',
    description: 'Support for viewport minimum unit.',
    category: 'css',
    keywords: 'unit, vmin',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 n@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 n@2020-02 n@2020-02 n@2020-02 y@13 y@13 n@2020-02 n@2020-02 n@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 n@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 a#2@2022-08 n@2022-08 y@2022-08 a#2@2022-08 y#1@2022-08 y@2022-08 - -',
    notes: {
      '1': 'Buggy. VH values can affect the preview window size, meaning content can get lost.',
      '2': 'Buggy. VH values resolves to zero',
    },
  },
  {
    slug: 'css-unit-vw',
    title: 'vw unit',
    description: 'Support for viewport width unit.',
    category: 'css',
    keywords: 'unit, vw',
    support:
      'y#1@2020-02 y@2020-02 y@2020-02 y@2020-02 n@2019 n@2020-02 y@16.80 y#1@2024-01 y@2020-02 y@2020-02 y#1@2020-02 y@2020-02 y@2020-02 y@13 y@13 y#1@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y#1@2020-10 n@2021-07 y@2021-08 - - - - n@2022-08 y@2022-08 y@2022-08 n@2022-08 y@2022-08 y@2022-08 y@2022-08 y@2022-08 - -',
    notes: {
      '1': "The HTML of the email message is embedded directly on the webmail (not in an <iframe>) and may not fill the full viewport's width. In this case, the vw values are relevant to the viewport (browser window) not the email message.",
    },
  },
  {
    slug: 'css-user-select',
    title: 'user-select',
    description: 'Controls whether the user can select text.',
    category: 'css',
    keywords: 'select, copy',
    support:
      'n#3@2024-02 n#3@2024-02 n@2024-02 u@2024-02 n@2021 n@2024-02 n#3@2024-02 n#3@2024-02 n#3@2024-02 n@2024-02 n#3@2024-02 n@2024-02 n@2024-02 y#1@2024-02 a#1#2@2024-02 n#3@2024-02 n@2024-02 n@2024-02 u@2024-02 - y@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 u@2024-02 a#2#4@2024-02 a#2#4@2024-02 a#2#4@2024-02 u@2024-02 y@2024-02 u@2024-02 u@2024-02 - - - - n#3@2024-02 u@2024-02 u@2024-02 n#3@2024-02 n@2024-02 u@2024-02 u@2024-02 u@2024-02 - -',
    notes: {
      '1': 'Works with `-webkit` prefix',
      '2': '`all` value does not work',
      '3': 'Property is stripped from style tag',
      '4': '`none` value does not work, client allow to select text anyway',
    },
  },
  {
    slug: 'css-variables',
    title: 'CSS Variables (Custom Properties)',
    category: 'css',
    support:
      'n#1@2019-08 n#1#2@2019-08 n#1#2@2019-08 n#1@2020-02 n@2019 n@2020-01 n@16.80 n@2024-01 n@2020-02 n@2020-02 n@2020-02 n@2020-02 n@2020-02 y@10.3 y@12.2 n@2020-01 n@2020-01 n@2020-01 y@68.4 y@2020-02 y@9.0 y@2019-08 y@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 y@2020-06 n#1@2020-10 n#1@2021-07 y@2021-08 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: {
      '1': 'Partial. The `var()` function is supported, but not the variable declaration.',
      '2': 'Partial. Not supported with non Google accounts.',
    },
  },
  {
    slug: 'css-vertical-align',
    title: 'vertical-align',
    category: 'css',
    support:
      'y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2019 y@2020-12 y@16.80 y@2024-01 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@13 y@13 y@2020-12 y@2020-12 y@2020-12 y@78.6 - y@6.0 y@2020-12 y@2020-12 y@2020-12 y@2021-03 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'css-visibility',
    title: 'visibility',
    description: 'Tested for values `hidden` and `collapse`.',
    category: 'css',
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 n@2019 n@2019-02 y#1@16.80 y@2024-01 y#1@2019-02 y@2019-02 y@2019-02 y#1@2019-02 y@2025-06 y#1@12.4 y#1@12.1 n@2019-02 y#1@2019-02 y@2019-02 y@60.8 - y@5.0.10.2 y@2019-08 y#1@2019-08 y@2019-08 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y#1@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: {
      '1': 'Buggy. `visibility:collapse` applied to a `<tr>` only hides content and does not "remove" it from layout.',
      '2': 'Partially supported. `visibility:collapse` is not supported.',
    },
  },
  {
    slug: 'css-white-space-collapse',
    title: 'white-space-collapse',
    description: 'Controls how white space inside an element is collapsed.',
    category: 'css',
    keywords: 'break, space, collapse, hide',
    support:
      'n@2024-09 n@2024-09 n@2024-09 n@2024-09 n@2021 n@2024-09 n@2024-09 n@2024-09 n@2024-09 n@2024-09 n@2024-09 n@2024-09 n@2024-09 y#1@14 y#1@15 n@2024-09 n@2024-09 n@2024-09 - - y#1@2024-09 u@2024-03 u@2024-03 u@2024-03 u@2024-09 u@2024-09 u@2024-09 y@2024-09 y@2024-09 y@2024-09 u@2024-09 y#1@2024-09 u@2024-09 - - - - - - - - - - - - - - -',
    notes: { '1': 'Partial. `preserve-spaces` value works only on Firefox.' },
  },
  {
    slug: 'css-white-space',
    title: 'white-space',
    description: 'Tested with the values `nowrap` and `pre`.',
    category: 'css',
    support:
      'y@2019-02 a#1#2@2019-02 a#1#2@2019-02 y@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y#2@2019-02 y#2@2019-02 y@2019-02 a#2@2019-02 a#2@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@68.4 - n@5.0.10.2 y@2020-01 y@2020-01 a#2@2020-01 y@2021-03 y@2020-01 y@2020-01 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 a#2@2022-09 y@2022-09 y@2022-09 a#2@2022-09 y@2022-09 a#2@2022-09 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.', '2': 'Partial. `pre` value is not supported.' },
  },
  {
    slug: 'css-widows',
    title: 'widows',
    description: 'Sets the minimum number of lines in a block container split on a new page, region or column.',
    category: 'css',
    keywords: 'columns',
    support:
      'n#4@2024-05 n@2024-05 n#3@2024-05 n#1#2@2024-05 n@2021 n@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 n@2024-05 n@2024-05 n@2024-05 y@2024-05 y@2024-05 n@2024-05 n@2024-05 n@2024-05 - - y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 y#4@2024-05 y#4@2024-05 y#4@2024-05 u@2024-05 y#4@2024-05 u@2024-05 u@2021-08 - - - - n#1#4@2024-05 u@2024-05 u@2024-05 n#1#4@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 - -',
    notes: {
      '1': 'Buggy. `columns` property is stripped which is required for `widows` to work',
      '2': 'Buggy. `widows` property value is replaced by `auto`',
      '3': "Not supported, but Gmail's default styles on the email message container includes the `widows` property. These values are inherited by children elements",
      '4': 'Webmail rendering depends on browser support',
    },
  },
  {
    slug: 'css-width',
    title: 'width property',
    category: 'css',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 a#1@2019 y@2019-09 y@16.80 y@2024-01 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 y@60.3 - y@6.0 y@2019-09 y@2019-09 y@2019-09 y@2021-03 y@2019-09 y@2019-09 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 a#2@2021-08 - - - - y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 y@2021-12 - -',
    notes: {
      '1': 'Partial. Not supported on `<body>`, `<span>`, `<div>`, `<p>` or `<img>` elements.',
      '2': 'Buggy. The webmail has a generic style that sets `table { width:inherit; }`.',
    },
  },
  {
    slug: 'css-word-break',
    title: 'word-break',
    description: 'Prevents or allows words to be broken over multiple lines.',
    category: 'css',
    keywords: 'a, b, c',
    support:
      'y#1@2022-02 a#2@2022-02 a#2@2022-02 a#2@2022-02 y@2019 n@2022-02 a#2@16.80 a#2@2024-01 a#2@2022-02 a#2@2022-02 n@2022-02 n@2022-02 n@2022-02 a#2@15 a#2@15 n@2022-02 n@2022-02 n@2022-02 y@78.14 - a#2@6.0 y@2022-02 y@2022-02 y@2022-02 a#3@2022-02 n@2022-02 n@2022-02 y@2022-02 a#2@2022-02 a#2@2022-02 a#4@2022-02 y@2022-02 y@2022-02 y@2022-02 - - - - n@2022-09 y@2022-09 n@2022-09 n@2022-09 y@2022-09 n@2022-09 y@2022-09 n@2022-09 - -',
    notes: {
      '1': 'Supported. But Gmail adds `<wbr>` every 30 characters.',
      '2': 'Buggy. Supported but a `word-wrap:break-word` is applied, making it look like `break-all`.',
      '3': 'Partially supported. Only `word-break:break-all` works.',
      '4': 'Buggy. Every value is replaced by `break-word`.',
    },
  },
  {
    slug: 'css-word-spacing',
    title: 'word-spacing',
    description: 'Sets the length of space between words and between tags.',
    category: 'css',
    keywords: 'word',
    support:
      'y@2024-03 y@2024-03 y@2024-03 y@2024-03 n@2021 n@2024-03 y@2024-03 y@2024-03 y@2024-03 y@2024-03 a#1@2024-03 a#1@2024-03 a#1@2025-06 y@2024-03 y@2024-03 a#1@2024-03 a#1@2024-03 n@2024-03 y@2024-03 - y@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 y@2024-03 y@2024-03 y@2024-03 u@2024-03 y@2024-03 u@2024-03 u@2024-03 - - - - a#1@2024-03 u@2024-03 u@2024-03 a#1@2024-03 u@2024-03 u@2024-03 u@2024-03 u@2024-03 - -',
    notes: { '1': 'Does not support `rem` and `ch` values.' },
  },
  {
    slug: 'css-word-wrap',
    title: 'word-wrap',
    description:
      'The word-wrap CSS property (now standardized as overflow-wrap) controls whether the browser should break words to prevent them from overflowing their container. When set to break-word, it forces otherwise unbreakable strings to wrap onto the next line to avoid layout issues.',
    category: 'css',
    keywords: 'word-wrap, word-break, overflow-wrap',
    support:
      'a#1@2025-05 - a#1@2025-05 - n#2@2021 n@2025-05 - y#3@2022-05 y#3@2025-05 n@2025-05 y@2025-05 - - y@16 y@16 - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -',
    notes: {
      '1': 'Applies `word-wrap: break-word` to all items.',
      '2': 'Does not honor any wrapping, including `word-wrap`, `overflow-wrap`, and `word-break`. Using an equivalent MSO breakdown (`-ms-word-break: break-all` and `mso-hyphenate: none` together) does not work.',
      '3': 'Supports both `word-wrap` and equivalent MSO breakdown (`-ms-word-break: break-all` and `mso-hyphenate: none` together)',
    },
  },
  {
    slug: 'css-writing-mode',
    title: 'writing-mode',
    description: 'Sets whether lines of text are laid out horizontally or vertically.',
    category: 'css',
    tags: ['i18n'],
    support:
      'y@2022-05 a#1@2022-05 a#1@2022-05 y@2022-05 n@2019 n@2022-05 y@16.80 y@2024-01 y@2022-05 y@2022-05 n@2022-05 n@2022-05 n@2022-05 y@15 y@15 n@2022-05 n@2022-05 n@2022-05 y@91.5.0 - y@6.0 y@2022-05 y@2022-05 y@2022-05 n@2022-05 n@2022-05 n@2022-05 y@2022-05 y@2022-05 y@2022-05 y@2022-05 y@2022-05 n@2022-05 y@2022-05 - - - - n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'css-z-index',
    title: 'z-index',
    category: 'css',
    keywords: 'absolute, sticky, fixed, relative, position',
    support:
      'n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2019 n@2021-05 y@16.80 y@2024-01 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@14 y@14.5 y@2021-05 y@2021-05 y@2021-05 y@78.10 - y@6.0 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2021-05 n@2021-05 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'html-abbr',
    title: '<abbr> element',
    description: 'Represents an abbreviation or acronym.',
    category: 'html',
    tags: ['accessibility'],
    support:
      'y@2023-09 y@2023-09 y@2023-09 y@2023-09 n#1@2021 n#1@2023-09 y@16.80 y@2024-01 y@2023-09 y@2023-09 n@2023-09 n@2023-09 n@2023-09 y@2023-09 y@2023-09 n@2023-09 n@2023-09 n@2023-09 y@2023-09 - y@2023-09 y@2023-10 y@2023-10 u@2023-09 n@2023-10 n@2023-10 u@2023-09 y@2023-10 y@2023-10 u@2023-09 n@2023-10 n@2023-09 y@2023-10 y@2023-10 - - y@2023-09 y@2023-10 y@2023-09 - - y@2023-09 - - - - - -',
    notes: { '1': "Buggy. Element's content are still kept." },
  },
  {
    slug: 'html-acronym',
    title: '<acronym> element',
    description: 'Represents an abbreviation or acronym.',
    category: 'html',
    support:
      'y@2024-01 y@2024-01 y@2024-01 y@2024-01 n#1@2021 n#1@2024-01 y@2024-01 y@2024-01 y@2024-01 y@2024-01 n@2024-01 n@2024-01 n@2024-01 y@2024-01 y@2024-01 n@2024-01 n@2024-01 n@2024-01 y@2024-01 - y@2024-01 y@2024-03 y@2024-03 y@2024-03 u@2024-01 u@2024-01 u@2024-01 y@2024-01 y@2024-01 y@2024-01 u@2024-01 n@2024-01 u@2024-01 u@2024-01 - - y@2024-01 u@2024-01 y@2024-01 - - y@2024-01 - - - - - -',
    notes: { '1': 'Buggy. `title` attribute is removed but keeps `<acronym>` tag.' },
  },
  {
    slug: 'html-address',
    title: 'address',
    category: 'html',
    keywords: 'address',
    support:
      'y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2019 y@2020-12 y@16.80 y@2024-01 y@2020-12 y@4.2048.4 y@2020-12 y@2020-12 y@6.16.2.1519779 y@13 y@14 y@2020-12 y@2020-12 y@2020-12 y@78.5 - y@6.1.31. y@2020-12 y@2020-12 y@2020-12 n@2024-04 n@2024-04 n@2024-04 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 n#1@2022-11 y@2022-11 y@2022-11 n#1@2022-11 n#1@2022-11 n#1@2022-11 - -',
    notes: { '1': 'Unsupported opening and closing tags are stripped.' },
  },
  {
    slug: 'html-align',
    title: 'align attribute',
    description:
      'This deprecated HTML attribute indicates how an element can be aligned, either horizontally (`left`, `center` or `right`) or vertically for elements like images (`top`, `middle`, `bottom`).',
    category: 'html',
    keywords: 'left, center, right',
    support:
      'y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2019 y@2021-11 a#3@16.80 y@2024-01 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@15 y@15 y@2021-11 y@2021-11 y@2021-11 y@78.14 - y@6.0 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 a#1@2021-11 y@2021-11 y@2021-11 a#2@2021-11 y@2021-11 y@2021-11 y@2021-11 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: {
      '1': 'Partial. `<img>` elements are wrapped in a `<span>` so `left` and `right` values have no effect.',
      '2': 'Partial. Not supported on `<img>` elements.',
      '3': 'Partial. `left` and `right` do not work on `<table>` elements. Use `float:left` or `float:right` styles instead.',
    },
  },
  {
    slug: 'html-anchor-links',
    title: 'Local anchors',
    category: 'html',
    keywords: 'hash, fragment identifiers, URLs, URIs, document fragments, local, named, anchor, anchors, links',
    support:
      'y#7@2019-08 n#3@2019-08 y#6@2019-08 y#7@2020-02 y#7@2019 y#7@2020-01 y@16.80 y@2024-01 y@2026-05 y@2026-05 a#7@2019-08 n#5@2019-08 n#3@2019-08 y#6@12.4 y@15.0 a#7@2020-01 y@2020-01 n@2020-01 y@60.3 - n#3@6.0 n#2@2019-08 n#4@2019-08 n#3@2019-08 n#8@2024-04 n@2024-04 y@2024-04 y@2020-03 n@2020-03 n@2020-03 n@2020-06 y#7#9@2020-10 y@2021-07 n@2021-08 - - - - y@2022-11 y@2022-11 n@2022-11 y@2022-11 y@2022-11 n@2022-11 y@2022-11 y@2022-11 - -',
    notes: {
      '1': 'Buggy. `target=_blank` is added on links so anchors open in a new window.',
      '2': 'Buggy. Anchor links go back to the homepage of the webmail because it also uses anchor links for navigation.',
      '3': 'Buggy. Clicking an anchor link does nothing.',
      '4': 'Buggy. Opens a new browser window with the anchor as a URL.',
      '5': 'Buggy. Opens a new in-app browser window on yahoo.com with the anchor appended to the URL.',
      '6': 'Buggy. Targeted content is partially hidden by the application UI on top.',
      '7': 'Partial. Works when targeting an empty anchor with the corresponding `name` attribute, but not with `id` attributes.',
      '8': 'Not supported. Opens a new window with the same email.',
      '9': 'The `name` and `href` attributes are prefixed by a specific `mailruanchor_` prefix.',
    },
  },
  {
    slug: 'html-aria-describedby',
    title: 'aria-describedby attribute',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'accessibility, a11y, wai-aria',
    support:
      'n#1@2019-02 n@2019-02 n@2019-02 n#1@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 n@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n#1@2020-10 n#1@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 y@2022-06 n@2022-06 - -',
    notes: { '1': 'Buggy. `id` prefix mismatched. The `id` value is prefixed but not the `aria-describedby` value.' },
  },
  {
    slug: 'html-aria-hidden',
    title: 'aria-hidden attribute',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'accessibility, a11y, wai-aria',
    support:
      'y@2019-02 y@2019-02 y@2019-02 y@2020-02 y@2019 n@2020-01 y@16.80 y@2024-01 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 n@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 y@2022-06 n@2022-06 - -',
  },
  {
    slug: 'html-aria-label',
    title: 'aria-label attribute',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'accessibility, a11y, wai-aria',
    support:
      'y@2019-02 y@2020-01 y@2020-01 y@2020-02 y@2019 n@2020-01 y@16.80 y@2024-01 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 n@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 y@2022-06 n@2022-06 - -',
  },
  {
    slug: 'html-aria-labelledby',
    title: 'aria-labelledby attribute',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'accessibility, a11y, wai-aria',
    support:
      'n#2@2022-04 n#2@2022-04 n#2@2022-04 n#1@2022-04 n#1@2019 n@2020-01 y@2024-01 n#2@2024-02 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 n@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 n#2@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 y@2022-06 n@2022-06 - -',
    notes: {
      '1': 'Buggy. `id` is removed.',
      '2': 'Buggy. `id` prefix mismatched. The `id` value is prefixed but not the `aria-labelledby` value.',
    },
  },
  {
    slug: 'html-aria-live',
    title: 'aria-live attribute',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'accessibility, a11y, wai-aria',
    support:
      'y@2019-02 y@2020-01 y@2019-02 y@2020-02 a#2@2019 n@2020-01 n@16.80 n@2024-01 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 n@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 y@2022-06 n@2022-06 - -',
    notes: {
      '1': 'Unable to trigger live change to test.',
      '2': "Code isn't stripped but can't trigger a live change.",
    },
  },
  {
    slug: 'html-audio',
    title: '<audio> element',
    description: 'This is the description of the `<audio>` element.',
    category: 'html',
    keywords: 'audio',
    support:
      'n@2020-04 n@2020-04 n@2020-04 n@2020-04 n@2019 n@2020-04 n@16.80 n#4@2024-01 n#4@2021-05 n#4@2021-05 n@2020-04 n@2020-04 n@2020-04 y@10.15 y@13.4 n@2020-04 n@2020-04 n@2020-04 y@68.7 y@60 y@10.0 y@2020-04 y@2020-04 y@2020-04 n@2024-04 n@2024-04 n@2024-04 n#2@2020-04 n@2020-04 n@2020-04 n@2020-06 n@2020-10 n#5@2021-07 n#6@2021-08 - - - - n@2022-11 n#3@2022-11 n@2022-11 n@2022-11 n#3@2022-11 n@2022-11 n#5@2022-11 y@2022-11 - -',
    notes: {
      '1': 'Does not play.',
      '2': 'The `src` attribute is transformed into `proton-src`.',
      '3': 'The `<audio>` element is supported but can not be played.',
      '4': 'The `<audio>` element is supported, but the video can not play due to a strict Content Security Policy.',
      '5': 'Not supported. The `<audio>` element and all its content is removed.',
      '6': 'Not supported. The `src` attribute is replaced by `data-src`.',
    },
  },
  {
    slug: 'html-background',
    title: 'background attribute',
    description: 'The HTML `background` attribute can only be used on `<body>`, `<table>`, `<td>` and `<th>` elements.',
    category: 'html',
    support:
      'y@2019-02 a#1@2019-02 a#1@2019-02 y@2020-02 a#2@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.5.0 - y@6.0.04.6 y@2019-08 y@2019-08 y@2019-08 y@2021-03 y@2019-08 y@2019-08 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-09 y@2021-07 y@2021-08 - - y@2021-11 y@2021-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. Only supported on the `<body>` element.',
    },
  },
  {
    slug: 'html-base',
    title: '<base>',
    description: 'Specifies the base URL to use for all relative URLs in a document.',
    category: 'html',
    support:
      'a#1@2021-12 a#1@2021-12 a#1@2021-12 a#1@2021-12 y@2019 n@2021-12 a#1@16.80 a#1@2024-01 a#1#2@2021-12 n@2021-12 a#1#3#4@2021-12 a#1#3#4@2021-12 a#1#3#4@2021-12 y@15 y@15 a#1#3#4@2021-12 a#1#3#4@2021-12 a#1#3#4@2021-12 y@91.2 - y@6.0 n@2021-12 n@2021-12 n@2021-12 n#1@2024-04 n@2024-04 n@2024-04 a@2021-12 n@2021-12 n@2021-12 a#1@2021-12 n@2021-12 a#1#4@2021-12 n@2021-12 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 y@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Buggy. The element is removed but URLs are turned into links with `href` attribute.',
      '2': 'Buggy. URLs are computed based on the first `<base>` element found in the `<body>`.',
      '3': 'Buggy. URLs are computed based on the last `<base>` element found in the `<body>`.',
      '4': 'Buggy. Not supported for local anchor links.',
    },
  },
  {
    slug: 'html-bdi',
    title: '<bdi> element',
    category: 'html',
    tags: ['i18n'],
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 n@2019 n@2019-02 n@16.80 n@2024-01 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
  },
  {
    slug: 'html-blockquote',
    title: '<blockquote> element',
    category: 'html',
    tags: ['accessibility'],
    support:
      'y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2019 y@2020-05 y@16.80 y@2024-01 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@12.4 y@13.4 y@2020-05 y@2020-05 y@2020-05 y@68.7 - y@6.0 y@2020-05 y@2020-05 y@2020-05 y@2021-03 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 a#1@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: { '1': 'Buggy. Blockquote elements are nested in a `<details>` element.' },
  },
  {
    slug: 'html-body',
    title: '<body> element',
    description: 'Represents the content of an HTML document.',
    category: 'html',
    support:
      'a#1@2021-11 a#1@2021-11 a#1@2021-11 a#1@2021-11 y@2019 y@2021-11 n@16.80 a#1@2024-01 a#1@2025-04 a#1@2025-04 a#1@2021-11 n@2021-11 n@2021-11 y@15 y@15 a#1@2021-11 n@2021-11 n@2021-11 y@78.14 - y@6.0 n@2021-11 n@2021-11 n@2021-11 a#1@2021-11 a#1@2021-11 a#1@2021-11 n@2021-11 n@2021-11 n@2021-11 a#1@2021-11 n@2021-11 n@2021-11 n@2021-11 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: { '1': 'Partial. Replaced by a `<div>` with supported attributes.' },
  },
  {
    slug: 'html-button-reset',
    title: '<button type="reset"> element',
    description: 'HTML button type reset',
    category: 'html',
    keywords: 'form, reset, button',
    support:
      'y@2019-09 a#1@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 n@2019-06 y@2019-06 n@2019-09 n@2019-09 n@2019-09 y@12.4 y@12.4 n@2019-09 n@2019-09 n@2019-09 a#2@68.4 - y@9.0 a#3@2020-01 y@2020-01 y@2020-01 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 n@2020-03 n@2020-06 a#2@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 a#3@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Buggy. Interacting with the element submits the form it belongs in.',
      '3': 'Partial. The element is present but is not interactive.',
    },
  },
  {
    slug: 'html-button-submit',
    title: '<button type="submit"> element',
    description: 'HTML button type submit',
    category: 'html',
    keywords: 'form, submit, button',
    support:
      'y@2019-09 a#1@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 n@16.80 n@2024-01 n@2019-06 y@2019-06 y@2019-09 n@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 y@68.4 - y@9.0 a#2@2020-01 y@2020-01 y@2020-01 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 n@2020-03 n@2020-06 a#2@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 a#2@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Partial. The element is present but is not interactive.',
    },
  },
  {
    slug: 'html-cellpadding',
    title: 'cellpadding attribute',
    description: 'Represents the padding around the individual cells of the table',
    category: 'html',
    support:
      'y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2021 y@2024-05 y@2024-05 y@2024-01 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 - y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 y@2024-05 y@2024-05 y@2024-05 u@2024-05 y@2024-05 u@2024-05 u@2024-05 - - - - y@2024-05 u@2024-05 u@2024-05 y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 - -',
  },
  {
    slug: 'html-cellspacing',
    title: 'cellspacing attribute',
    description: 'Represents the spacing around the individual `<th>` and `<td>` elements',
    category: 'html',
    support:
      'y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2021 y@2024-05 y@2024-05 y@2024-01 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 y@2024-05 - y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 y@2024-05 y@2024-05 y@2024-05 u@2024-05 y@2024-05 u@2024-05 u@2024-05 - - - - y@2024-05 u@2024-05 u@2024-05 y@2024-05 u@2024-05 u@2024-05 u@2024-05 u@2024-05 - -',
  },
  {
    slug: 'html-code',
    title: '<code> element',
    description: 'A short fragment of computer code.',
    category: 'html',
    tags: ['accessibility'],
    support:
      'y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2019 y@2023-04 y@16.80 y@2024-01 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-05 y@2023-05 y@2023-05 y@102.10.1 - y@2023-04 y@2023-05 y@2023-05 y@2023-05 n#1@2023-05 n#1@2023-05 n#1@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-04 y@2023-05 y@2023-05 - - y@2023-05 y@2023-05 y@2023-04 - - u@2023-04 - - - - - -',
    notes: { '1': 'Not supported. The tags are removed but the content is kept.' },
  },
  {
    slug: 'html-comments',
    title: 'HTML comments',
    description:
      'Adds explanatory notes to the code or to prevent the browser from interpreting specific parts of the style sheet',
    category: 'html',
    support:
      'y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2021 y@2024-04 y@2024-04 y@2024-01 y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2024-04 y@2024-04 - y@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 y@2024-04 y@2024-04 y@2024-04 u@2024-04 y@2024-04 u@2024-04 u@2024-04 - - - - y@2024-04 u@2024-04 u@2024-04 y@2024-04 u@2024-04 u@2024-04 u@2024-04 u@2024-04 - -',
  },
  {
    slug: 'html-del',
    title: '<del> element',
    category: 'html',
    support:
      'y@2019-02 y@2023-03 y@2023-03 y@2020-02 y@2019 y@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@68.4 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 y@2021-03 y@2020-01 y@2020-01 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'html-dfn',
    title: '<dfn> element',
    description: 'It is used to identify a term that is going to be described within the content.',
    category: 'html',
    tags: ['accessibility'],
    support:
      'y@2023-09 y@2023-09 y@2023-09 y@2023-09 a#1@2021 a#1@2023-09 y@16.80 y@2024-01 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 - y@2023-09 y@2024-03 y@2024-03 y@2024-03 u@2023-09 u@2023-09 u@2023-09 y@2023-09 y@2023-09 y@2023-09 u@2023-09 n@2023-09 u@2023-09 u@2023-09 - - n@2023-09 u@2023-09 y@2023-09 - - y@2023-09 - - - - - -',
    notes: { '1': 'Partial. The `title` attribute is removed.' },
  },
  {
    slug: 'html-dialog',
    title: '<dialog> element',
    category: 'html',
    support:
      'n@2019-02 n@2019-02 y@2020-01 n@2020-02 n@2019 n@2019-02 n@16.80 n@2024-01 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 y@2020-03 n@2020-06 n@2020-10 n@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
  },
  {
    slug: 'html-dir',
    title: 'dir attribute',
    description: "Indicates the directionality of the element's text.",
    category: 'html',
    tags: ['i18n', 'accessibility'],
    keywords: 'direction, ltr, rtl',
    support:
      'y@2021-10 y@2021-10 y@2021-10 a#1@2021-10 a#3@2019 a#3@2021-10 y@16.80 y@2024-01 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@14 y@15 y@2021-10 y@2021-10 y@2021-10 y@78.14 - y@6.0 y@2021-10 y@2021-10 y@2021-10 a#2@2024-04 a#2@2024-04 a#2@2024-04 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 y@2021-10 - - - - n@2022-06 y@2022-06 y@2022-06 n@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Buggy. The client applies an `rtl` direction to the entire email if it contains text in a `rtl` language.',
      '2': 'Partial. Removed from `<table>` and `<td>` elements.',
      '3': 'Buggy on anchor `<a>` tags.',
      '4': 'Buggy. LTR text in `[dir=rtl]` (and vice versa) is rendered with reversed word order.',
    },
  },
  {
    slug: 'html-div',
    title: '<div> element',
    category: 'html',
    support:
      'y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2019 y@2020-05 y@16.80 y@2024-01 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@12.4 y@13.4 y@2020-05 y@2020-05 y@2020-05 y@68.7 - y@6.0 y@2020-05 y@2020-05 y@2020-05 y@2021-03 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'html-doctype',
    title: 'HTML5 doctype',
    category: 'html',
    support:
      'y@2019-07 y@2019-07 y@2019-07 y@2020-02 n#2@2019 y@2020-01 y@16.80 y@2024-01 y@2021-11 y@2021-11 y@2019-07 y@2019-07 n@2019-07 y@10.3 y@12.2 y@2020-01 y@2020-01 n@2020-01 n#1@60.3 - n@6.0 y@2019-07 n@2019-07 y@2019-07 y@2024-04 n@2024-04 y@2019-07 y@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 n@2022-11 y@2022-11 - -',
    notes: {
      '1': 'Buggy. Renders as if there was no doctype with an Outlook email, and in HTML5 otherwise.',
      '2': 'Not supported. The HTML5 doctype has no impact here.',
      '3': 'Partial support. Depends on the version of Internet Explorer installed.',
    },
  },
  {
    slug: 'html-form',
    title: '<form> element',
    description:
      'The ability to submit an HTML form via email, this requires support of at least one form element, at least one form method and either input submit or button submit to pass data to an end point.',
    category: 'html',
    keywords: 'form',
    support:
      'y@2019-09 a#1@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 a#6@16.80 a#6@2024-01 y@2019-06 y@2019-06 y@2019-09 n@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 y@68.4 - y@9.0 n#4@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n#5@2020-03 n@2020-06 n#6@2020-10 n@2021-07 n#4@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Does not submit in iOS with non Google accounts.',
      '2': 'On submit name values are prefixed with `x_`.',
      '3': 'Does not submit in preview pane, but does when the email is opened in a new window.',
      '4': 'Not supported. `<form>` is transformed into `<noform>`.',
      '5': 'Not supported. The `<form>` and its entire content is removed.',
      '6': 'Not supported. The `<form>` is there but values are not submitted.',
    },
  },
  {
    slug: 'html-h1-h6',
    title: '<h1> to <h6> elements',
    description: 'Support for headings elements in HTML: `<h1>`, `<h2>`, `<h3>`, `<h4>`, `<h5>`, `<h6>`.',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'headings, h1, h2, h3, h4, h5, h6',
    support:
      'y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2019 y@2020-05 y@16.80 y@2024-01 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@12.4 y@13.4 y@2020-05 y@2020-05 y@2020-05 y@68.7 - y@6.0 y@2020-05 y@2020-05 y@2020-05 y@2021-03 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-06 y@2020-10 y@2021-07 y#1@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: { '1': 'The webmail sets `<h1>` to `color:#fff` and `<h2>` to `background:#354963`.' },
  },
  {
    slug: 'html-height',
    title: 'height attribute',
    category: 'html',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 a#1#2@2019 y@2019-09 y@16.80 y@2024-01 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 y@60.3 - y@6.0 y@2019-09 y@2019-09 y@2019-09 y@2021-03 y@2019-09 y@2019-09 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: {
      '1': "Buggy. Percentage width on `<img>` elements are based on the physical file's width, not on the parent element's width.",
      '2': "Buggy. Sizes set in attributes don't scale in 120 dpi mode.",
    },
  },
  {
    slug: 'html-hidden',
    title: 'hidden attribute',
    description: 'The global HTML `hidden` attribute',
    category: 'html',
    tags: ['accessibility'],
    support:
      'n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2019 n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2024-01 n@2024-01 y@23 y@17 n@2024-01 u@2024-01 u@2024-01 y@60.3 - y@6.1 y@2024-03 y@2024-03 y@2024-03 u@2024-01 u@2024-01 u@2024-01 y@2024-01 y@2024-01 y@2024-01 u@2024-01 a#1@2024-01 u@2024-01 u@2024-01 - - - - n@2024-01 u@2024-01 u@2024-01 n@2024-01 u@2024-01 u@2024-01 u@2024-01 u@2024-01 - -',
    notes: { '1': 'Does not support the unquoted attribute value syntax `<div hidden></div>`' },
  },
  {
    slug: 'html-hr',
    title: '<hr> element',
    description: 'HTML horizontal rule',
    category: 'html',
    tags: ['accessibility'],
    support:
      'y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2021 y@2023-09 y@16.80 y@2024-01 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@102.10.1 - y@2023-09 y@2023-09 y@2023-09 y@2023-09 u@2023-09 u@2023-09 u@2023-09 y@2023-09 y@2023-09 y@2023-09 u@2023-09 y@2023-09 u@2023-09 u@2023-09 - - u@2023-09 u@2023-09 u@2023-09 - - u@2023-09 - - - - - -',
  },
  {
    slug: 'html-image-maps',
    title: 'Image maps',
    description:
      '`<img>` with a `usemap` attribute and associated `<map>` with a `name` attribute and descendant `<area>` elements define a client-side image map.',
    category: 'html',
    keywords: 'image maps, map element, area element, usemap attribute',
    support:
      'y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2019 n@2021-09 y@16.80 y@2024-01 y@2021-09 y@2021-09 y@2021-09 y@2021-09 n@2021-10 y@14.0 y@15.0 y@2021-10 n@2021-10 n@2021-10 y@78.10 - y@6.0 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 y@2021-09 n@2021-09 n@2021-09 y@2021-09 y@2021-07 y@2021-09 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
  },
  {
    slug: 'html-img',
    title: '<img> element',
    description: 'Displays an image into the document',
    category: 'html',
    tags: ['performance', 'accessibility'],
    support:
      'y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2021 y@2023-09 y@16.80 y@2024-01 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 y@2023-09 u@102.10.1 - y@2023-09 y@2023-12 y@2023-12 u@2023-09 y@2023-12 y@2023-12 u@2023-09 y@2023-12 y@2023-12 u@2023-09 y@2023-12 y@2023-09 y@2023-12 y@2023-09 - - u@2023-09 y@2023-12 u@2023-09 - - u@2023-09 - - - - - -',
  },
  {
    slug: 'html-input-checkbox',
    title: '<input type="checkbox"> element',
    description: 'HTML input type checkbox',
    category: 'html',
    keywords: 'form, checkbox',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-06 y@2019-06 y@2019-09 y@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 a#2@68.4 - y@9.0 n#1@2020-01 n#1@2021-06 n#1@2021-06 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 y@2021-07 n#1@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Not supported. `<input>` is transformed into `<noinput>`.',
      '2': 'Buggy. Interacting with the element submits the form it belongs in.',
    },
  },
  {
    slug: 'html-input-hidden',
    title: '<input type="hidden"> element',
    description: 'HTML input type hidden',
    category: 'html',
    keywords: 'form, hidden',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-06 y@2019-06 y@2019-09 y@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 a#2@68.4 - y@9.0 n#1@2020-01 n#1@2021-06 n#1@2021-06 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 y@2021-07 n#1@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Not supported. `<input>` is transformed into `<noinput>`.',
      '2': 'Buggy. Interacting with the element submits the form it belongs in.',
    },
  },
  {
    slug: 'html-input-radio',
    title: '<input type="radio"> element',
    description: 'HTML input type radio',
    category: 'html',
    keywords: 'form, radio',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-06 y@2019-06 y@2019-09 y@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 a#2@68.4 - y@9.0 n#1@2020-01 n#1@2021-06 n#1@2021-06 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 y@2021-07 n#1@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Not supported. `<input>` is transformed into `<noinput>`.',
      '2': 'Buggy. Interacting with the element submits the form it belongs in.',
    },
  },
  {
    slug: 'html-input-reset',
    title: '<input type="reset"> element',
    description: 'HTML input type reset',
    category: 'html',
    keywords: 'form, reset',
    support:
      'y@2019-09 a#1@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-06 y@2019-06 y@2019-09 y@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 a#3@68.4 - y@9.0 n#2@2020-01 n#1@2021-06 n#1@2021-06 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 y@2021-07 n#1@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Not supported. `<input>` is transformed into `<noinput>`.',
      '3': 'Buggy. Interacting with the element submits the form it belongs in.',
    },
  },
  {
    slug: 'html-input-submit',
    title: '<input type="submit"> element',
    description: 'HTML input type submit',
    category: 'html',
    keywords: 'form, submit',
    support:
      'y@2019-09 a#1@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 n@16.80 n@2024-01 y@2019-06 y@2019-06 y@2019-09 n@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 y@68.4 - y@9.0 n#2@2020-01 n#1@2021-06 n#1@2021-06 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 y@2021-07 n#2@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Partial. Not supported with non Google accounts.',
      '2': 'Not supported. `<input>` is transformed into `<noinput>`.',
    },
  },
  {
    slug: 'html-input-text',
    title: '<input type="text"> element',
    description: 'HTML input type text',
    category: 'html',
    keywords: 'form, text',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-06 n#3@2019-06 y@2019-09 y@2019-09 n#3@2019-09 y@13 y#2@12.4 y@2019-09 y@2019-09 y@2019-09 a#5@68.4 - n#3@9.0 n#4@2020-01 n#1@2021-06 n#1@2021-06 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n@2020-03 n@2020-06 y@2020-10 y@2021-07 n#4@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Buggy. Email scrolls to the end when space bar is pressed.  This can be fixed by wrapping the `<input>` in `<ul role="presentation">`.',
      '2': 'Buggy. Screen jumps when input is in focus.',
      '3': 'Buggy. A number of Android clients will not show the keyboard when the input is clicked. Copy and pasting text works.',
      '4': 'Not supported. `<input>` is transformed into `<noinput>`.',
      '5': 'Buggy. Interacting with the element submits the form it belongs in.',
    },
  },
  {
    slug: 'html-lang',
    title: 'lang attribute',
    description: 'The `lang` attribute lets you declare the language of the content of an HTML element.',
    category: 'html',
    tags: ['i18n', 'accessibility'],
    support:
      'y@2020-10 y@2020-10 y@2020-10 y@2020-10 y@2019 y@2020-10 y@16.80 y@2024-01 y@2020-10 y@2020-10 a#1@2020-10 a#1@2020-10 a#1@2020-10 y@12.4 y@14.0 a#1@2020-10 y@2020-10 y@2020-10 y@78.4 - y@6.0 y@2020-10 y@2020-10 y@2021-10 n@2021-03 y@2020-10 y@2020-10 y@2020-10 y@2020-10 y@2020-10 n@2020-10 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 n@2022-06 n@2022-06 - -',
    notes: { '1': 'Not supported on `<td>` elements.' },
  },
  {
    slug: 'html-link',
    title: '<link> element',
    category: 'html',
    keywords: 'css, style',
    support:
      'n@2019-02 n@2019-02 n@2019-02 n@2020-02 y@2019 y@2019-02 n@16.80 n@2023-12 n@2023-12 n@2023-12 n@2019-02 n@2019-02 n@2019-02 y@16.0 y@17.2 n@2019-02 n@2019-02 n@2020-01 n@78.5 - n@5.0.10.2 n@2020-01 n@2020-01 n@2020-01 n@2023-12 n@2023-12 n@2023-12 n@2020-03 n@2020-03 n@2020-03 n@2020-06 n@2020-09 n@2021-07 n@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - n@2023-12',
  },
  {
    slug: 'html-lists',
    title: '<ul>, <ol> and <dl>',
    description: 'Support for lists in HTML: `<ul>`, `<ol>`, `<li>`, `<dl>`, `<dt>` and `<dd>` elements.',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'ul, ol, li, dl, dt, dd',
    support:
      'a#1@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 a#1#2@2019 a#1#2@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 y@12.4 y@13.4 a#1@2024-02 a#1@2024-02 a#1@2024-02 y@68.7 - y@6.0 y@2020-04 y@2020-04 y@2020-04 y@2021-03 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-04 y@2020-06 a#1@2024-02 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
    notes: {
      '1': 'Partial. The `reversed` attribute on `<ol>` is not supported.',
      '2': 'Partial. Setting the `value` attribute to an `<li>` within an `<ol>` results in a different behaviour in comparison to browsers. The `<ol>` tag is closed before the `<li value="">`. A new `<ol>` is added with the `start` attribute on it set to the value of the `value` attribute of the `<li>`.',
    },
  },
  {
    slug: 'html-loading-attribute',
    title: 'loading attribute',
    description: 'The `loading` attribute on `img` indicates how the browser should load the image.',
    category: 'html',
    keywords: 'img,image,loading',
    support:
      'n@2021-10 n@2021-10 n@2021-10 n@2021-10 n@2019 n@2021-10 n@16.80 n@2024-01 n@2021-10 n@2021-10 n@2021-10 n@2021-10 n@2021-10 y#1@2021-10 y#1@14 n@2021-10 n@2021-10 n@2021-10 y#1@2021-10 - y#1@2021-10 y@2021-11 n@2021-11 n@2021-11 n@2021-10 n@2021-10 n@2021-10 y@2021-11 n@2021-10 n@2021-10 a#3@2021-10 y#1@2021-10 n@2021-07 y@2021-10 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'The `loading` attribute is supported, but not confirmed whether it works according to spec.',
      '2': 'The `loading` attribute is supported by the email client, but not by the browser engine.',
      '3': 'Not supported. The webmail adds `loading="lazy"` to all images.',
    },
  },
  {
    slug: 'html-mailto-links',
    title: 'mailto: links',
    description:
      'The `mailto:` URL scheme allows to create links that open a new outgoing email message. It supports different parameters corresponding to header fields, like `cc`, `bcc`, `subject` and `body`.',
    category: 'html',
    support:
      'y@2021-05 y@2021-05 y@2021-05 y@2021-05 y@2019 y@2021-05 y@16.80 y@2024-01 y@2021-05 y@2021-05 y@2021-05 y@2021-05 a#3@2021-05 y@14 y@14.5 y@2021-05 y@2021-05 a#3@2021-05 y@78.10 - y@6.1 y@2021-05 y@2021-05 y@2021-05 a#1@2021-05 n#2@2021-05 a#3@2021-05 y@2021-05 y@2021-05 a#3@2021-05 y@2021-05 y@2021-05 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 a#1@2022-11 y@2022-11 - -',
    notes: {
      '1': 'Partial. `cc` and `bcc` are not supported.',
      '2': 'Not supported. The link opens a contact card inside the app.',
      '3': 'Partial. `bcc` is not supported.',
    },
  },
  {
    slug: 'html-marquee',
    title: '<marquee> element',
    description: 'This is the description of the `<marquee>` element.',
    category: 'html',
    keywords: 'marquee',
    support:
      'n@2020-04 n@2020-04 n@2020-04 n@2020-04 n@2019 n@2020-03 a#3@16.80 a#3@2024-01 y@2020-04 y@2020-04 a#1@2020-04 y@2020-04 y@2020-04 y@10.15 y@13.4 a#1@2020-04 y@2020-04 y@2020-04 y@68.7 y@60 y@10.0 y@2020-04 y@2020-04 y@2020-04 n@2021-03 y@2020-04 y@2020-04 a#2@2020-04 y@2020-04 y@2020-04 n@2020-06 n@2020-10 n@2021-07 a#1@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': "The `<marquee>` element is supported but the animation doesn't play in Internet Explorer or Firefox.",
      '2': 'The `behavior` attribute is not supported.',
      '3': 'The `<marquee>` element is supported but not the `behavior` or `direction` attributes.',
    },
  },
  {
    slug: 'html-meta-color-scheme',
    title: 'color-scheme meta tag',
    description:
      'Changes the default colors of HTML elements. Useful for when you want an email to display only in a dark color scheme or only a light scheme, regardless of user settings. Equivalent to setting the color-scheme CSS property on the root element',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'dark-mode',
    support:
      'n@2023-09 n@2019-09 n@2023-09 n@2023-09 n@2019 n@2023-09 n@16.80 n@2024-01 n@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2023-09 y@16 n@12.4 n@2023-09 n@2023-09 n@2023-09 y@102.11 - n@9.1 n@2024-03 n@2024-03 n@2024-03 u@2021-03 u@2020-01 u@2020-01 n@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2023-09 n@2023-09 u@2021-08 - - - - n@2023-09 u@2022-11 u@2022-11 n@2023-09 u@2022-11 u@2022-11 u@2022-11 u@2022-11 - -',
  },
  {
    slug: 'html-meter',
    title: '<meter> element',
    category: 'html',
    support:
      'n@2019-02 n@2019-02 a#1@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: { '1': 'Partial. Supported with non Google accounts only.' },
  },
  {
    slug: 'html-object',
    title: '<object> element',
    category: 'html',
    keywords: 'object,embed,video,image,pdf',
    support:
      'n@2020-10 n@2020-10 n@2020-10 n@2020-10 n@2019 n@2020-10 n@16.80 n@2024-01 n@2020-10 n@2020-10 n@2020-10 n@2020-10 n@2020-10 a#1@14.0 y@14.4 n@2021-02 n@2020-10 n@2020-10 a#2@78.7 - a#2@6.1 n#3@2020-10 n@2020-10 n@2020-10 n@2021-03 n@2020-10 n@2020-10 n@2020-10 n@2020-10 n@2020-10 n@2020-10 n@2020-10 n#4@2021-07 n#3@2021-08 - - - - n@2022-11 a#1#2@2022-11 n@2022-11 n@2022-11 a#1#2@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Partial support. Does not support Videos resources.',
      '2': 'Partial support. Does not support PDF resources.',
      '3': 'Not supported. `<object>` is turned into `<noobject>`.',
      '4': 'Not supported. The `<object>` element and all its content is removed.',
    },
  },
  {
    slug: 'html-p',
    title: '<p> element',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'paragraph',
    support:
      'y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2019 y@2020-05 y@16.80 y@2024-01 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@12.4 y@13.4 y@2020-05 y@2020-05 y@2020-05 y@68.7 - y@6.0 y@2020-05 y@2020-05 y@2020-05 y@2021-03 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 y@2022-06 - -',
  },
  {
    slug: 'html-picture',
    title: '<picture> element',
    description: 'This is the description of the `<picture>` element.',
    category: 'html',
    tags: ['accessibility', 'performance'],
    keywords: 'picture, responsive image',
    support:
      'n#1@2019-05 n#1@2019-05 n#1@2019-05 n#1@2020-02 n@2019 n@2020-01 n@16.80 n@2024-01 n@2019-05 n@2019-05 n@2019-05 n@2019-05 n@2019-05 a#2@14.4 y@12.2 n@2020-01 n@2020-01 n@2020-01 y@60.3 - y@6.0 y@2019-05 y@2019-05 y@2019-05 n@2024-04 n@2024-04 n@2024-04 n@2020-03 n@2020-03 n@2020-03 n@2020-06 n@2020-10 n@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': '`<picture>` and `<source>` tags are replaced by `<u></u>` tags.',
      '2': '`<picture>` tag is stripped in some cases (like having too few content or no background-color).',
    },
  },
  {
    slug: 'html-popover',
    title: 'popover attribute',
    description: 'Show and hide things',
    category: 'html',
    support:
      'n@2023-09 n@2023-09 n@2024-03 n@2024-03 n@2019 n@2023-09 n@16.80 n@2024-01 n@2023-09 n@2024-03 n@2023-09 n@2023-09 n@2024-03 y@16 y@16 n@2023-09 n@2023-09 u@2023-09 n@115.2 - a#1@6.1.90.16 y@2024-03 n@2024-03 y@2024-03 u@2021-03 u@2019-08 u@2019-08 n@2023-09 n@2023-09 u@2023-09 n@2023-09 a@2024-01 n@2023-09 u@2021-08 - - - - u@2022-06 u@2022-06 u@2022-06 u@2022-06 u@2022-06 u@2022-06 u@2022-06 u@2022-06 - -',
    notes: {
      '1': 'Partial. Not supported with Hotmail/Outlook accounts.',
      '2': 'Partial. The `popovertarget` attribute is supported, but the `popover` attribute and the `dialog` element are not.',
    },
  },
  {
    slug: 'html-pre',
    title: '<pre> element',
    category: 'html',
    support:
      'y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2019 y@2023-04 y@16.80 y@2024-01 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-04 y@2023-05 y@2023-05 y@2023-05 y@102.10.1 - y@2023-04 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-05 y@2023-04 y@2023-04 y@2023-05 - - y@2023-05 y@2023-05 y@2023-04 - - u@2023-04 u@2023-04 u@2023-04 u@2023-04 u@2023-04 - -',
  },
  {
    slug: 'html-progress',
    title: '<progress> element',
    category: 'html',
    support:
      'n@2019-02 n@2019-02 a#1@2019-02 n@2020-02 n@2019 n@2019-02 n@16.80 n@2024-01 n@2019-02 n@2019-02 n@2019-02 n@2019-02 n@2019-02 y@12.4 y@12.1 n@2019-02 n@2019-02 n@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: { '1': 'Partial. Supported with non Google accounts only.' },
  },
  {
    slug: 'html-required',
    title: 'required attribute',
    description: 'Required attribute on form elements',
    category: 'html',
    keywords: 'form, required',
    support:
      'n@2019-09 n@2019-09 a#1@2019-09 n@2020-02 n@2019 n@2020-01 n@16.80 n@2024-01 y@2019-06 y@2019-06 n@2019-09 n@2019-09 n@2019-09 y@12.4 y@12.4 n@2019-09 n@2019-09 n@2019-09 y@68.4 - y@9.0 a#2@2020-01 n@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 a#2@2020-03 n@2020-03 n@2020-03 n@2020-06 n@2020-10 y@2021-07 a#2@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Partial. Only supported with non Google accounts.',
      '2': 'Partial. The `required` attribute is supported, but form elements are not.',
    },
  },
  {
    slug: 'html-role',
    title: 'role attribute',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'accessibility, a11y, wai-aria',
    support:
      'y@2019-06 y@2019-02 y@2020-01 y@2020-02 y#1@2019 n@2020-01 y@16.80 y@2024-01 y@2020-01 y@2020-01 a#2@2020-02 a#2@2020-02 a#2@2020-02 y@10.3 y@12.2 a#2@2020-02 a#2@2020-02 a#2@2020-02 y@60.3 - y@5.0.10.2 y@2019-06 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - n@2022-06 y@2022-06 n@2022-06 n@2022-06 y@2022-06 n@2022-06 n@2022-06 n@2022-06 - -',
    notes: {
      '1': 'Not live tested, only looked at processed code on Litmus.',
      '2': 'Partial. Only works on the `<table>` tag.',
    },
  },
  {
    slug: 'html-rp',
    title: '<rp> element',
    category: 'html',
    tags: ['i18n'],
    support:
      'n@2019-02 n@2019-02 a#1@2020-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: { '1': 'Partial. Supported with non Google accounts only.' },
  },
  {
    slug: 'html-rt',
    title: '<rt> element',
    category: 'html',
    tags: ['i18n'],
    support:
      'n@2019-02 n@2019-02 a#1@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: { '1': 'Partial. Supported with non Google accounts only.' },
  },
  {
    slug: 'html-ruby',
    title: '<ruby> element',
    category: 'html',
    tags: ['i18n', 'accessibility'],
    support:
      'n@2019-02 n@2019-02 a#1@2019-02 n@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 n@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: { '1': 'Partial. Supported with non Google accounts only.' },
  },
  {
    slug: 'html-select',
    title: '<select> element',
    description: 'HTML select menu',
    category: 'html',
    keywords: 'form, select',
    support:
      'y@2019-09 a#1@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-06 y@2019-06 y@2019-09 n@2019-09 y@2019-09 y@12.4 a#1@12.4 y@2019-09 y@2019-09 y@2019-09 a#3@68.4 - y@9.0 n#2@2020-01 n#2@2021-06 n#2@2021-06 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 n#2@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 y@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Buggy. Works if the email is shorter than the viewport. Otherwise the screen goes blank when the `<select>` is in focus.',
      '2': 'Not supported. `<select>` is transformed into `<noselect>`.',
      '3': 'Buggy. Interacting with the element submits the form it belongs in.',
    },
  },
  {
    slug: 'html-semantics',
    title: 'HTML5 semantics',
    description:
      'This includes support for `<article>`, `<aside>`, `<details>`, `<figcaption>`, `<figure>`, `<footer>`, `<header>`, `<main>`, `<mark>`, `<nav>`, `<section>`, `<summary>`, `<time>` elements.',
    category: 'html',
    tags: ['accessibility'],
    keywords: 'article, aside, details, figcaption, figure, footer, header, main, mark, nav, section, summary, time',
    support:
      'a#2@2019-07 a#2@2019-07 a#2@2019-07 a#2@2020-02 n@2019 n@2020-01 a#1#4@16.80 a#1#4@2024-01 a#1#4@2019-07 a#1#4@2019-07 n#4@2019-07 n#4@2019-07 n#4@2019-07 y@10.3 y@12.4 n#4@2020-01 n#4@2020-01 n#4@2020-01 y@60.3 - y@6.0 y@2019-07 y@2019-07 y@2019-07 a#1@2024-04 a#1@2024-04 a#1@2024-04 y@2020-03 y@2020-03 y@2020-03 a#5@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 a#1@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Partial. Only `<time>` is supported.',
      '2': 'Partial. `<details>`, `<main>`, `<nav>` and `<summary>` are not supported. Opening and closing tags are replaced by `<u></u>`.',
      '3': 'Partial. `<article>` is not supported.',
      '4': 'Unsupported opening and closing tags are stripped.',
      '5': 'Partial. `<article>`, `<aside>`, `<header>`, `<main>` `<nav>`, `<section>`, `<summary>` are not supported.',
    },
  },
  {
    slug: 'html-small',
    title: '<small> element',
    description:
      'The `<small>` HTML element represents side-comments and small print, like copyright and legal text, independent of its styled presentation.',
    category: 'html',
    support:
      'y@2021-11 y@2021-11 y@2021-11 y@2020-02 y@2019 y@2021-11 y@16.80 y@2024-01 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@14 y@2021-11 y@2021-11 y@2021-11 y@2021-11 - y@2021-11 y@2021-11 y@2021-11 y@2021-11 n@2021-11 n@2021-11 n@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 y@2021-11 - - y@2021-11 y@2021-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 n@2022-11 y@2022-11 - -',
    notes: {},
  },
  {
    slug: 'html-span',
    title: '<span> element',
    category: 'html',
    support:
      'y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2019 y@2020-05 y@16.80 y@2024-01 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@12.4 y@13.4 y@2020-05 y@2020-05 y@2020-05 y@68.7 - y@6.0 y@2020-05 y@2020-05 y@2020-05 y@2021-03 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
  },
  {
    slug: 'html-srcset',
    title: 'srcset and sizes attributes',
    description: 'This is the description of the `srcset` and `sizes` attributes.',
    category: 'html',
    tags: ['performance'],
    support:
      'n@2019-05 n@2019-05 n@2019-05 n@2020-02 n@2019 n@2020-01 n@16.80 n@2024-01 n@2019-05 n@2019-05 n@2019-05 n@2019-05 n@2019-05 y@10.3 y@12.2 n@2020-01 n@2020-01 n@2020-01 y@60.3 - y@6.0 y@2019-05 y@2019-05 y@2019-05 n@2024-04 n@2024-04 n@2024-04 n#2@2020-03 n@2020-03 n@2020-03 n@2020-06 n#2@2020-10 n#2@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n@2022-11 n@2022-11 - -',
    notes: {
      '1': '`<picture>` and `<source>` tags are replaced by `<u></u>` tags.',
      '2': 'The `sizes` attribute is supported but not `srcset`.',
    },
  },
  {
    slug: 'html-strike',
    title: '<strike> element',
    category: 'html',
    support:
      'y@2019-02 a#1@2019-02 a#1@2019-02 y@2020-02 y@2019 y@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@68.4 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 y@2021-03 y@2020-01 y@2020-01 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: { '1': 'Partial. Not supported with non Google accounts.' },
  },
  {
    slug: 'html-strong',
    title: '<strong> element',
    category: 'html',
    support:
      'y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2019 y@2020-05 y@16.80 y@2024-01 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@12.4 y@13.4 y@2020-05 y@2020-05 y@2020-05 y@68.7 - y@6.0 y@2020-05 y@2020-05 y@2020-05 y@2021-03 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-05 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
  },
  {
    slug: 'html-style',
    title: '<style> element',
    description: 'An HTML element to contain style information, in CSS, for a document or part of a document.',
    category: 'html',
    support:
      'a#1#6@2023-01 a#1#2@2023-01 a#1#2@2019-06 n@2023-01 a#4@2019 a#4@2023-01 y@16.80 y@2024-01 y@2023-01 y@2019-06 y@2023-01 y@2023-01 y@2025-06 y@16.0 y@16.2 y@2023-01 y@2023-01 y@2020-01 y@102.7 y@102.7 y@6.0 n@2025-07 n@2025-07 n@2023-02 y@2023-02 y@2023-02 y@2023-02 y@2023-01 a#1@2023-01 a#1@2020-03 y@2020-06 y@2020-09 y@2021-07 n@2025-07 n@2025-07 n@2023-02 - - n@2023-07 y@2022-11 y@2022-11 n@2025-04 y@2022-11 y@2022-11 y@2022-11 y@2022-11 n@2023-02 y@2023-12',
    notes: {
      '1': 'Partial. Not supported inside the `<body>`.',
      '2': 'Partial. Not supported with non Google accounts.',
      '3': 'Buggy. The first `<head>` in the HTML is removed, so `<style>` elements need to be in a second `<head>` element.',
      '4': 'Buggy. `<style>` elements need to be declared before their rules are used.',
      '5': 'A CSS rule following a CSS comment is ignored. (See [email-bugs#25](https://github.com/hteumeuleu/email-bugs/issues/25).)',
      '6': 'The size of the `<style>` tag [is limited to 16 KB](https://github.com/hteumeuleu/email-bugs/issues/90)',
    },
  },
  {
    slug: 'html-svg',
    title: 'Embedded <svg> image',
    description:
      'Support for embedded `<svg>` images. See [SVG html](/features/image-svg) for linked external SVG support.',
    category: 'html',
    keywords: 'image, SVG',
    support:
      'n@2020-02 n@2020-02 n@2020-02 n@2020-02 n@2019 n@2020-02 n@16.80 n@2024-01 n@2020-02 n@2020-02 n@2020-02 n@2020-02 n@2020-02 a#1@13 y@13 n@2020-02 n@2020-02 n@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 n@2021-07 y@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 n#2@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Buggy. Requires a background on the `<body>`. Can be any type of background, image or a color, can be set as attribute, inline style or in `<style>` block',
      '2': 'Not supported. Element is removed along with any fallback content.',
    },
  },
  {
    slug: 'html-table',
    title: '<table> element',
    category: 'html',
    tags: ['accessibility'],
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 y@2019 y@2019-09 y@16.80 y@2024-01 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 y@60.3 - y@6.0 y@2019-09 y@2019-09 y@2019-09 y@2021-03 y@2019-09 y@2019-09 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
  },
  {
    slug: 'html-target',
    title: 'target attribute',
    description: 'Where to display the linked URL on `<a>` elements.',
    category: 'html',
    support:
      'n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 a#3@2019 a#3@2021-12 a#3@16.80 n#1@2024-01 a#3@2021-12 a#3@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 a#3@15 a#3@15 n#1@2021-12 n#1@2021-12 n#1@2021-12 a#3@78.14 - a#3@6.0 y#2@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 n#1@2021-12 y#2@2021-12 - - - - n#1@2022-11 a#3@2022-11 n@2022-11 n#1@2022-11 a#3@2022-11 n@2022-11 n#1@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Not supported. `target="_blank"` is forced on all links.',
      '2': 'Supported. But `target="_blank"` is forced if the attribute is missing.',
      '3': 'The attribute is supported but links always open in a new window anyway.',
    },
  },
  {
    slug: 'html-textarea',
    title: '<textarea> element',
    description: 'HTML input type text',
    category: 'html',
    keywords: 'form, text',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 n@2019 n@2020-01 y@16.80 y@2024-01 y@2019-06 n#3@2019-06 y@2019-09 y@2019-09 n#3@2019-09 y@13 y#2@12.4 y@2019-09 y@2019-09 y@2019-09 a#5@68.4 - n#3@9.0 n#4@2020-01 n#4@2021-06 n#4@2021-06 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 a#3@2020-03 n@2020-06 y@2020-10 y@2021-07 n#4@2021-08 - - - - n@2022-11 y@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 y@2022-11 n@2022-11 - -',
    notes: {
      '1': 'Buggy. Email scrolls to the end when space bar is pressed.  This can be fixed by wrapping the `<input>` in `<ul role="presentation">`.',
      '2': 'Buggy. Screen jumps when input is in focus.',
      '3': 'Buggy. A number of android clients will not show the keyboard when the input is clicked.  Copy and pasting text works.',
      '4': 'Not supported. `<textarea>` is transformed into `<notextarea>`.',
      '5': 'Buggy. Interacting with the element submits the form it belongs in.',
    },
  },
  {
    slug: 'html-valign',
    title: 'valign attribute',
    category: 'html',
    support:
      'y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2019 y@2020-12 y@16.80 y@2024-01 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@13 y@13 y@2020-12 y@2020-12 y@2020-12 y@78.6 - y@6.0 y@2020-12 y@2020-12 y@2020-12 y@2021-03 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2020-12 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: {
      '1': 'Buggy. The attribute is supported, but the webmail has default styles setting all `<td>` to `vertical-align:top` in CSS.',
    },
  },
  {
    slug: 'html-video',
    title: '<video> element',
    category: 'html',
    keywords: 'mp4',
    support:
      'n#2@2019-09 n#2@2019-09 n#2@2019-09 n#2@2020-02 n@2019 n@2019-09 y#11@16.80 n#8@2024-01 n#8@2021-05 n#8@2021-05 n#4@2019-09 n#4@2019-09 n#4@2019-09 y@12.4 a#5#6@13.3 n#4@2019-09 n#4@2019-09 n#4@2019-09 y@60.9 - a#5@6.0 y@2019-09 y@2019-09 y@2019-09 n@2024-04 n@2024-04 n@2024-04 n#7@2020-03 n@2020-03 n@2020-03 n@2020-06 n@2020-10 n#9@2021-07 n#10@2021-08 - - - - n@2022-11 y#5#6@2022-11 n@2022-11 n@2022-11 y#5#6@2022-11 n@2022-11 n#9@2022-11 n@2022-11 - -',
    notes: {
      '1': 'The `<video>` element is supported, but not the inner `<source>` element so no video can play.',
      '2': '`<video>`, `<source>` and `<track>` tags are replaced by `<u></u>` tags.',
      '3': 'Buggy. Support depends on the version of Internet Explorer installed.',
      '4': '`<video>`, `<source>` and `<track>` tags are stripped. The fallback content is shown instead.',
      '5': 'Partial support. Requires the `controls` attribute to play.',
      '6': 'Partial support. `autoplay` is not supported.',
      '7': 'The `<video>` element is supported and the `poster` image is visible, but the video can not play due to a strict Content Security Policy.',
      '8': 'The `<video>` element is supported, but the video can not play due to a strict Content Security Policy.',
      '9': 'Not supported. The `<video>` element and all its content is removed.',
      '10': 'Not supported. The `src` attribute is replaced by `data-src`.',
      '11': 'Partial support. The video can be played by doing a right click and play. But `autoplay` and `controls` are not supported.',
    },
  },
  {
    slug: 'html-wbr',
    title: '<wbr> element',
    category: 'html',
    support:
      'y@2020-02 n@2019-02 a#1@2019-02 y@2020-02 n@2019 n@2019-02 y@16.80 y@2024-01 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@2019-02 y@12.4 y@12.1 y@2019-02 y@2019-02 y@2019-02 y@60.8 - y@5.0.10.2 y@2020-01 y@2020-01 y@2020-01 n@2024-04 y@2024-04 n@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 n@2020-10 y@2021-07 y@2021-08 - - - - n@2022-11 n@2022-11 n@2022-11 n@2022-11 n@2022-11 n@2022-11 y@2022-11 n@2022-11 - -',
    notes: { '1': 'Partial. Supported with non Google accounts only.' },
  },
  {
    slug: 'html-width',
    title: 'width attribute',
    category: 'html',
    support:
      'y@2019-09 y@2019-09 y@2019-09 y@2020-02 a#1#2@2019 y@2019-09 y@16.80 y@2024-01 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y@2019-09 y#3@12.4 y@12.4 y@2019-09 y@2019-09 y@2019-09 y@60.3 - y@6.0 y@2019-09 y@2019-09 y@2019-09 y@2021-03 y@2019-09 y@2019-09 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 y@2022-11 - -',
    notes: {
      '1': "Buggy. Percentage width on `<img>` elements are based on the physical file's width, not on the parent element's width.",
      '2': "Buggy. Sizes set in attributes don't scale in 120 dpi mode.",
      '3': 'The `width` attribute is ignored on CID embedded images. See [#171](https://github.com/hteumeuleu/caniemail/issues/171).',
    },
  },
  {
    slug: 'image-apng',
    title: 'Animated PNG image format',
    description: 'Support for animated PNG image format',
    category: 'image',
    keywords: 'image, apng, png, animation',
    support:
      'n@2020-02 y@2020-02 n@2020-02 n@2020-02 n@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 n@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2021-03 y@2020-02 y@2020-02 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: {},
  },
  {
    slug: 'image-avif',
    title: 'AVIF image format',
    description: 'A modern image format based on the AV1 video format.',
    category: 'image',
    tags: ['performance'],
    keywords: 'image,img,AVIF',
    support:
      'a#3@2023-01 a#3@2023-01 a#3@2023-01 a#3@2023-01 n@2019 n@2021-01 y@16.80 y#1@2024-01 y@2023-04 y#1@4.2116.0 y#1@2021-01 y@2023-04 y#1@6.27 y@13.3 y@16.4 y#1@2021-01 y@2023-04 y#1@2021-05 y#2@102.6 - y@6.1.74.5 y#1@2021-01 n@2021-01 y#1@2021-05 y#1@2021-01 n@2021-01 y@2021-05 y#1@2021-01 y@2023-04 y#1@2021-01 y@2023-01 n@2023-01 n@2023-04 y@2021-08 - - - - n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 - -',
    notes: {
      '1': 'Support depends on browser and operating system support.',
      '2': 'Does not support animated AVIF.',
      '3': 'Converts still AVIF into a jpg and animated AVIF into a gif.',
    },
  },
  {
    slug: 'image-base64',
    title: 'Base 64 image format',
    description: 'Support for Base 64 image format',
    category: 'image',
    keywords: 'image, Base 64',
    support:
      'n@2024-05 n@2020-02 n@2020-02 n@2020-02 a#1@2019 n@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 n#2@2020-02 y@2020-02 y@2020-02 y@2024-04 y@2024-04 y@2024-04 y@2020-03 y@2020-03 y@2020-03 n@2020-06 y@2020-10 y@2021-07 n#2@2021-08 - - - - a#3@2022-09 y@2022-09 y@2022-09 a#3@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: {
      '1': 'Partial: Does not render Base 64 gif format.',
      '2': 'Not supported. The `src` is turned into a `nosrc` attribute.',
      '3': 'Partial: Only supports Base 64 png format.',
    },
  },
  {
    slug: 'image-bmp',
    title: 'BMP image format',
    description: 'Support for BMP image format',
    category: 'image',
    keywords: 'image, BMP',
    support:
      'a#1@2020-02 y@2020-02 a#1@2020-02 a#1@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2021-03 y@2020-02 y@2020-02 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 n@2022-09 y@2022-09 y@2022-09 n@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: { '1': 'Buggy. An image renders but the colours are incorrect.' },
  },
  {
    slug: 'image-gif',
    title: 'GIF image format',
    description: 'Support for GIF image format',
    category: 'image',
    keywords: 'image, GIF',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 a#1#2@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2021-03 y@2020-02 y@2020-02 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: {
      '1': 'Partial: Does not support animated gif images.',
      '2': 'Partial: With an Office 365 account, it plays the animation 3 times then stops and shows a play button to reactivate the animation.',
    },
  },
  {
    slug: 'image-hdr',
    title: 'HDR image format',
    description: 'Support for HDR image format',
    category: 'image',
    keywords: 'image, HDR',
    support:
      'n@2020-02 n@2020-02 n@2020-02 n@2020-02 n@2019 n@2020-02 n@16.80 n@2024-01 n@2020-02 n@2020-02 n@2020-02 n@2020-02 n@2020-02 n@13 n@13 n@2020-02 n@2020-02 n@2020-02 n@68.4 n@2020-02 n@9.0 y@2020-02 y@2020-02 n@2020-02 y@2021-03 y@2020-02 n@2020-02 n@2020-03 n@2020-03 n@2020-03 n@2020-06 n@2020-10 n@2021-07 n@2021-08 - - - - n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 - -',
  },
  {
    slug: 'image-heif',
    title: 'HEIF image format',
    description: 'Support for HEIF image format',
    category: 'image',
    keywords: 'image, HEIF',
    support:
      'a#1@2024-02 a#1@2024-02 a#1@2024-02 a#1@2024-02 n@2019 n@2024-02 y@16.80 n@2024-02 y@2024-02 n@2024-02 a#3@2024-02 y@2024-02 n@2024-02 y#2@16 y@17 a#3@2024-02 y@2024-02 n@2024-02 n@115.7 n@115.7 n@9.0 n@2020-02 n@2020-02 n@2020-02 n@2021-03 n@2020-02 n@2020-02 a#3@2024-02 y@2024-02 n@2024-02 n@2020-06 n@2020-10 n@2021-07 n@2021-08 - - - - n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 n@2022-09 - -',
    notes: {
      '1': 'Partial: Converts file to jpg.',
      '2': 'Supported on macOS 14 Sonoma.',
      '3': 'Partial. Webmail rendering depends on browser support.',
    },
  },
  {
    slug: 'image-ico',
    title: 'ICO image format',
    description: 'Support for ICO image format',
    category: 'image',
    keywords: 'image, ICO',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 n@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 n@2020-02 y@2021-03 y@2020-02 y@2020-02 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'image-jpg',
    title: 'JPG image format',
    description: 'Support for JPG image format',
    category: 'image',
    keywords: 'image, JPG, jpeg',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2021-03 y@2020-02 y@2020-02 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'image-mp4',
    title: 'Video as Image Assets',
    description: 'WebKit in Safari supports loading H.264 encoded MP4 video with an HTML tag or as a CSS background.',
    category: 'image',
    keywords: 'mp4',
    support:
      'n@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2019 n@2021-05 n@16.80 y#1@2024-01 y@2021-05 n@2021-05 y#1@2021-05 y@2021-05 n@2021-05 y@14 y@14.5 y#1@2021-05 y@2021-05 n@2021-05 n@78.19 - n@6.0 y#1@2021-05 y@2021-05 n@2021-05 y#1@2021-05 y@2021-05 n@2021-05 y#1@2021-05 y@2021-05 n@2021-05 n@2021-05 n@2021-05 n@2021-07 y#1@2021-08 - - - - n@2022-09 y@2022-09 n@2022-09 n@2022-09 y@2022-09 n@2022-09 n@2022-09 n@2022-09 - -',
    notes: {
      '1': 'Only supported in Safari.',
      '2': 'A similar can be achieved using the [`dynsrc` attribute](https://docs.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/ms533742(v=vs.85)).',
    },
  },
  {
    slug: 'image-png',
    title: 'PNG image format',
    description: 'Support for PNG image format',
    category: 'image',
    keywords: 'image, PNG',
    support:
      'y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2019 y@2020-02 y@16.80 y@2024-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@13 y@13 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2021-03 y@2020-02 y@2020-02 y@2020-03 y@2020-03 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
  },
  {
    slug: 'image-svg',
    title: 'SVG image format',
    description:
      'Support for SVG image format, as a linked file. See [SVG html](/features/html-svg) for embedded SVG support.',
    category: 'image',
    keywords: 'image, SVG',
    support:
      'n@2024-07 a#1@2023-01 a#1@2023-01 n@2023-01 y@2019 y@2020-02 y@16.80 y@2024-01 y@2023-01 y@2020-02 y@2020-02 y@2020-02 y@2020-02 y@14 y@15 y@2020-02 y@2020-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2020-02 y@2020-02 y@2021-03 y@2020-02 y@2020-02 y@2020-03 y@2020-03 y@2020-03 y@2020-06 n@2023-01 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: { '1': 'Partially supported. Only works with non Google accounts.' },
  },
  {
    slug: 'image-tiff',
    title: 'TIFF image format',
    description: 'Support for TIFF image format',
    category: 'image',
    keywords: 'image, TIFF',
    support:
      'a#1@2020-02 y@2020-02 a#1#2@2020-02 a#1@2020-02 n@2019 y@2020-02 y@16.80 n@2024-01 y@2020-02 n@2020-02 n@2020-02 y@2020-02 n@2020-02 y@13 y@13 n@2020-02 y@2020-02 n@2020-02 n@68.4 n@2020-02 n@9.0 y@2020-02 y@2020-02 n@2020-02 n@2021-03 y@2020-02 n@2020-02 y@2020-03 y@2020-03 n@2020-03 y@2020-06 n@2020-10 n@2021-07 y@2021-08 - - - - n@2022-09 y@2022-09 n@2022-09 n@2022-09 y@2022-09 n@2022-09 n@2022-09 n@2022-09 - -',
    notes: {
      '1': 'Buggy. An image renders but the colours are incorrect.',
      '2': 'Partial. Does not render with non Google accounts.',
    },
  },
  {
    slug: 'image-webp',
    title: 'webP image format',
    description: 'Support for webP image format',
    category: 'image',
    tags: ['performance'],
    keywords: 'image, webP',
    support:
      'a#1#3@2020-02 a#1#3@2021-02 a#1#3@2020-02 a#1#3@2020-02 n@2019 y#3@2020-02 y@16.80 y#2@2024-01 y@2021-02 y@2020-02 y#2@2020-02 y@2021-02 y@2020-02 y@14 y@14 y#2@2020-02 y@2021-02 y@2020-02 y@68.4 y@2020-02 y@9.0 y@2020-02 y@2021-02 y@2020-02 y@2021-03 y@2021-02 y@2020-02 y@2020-03 y@2021-02 y@2020-03 y@2020-06 y@2020-10 y@2021-07 y@2021-08 - - - - y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 y@2022-09 - -',
    notes: {
      '1': 'Partial: Converts file to jpg.',
      '2': 'Partial. Webmail rendering depends on browser support.',
      '3': 'Partial. Does not support animation.',
    },
  },
]
