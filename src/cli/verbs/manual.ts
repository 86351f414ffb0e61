import { manualPage } from '../manual.ts'
import { terminal, Verb } from '../verb.ts'

export default function manual(): Verb {
  return new Verb('manual')
    .description('Print the manual page in the roff format that man reads.')
    .example('parley manual | man -l -', 'read it')
    .action(async () => {
      terminal.stdout.write(await manualPage())
    })
}
