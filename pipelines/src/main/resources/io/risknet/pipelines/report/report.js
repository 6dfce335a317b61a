// Draws a training run.

/** Which trial the model is of: with the one-standard-error rule not always the first, or not after its best rounds. */
function taken({ bestPlace: place, cheapest }) {
  return !cheapest ? { among: (all) => `The best of ${all}`, itself: 'the best trial' }
    : { among: (all) => `The cheapest of ${all} within one standard error of the best, place ${whole(place)}`, itself: `the cheapest trial within one standard error of the best, place ${whole(place)}` };
}

/** Those that were not given all that was planned, where there are some. */
function tried({ trials, lateTrials }) {
  return `${whole(trials)} trials${lateTrials ? ` (the time of the search was over for ${whole(lateTrials)} of them)` : ''}`;
}

function summary({ manifest, verdict, evaluation }) {
  const metrics = evaluation.metrics;
  const interval = (name) => {
    const of = evaluation.intervals.intervals[name];
    return of && isNumber(of.lower) ? `${fixed(of.lower)} to ${fixed(of.upper)}` : (metrics.undefined ?? {})[name] ?? of?.undefined ?? '';
  };
  const search = manifest.search;
  const words = { PASS: ['pass', 'No check objects to this model'], WARN: ['warn', 'Usable with reservations'], FAIL: ['fail', 'Not fit for use as it is'] };
  section('summary', 'Summary', null,
    el('div', { className: 'verdict ' + words[verdict.outcome][0] }, el('p', {}, words[verdict.outcome][1]),
      el('p', { className: 'lead' }, `${taken(search).among(tried(search))}, ${search.bestLearner}, on ${whole(metrics.rows)} test rows with ${whole(metrics.positives)} defaults.`)),
    tiles([
      ['ROC AUC', fixed(metrics.rocAuc), interval('rocAuc')], ['Gini', fixed(metrics.gini), interval('gini')], ['KS', fixed(metrics.ks), interval('ks')],
      ['Average precision', fixed(metrics.averagePrecision), interval('averagePrecision')], ['Log loss', fixed(metrics.logLoss), interval('logLoss')], ['Brier', fixed(metrics.brier, 5), interval('brier')]]),
    el('p', { className: 'note' }, `Below each metric its ${percent(evaluation.intervals.intervals.rocAuc.level, 0)} interval.`),
    el('ul', { className: 'checks' }, ...verdict.checks.map((check) => el('li', {}, el('b', { className: words[check.outcome][0] }, check.outcome.toLowerCase()), el('span', {}, check.sentence)))));
}

function rows({ manifest }) {
  const counts = Object.entries(manifest.rows).map(([name, count]) => ({ name, count }));
  section('data', 'Data', 'What was read, what was left out, and how the rows were split.',
    table('Rows', [{ title: 'rows', of: (r) => r.name }, { title: 'number', of: (r) => r.count, show: whole }], counts));
}

function rejects({ manifest }) {
  const of = manifest.rejects;
  if (!of) return;
  const place = document.getElementById('data');
  place.append(el('h3', {}, 'Rejects by reason'));
  if (of.rows === 0) {
    place.append(el('p', { className: 'undefined' }, 'No line or row was rejected.'));
    return;
  }
  const counted = of.reasons.map(({ reason, rows }) => ({ ...reason, rows }));
  const untold = of.untold > 0 ? [{ reason: 'not told apart: of very many rejects the first are kept with their reason', rows: of.untold }] : [];
  place.append(table('Rejects by reason', [{ title: 'left out because', of: (r) => r.reason }, { title: 'column', of: (r) => r.column }, { title: 'step', of: (r) => r.stage },
    { title: 'rows', of: (r) => r.rows, show: whole }, { title: 'share of all rejects', of: (r) => r.rows / of.rows, show: percent }], [...counted, ...untold], true));
}

function profile({ training: columns, columnsInAll }) {
  if (columns.length === 0) return;
  const most = (column) => column.frequent.map(({ value, rows }) => `${value} ${percent(rows / column.rows)}`).join(', ');
  document.getElementById('data').append(el('h3', {}, 'Training rows by column'),
    table('Training rows by column', [{ title: 'column', of: (c) => c.name }, { title: 'type', of: (c) => c.type.toLowerCase() }, { title: 'missing', of: (c) => c.missing / c.rows, show: percent },
      { title: 'least', of: (c) => c.least }, { title: 'median', of: (c) => c.median }, { title: 'greatest', of: (c) => c.greatest }, { title: 'most frequent', of: most }], columns, true),
    ...beyond(columns.length, columnsInAll, 'profile.json'));
}

function importance({ manifest, inAll, partialDependence }) {
  const of = manifest.importance;
  if (!of) return;
  const top = of.features.slice(0, 15).reverse();
  const measured = of.undefined ? 'gain' : 'permutation';
  const none = of.features.every((f) => !isNumber(f[measured]));
  const most = roundUp(Math.max(1e-9, ...partialDependence.flatMap((on) => on.points.map((point) => point.probability))));
  section('importance', 'What the model goes by', `${of.undefined ? 'No permutation importance: ' + of.undefined : `By how much ${of.metric} on ${whole(of.rows)} test rows gets worse when a feature's values are shuffled, the mean of ${of.repeats}.`} Features that go together share what they tell.`,
    el('div', { className: 'grid' },
      figure({
        title: `Importance by ${measured}`, undefined: none && 'Only boosted trees have a gain.', text: `The first ${top.length} of ${whole(inAll.features)} features`, wide: true, bars: top.length,
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
    table('Points by bin', [{ title: 'column', of: (b) => b.column }, { title: 'bin', of: (b) => b.bin }, { title: 'training rows', of: (b) => b.rows, show: whole }, { title: 'default rate', of: (b) => b.share, show: (v) => (isNumber(v) ? percent(v, 2) : 'no rows') },
      { title: 'WoE', of: (b) => b.woe, show: fixed }, { title: 'points', of: (b) => b.points, show: (v) => v.toFixed(2) }], of.columns.flatMap((column) => column.bins.map((bin) => ({ column: column.column, ...bin }))), true));
}

function stability({ manifest, inAll }) {
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
      { title: 'out of range', of: (d) => d.outOfRange, show: (v) => (isNumber(v) ? percent(v, 2) : '') }, { title: 'new categories', of: (d) => (d.newCategories?.examples ?? []).join(', ') }], [...compared, ...drifts.filter((d) => !isNumber(d.stability.value))], true),
    ...beyond(drifts.length, inAll.moved, 'manifest.json'));
}

function parameterNames(trials) {
  const values = new Map();
  trials.forEach((trial) => Object.entries(trial.parameters).forEach(([name, value]) => values.set(name, (values.get(name) ?? new Set()).add(String(value)))));
  return [...values].filter(([, distinct]) => distinct.size > 1).map(([name]) => name);
}

function bestSoFar(objective, rows) {
  return figure({
    title: 'Best so far', text: `${objective.name} of the best trial, by the number of trials done`,
    undefined: rows.length ? undefined : 'No trial tells when it was done.',
    option: (c) => plane(c, { name: 'trials done', min: 1, minInterval: 1 }, { name: objective.name, scale: true, axisLabel: { formatter: short } },
      [{ type: 'line', step: 'end', symbolSize: 8, data: rows.map((row) => [row.trials, row.score]), lineStyle: { width: 2.5 }, tooltip: { formatter: ({ data: [done, best] }) => `${fixed(best)} after ${whole(done)} trials` } }],
      { legend: { show: false } }),
    values: { columns: [{ title: 'trials done', of: (r) => r.trials, show: whole }, { title: 'best so far', of: (r) => r.score, show: fixed }], rows },
  });
}

/** The selected score beside those that it is to be held against. */
function optimism(search, selected) {
  const nested = search.nested;
  return table('Optimism of the search', [{ title: `${search.objective} of`, of: (s) => s.name }, { title: 'score', of: (s) => s.score, show: fixed }, { title: 'the selected one is better by', of: (s) => s.optimism, show: (v) => (isNumber(v) ? fixed(v) : '') }], [
    { name: `${selected}, in cross-validation`, score: search.bestScore },
    { name: 'the test rows', score: search.testScore, optimism: search.optimism },
    ...(nested ? [{ name: `nested cross-validation of the whole search, standard error ${fixed(nested.standardError)}`, score: nested.score, optimism: nested.optimism }] : [])]);
}

const SYMBOLS = ['circle', 'diamond', 'triangle', 'rect', 'arrow'];

/** The objective by a parameter, a colour and a symbol for each learner. Hollow are trials that had less data or rounds, or lack a fold. */
function byParameter(name, objective, trials, learners, first) {
  const numeric = trials.every((trial) => isNumber(trial.parameters[name]));
  // A logarithmic axis has no place for 0.
  const least = numeric ? Math.min(...trials.map((t) => t.parameters[name])) : 0;
  const wide = least > 0 && Math.max(...trials.map((t) => t.parameters[name])) / least > 20;
  const finished = (trial) => ['TRAINED', 'REUSED'].includes(trial.status);
  const hollow = trials.filter((trial) => !finished(trial));
  const symbol = (learner) => SYMBOLS[learners.indexOf(learner) % SYMBOLS.length];
  const tip = (trial) => [`${trial.learner}: ${fixed(trial.mean)} ± ${fixed(trial.stdErr)}`, ...Object.entries(trial.parameters).map(([parameter, value]) => `${parameter} ${short(value)}`)].map(escape).join('<br>');
  const dots = (title, those, look) => ({ type: 'scatter', name: title, symbolSize: 9, data: those.map((t) => ({ value: [numeric ? t.parameters[name] : String(t.parameters[name]), t.mean], trial: t })), tooltip: { formatter: ({ data: d }) => tip(d.trial) }, ...look });
  return figure({
    title: `${objective.name} by ${name}`,
    text: `${first ? 'The best ' : ''}${whole(trials.length)} trials, their mean over the folds${hollow.length ? `; ${whole(hollow.length)} of them, hollow, were stopped or lack a fold, so that their scores do not compare` : ''}`,
    option: (c) => {
      const colour = (learner) => c.series[learners.indexOf(learner) % c.series.length];
      const outline = (borderColor) => ({ color: 'transparent', borderColor, borderWidth: 1.5 });
      const series = learners.map((learner) => dots(learner, trials.filter((t) => t.learner === learner && finished(t)), { symbol: symbol(learner), itemStyle: { color: colour(learner) } }));
      const unfinished = dots('stopped or unfinished', hollow, { symbol: 'circle', itemStyle: outline(c.soft) });
      unfinished.data.forEach((dot) => Object.assign(dot, { symbol: symbol(dot.trial.learner), itemStyle: outline(colour(dot.trial.learner)) }));
      const shown = [...series, unfinished].filter(({ data: of }) => of.length);
      const legendRows = Math.ceil(shown.length / (innerWidth < 500 ? 2 : 4));
      return plane(c, { name, type: numeric ? (wide ? 'log' : 'value') : 'category', scale: true, boundaryGap: numeric ? ['5%', '5%'] : true }, { name: objective.name, scale: true, axisLabel: { formatter: short } },
        shown, { legend: { show: learners.length > 1 || hollow.length > 0, top: 0, itemWidth: 12, itemHeight: 10, textStyle: { color: c.ink } }, grid: { left: 58, right: 18, top: 10 + 24 * legendRows, bottom: 48 } });
    },
  });
}

function search({ manifest, objective, trials, trialsInAll, bestSoFar: found }) {
  const scored = trials.filter((trial) => isNumber(trial.mean));
  const learners = [...new Set(trials.map((trial) => trial.learner))];
  const figures = parameterNames(scored).map((name) => byParameter(name, objective, scored.filter((trial) => trial.parameters[name] !== undefined), learners, trials.length < trialsInAll));
  const names = [...new Set(trials.flatMap((trial) => Object.keys(trial.parameters)))];
  const best = manifest.search;
  const { itself } = taken(best);
  const status = (trial) => [trial.status.toLowerCase() + (trial.error ? ': ' + trial.error : ''), ...(trial.winner ? ['taken'] : [])].join(', ');
  section('search', 'Search', `${whole(trialsInAll)} trials by ${best.strategy}, ${whole(best.units)} trainings of which ${whole(best.reused)} were there already, ranked by ${objective.name} (${objective.maximize ? 'higher' : 'lower'} is better). The model is that of ${itself}. Its score is a selected one; below it stand scores of rows by which nothing was chosen, all before any calibration.`,
    optimism(best, itself),
    el('div', { className: 'grid', style: 'margin-top: 20px' }, bestSoFar(objective, found), ...figures), el('h3', {}, 'Leaderboard'),
    table('Leaderboard', [
      { title: 'place', of: (t) => t.place }, { title: 'learner', of: (t) => t.learner }, ...names.map((name) => ({ title: name, of: (t) => t.parameters[name] })),
      { title: 'rounds', of: (t) => t.rounds }, { title: 'mean', of: (t) => t.mean, show: fixed }, { title: 'std. error', of: (t) => t.stdErr, show: fixed },
      { title: 'seconds', of: (t) => t.seconds, show: (v) => v.toFixed(1) }, { title: 'status', of: status }], trials, true, (trial) => trial.winner),
    // The one that was taken may come after those.
    ...beyond(trials.filter((trial, at) => trial.place === at + 1).length, trialsInAll, 'leaderboard.csv'));
}

/** What a table that holds a share of the non-defaults makes of numbers. */
const ofSample = ({ keptNegatives: kept }, sentence) => (isNumber(kept) ? el('p', { className: 'note' }, `The table holds a share of ${short(kept)} of the non-defaults. ${sentence}`) : null);

/** What the metrics of parts leave out, and why they have none. */
function leftOut(parts) {
  return parts.flatMap(({ part, unscored, unlabelled, undefined: reasons }) => [
    ...(unscored ? [`${part}: ${whole(unscored)} rows have no score and are left out.`] : []),
    ...(unlabelled ? [`${part}: ${whole(unlabelled)} rows have no label and are left out.`] : []),
    ...[...new Set(Object.values(reasons ?? {}))].map((reason) => `${part}: ${Object.keys(reasons).filter((name) => reasons[name] === reason).join(', ')} not defined. ${reason}`),
  ]).map((sentence) => el('p', { className: 'note' }, sentence));
}

function performance_({ manifest, evaluation }) {
  const e = evaluation;
  const rate = e.metrics.positives / e.metrics.rows;
  const parts = Object.entries(manifest.metrics).map(([part, metrics]) => ({ part, ...metrics }));
  const roc = e.roc.points ?? [];
  const ks = e.ks;
  section('performance', 'Performance', `On the test rows, which nothing was chosen by. ${percent(rate, 2)} of them defaulted.`,
    table('Metrics by part', [{ title: 'part', of: (p) => p.part }, { title: 'rows', of: (p) => p.rows, show: whole }, { title: 'defaults', of: (p) => p.positives, show: whole },
      ...[['ROC AUC', 'rocAuc'], ['Gini', 'gini'], ['KS', 'ks'], ['average precision', 'averagePrecision'], ['log loss', 'logLoss'], ['Brier', 'brier']].map(([title, name]) => ({ title, of: (p) => p[name], show: fixed }))], parts),
    ...leftOut(parts),
    manifest.search.refitOn === 'train' ? null : el('p', { className: 'note' }, 'The model was trained on the validation rows as well, so that they tell nothing of it, and are left out.'),
    ofSample(manifest, 'Metrics and rates are of such rows, with their scores before these are corrected for it. Thresholds, ranges of scores and charts by score have the scores that the model gives, which are lower.'),
    el('div', { className: 'grid', style: 'margin-top: 20px' },
      curve('ROC', `Area ${fixed(e.metrics.rocAuc)}`, e.roc, 'non-defaults taken', 'defaults taken', 'non-defaults', 'defaults', ['by chance']),
      curve('Precision and recall', `Average precision ${fixed(e.metrics.averagePrecision)}; by chance ${fixed(rate)}`, e.precisionRecall, 'recall: defaults found', 'precision', 'recall', 'precision', ['by chance', [[0, rate], [1, rate]]]),
      curve('Gains', 'How many of the defaults the riskiest share of loans holds', e.gains, 'loans, riskiest first', 'defaults found', 'loans', 'defaults', ['by chance']),
      figure({
        title: 'Kolmogorov-Smirnov', undefined: ks.undefined ?? e.roc.undefined, text: isNumber(ks.statistic) ? `The classes are ${percent(ks.statistic)} apart at a score of ${short(ks.threshold)}` : '',
        option: (c) => {
          const at = roc.filter((p) => isNumber(p.threshold));
          const depth = { z: 2, zlevel: 0 }; // The library's own, which it misses when the mouse comes.
          return plane(c, { name: 'score', scale: true }, share('rows below'), [
            { type: 'line', name: 'non-defaults', symbol: 'none', ...depth, lineStyle: { width: 2.5 }, data: at.map((p) => [p.threshold, 1 - p.x]).reverse(),
              markLine: { silent: true, symbol: 'none', label: { formatter: 'KS', color: c.soft }, lineStyle: { color: c.soft }, data: [{ xAxis: ks.threshold }] } },
            { type: 'line', name: 'defaults', symbol: 'none', ...depth, lineStyle: { width: 2.5, type: 'dotted' }, data: at.map((p) => [p.threshold, 1 - p.y]).reverse() }],
          { tooltip: { trigger: 'axis', confine: true, backgroundColor: c.page, borderColor: c.line, textStyle: { color: c.ink }, valueFormatter: (v) => percent(v) } });
        },
        values: { columns: [{ title: 'scores below', of: (p) => p.threshold }, { title: 'non-defaults', of: (p) => 1 - p.x, show: percent }, { title: 'defaults', of: (p) => 1 - p.y, show: percent }], rows: roc.filter((p) => isNumber(p.threshold)) },
      }),
      figure({
        title: 'Scores by class', undefined: e.histogram.undefined, text: 'Share of each class by score',
        option: (c) => {
          const bins = e.histogram.bins;
          const total = (name) => bins.reduce((sum, bin) => sum + bin[name], 0) || 1;
          return plane(c, { type: 'category', data: bins.map((bin) => String(Number(((bin.from + bin.to) / 2).toPrecision(2)))), name: 'score' }, { name: 'share of the class', axisLabel: { formatter: (v) => Math.round(100 * v) + ' %' } },
            [['non-defaults', 'negatives'], ['defaults', 'positives']].map(([name, key]) => ({ type: 'bar', name, barGap: '0%', data: bins.map((bin) => bin[key] / total(key)), tooltip: { valueFormatter: (v) => percent(v, 2) } })),
            { aria: { enabled: true, label: { enabled: false }, decal: { show: true } } });
        },
        values: { columns: [{ title: 'from', of: (b) => b.from }, { title: 'to', of: (b) => b.to }, { title: 'non-defaults', of: (b) => b.negatives, show: whole }, { title: 'defaults', of: (b) => b.positives, show: whole }], rows: e.histogram.bins ?? [] },
      })),
    el('h3', {}, 'Lift by tenths'),
    e.lift.undefined ? el('p', { className: 'undefined' }, 'Not defined. ' + e.lift.undefined) : table('Lift', [
      { title: 'tenth', of: (g) => e.lift.groups.indexOf(g) + 1 }, { title: 'scores', of: (g) => `${short(g.lowest)} to ${short(g.highest)}` }, { title: 'rows', of: (g) => g.rows, show: whole }, { title: 'defaults', of: (g) => g.positives, show: whole },
      { title: 'default rate', of: (g) => g.rate, show: (v) => percent(v, 2) }, { title: 'lift', of: (g) => g.lift, show: (v) => v.toFixed(2) }, { title: 'defaults so far', of: (g) => g.gain, show: percent }], e.lift.groups),
    e.lift.undefined ? null : el('p', { className: 'note' }, `Lift of the first tenth, 95 % interval: ${between(e.intervals.intervals.firstTenthLift, 2)}`),
    e.lift.groups?.length < 10 ? el('p', { className: 'note' }, `Groups: ${whole(e.lift.groups.length)}, not 10, as there are too few rows, or too many of the same score, which are never parted.`) : null);
}

function operatingPoint({ manifest }) {
  const of = manifest.operatingPoint;
  if (!of) return;
  const place = document.getElementById('performance');
  place.append(el('h3', {}, 'At the threshold of least cost'));
  if (of.undefined) {
    place.append(el('p', { className: 'undefined' }, 'Not defined. ' + of.undefined));
    return;
  }
  const { costs: { falsePositive, falseNegative }, keptNegatives: kept } = of;
  const amount = (value) => value.toLocaleString('en-US', value < 1 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 2 });
  const sample = isNumber(kept) ? ` The table holds a share of ${short(kept)} of the non-defaults, each of which counts 1 / ${short(kept)} times in costs; precision, F1 and counts are of the sample.` : '';
  const taken = isNumber(of.threshold) ? `Loans with a score of at least ${short(of.threshold)} are taken as defaults` : 'No loan is taken as a default';
  const parts = Object.entries(of.parts).map(([part, { matrix, ...rates }]) => ({ part, ...matrix, ...rates }));
  place.append(
    el('p', { className: 'lead' }, `${taken}: the cheapest on the validation rows, where a non-default that is taken costs ${amount(falsePositive)}, and a default that is not costs ${amount(falseNegative)}. The test rows had no say in it.${sample}`),
    table('At the threshold of least cost', [{ title: 'part', of: (p) => p.part },
      ...[['defaults taken', 'truePositives'], ['non-defaults taken', 'falsePositives'], ['defaults not taken', 'falseNegatives'], ['non-defaults not taken', 'trueNegatives']].map(([title, name]) => ({ title, of: (p) => p[name], show: whole })),
      ...[['precision', 'precision'], ['recall', 'recall'], ['specificity', 'specificity'], ['F1', 'f1']].map(([title, name]) => ({ title, of: (p) => p[name], show: fixed })),
      ...[['cost', 'cost'], ['cost with none taken', 'costOfNone'], ['cost with all taken', 'costOfAll']].map(([title, name]) => ({ title, of: (p) => p[name], show: amount }))], parts),
    ...leftOut(parts),
    table('Intervals at the threshold of least cost', [{ title: 'on the test rows, this threshold held fixed', of: (r) => r[0] }, { title: 'estimate', of: (r) => r[1].estimate, show: fixed }, { title: '95 %', of: (r) => between(r[1]) }], Object.entries(of.parts.test.intervals)));
}

function calibration({ manifest, evaluation: e }) {
  const bins = e.calibration.bins ?? [];
  const most = Math.max(...bins.flatMap((bin) => [bin.meanScore, bin.positives / bin.rows]), 1e-9);
  section('calibration', 'Calibration', 'Whether a score of 3 % means that three loans of a hundred default.',
    ofSample(manifest, 'What is predicted here is the score before it is corrected for it, as what is observed is of such rows. The scores that the model gives are lower.'),
    el('div', { className: 'grid' },
      figure({
        title: 'Predicted and observed', undefined: e.calibration.undefined, text: 'By tenths of the rows; on the dashed line they are equal',
        option: (c) => plane(c, { name: 'predicted', min: 0, axisLabel: { formatter: (v) => short(100 * v) + ' %' } }, { name: 'observed', min: 0, axisLabel: { formatter: (v) => short(100 * v) + ' %' } }, [
          { type: 'line', name: 'default rate', symbol: 'circle', symbolSize: 9, data: bins.map((bin) => [bin.meanScore, bin.positives / bin.rows, bin.rows]), tooltip: { formatter: ({ data: [p, o, n] }) => `predicted ${percent(p, 2)}<br>observed ${percent(o, 2)}<br>${whole(n)} rows` } },
          diagonal(c, 'equal', [[0, 0], [most, most]])], { legend: { show: false } }),
        values: { columns: [{ title: 'scores', of: (b) => `${short(b.lowest)} to ${short(b.highest)}` }, { title: 'rows', of: (b) => b.rows, show: whole }, { title: 'predicted', of: (b) => b.meanScore, show: (v) => percent(v, 2) }, { title: 'observed', of: (b) => b.positives / b.rows, show: (v) => percent(v, 2) }], rows: bins },
      }),
      el('figure', {}, el('figcaption', {}, el('h3', {}, 'Measures')), facts([
        ...['expected', 'maximum'].map((which) => [`${which} calibration error`, e.calibrationError.undefined ?? `${fixed(e.calibrationError[which], 5)} (95 %: ${between(e.intervals.intervals[`${which}CalibrationError`], 5)})`]),
        ['Hosmer-Lemeshow', e.hosmerLemeshow.undefined ?? `${fixed(e.hosmerLemeshow.statistic, 2)} on ${e.hosmerLemeshow.degreesOfFreedom} degrees of freedom, p = ${short(e.hosmerLemeshow.pValue)}`],
        ['Brier score', e.brier.undefined ?? fixed(e.brier.brier, 5)], ['reliability (lower is better)', fixed(e.brier.reliability, 6)], ['resolution (higher is better)', fixed(e.brier.resolution, 6)], ['uncertainty', fixed(e.brier.uncertainty, 6)], ['within tenths', fixed(e.brier.withinBins, 6)]]),
      el('p', { className: 'note' }, 'Calibration errors come out too large on few rows. The limits are of the true error, so that they may lie below the one measured. With many rows the test of Hosmer and Lemeshow finds deviations that are too small to matter.'))));
}

const named = (value) => value || 'missing';

/** Segments as rows of a table: {value, rows, ...}, `why` what is not defined. */
const segmentRow = (of) => ({
  value: named(of.segment.value), rows: of.metrics.rows, positives: of.metrics.positives, unscored: of.metrics.unscored, meanScore: of.meanScore, observed: of.positiveShare,
  auc: of.metrics.rocAuc, interval: isNumber(of.rocAuc.lower) ? `${fixed(of.rocAuc.lower)}\u00a0to\u00a0${fixed(of.rocAuc.upper)}` : 'not defined: ' + of.rocAuc.undefined, lower: of.rocAuc.lower, upper: of.rocAuc.upper,
  gini: of.metrics.gini, ks: of.metrics.ks, brier: of.metrics.brier, calibrationError: of.calibrationError.expected,
});

const segmentColumns = (title) => [
  { title, of: (s) => s.value }, { title: 'rows', of: (s) => s.rows, show: whole }, { title: 'defaults', of: (s) => s.positives, show: whole },
  { title: 'default rate', of: (s) => s.observed, show: (v) => percent(v, 2) }, { title: 'mean score', of: (s) => s.meanScore, show: (v) => percent(v, 2) }, { title: 'ROC AUC', of: (s) => s.auc, show: fixed }, { title: '95 % interval', of: (s) => s.interval },
  { title: 'Gini', of: (s) => s.gini, show: fixed }, { title: 'KS', of: (s) => s.ks, show: fixed }, { title: 'Brier', of: (s) => s.brier, show: (v) => fixed(v, 5) }, { title: 'expected calibration error', of: (s) => s.calibrationError, show: (v) => fixed(v, 5) }];

function segments({ manifest }) {
  const columns = Object.entries(manifest.segments?.columns ?? {});
  if (columns.length === 0) {
    section('segments', 'Segments and vintages', null, el('p', { className: 'undefined' }, 'None. The spec names no segments, and the rows are not split by a month, which would be the vintage.'));
    return;
  }
  const made = section('segments', 'Segments and vintages', 'How well the model does on the test rows of each value of a column; months are told apart by quarter.',
    ofSample(manifest, 'Default rates are of such rows, and mean scores of those before they are corrected for it.'));
  columns.forEach(([name, of]) => {
    const all = of.segments.map(segmentRow);
    const ranked = all.filter((s) => isNumber(s.lower));
    const values = { type: 'category', name, axisLabel: { formatter: (v) => (v.length > 16 ? v.slice(0, 15) + '\u2026' : v) } };
    const most = roundUp(Math.max(1e-9, ...all.flatMap((s) => [s.observed ?? 0, s.meanScore ?? 0])));
    made.append(el('h3', {}, `By ${name}`),
      el('div', { className: 'grid' },
        figure({
          title: `Default rate by ${name}`, text: 'Observed, and the mean score, which predicts it', undefined: all.length ? undefined : 'No test row has a score and a label.',
          option: (c) => plane(c, { ...values, data: all.map((s) => s.value) }, { name: 'default rate', min: 0, max: most, axisLabel: { formatter: (v) => short(100 * v) + ' %' } }, [
            { type: 'bar', name: 'observed', barMaxWidth: 26, data: all.map((s) => s.observed ?? '-'), tooltip: { formatter: ({ dataIndex: i }) => `${escape(all[i].value)}: ${percent(all[i].observed, 2)} of ${whole(all[i].rows)} rows` } },
            { type: 'scatter', name: 'mean score', symbol: 'diamond', symbolSize: 10, data: all.map((s) => s.meanScore ?? '-'), tooltip: { formatter: ({ dataIndex: i }) => `${escape(all[i].value)}: predicted ${percent(all[i].meanScore, 2)}` } }]),
        }),
        figure({
          title: `ROC AUC by ${name}`, text: `With 95 % intervals${ranked.length < all.length ? `; not defined in ${whole(all.length - ranked.length)} of ${whole(all.length)} segments, for the reasons below` : ''}`,
          undefined: ranked.length ? undefined : 'No segment has an interval; the table tells why.',
          option: (c) => plane(c, { ...values, data: ranked.map((s) => s.value) }, { name: 'ROC AUC', scale: true, axisLabel: { formatter: (v) => short(v) } }, [
            { type: 'boxplot', name: '95 % interval', boxWidth: [6, 22], itemStyle: { color: 'transparent', borderColor: c.series[0], borderWidth: 2 }, data: ranked.map((s) => [s.lower, s.lower, s.auc, s.upper, s.upper]),
              tooltip: { formatter: ({ dataIndex: i }) => `${escape(ranked[i].value)}: ${fixed(ranked[i].auc)}<br>${ranked[i].interval}` } }], { legend: { show: false } }),
        })),
      table(`Segments by ${name}`, segmentColumns(name), all, true));
    if (of.rest) made.append(el('p', { className: 'note' }, `The ${whole(all.length)} segments of the most rows. The ${whole(of.rest.segments)} others hold ${whole(of.rest.rows)} rows with ${whole(of.rest.positives)} defaults.`));
  });
}

function fairLending({ manifest }) {
  const of = manifest.segments?.fairLending;
  if (!of) {
    section('fair-lending', 'Fair lending', null, el('p', { className: 'undefined' }, 'Not examined: train with --protected=COLUMN to compare the groups of a column.'));
    return;
  }
  const approval = of.approval;
  const rule = isNumber(approval.threshold) ? `whose score is below ${short(approval.threshold)}` : 'whatever their score';
  const why = isNumber(approval.wanted) ? `the threshold that comes nearest to approving ${percent(approval.wanted)} of them` : 'the threshold that was given';
  const made = section('fair-lending', 'Fair lending', `Were all test rows approved ${rule} (${why}), ${percent(approval.rate)} would be. A group's rate below four fifths of the reference's is regarded as evidence of adverse impact (29 CFR 1607.4 D).`);
  (of.warnings ?? []).forEach((warning) => made.append(el('ul', { className: 'checks' }, el('li', {}, el('b', { className: 'warn' }, 'warn'), el('span', {}, warning)))));
  (of.columns ?? []).forEach((column) => {
    const groups = column.groups ?? [];
    const words = (group) => (group.fourFifths === undefined ? ['warn', 'n/a'] : group.fourFifths ? ['pass', 'pass'] : ['fail', 'fail']);
    const rated = groups.filter((group) => isNumber(group.approvalRate));
    const reference = rated.find((group) => group.evaluation.segment.value === column.reference);
    const bar = reference && 0.8 * reference.approvalRate;
    made.append(el('h3', {}, `By ${column.column}`),
      column.undefined ? el('p', { className: 'undefined' }, 'Adverse impact is not defined. ' + column.undefined) : '',
      el('ul', { className: 'checks' }, ...groups.map((group) => el('li', {}, el('b', { className: words(group)[0] }, words(group)[1]), el('span', {}, group.sentence)))),
      el('div', { className: 'grid' }, figure({
        title: `Approval rate by ${column.column}`, text: bar === undefined ? 'Share of the group that is approved' : `Share of the group that is approved; the line is four fifths of the rate of ${named(column.reference)}`, undefined: rated.length ? undefined : 'No group has a row with a score and a label.',
        option: (c) => plane(c, { type: 'category', name: column.column, data: rated.map((group) => named(group.evaluation.segment.value)) }, share('approved'), [
          { type: 'bar', barMaxWidth: 40, data: rated.map((group) => ({ value: group.approvalRate, itemStyle: { color: group.fourFifths === false ? c.series[1] : c.series[0] } })), tooltip: { formatter: ({ name, value }) => `${escape(name)}: ${percent(value)}` },
            ...(bar === undefined ? {} : { markLine: { silent: true, symbol: 'none', label: { formatter: '4/5', position: 'insideEndTop', color: c.soft }, lineStyle: { color: c.soft, type: 'dashed' }, data: [{ yAxis: bar }] } }) }], { legend: { show: false } }),
      })),
      table(`Groups by ${column.column}`, [
        { title: column.column, of: (g) => g.value }, { title: 'approved', of: (g) => g.approved, show: whole }, { title: 'approval rate', of: (g) => g.approvalRate, show: percent }, { title: 'adverse impact ratio', of: (g) => g.impactRatio, show: (v) => fixed(v, 3) },
        { title: 'standard deviations', of: (g) => g.deviations, show: (v) => (isNumber(v) ? v.toFixed(2) : '') }, ...segmentColumns('').slice(1)],
      groups.map((group) => ({ ...segmentRow(group.evaluation), approved: group.approved, approvalRate: group.approvalRate, impactRatio: group.impactRatio, deviations: group.deviations })), true));
  });
}

show(`Trained on ${data.manifest.finishedAt.slice(0, 10)}`, [summary, run, rows, rejects, profile, search, performance_, operatingPoint, calibration, segments, fairLending, importance, scorecard, stability]);
