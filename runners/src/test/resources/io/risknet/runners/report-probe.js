// Runs in a report, and writes what it finds into elements of its own, a line each.
addEventListener('load', () => {
  const say = (id, lines) => {
    const told = document.createElement('pre');
    told.id = 'told-' + id;
    told.textContent = lines.join('\n');
    document.body.append(told);
  };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const texts = (elements) => elements.map((element) => element.textContent);
  const masked = (text) => text.replace(/\d+/g, '#');

  say('figures', texts(all('figure h3')));
  say('tables', all('.scroll').map((table) => table.getAttribute('aria-label')));
  say('charts', [all('.chart').length, all('.chart svg').length]);
  say('stages', texts(all('[aria-label="Where the time went"] tbody td:first-child')));

  // Every value of every chart is pointed at; the first tip of each chart is told.
  const tips = charts.map(({ box, drawn }) => {
    const { series, tooltip } = drawn.getOption();
    return series.flatMap((of, seriesIndex) => (of.tooltip || tooltip[0].trigger === 'axis' ? of.data : []).map((_, dataIndex) => {
      drawn.dispatchAction({ type: 'showTip', seriesIndex, dataIndex });
      const tip = box.children[1].cloneNode(true);
      all('br', tip).forEach((end) => end.replaceWith(' / '));
      return tip.textContent;
    }));
  });
  say('tips', tips.map((of, at) => `${charts[at].box.getAttribute('aria-label').split('. ')[0]}: ${masked(of[0] ?? 'nothing')}`));
  say('markup', [...tips.flat(), ...texts(all('td'))].filter((text) => text.includes('<img')).map(masked));
  say('loaded', [performance.getEntriesByType('resource').length]);
  say('images', [all('img, image').length]);

  say('looks', charts.flatMap(({ drawn }) => drawn.getOption().series.filter((of) => of.type === 'scatter' && of.data[0].trial)
    .map(({ name, symbol, itemStyle: { color, borderColor }, data }) => `${name}: ${symbol} ${color} ${borderColor ?? ''} ${data.map((dot) => dot.trial.place)}`)));

  const board = document.querySelector('[aria-label=Leaderboard]');
  const places = (selector) => texts(all(selector + ' td:first-child', board)).join(' ');
  const mean = all('thead button', board).find((button) => button.textContent === 'mean');
  say('taken', [places('.marked')]);
  mean.click();
  const upwards = places('tbody tr');
  mean.click();
  say('sorted', [upwards, places('tbody tr')]);

  // What holds for paper is made to hold for the screen.
  const shown = () => ['nav', '.skip', 'details'].map((name) => `${name} ${getComputedStyle(document.querySelector(name)).display}`).concat(`.scroll ${getComputedStyle(board).overflow} ${getComputedStyle(board).maxHeight}`, `th ${getComputedStyle(board.querySelector('th')).position}`);
  const screen = shown();
  for (const { media } of document.styleSheets[0].cssRules) {
    if (media?.mediaText === 'print') media.mediaText = 'all';
  }
  say('screen', screen);
  say('paper', shown());
});
