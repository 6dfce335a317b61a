// Draws an ablation: feature sets on the same test rows, and published figures beside them.

/** A row of the charts: a feature set, or what was published. */
function rowsOf({ sets, published }) {
  const own = (set) => ({ name: set.set + (set.stopped ? ' (stopped)' : set.leaks.length ? ' (forced)' : ''), set, auc: set.trained?.rocAuc, precision: set.trained?.averagePrecision, seconds: set.trained?.seconds });
  const others = Object.entries(published.figures).map(([name, of]) => ({ name: `${name} (published)`, published: true, beside: of.beside,
    auc: { estimate: of.rocAuc }, precision: { estimate: of.averagePrecision }, seconds: isNumber(of.minutes) ? Math.round(60 * of.minutes) : undefined }));
  return [...sets.flatMap((set) => [own(set), ...others.filter((other) => other.beside === set.set)]), ...others.filter((other) => !other.beside)];
}

/** A point a row, with the line of its interval. */
function points(title, text, rows, name, of, show, more = {}) {
  const names = ['measured here', 'published'];
  const value = (row) => (isNumber(of(row)?.estimate) ? of(row).estimate : undefined);
  const tip = ({ dataIndex: i }) => `${escape(rows[i].name)}<br>${show(value(rows[i]))}${isNumber(of(rows[i])?.lower) ? '<br>' + between(of(rows[i])) : ''}`;
  const dots = (published) => ({ type: 'scatter', name: names[published ? 1 : 0], symbol: published ? 'diamond' : 'circle', symbolSize: published ? 14 : 11, z: 3,
    data: rows.map((row) => (!row.published === !published && isNumber(value(row)) ? value(row) : '-')), tooltip: { formatter: tip } });
  const interval = (c) => ({ type: 'custom', name: names[0], silent: true, encode: { x: [0, 1], y: 2 }, data: rows.flatMap((row, i) => (isNumber(of(row)?.lower) ? [[of(row).lower, of(row).upper, i]] : [])),
    renderItem: (_, api) => {
      const [from, to] = [0, 1].map((at) => api.coord([api.value(at), api.value(2)]));
      return { type: 'line', shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: c.series[0], lineWidth: 2.5 } };
    } });
  return figure({
    title, text, wide: true, bars: 2 * rows.length,
    undefined: rows.some((row) => isNumber(value(row))) ? undefined : 'No feature set was trained.',
    option: (c) => plane(c, { name, scale: true, splitNumber: innerWidth < 500 ? 3 : 6, ...more }, { type: 'category', name: '', inverse: true, axisLabel: { interval: 0, hideOverlap: false, width: Math.min(270, innerWidth * 0.36), overflow: 'break', lineHeight: 14 }, data: rows.map((row) => row.name) },
      [dots(false), interval(c), dots(true)].filter((series) => series.data.some((point) => point !== '-')),
      { legend: { top: 0, textStyle: { color: c.ink } }, grid: { left: 10, right: 24, top: 34, bottom: 40, containLabel: true } }),
    values: { columns: [{ title: 'feature set', of: (row) => row.name }, { title: name, of: value, show: (v) => (isNumber(v) ? show(v) : '') }, { title: '95 %', of: (row) => between(of(row)) }], rows },
  });
}

/** What the leakage guard said of a set, or would have said. */
function guarded(set) {
  const gain = set.trained?.gain;
  const [title, text] = set.stopped
    ? [`${set.set}: stopped by the leakage guard`, set.stopped]
    : set.leaks.length
      ? [`${set.set}: forced past the leakage guard`, `It goes by what the guard would have stopped it for: ${set.leaks.join(', ')}.${isNumber(gain?.rocAuc.estimate) ? ` Its gain of ${fixed(gain.rocAuc.estimate)} in ROC AUC over ${gain.over} (${between(gain.rocAuc)}) is unearned.` : ''}`]
      : [`${set.set}: suspected by the leakage guard`, `It goes by what the guard finds too good to be true, and --allowLeakage declares honest: ${set.trained.declaredHonest.join(', ')}.`];
  return el('div', { className: 'verdict ' + (set.leaks.length ? 'fail' : 'warn'), style: 'margin-bottom: 12px' }, el('p', {}, title), el('p', { className: 'lead' }, text));
}

function summary({ ablation: { sets, published } }) {
  const trained = sets.filter((set) => set.trained);
  const test = trained[0]?.trained;
  section('summary', 'Summary', test
    ? `${whole(trained.length)} feature sets, trained alike and tested on the same ${whole(test.rows)} rows with ${whole(test.positives)} defaults. Intervals hold 95 %; a gain is over the set that is named beside it, row by row on the same loans.`
    : 'No feature set was trained.',
    ...sets.filter((set) => set.stopped || set.leaks.length || set.trained.declaredHonest.length).map(guarded),
    table('Feature sets', [
      { title: 'feature set', of: (s) => s.set, show: (name) => (trained.some((s) => s.set === name) ? el('a', { href: name + '/report.html' }, name) : name) },
      { title: 'leakage guard', of: (s) => (s.stopped ? 'stopped' : s.leaks.length ? 'forced' : s.trained.declaredHonest.length ? 'declared honest' : s.trained.leakageCheck ? 'passed' : 'marks only') },
      { title: 'columns', of: (s) => s.trained?.features }, { title: 'ROC AUC', of: (s) => s.trained?.rocAuc.estimate, show: (v) => (isNumber(v) ? fixed(v) : '') }, { title: '95 %', of: (s) => between(s.trained?.rocAuc) },
      { title: 'gain', of: (s) => s.trained?.gain?.rocAuc.estimate, show: (v) => (isNumber(v) ? fixed(v) : '') }, { title: '95 %', of: (s) => between(s.trained?.gain?.rocAuc) }, { title: 'over', of: (s) => s.trained?.gain?.over },
      { title: 'avg. precision', of: (s) => s.trained?.averagePrecision.estimate, show: (v) => (isNumber(v) ? fixed(v) : '') }, { title: '95 %', of: (s) => between(s.trained?.averagePrecision) },
      { title: 'seconds', of: (s) => s.trained?.seconds, show: (v) => (isNumber(v) ? v.toFixed(1) : '') }, { title: 'trainings', of: (s) => s.trained?.trainings }, { title: 'reused', of: (s) => s.trained?.reused }], sets),
    published.source ? el('p', { className: 'note' }, `Published figures are those of ${published.source}. Their rows and their machine were others: they are to be looked at, and no bar.`) : null);
}

function sideBySide({ ablation }) {
  const rows = rowsOf(ablation);
  const resumed = ablation.sets.filter((set) => set.trained?.reused).map((set) => set.set);
  const time = 'From the first byte read to the evaluation' + (resumed.length ? `; without trainings that an earlier attempt had done: ${resumed.join(', ')}` : '');
  section('sets', 'Side by side', 'What each feature set brings on the test rows, and what it takes.',
    el('div', { className: 'grid' },
      points('ROC AUC', 'Interval by DeLong', rows, 'ROC AUC', (row) => row.auc, fixed),
      points('Average precision', 'Interval by the bootstrap', rows, 'average precision', (row) => row.precision, fixed),
      points('Time', time, rows, 'seconds', (row) => ({ estimate: row.seconds }), seconds, { type: 'log' })));
}

show(`Trained on ${data.manifest.finishedAt.slice(0, 10)}`, [summary, sideBySide, run]);
