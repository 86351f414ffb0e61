import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawDeviations, drawLimits, drawOrder, drawStates, fill } from '../../scripts/state-diagram.ts'

const path = 'docs/protocol.md'

/** Write the page anew with `npx vitest run test/docs --update`. */
it('docs/protocol.md shows the tables as they are in the code', async () => {
  let page = readFileSync(path, 'utf8')
  page = fill(page, 'states', drawStates())
  page = fill(page, 'order', drawOrder())
  page = fill(page, 'deviations', drawDeviations())
  page = fill(page, 'limits', drawLimits())
  await expect(page).toMatchFileSnapshot(`../../${path}`)
})
