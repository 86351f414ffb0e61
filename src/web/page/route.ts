/** What the page shows. */
export type Route =
  | { readonly view: 'messages'; readonly query: string; readonly id: string | null; readonly tab: string | null }
  | { readonly view: 'conversations'; readonly filter: string; readonly text: string; readonly id: string | null }
  | { readonly view: 'talk' | 'trouble' | 'about' }

/** Read from what stands behind the "#": whatever it is, something is shown. */
export function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [view, id = '', tab = ''] = path.split('/').map(decode)
  const params = new URLSearchParams(search)
  switch (view) {
    case 'conversations':
      return { view, filter: params.get('only') ?? '', text: params.get('q') ?? '', id: id || null }
    case 'talk':
    case 'trouble':
    case 'about':
      return { view }
    default:
      return { view: 'messages', query: params.get('q') ?? '', id: id || null, tab: tab || null }
  }
}

/** As it stands behind the "#". */
export function writeRoute(route: Route): string {
  switch (route.view) {
    case 'messages': {
      const path = ['messages', route.id, route.id && route.tab].filter((each) => each !== null && each !== '')
      return withSearch(path as string[], { q: route.query })
    }
    case 'conversations':
      return withSearch(['conversations', ...(route.id ? [route.id] : [])], { only: route.filter, q: route.text })
    default:
      return `#/${route.view}`
  }
}

function withSearch(path: readonly string[], params: Readonly<Record<string, string>>): string {
  const given = Object.entries(params).filter(([, value]) => value !== '')
  const search = new URLSearchParams(given).toString()
  return `#/${path.map(encodeURIComponent).join('/')}${search && `?${search}`}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
