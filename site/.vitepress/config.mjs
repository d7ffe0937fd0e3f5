import {existsSync, readdirSync, readFileSync} from 'node:fs'

// The anchors that GitHub makes of headings: links work in both places.
function slug(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-')
}

function page(text, path) {
  return {text, link: '/docs/' + path}
}

function title(file) {
  return readFileSync(file, 'utf8').match(/^# (.*)$/m)[1].replaceAll('`', '')
}

const decisions = existsSync('docs/decisions')
  ? readdirSync('docs/decisions').filter(name => /^\d/.test(name)).sort()
      .map(name => page(title('docs/decisions/' + name), 'decisions/' + name.replace('.md', '')))
  : []

export default {
  title: 'smolscale',
  description: 'A scheduler for the virtual threads of Java 25',
  lang: 'en',
  outDir: '../site',
  cacheDir: '../site-cache',
  lastUpdated: false,
  // A page's text is Markdown only: a type such as Task<T> is no HTML.
  markdown: {html: false, anchor: {slugify: slug}},
  // Copies of files that are no pages.
  ignoreDeadLinks: [/\/results\.json$/, /\/report(\.html)?$/, /\.txt$/],
  themeConfig: {
    search: {provider: 'local'},
    outline: [2, 3],
    nav: [
      {text: 'Try it', link: '/#try-it-on-your-program'},
      page('Operate', 'operations'),
      page('Library', 'library'),
      page('Results', 'benchmarks/results'),
      {text: 'Javadoc', link: '/api/index.html', target: '_self'},
    ],
    sidebar: [
      {
        text: 'You run services',
        items: [
          {text: 'What it is', link: '/'},
          page('In production', 'operations'),
          page('What it does right now', 'observing'),
          page('Where the option goes', 'running'),
          page('Servers, clients, databases', 'servers'),
          page('Containers and Kubernetes', 'containers'),
          page('Small pods', 'pods'),
          page('Troubleshooting', 'troubleshooting'),
          page('Questions', 'faq'),
          page('What works where', 'support'),
          page('The demo', 'demo'),
        ],
      },
      {
        text: 'You write programs',
        items: [
          page('As a library', 'library'),
          page('Small programs', 'samples'),
          page('Which queue to use', 'channels'),
          page('Calls that block', 'blocking'),
          {text: 'Javadoc', link: '/api/index.html', target: '_self'},
        ],
      },
      {
        text: 'You pass messages',
        items: [
          page('Actors', 'actors'),
          page('Coroutines', 'coroutines'),
          page('Reactor and RxJava', 'reactive'),
          page('More than one machine', 'cluster'),
        ],
      },
      {
        text: 'You write a framework',
        items: [page('Below a framework', 'frameworks'), {text: 'Security', link: '/SECURITY'}],
      },
      {
        text: 'You know schedulers',
        items: [
          page('How it works', 'design'),
          page('Memory ordering', 'memory-ordering'),
          page('The simulator', 'simulator'),
          page('Benchmarks', 'benchmarks/'),
          page('Results', 'benchmarks/results'),
          page('The kit for other machines', 'benchmarks/kit'),
          page('Real services', 'benchmarks/services'),
          page('The Rust crate, name by name', 'ancestor'),
          {text: 'Decisions', collapsed: true, items: [page('All', 'decisions/'), ...decisions]},
        ],
      },
      {
        text: 'Versions',
        items: [
          page('0.2.0', 'releases/0.2.0'),
          {text: 'Changelog', link: '/CHANGELOG'},
          {text: 'Contributing', link: '/CONTRIBUTING'},
        ],
      },
    ],
  },
}
