'use strict';

// Draws the report from the data in the page. All texts go in as text, never as markup.
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

/** Columns are {title, of, show}: `of` gives a row's value, which is sorted by, `show` its text. */
function table(label, columns, rows, sortable = false) {
  const body = el('tbody');
  const cell = (column, row) => {
    const value = column.of(row);
    const text = column.show ? column.show(value) : short(value);
    return el('td', { className: isNumber(value) ? 'number' : '' }, text);
  };
  const fill = (sorted) => body.replaceChildren(...sorted.map((row) => el('tr', {}, ...columns.map((column) => cell(column, row)))));
  const heads = columns.map((column) => {
    const numeric = rows.some((row) => isNumber(column.of(row)));
    return el('th', { scope: 'col', className: numeric ? 'number' : '' }, sortable ? el('button', { type: 'button' }, column.title) : column.title);
  });
  if (sortable) {
    heads.forEach((head, at) => head.firstChild.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      fill([...rows].sort((a, b) => (up ? 1 : -1) * compare(columns[at].of(a), columns[at].of(b))));
    }));
  }
  fill(rows);
  return el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': label },
    el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body));
}

/** Numbers by size, texts by letters, what is missing last. */
function compare(a, b) {
  if (isNumber(a) && isNumber(b)) return a - b;
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1;
  return String(a ?? '').localeCompare(String(b ?? ''), 'en', { numeric: true });
}

// Okabe and Ito's colours, which colour-blind people tell apart; lighter ones on dark ground.
const colours = () => (dark.matches && !printing
  ? { ink: '#e6eaf0', soft: '#a3adbb', line: '#343d4a', page: '#12171e', series: ['#56b4e9', '#e69f00', '#4fc79f', '#cc79a7'] }
  : { ink: '#1b2430', soft: '#566173', line: '#d9dee6', page: '#ffffff', series: ['#0072b2', '#d55e00', '#009e73', '#a0527f'] });
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

function summary({ manifest, verdict, evaluation }) {
  const metrics = evaluation.metrics;
  const interval = (name) => {
    const of = evaluation.intervals.intervals[name];
    return of && isNumber(of.lower) ? `${fixed(of.lower)} to ${fixed(of.upper)}` : (metrics.undefined ?? {})[name] ?? '';
  };
  const search = manifest.search;
  const words = { PASS: ['pass', 'No check objects to this model'], WARN: ['warn', 'Usable with reservations'], FAIL: ['fail', 'Not fit for use as it is'] };
  section('summary', 'Summary', null,
    el('div', { className: 'verdict ' + words[verdict.outcome][0] }, el('p', {}, words[verdict.outcome][1]),
      el('p', { className: 'lead' }, `The best of ${whole(search.trials)} trials, ${search.bestLearner}, on ${whole(metrics.rows)} test rows with ${whole(metrics.positives)} defaults.`)),
    tiles([
      ['ROC AUC', fixed(metrics.rocAuc), interval('rocAuc')], ['Gini', fixed(metrics.gini), interval('gini')], ['KS', fixed(metrics.ks), interval('ks')],
      ['Average precision', fixed(metrics.averagePrecision), interval('averagePrecision')], ['Log loss', fixed(metrics.logLoss), interval('logLoss')], ['Brier', fixed(metrics.brier, 5), interval('brier')]]),
    el('p', { className: 'note' }, `Below each metric its ${percent(evaluation.intervals.intervals.rocAuc.level, 0)} interval.`),
    el('ul', { className: 'checks' }, ...verdict.checks.map((check) => el('li', {}, el('b', { className: words[check.outcome][0] }, check.outcome.toLowerCase()), el('span', {}, check.sentence)))));
}

function run({ manifest }) {
  const stages = manifest.stages;
  section('run', 'The run', null,
    el('div', { className: 'grid' },
      figure({
        title: 'Where the time went', text: `${seconds(stages.reduce((sum, stage) => sum + stage.seconds, 0))} in all`,
        option: (c) => plane(c, { name: 'seconds' }, { type: 'category', data: stages.map((stage) => stage.name).reverse(), name: '' },
          [{ type: 'bar', data: stages.map((stage) => stage.seconds).reverse(), barMaxWidth: 22, tooltip: { formatter: ({ name, value }) => `${name}: ${seconds(value)}` } }],
          { legend: { show: false }, grid: { left: 78, right: 18, top: 10, bottom: 48 } }),
        values: { columns: [{ title: 'stage', of: (s) => s.name }, { title: 'seconds', of: (s) => s.seconds, show: (v) => v.toFixed(1) }, { title: 'rows', of: (s) => s.rows, show: whole }], rows: stages },
      }),
      el('figure', {}, el('figcaption', {}, el('h3', {}, 'Provenance')), facts([
        ['run', manifest.runId], ['spec', manifest.spec], ['RiskNet', `${manifest.code.version}, commit ${manifest.code.commit.slice(0, 12)}`], ['runner', manifest.runner],
        ['parallelism', manifest.parallelism], ['started', manifest.startedAt], ['finished', manifest.finishedAt],
        ['processor time', isNumber(manifest.cpuSeconds) ? seconds(manifest.cpuSeconds) : ''], ['peak memory', isNumber(manifest.peakMemoryBytes) ? bytes(manifest.peakMemoryBytes) : '']]))),
    el('h3', {}, 'Inputs'), table('Inputs', [{ title: 'file', of: (f) => f.path }, { title: 'size', of: (f) => f.bytes, show: bytes }, { title: 'fingerprint', of: (f) => f.fingerprint }], manifest.inputs));
}

function rows({ manifest }) {
  const counts = Object.entries(manifest.rows).map(([name, count]) => ({ name, count }));
  section('data', 'Data', 'What was read, what was left out, and how the rows were split.',
    table('Rows', [{ title: 'rows', of: (r) => r.name }, { title: 'number', of: (r) => r.count, show: whole }], counts));
}

function profile({ training }) {
  const columns = Object.entries(training.columns).filter(([, column]) => column.numbers || column.categories).map(([name, column]) => ({ name, ...column }));
  if (columns.length === 0) return;
  const most = (column) => Object.entries(column.categories?.values ?? {}).slice(0, 3).map(([value, rows]) => `${value} ${percent(rows / column.rows)}`).join(', ');
  document.getElementById('data').append(el('h3', {}, 'Training rows by column'),
    table('Training rows by column', [{ title: 'column', of: (c) => c.name }, { title: 'type', of: (c) => c.type.toLowerCase() }, { title: 'missing', of: (c) => c.missing / c.rows, show: percent },
      { title: 'least', of: (c) => c.numbers?.min }, { title: 'median', of: (c) => c.numbers?.quantiles.p50 }, { title: 'greatest', of: (c) => c.numbers?.max }, { title: 'most frequent', of: most }], columns, true));
}

function importance({ manifest, partialDependence }) {
  const of = manifest.importance;
  if (!of) return;
  const top = of.features.slice(0, 15).reverse();
  const measured = of.undefined ? 'gain' : 'permutation';
  const most = roundUp(Math.max(1e-9, ...partialDependence.flatMap((on) => on.points.map((point) => point.probability))));
  section('importance', 'What the model goes by', `${of.undefined ? 'No permutation importance: ' + of.undefined : `By how much ${of.metric} on ${whole(of.rows)} test rows gets worse when a feature's values are shuffled, the mean of ${of.repeats}.`} Features that go together share what they tell.`,
    el('div', { className: 'grid' },
      figure({
        title: `Importance by ${measured}`, text: `The first ${top.length} of ${of.features.length} features`, wide: true, bars: top.length,
        option: (c) => plane(c, { name: measured }, { type: 'category', name: '', axisLabel: { interval: 0, hideOverlap: false }, data: top.map((f) => f.feature) },
          [{ type: 'bar', barMaxWidth: 18, data: top.map((f) => f[measured] ?? 0), tooltip: { formatter: ({ name, value }) => `${escape(name)}: ${short(value)}` } }],
          { legend: { show: false }, grid: { left: 10, right: 24, top: 8, bottom: 40, containLabel: true } }),
        values: { columns: [{ title: 'feature', of: (f) => f.feature }, { title: 'permutation', of: (f) => f.permutation }, { title: 'std. deviation', of: (f) => f.deviation }, { title: 'share of gain', of: (f) => f.gain, show: percent }], rows: of.features },
      }),
      ...partialDependence.map((on) => {
        const points = on.points;
        const numeric = on.type !== 'CATEGORICAL';
        return figure({
          title: `By ${on.column}`, text: 'Mean score were this column the same in all loans; missing comes last',
          option: (c) => plane(c, { type: 'category', name: on.column, axisLabel: { formatter: (v) => (v.length > 9 ? v.slice(0, 8) + '\u2026' : v) }, data: points.map((p) => p.value || 'missing') }, { name: 'mean score', min: 0, max: most, axisLabel: { formatter: (v) => short(100 * v) + ' %' } },
            [{ type: numeric ? 'line' : 'bar', barMaxWidth: 22, symbolSize: 6, data: points.map((p) => p.probability), tooltip: { formatter: ({ dataIndex: i }) => `${escape(points[i].value || 'missing')}: ${percent(points[i].probability, 2)}<br>${whole(points[i].rows)} rows` } }], { legend: { show: false } }),
          values: { columns: [{ title: on.column, of: (p) => p.value || 'missing' }, { title: 'mean score', of: (p) => p.probability, show: (v) => percent(v, 2) }, { title: 'rows', of: (p) => p.rows, show: whole }], rows: points },
        });
      })));
}

function scorecard({ scorecard: of }) {
  if (!of) return;
  const scale = `${short(of.scale.baseScore)} points stand for odds of ${short(of.scale.baseOdds)} good loans to a bad one, and ${short(of.scale.pointsToDouble)} more for twice the odds.`;
  if (of.undefined) {
    section('scorecard', 'Scorecard', scale, el('p', { className: 'undefined' }, 'No table of points. ' + of.undefined));
    return;
  }
  const spread = (column) => Math.max(...column.bins.map((bin) => bin.points)) - Math.min(...column.bins.map((bin) => bin.points));
  const bars = [...of.columns].sort((a, b) => spread(a) - spread(b)).slice(-20);
  const warnings = of.columns.flatMap((column) => column.warnings);
  section('scorecard', 'Scorecard', `${scale} The points of a loan's bins add up to its points. Coefficients are for the log odds of default, so they should be below 0.`,
    el('ul', { className: 'checks' }, ...(warnings.length ? warnings.map((sentence) => el('li', {}, el('b', { className: 'warn' }, 'warn'), el('span', {}, sentence)))
      : [el('li', {}, el('b', { className: 'pass' }, 'pass'), el('span', {}, 'No coefficient has an unexpected sign, and no variance inflation factor is above 5.'))])),
    el('div', { className: 'grid' }, figure({
      title: 'Points at stake', text: `From the worst to the best bin of a column; ${bars.length} of ${of.columns.length} columns`, wide: true, bars: bars.length,
      option: (c) => plane(c, { name: 'points' }, { type: 'category', name: '', axisLabel: { interval: 0, hideOverlap: false }, data: bars.map((column) => column.column) },
        [{ type: 'bar', barMaxWidth: 18, data: bars.map(spread), tooltip: { formatter: ({ name, value }) => `${escape(name)}: ${value.toFixed(1)}` } }],
        { legend: { show: false }, grid: { left: 10, right: 24, top: 8, bottom: 40, containLabel: true } }),
      values: { columns: [{ title: 'column', of: (c) => c.column }, { title: 'coefficient', of: (c) => c.coefficient, show: fixed }, { title: 'VIF', of: (c) => c.vif, show: (v) => fixed(v, 2) }, { title: 'points at stake', of: spread, show: (v) => v.toFixed(1) }], rows: of.columns },
    })),
    el('h3', {}, 'Points by bin'),
    table('Points by bin', [{ title: 'column', of: (b) => b.column }, { title: 'bin', of: (b) => b.bin }, { title: 'training rows', of: (b) => b.rows, show: whole }, { title: 'default rate', of: (b) => (b.rows ? b.positives / b.rows : undefined), show: (v) => (isNumber(v) ? percent(v, 2) : 'no rows') },
      { title: 'WoE', of: (b) => b.woe, show: fixed }, { title: 'points', of: (b) => b.points, show: (v) => v.toFixed(2) }], of.columns.flatMap((column) => column.bins.map((bin) => ({ column: column.column, ...bin }))), true));
}

function stability({ manifest }) {
  const of = manifest.stability;
  if (!of) return;
  const drifts = [...(of.score ? [{ name: 'the score', ...of.score }] : []), ...Object.entries(of.columns).map(([name, drift]) => ({ name, ...drift }))];
  const compared = drifts.filter((d) => isNumber(d.stability.value)).sort((a, b) => b.stability.value - a.stability.value);
  const top = compared.slice(0, 20).reverse();
  const limit = (c, at, name) => ({ xAxis: at, label: { formatter: name, color: c.soft }, lineStyle: { color: c.soft, type: 'dashed' } });
  section('stability', 'Stability', 'How far the test rows have moved from the training rows: the population stability index, below 0.10 stable, above 0.25 a shift.',
    el('div', { className: 'grid' }, figure({
      title: 'Stability index', text: `The first ${top.length} of ${compared.length} columns that are compared`, wide: true, bars: top.length, undefined: top.length ? undefined : 'No column can be compared.',
      option: (c) => plane(c, { name: 'stability index', max: roundUp(Math.max(0.3, ...top.map((d) => d.stability.value))) }, { type: 'category', name: '', axisLabel: { interval: 0, hideOverlap: false }, data: top.map((d) => d.name) },
        [{ type: 'bar', barMaxWidth: 16, data: top.map((d) => ({ value: d.stability.value, itemStyle: { color: d.stability.value > 0.25 ? c.series[1] : c.series[0] } })), tooltip: { formatter: ({ name, value }) => `${escape(name)}: ${short(value)}` },
          markLine: { silent: true, symbol: 'none', data: [limit(c, 0.1, '0.10'), limit(c, 0.25, '0.25')] } }],
        { legend: { show: false }, grid: { left: 10, right: 24, top: 24, bottom: 40, containLabel: true } }),
    })),
    el('h3', {}, 'By column'),
    table('Stability by column', [{ title: 'column', of: (d) => d.name }, { title: 'index', of: (d) => d.stability.value, show: (v) => (isNumber(v) ? v.toFixed(4) : '') }, { title: 'band', of: (d) => d.stability.band ?? d.stability.undefined }, { title: 'missing then', of: (d) => d.missingThen, show: percent }, { title: 'missing now', of: (d) => d.missingNow, show: percent },
      { title: 'out of range', of: (d) => d.outOfRange, show: (v) => (isNumber(v) ? percent(v, 2) : '') }, { title: 'new categories', of: (d) => (d.newCategories?.examples ?? []).join(', ') }], [...compared, ...drifts.filter((d) => !isNumber(d.stability.value))], true));
}

function parameterNames(trials) {
  const values = new Map();
  trials.forEach((trial) => Object.entries(trial.parameters).forEach(([name, value]) => values.set(name, (values.get(name) ?? new Set()).add(String(value)))));
  return [...values].filter(([, distinct]) => distinct.size > 1).map(([name]) => name);
}

function search({ manifest, objective, trials, trialsInAll }) {
  const scored = trials.filter((trial) => isNumber(trial.mean));
  const learners = [...new Set(trials.map((trial) => trial.learner))];
  const colour = (c, trial) => c.series[learners.indexOf(trial.learner) % c.series.length];
  const tip = (trial) => [`${trial.learner}: ${fixed(trial.mean)} ± ${fixed(trial.stdErr)}`, ...Object.entries(trial.parameters).map(([name, value]) => `${name} ${short(value)}`)].map(escape).join('<br>');
  const figures = parameterNames(scored).map((name) => {
    const with_ = scored.filter((trial) => trial.parameters[name] !== undefined);
    const numeric = with_.every((trial) => isNumber(trial.parameters[name]));
    const span = numeric ? Math.max(...with_.map((t) => t.parameters[name])) / Math.min(...with_.map((t) => t.parameters[name])) : 1;
    return figure({
      title: `${objective.name} by ${name}`, text: `${whole(with_.length)} trials, their mean over the folds`,
      option: (c) => plane(c, { name, type: numeric ? (span > 20 ? 'log' : 'value') : 'category', scale: true, boundaryGap: numeric ? ['5%', '5%'] : true }, { name: objective.name, scale: true },
        learners.map((learner) => ({ type: 'scatter', name: learner, symbolSize: 9, data: with_.filter((t) => t.learner === learner).map((t) => ({ value: [numeric ? t.parameters[name] : String(t.parameters[name]), t.mean], trial: t })), tooltip: { formatter: ({ data: d }) => tip(d.trial) } })),
        { legend: { show: learners.length > 1, top: 0, textStyle: { color: c.ink } } }),
    });
  });
  const names = [...new Set(trials.flatMap((trial) => Object.keys(trial.parameters)))];
  const best = manifest.search;
  section('search', 'Search', `${whole(trialsInAll)} trials by ${best.strategy}, ${whole(best.units)} trainings of which ${whole(best.reused)} were there already, ranked by ${objective.name} (${objective.maximize ? 'higher' : 'lower'} is better). The best score is a selected one: ${fixed(best.bestScore)} by cross-validation, ${fixed(best.testScore)} on the test rows.`,
    el('div', { className: 'grid' }, ...figures), el('h3', {}, 'Leaderboard'),
    table('Leaderboard', [
      { title: 'place', of: (t) => t.place }, { title: 'learner', of: (t) => t.learner }, ...names.map((name) => ({ title: name, of: (t) => t.parameters[name] })),
      { title: 'rounds', of: (t) => t.rounds }, { title: 'mean', of: (t) => t.mean, show: fixed }, { title: 'std. error', of: (t) => t.stdErr, show: fixed },
      { title: 'seconds', of: (t) => t.seconds, show: (v) => v.toFixed(1) }, { title: 'status', of: (t) => t.status.toLowerCase() + (t.error ? ': ' + t.error : '') }], trials, true),
    trials.length < trialsInAll ? el('p', { className: 'note' }, `The first ${whole(trials.length)} of ${whole(trialsInAll)}; leaderboard.csv has all.`) : null);
}

/** ECharts takes tooltips as markup. */
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function performance_({ manifest, evaluation }) {
  const e = evaluation;
  const rate = e.metrics.positives / e.metrics.rows;
  const parts = Object.entries(manifest.metrics).map(([part, metrics]) => ({ part, ...metrics }));
  const roc = e.roc.points ?? [];
  const ks = e.ks;
  section('performance', 'Performance', `On the test rows, which nothing was chosen by. ${percent(rate, 2)} of them defaulted.`,
    table('Metrics by part', [{ title: 'part', of: (p) => p.part }, { title: 'rows', of: (p) => p.rows, show: whole }, { title: 'defaults', of: (p) => p.positives, show: whole },
      ...[['ROC AUC', 'rocAuc'], ['Gini', 'gini'], ['KS', 'ks'], ['average precision', 'averagePrecision'], ['log loss', 'logLoss'], ['Brier', 'brier']].map(([title, name]) => ({ title, of: (p) => p[name], show: fixed }))], parts),
    el('div', { className: 'grid', style: 'margin-top: 20px' },
      curve('ROC', `Area ${fixed(e.metrics.rocAuc)}`, e.roc, 'non-defaults taken', 'defaults taken', 'non-defaults', 'defaults', ['by chance']),
      curve('Precision and recall', `Average precision ${fixed(e.metrics.averagePrecision)}; by chance ${fixed(rate)}`, e.precisionRecall, 'recall: defaults found', 'precision', 'recall', 'precision', ['by chance', [[0, rate], [1, rate]]]),
      curve('Gains', 'How many of the defaults the riskiest share of loans holds', e.gains, 'loans, riskiest first', 'defaults found', 'loans', 'defaults', ['by chance']),
      figure({
        title: 'Kolmogorov-Smirnov', undefined: ks.undefined ?? e.roc.undefined, text: isNumber(ks.statistic) ? `The classes are ${percent(ks.statistic)} apart at a score of ${short(ks.threshold)}` : '',
        option: (c) => {
          const at = roc.filter((p) => isNumber(p.threshold));
          return plane(c, { name: 'score', scale: true }, share('rows below'), [
            { type: 'line', name: 'non-defaults', symbol: 'none', lineStyle: { width: 2.5 }, data: at.map((p) => [p.threshold, 1 - p.x]).reverse(),
              markLine: { silent: true, symbol: 'none', label: { formatter: 'KS', color: c.soft }, lineStyle: { color: c.soft }, data: [{ xAxis: ks.threshold }] } },
            { type: 'line', name: 'defaults', symbol: 'none', lineStyle: { width: 2.5, type: 'dotted' }, data: at.map((p) => [p.threshold, 1 - p.y]).reverse() }],
          { tooltip: { trigger: 'axis', confine: true, backgroundColor: c.page, borderColor: c.line, textStyle: { color: c.ink }, valueFormatter: (v) => percent(v) } });
        },
      }),
      figure({
        title: 'Scores by class', undefined: e.histogram.undefined, text: 'Share of each class by score',
        option: (c) => {
          const bins = e.histogram.bins;
          const total = (name) => bins.reduce((sum, bin) => sum + bin[name], 0) || 1;
          return plane(c, { type: 'category', data: bins.map((bin) => String(Number(((bin.from + bin.to) / 2).toPrecision(2)))), name: 'score' }, { name: 'share of the class', axisLabel: { formatter: (v) => Math.round(100 * v) + ' %' } },
            [['non-defaults', 'negatives'], ['defaults', 'positives']].map(([name, key]) => ({ type: 'bar', name, barGap: '0%', data: bins.map((bin) => bin[key] / total(key)), tooltip: { valueFormatter: (v) => percent(v, 2) } })),
            { aria: { enabled: true, decal: { show: true } } });
        },
        values: { columns: [{ title: 'from', of: (b) => b.from }, { title: 'to', of: (b) => b.to }, { title: 'non-defaults', of: (b) => b.negatives, show: whole }, { title: 'defaults', of: (b) => b.positives, show: whole }], rows: e.histogram.bins ?? [] },
      })),
    el('h3', {}, 'Lift by tenths'),
    e.lift.undefined ? el('p', { className: 'undefined' }, 'Not defined. ' + e.lift.undefined) : table('Lift', [
      { title: 'tenth', of: (g) => e.lift.groups.indexOf(g) + 1 }, { title: 'scores', of: (g) => `${short(g.lowest)} to ${short(g.highest)}` }, { title: 'rows', of: (g) => g.rows, show: whole }, { title: 'defaults', of: (g) => g.positives, show: whole },
      { title: 'default rate', of: (g) => g.rate, show: (v) => percent(v, 2) }, { title: 'lift', of: (g) => g.lift, show: (v) => v.toFixed(2) }, { title: 'defaults so far', of: (g) => g.gain, show: percent }], e.lift.groups));
}

function calibration({ evaluation: e }) {
  const bins = e.calibration.bins ?? [];
  const most = Math.max(...bins.flatMap((bin) => [bin.meanScore, bin.positives / bin.rows]), 1e-9);
  section('calibration', 'Calibration', 'Whether a score of 3 % means that three loans of a hundred default.',
    el('div', { className: 'grid' },
      figure({
        title: 'Predicted and observed', undefined: e.calibration.undefined, text: 'By tenths of the rows; on the dashed line they are equal',
        option: (c) => plane(c, { name: 'predicted', min: 0, axisLabel: { formatter: (v) => short(100 * v) + ' %' } }, { name: 'observed', min: 0, axisLabel: { formatter: (v) => short(100 * v) + ' %' } }, [
          { type: 'line', name: 'default rate', symbol: 'circle', symbolSize: 9, data: bins.map((bin) => [bin.meanScore, bin.positives / bin.rows, bin.rows]), tooltip: { formatter: ({ data: [p, o, n] }) => `predicted ${percent(p, 2)}<br>observed ${percent(o, 2)}<br>${whole(n)} rows` } },
          diagonal(c, 'equal', [[0, 0], [most, most]])], { legend: { show: false } }),
        values: { columns: [{ title: 'scores', of: (b) => `${short(b.lowest)} to ${short(b.highest)}` }, { title: 'rows', of: (b) => b.rows, show: whole }, { title: 'predicted', of: (b) => b.meanScore, show: (v) => percent(v, 2) }, { title: 'observed', of: (b) => b.positives / b.rows, show: (v) => percent(v, 2) }], rows: bins },
      }),
      el('figure', {}, el('figcaption', {}, el('h3', {}, 'Measures')), facts([
        ['expected calibration error', e.calibrationError.undefined ?? fixed(e.calibrationError.expected, 5)], ['maximum calibration error', e.calibrationError.undefined ?? fixed(e.calibrationError.maximum, 5)],
        ['Hosmer-Lemeshow', e.hosmerLemeshow.undefined ?? `${fixed(e.hosmerLemeshow.statistic, 2)} on ${e.hosmerLemeshow.degreesOfFreedom} degrees of freedom, p = ${short(e.hosmerLemeshow.pValue)}`],
        ['Brier score', e.brier.undefined ?? fixed(e.brier.brier, 5)], ['reliability (lower is better)', fixed(e.brier.reliability, 6)], ['resolution (higher is better)', fixed(e.brier.resolution, 6)], ['uncertainty', fixed(e.brier.uncertainty, 6)]]),
      el('p', { className: 'note' }, 'With many rows the test of Hosmer and Lemeshow finds deviations that are too small to matter.'))));
}

function draw() {
  const c = colours();
  charts.forEach((chart) => {
    chart.drawn?.dispose();
    chart.drawn = echarts.init(chart.box, null, { renderer: 'svg' });
    chart.drawn.setOption(chart.option(c));
  });
}

document.getElementById('subtitle').textContent = `Trained on ${data.manifest.finishedAt.slice(0, 10)}`;
[summary, run, rows, profile, search, performance_, calibration, importance, scorecard, stability].forEach((part) => part(data));
draw();
new ResizeObserver(() => charts.forEach((chart) => chart.drawn.resize())).observe(document.querySelector('main'));
dark.addEventListener('change', draw);
addEventListener('beforeprint', () => { printing = true; draw(); });
addEventListener('afterprint', () => { printing = false; draw(); });
