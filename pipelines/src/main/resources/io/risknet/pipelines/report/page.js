'use strict';

// What pages have in common: they draw the data in them. All texts go in as text, never as markup.
const data = JSON.parse(document.getElementById('data').textContent);
const dark = matchMedia('(prefers-color-scheme: dark)');
const charts = [];

/** An element with properties and children, which are elements or texts. */
function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== 'list') made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
const whole = (value) => (isNumber(value) ? value.toLocaleString('en-US') : 'not defined');
const fixed = (value, digits = 4) => (isNumber(value) ? value.toFixed(digits) : 'not defined');
const percent = (value, digits = 1) => (isNumber(value) ? (100 * value).toFixed(digits) + '\u00a0%' : 'not defined');
const short = (value) => (Number.isInteger(value) ? String(value) : isNumber(value) ? String(Number(value.toPrecision(4))) : value === undefined || value === null ? '' : String(value));

/** The limits of an interval, or why it has none. */
const between = (of, digits = 4) => (isNumber(of?.lower) ? `${fixed(of.lower, digits)}\u00a0to\u00a0${fixed(of.upper, digits)}` : of?.undefined ?? '');

/** To two digits, so that an axis ends at a number that reads well. */
function roundUp(value) {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(2));
}

function seconds(value) {
  if (value < 100) return value.toFixed(1) + ' s';
  const minutes = Math.round(value / 60);
  return minutes < 100 ? minutes + ' min' : (minutes / 60).toFixed(1) + ' h';
}

function bytes(value) {
  const unit = value >= 1e9 ? [1e9, 'GB'] : value >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB'];
  return (value / unit[0]).toFixed(1) + ' ' + unit[1];
}

/** A section with its entry in the navigation. */
function section(id, title, lead, ...children) {
  document.querySelector('nav').append(el('a', { href: '#' + id }, title));
  const made = el('section', { id, 'aria-labelledby': id + '-title' },
    el('h2', { id: id + '-title' }, title), lead ? el('p', { className: 'lead' }, lead) : null, ...children);
  document.querySelector('main').append(made);
  return made;
}

function facts(pairs) {
  const shown = pairs.filter(([, value]) => value !== undefined && value !== '');
  return el('dl', { className: 'facts' }, ...shown.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))]));
}

function tiles(values) {
  return el('dl', { className: 'tiles' }, ...values.map(([name, value, small]) =>
    el('div', { className: 'tile' }, el('dt', {}, name), el('dd', {}, value, small ? el('small', {}, small) : null))));
}

/** Columns are {title, of, show}: `of` gives a row's value, which is sorted by, `show` its text; rows that are `marked` stand out. */
function table(label, columns, rows, sortable = false, marked = () => false) {
  const body = el('tbody');
  const cell = (column, row) => {
    const value = column.of(row);
    const text = column.show ? column.show(value) : short(value);
    return el('td', { className: isNumber(value) ? 'number' : '' }, text);
  };
  const fill = (sorted) => body.replaceChildren(...sorted.map((row) => el('tr', marked(row) ? { className: 'marked' } : {}, ...columns.map((column) => cell(column, row)))));
  const heads = columns.map((column) => {
    const numeric = rows.some((row) => isNumber(column.of(row)));
    return el('th', { scope: 'col', className: numeric ? 'number' : '' }, sortable ? el('button', { type: 'button' }, column.title) : column.title);
  });
  if (sortable) {
    heads.forEach((head, at) => head.firstChild.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      fill([...rows].sort((a, b) => compare(columns[at].of(a), columns[at].of(b), up)));
    }));
  }
  fill(rows);
  return el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': label },
    el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body));
}

/** A note where a table has the first of very many rows. */
const beyond = (shown, inAll, file) => (shown < inAll ? [el('p', { className: 'note' }, `The first ${whole(shown)} of ${whole(inAll)}; ${file} has all.`)] : []);

const isMissing = (value) => value === undefined || value === null || value === '';

/** Numbers by size, before texts by letters; what is missing comes last, upwards and downwards. */
function compare(a, b, up) {
  if (isMissing(a) || isMissing(b)) return isMissing(a) - isMissing(b);
  const ascending = isNumber(a) && isNumber(b) ? a - b : isNumber(a) !== isNumber(b) ? (isNumber(a) ? -1 : 1) : String(a).localeCompare(String(b), 'en', { numeric: true });
  return up ? ascending : -ascending;
}

// Okabe and Ito's colours, which colour-blind people tell apart; lighter ones on dark ground.
const colours = () => (dark.matches && !printing
  ? { ink: '#e6eaf0', soft: '#a3adbb', line: '#343d4a', page: '#12171e', series: ['#56b4e9', '#e69f00', '#4fc79f', '#cc79a7', '#f0e442'] }
  : { ink: '#1b2430', soft: '#566173', line: '#d9dee6', page: '#ffffff', series: ['#0072b2', '#d55e00', '#009e73', '#a0527f', '#000000'] });
let printing = false;

/** A chart with its values as a table; `undefined` is why there is nothing to draw, `bars` how many lie below each other. */
function figure({ title, text, option, values, undefined: reason, wide, bars }) {
  const caption = el('figcaption', {}, el('h3', {}, title), text ? el('p', {}, text) : null);
  if (reason) {
    return el('figure', {}, caption, el('p', { className: 'undefined' }, 'Not defined. ' + reason));
  }
  const box = el('div', { className: 'chart', role: 'img', 'aria-label': title + '. ' + (text ?? '') });
  if (bars) box.style.height = 70 + 22 * bars + 'px';
  charts.push({ box, option });
  const more = values ? el('details', {}, el('summary', {}, 'Values'), table(title, values.columns, values.rows)) : null;
  return el('figure', { className: wide ? 'wide' : '' }, caption, box, more);
}

const axis = (c, name, more = {}) => ({
  name, nameLocation: 'middle', nameGap: 30, nameTextStyle: { color: c.soft },
  axisLine: { lineStyle: { color: c.line } }, splitLine: { lineStyle: { color: c.line, opacity: 0.6 } }, ...more,
  axisLabel: { color: c.soft, hideOverlap: true, ...more.axisLabel },
});

/** What all charts on two axes have in common. */
function plane(c, x, y, series, more = {}) {
  return {
    animation: false, color: c.series, textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 58, right: 18, top: 34, bottom: 48 }, legend: { top: 0, textStyle: { color: c.ink }, icon: 'roundRect' },
    tooltip: { trigger: 'item', confine: true, backgroundColor: c.page, borderColor: c.line, textStyle: { color: c.ink } },
    xAxis: axis(c, x.name, { type: 'value', ...x }), yAxis: axis(c, y.name, { type: 'value', nameGap: 42, ...y }), series, ...more,
  };
}

const share = (name) => ({ name, min: 0, max: 1, axisLabel: { formatter: (v) => Math.round(100 * v) + ' %' } });
const diagonal = (c, name, ends = [[0, 0], [1, 1]]) => ({ type: 'line', name, data: ends, symbol: 'none', silent: true, lineStyle: { type: 'dashed', color: c.soft, width: 1 }, itemStyle: { color: c.soft } });

/** A curve of {threshold, x, y}. */
function curve(title, text, of, xName, yName, xShort, yShort, baseline) {
  const rows = of.points ?? [];
  return figure({
    title, text, undefined: of.undefined,
    option: (c) => plane(c, share(xName), share(yName), [
      { type: 'line', name: title, data: rows.map((p) => [p.x, p.y, p.threshold]), symbolSize: 7, showSymbol: true, symbol: 'circle', itemStyle: { opacity: 0 }, emphasis: { itemStyle: { opacity: 1 } }, lineStyle: { width: 2.5, opacity: 1 },
        tooltip: { formatter: ({ data: [x, y, t] }) => `${xShort} ${percent(x)}<br>${yShort} ${percent(y)}<br>scores from ${short(t) || 'none'}` } },
      ...(baseline ? [diagonal(c, ...baseline)] : [])], { legend: { show: false } }),
    values: { columns: [{ title: 'scores from', of: (p) => p.threshold }, { title: xShort, of: (p) => p.x, show: percent }, { title: yShort, of: (p) => p.y, show: percent }], rows },
  });
}

/** ECharts takes tooltips as markup. */
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function run({ manifest, inAll }) {
  const { stages, inputs: files } = manifest;
  section('run', 'The run', null,
    el('div', { className: 'grid' },
      figure({
        title: 'Where the time went', undefined: stages.length ? undefined : 'Nothing was trained.', text: stages.length ? `${seconds(stages.reduce((sum, stage) => sum + stage.seconds, 0))} in all` : '',
        option: (c) => plane(c, { name: 'seconds' }, { type: 'category', data: stages.map((stage) => stage.name).reverse(), name: '' },
          [{ type: 'bar', data: stages.map((stage) => stage.seconds).reverse(), barMaxWidth: 22, tooltip: { formatter: ({ name, value }) => `${escape(name)}: ${seconds(value)}` } }],
          { legend: { show: false }, grid: { left: 10, right: 24, top: 8, bottom: 40, containLabel: true } }),
        values: { columns: [{ title: 'stage', of: (s) => s.name }, { title: 'seconds', of: (s) => s.seconds, show: (v) => v.toFixed(1) }, { title: 'rows', of: (s) => s.rows, show: whole }], rows: stages },
      }),
      el('figure', {}, el('figcaption', {}, el('h3', {}, 'Provenance')), facts([
        ['run', manifest.runId], ['spec', manifest.spec], ['RiskNet', `${manifest.code.version}, commit ${manifest.code.commit.slice(0, 12)}`], ['runner', manifest.runner],
        ['parallelism', manifest.parallelism], ['started', manifest.startedAt], ['finished', manifest.finishedAt],
        ['processor time', isNumber(manifest.cpuSeconds) ? seconds(manifest.cpuSeconds) : ''], ['peak memory', isNumber(manifest.peakMemoryBytes) ? bytes(manifest.peakMemoryBytes) : '']]))),
    el('h3', {}, 'Inputs'), table('Inputs', [{ title: 'file', of: (f) => f.path }, { title: 'size', of: (f) => f.bytes, show: bytes }, { title: 'fingerprint', of: (f) => f.fingerprint }], files),
    el('p', { className: 'note' }, `${files.length < inAll.inputs ? `And ${whole(inAll.inputs - files.length)} more, which manifest.json has: ` : ''}${bytes(inAll.inputBytes)} in all.`));
}

function draw() {
  const c = colours();
  charts.forEach((chart) => {
    chart.drawn?.dispose();
    chart.drawn = echarts.init(chart.box, null, { renderer: 'svg' });
    chart.drawn.setOption(chart.option(c));
  });
}

/** Shows the sections, each of which takes the data. */
function show(subtitle, sections) {
  document.getElementById('subtitle').textContent = subtitle;
  sections.forEach((part) => part(data));
  draw();
  new ResizeObserver(() => charts.forEach((chart) => chart.drawn.resize())).observe(document.querySelector('main'));
  dark.addEventListener('change', draw);
  addEventListener('beforeprint', () => { printing = true; draw(); });
  addEventListener('afterprint', () => { printing = false; draw(); });
}
