// Copies the pages of the repository to where VitePress reads them.
//
//   node stage.mjs REPOSITORY FOLDER
//
// README.md of a folder becomes its index.md. A link to a file that is no page (a source file, a
// results.json) goes to a copy of that file, in public/. Comments are left out: they are templates
// of figures and marks of quotes, for those who change the pages.
import {cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs'
import {dirname, extname, join, posix} from 'node:path'

const [repository, work] = process.argv.slice(2)
const SOURCES = new Set(['.java', '.xml', '.yaml', '']) // shown as text, not downloaded

const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs')]

function pagesIn(folder) {
  return readdirSync(join(repository, folder), {withFileTypes: true}).flatMap(entry => {
    const path = posix.join(folder, entry.name)
    return entry.isDirectory() ? pagesIn(path) : path.endsWith('.md') ? [path] : []
  })
}

function index(path) {
  return path.replace(/(^|\/)README\.md$/, '$1index.md')
}

// Returns what a link of a page is to be on the site; null if it leads to a folder of sources.
function staged(page, link) {
  if (/^([a-z]+:|#)/.test(link)) return link
  const [target, anchor] = link.split('#')
  const path = posix.normalize(posix.join(posix.dirname(page), target)).replace(/\/$/, '')
  const hash = anchor === undefined ? '' : '#' + anchor
  if (pages.includes(path)) {
    return relative(page, index(path)) + hash
  }
  if (pages.includes(posix.join(path, 'README.md'))) {
    return relative(page, posix.join(path, 'index.md')) + hash
  }
  const file = join(repository, path)
  if (!existsSync(file)) {
    throw new Error(`${page}: there is no ${link}`)
  }
  if (statSync(file).isDirectory()) return null
  const name = SOURCES.has(extname(path)) ? path + '.txt' : path
  const copy = join(work, 'public', name)
  mkdirSync(dirname(copy), {recursive: true})
  cpSync(file, copy)
  return '/' + name
}

function linked(words, link) {
  return link === null ? words : `[${words}](${link})`
}

function relative(page, path) {
  const to = posix.relative(posix.dirname(page), path)
  return to.startsWith('.') ? to : './' + to
}

// Returns the line with its links as they are to be on the site.
function relinked(page, line) {
  return line
    .replace(/\[([^\[\]]*)\]\(([^()\s]+)\)/g, (_, words, link) => linked(words, staged(page, link)))
    .replace(/^(\[[^\]]+\]:) (\S+)$/, (_, name, link) => `${name} ${staged(page, link)}`)
    .replace(/^([^\[]*\])\(([^()\s]+)\)/, (_, words, link) => `${words}(${staged(page, link)})`)
}

// Code that is indented gets fences, which VitePress has colours and a button to copy for.
function fenced(text) {
  return text.replace(/(^|\n\n)((?:    .*\n|\n(?=    ))+)/g, (_, before, code) =>
    before + '```sh\n' + code.replace(/^    /gm, '').replace(/\n*$/, '\n') + '```\n')
}

for (const page of pages) {
  let code = false
  const text = fenced(readFileSync(join(repository, page), 'utf8').replace(/<!--[^]*?-->\n?/g, ''))
    .split('\n')
    .map(line => {
      if (line.startsWith('```')) code = !code
      return code ? line : relinked(page, line)
    })
    .join('\n')
  const file = join(work, index(page))
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, text)
}
