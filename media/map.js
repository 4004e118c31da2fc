// The map page: zoom, pan, search, and walking from topic to topic. The picture itself comes from the extension.
(() => {
  /** Below this zoom a topic's name would be less than 7 pixels high; the stages' names show instead. */
  const FAR = 0.6;
  /** A zoom at which everything can be read. */
  const NEAR = 0.85;
  /** What the name of a stage is high at most, in pixels, when it stands for its topics. */
  const STAGE_NAME = 18;
  /** How far a topic's ring and its number stand out of its box. */
  const EDGE = 12;
  const KEEP = 'ml-roadmap-map';
  const asksForCalm = matchMedia('(prefers-reduced-motion: reduce)');
  /** The editor has a setting of its own: https://code.visualstudio.com/api/extension-guides/webview#theming-webview-content */
  const isCalm = () => asksForCalm.matches || document.body.classList.contains('vscode-reduce-motion');
  const byId = (id) => document.getElementById(id);
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  let map;
  /** What is in the middle, and how many pixels one unit of the map is. */
  let view;
  let animation = 0;
  let keeping = 0;

  // What is on the map

  function read() {
    const picture = byId('map');
    if (!picture) return;
    const nodes = new Map();
    for (const element of picture.querySelectorAll('[data-node]')) {
      const { e, f } = element.transform.baseVal.getItem(0).matrix;
      const box = element.querySelector('.box');
      const [width, height] = [box.width.baseVal.value, box.height.baseVal.value];
      const { node: id, title, facts, find } = element.dataset;
      nodes.set(id, {
        id,
        element,
        title,
        facts,
        find: fold(find),
        x: e,
        y: f,
        width,
        height,
        before: [],
        after: [],
        lines: [],
      });
    }
    for (const element of picture.querySelectorAll('.edge')) {
      const line = { element, ...element.dataset };
      const [from, to] = [nodes.get(line.from), nodes.get(line.to)];
      to.before.push(from.id);
      from.after.push(to.id);
      from.lines.push(line);
      to.lines.push(line);
    }
    // `draw` has no use for the viewBox but for its size.
    picture.dataset.box ??= picture.getAttribute('viewBox');
    picture.removeAttribute('viewBox');
    const [width, height] = picture.dataset.box.split(' ').slice(2).map(Number);
    const { roadmap, words } = picture.dataset;
    const kept = map?.roadmap === roadmap ? map : undefined;
    map = { picture, nodes, roadmap, words: JSON.parse(words), width, height };
    map.query = kept?.query ?? '';
    map.stages = picture.querySelectorAll('.far > g');
    map.matches = [];
    map.focused = kept?.focused ?? picture.querySelector('[tabindex="0"]')?.dataset.node;
    begin(kept !== undefined);
  }

  function begin(wasShown) {
    // Before the picture is measured: what the legend takes, it has not.
    if ((innerWidth < 700 || innerHeight < 500) && !wasShown) byId('map-legend').open = false;
    const stored = JSON.parse(sessionStorage.getItem(KEEP) ?? 'null');
    if (!wasShown) view = stored?.roadmap === map.roadmap ? stored.view : undefined;
    if (!view) {
      const { clientWidth, clientHeight } = map.picture;
      view = fitted();
      // Where everything at once would be too small to read, it begins where the learner is.
      const start = map.nodes.get(map.focused);
      if (start && view.scale < FAR && clientHeight > 0) {
        const scale = NEAR;
        const within = (middle, size, whole) => {
          const half = size / scale / 2;
          return half * 2 > whole ? whole / 2 : Math.max(half, Math.min(whole - half, middle));
        };
        const { x, y } = middleOf(start);
        view = { x: within(x, clientWidth, map.width), y: within(y, clientHeight, map.height), scale };
      }
    }
    if (map.nodes.has(map.focused)) rove(map.nodes.get(map.focused));
    const search = byId('map-search');
    search.value = map.query;
    if (map.query !== '') find(map.query, false);
    draw();
  }

  // Zoom and pan

  function fitted() {
    const { clientWidth, clientHeight } = map.picture;
    const scale = Math.min(clientWidth / map.width, clientHeight / map.height, 1.3) * 0.99;
    return { x: map.width / 2, y: map.height / 2, scale: scale > 0 ? scale : 1 };
  }

  /**
   * Moves the plane that everything is on, not the viewBox: after a change of that the browser lays out all there is
   * on the map anew. What is in a topic's box is drawn only where it is seen, for the names cost the most.
   */
  function draw() {
    const { picture } = map;
    const { clientWidth, clientHeight } = picture;
    const { x, y, scale } = view;
    const place = `translate(${clientWidth / 2 - x * scale} ${clientHeight / 2 - y * scale})`;
    byId('map-plane').setAttribute('transform', `${place} scale(${scale})`);
    picture.classList.toggle('is-far', scale < FAR);
    for (const stage of map.stages) {
      const { x: left, y: top, size } = stage.dataset;
      const shrink = Math.min(1, STAGE_NAME / (size * scale));
      stage.setAttribute('transform', `translate(${left} ${top}) scale(${shrink})`);
    }
    const [halfWidth, halfHeight] = [clientWidth / scale / 2 + EDGE, clientHeight / scale / 2 + EDGE];
    for (const node of map.nodes.values()) {
      const right = node.x + node.width;
      const bottom = node.y + node.height;
      const isSeen =
        Math.max(node.x - x, x - right) < halfWidth && Math.max(node.y - y, y - bottom) < halfHeight;
      node.element.classList.toggle('unseen', !isSeen);
    }
  }

  /** A hidden page is thrown away; when it comes back, it shows the same part of the map. */
  function keep(kept) {
    clearTimeout(keeping);
    keeping = setTimeout(() => {
      sessionStorage.setItem(KEEP, JSON.stringify({ roadmap: map.roadmap, view: kept }));
    }, 200);
  }

  function moveTo(next, smoothly = true) {
    const smallest = Math.min(fitted().scale * 0.7, 0.5);
    const target = {
      x: Math.min(map.width, Math.max(0, next.x)),
      y: Math.min(map.height, Math.max(0, next.y)),
      scale: Math.min(4, Math.max(smallest, next.scale)),
    };
    cancelAnimationFrame(animation);
    keep(target);
    if (!smoothly || isCalm()) {
      view = target;
      draw();
      return;
    }
    const from = view;
    const began = performance.now();
    const frame = (now) => {
      const part = Math.min(1, (now - began) / 180);
      const eased = 1 - (1 - part) ** 3;
      const between = (key) => from[key] + (target[key] - from[key]) * eased;
      view = { x: between('x'), y: between('y'), scale: between('scale') };
      draw();
      if (part < 1) animation = requestAnimationFrame(frame);
    };
    animation = requestAnimationFrame(frame);
  }

  /** Zooms so that the point under the mouse stays there. */
  function zoomBy(factor, at, smoothly) {
    const scale = Math.min(4, Math.max(Math.min(fitted().scale * 0.7, 0.5), view.scale * factor));
    const box = map.picture.getBoundingClientRect();
    const [x, y] = at ? [at.clientX - box.x - box.width / 2, at.clientY - box.y - box.height / 2] : [0, 0];
    const shift = 1 / view.scale - 1 / scale;
    moveTo({ x: view.x + x * shift, y: view.y + y * shift, scale }, smoothly);
  }

  const panBy = (x, y, smoothly) =>
    moveTo({ ...view, x: view.x + x / view.scale, y: view.y + y / view.scale }, smoothly);
  const middleOf = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
  const zooms = {
    in: () => zoomBy(1.3),
    out: () => zoomBy(1 / 1.3),
    fit: () => moveTo(fitted()),
  };

  /** Moves the picture just so far that a topic is seen whole. */
  function bringIn(node) {
    const [halfWidth, halfHeight] = [
      map.picture.clientWidth / view.scale / 2,
      map.picture.clientHeight / view.scale / 2,
    ];
    const margin = 24;
    const within = (from, to, middle, half) => {
      if (to - from + 2 * margin > 2 * half) return (from + to) / 2;
      return Math.min(from - margin + half, Math.max(to + margin - half, middle));
    };
    const x = within(node.x, node.x + node.width, view.x, halfWidth);
    const y = within(node.y, node.y + node.height, view.y, halfHeight);
    if (x !== view.x || y !== view.y) moveTo({ ...view, x, y });
  }

  // The topic that is looked at

  function emphasize(node) {
    const last = map.nodes.get(map.shown);
    if (last && last !== node) mark(last, false);
    map.shown = node?.id;
    map.picture.classList.toggle('is-tracing', node !== undefined);
    if (!node) return;
    mark(node, true);
    tell(node);
  }

  /** Brings out a topic with its lines and what is at their other ends, or puts all that back. */
  function mark(node, on) {
    node.element.classList.toggle('here', on);
    for (const kind of ['before', 'after']) {
      for (const id of node[kind]) map.nodes.get(id).element.classList.toggle(kind, on);
    }
    for (const { element, from } of node.lines) {
      const kind = from === node.id ? 'after' : 'before';
      element.classList.toggle(kind, on);
      element.setAttribute('marker-end', `url(#arrow-${on ? kind : 'quiet'})`);
      if (on) element.parentNode.append(element);
    }
  }

  const iconOf = (status) => byId('map-legend').querySelector(`svg.state.${status}`);

  function tell(node) {
    // What is told is read aloud, so it is told only when there is something new.
    const told = `${node.id} ${node.element.dataset.status}`;
    if (map.told === told) return;
    map.told = told;
    const make = (tag, text, kind) =>
      Object.assign(document.createElement(tag), { textContent: text, className: kind ?? '' });
    const head = make('p', '', 'head');
    const state = make('span', '', 'status');
    const { status } = node.element.dataset;
    state.append(iconOf(status).cloneNode(true), map.words[status]);
    head.append(make('strong', node.title), state, make('span', node.facts, 'quiet'));
    const hint = make('span', 'Press Enter to open', 'quiet hint');
    const open = make('button', 'Open', 'open');
    open.dataset.open = node.id;
    open.id = 'map-open';
    open.setAttribute('aria-label', `Open ${node.title}`);
    head.append(open, hint);
    const list = (words, ids) => {
      const line = make('p', ids.length === 0 ? '' : `${words} `, 'links');
      for (const [index, id] of ids.entries()) {
        const link = make('button', map.nodes.get(id).title, 'link');
        link.dataset.go = id;
        link.id = `go-${id}`;
        line.append(index > 0 ? ', ' : '', link);
      }
      return ids.length === 0 ? [] : [line];
    };
    const details = byId('map-details');
    const focused = details.contains(document.activeElement) ? document.activeElement : undefined;
    details.replaceChildren(head, ...list('First', node.before), ...list('Unlocks', node.after));
    if (focused) (byId(focused.id) ?? open).focus();
  }

  /** Makes a topic the one that Tab comes to. */
  function rove(node) {
    map.picture.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    node.element.setAttribute('tabindex', '0');
    map.focused = node.id;
  }

  function goTo(node) {
    if (!node) return;
    rove(node);
    node.element.focus({ preventScroll: true });
    emphasize(node);
    bringIn(node);
  }

  /**
   * Right and Left follow a line when there is one, back to where one came from; Up and Down then go round what the
   * other lines from there lead to. Else the nearest topic is next.
   */
  function next(node, key) {
    const walk = map.walk?.at === node.id ? map.walk : undefined;
    const around = { ArrowDown: 1, ArrowUp: -1 }[key];
    const ends = key === 'ArrowRight' ? node.after : key === 'ArrowLeft' ? node.before : [];
    if (around && walk?.ends.length > 1) {
      const place = walk.ends.indexOf(node.id) + around;
      map.walk = { ...walk, at: walk.ends.at(place % walk.ends.length) };
    } else if (ends.length > 0) {
      const at = ends.find((id) => id === walk?.from) ?? ends[0];
      map.walk = { from: node.id, ends: ends.toSorted(byHeight), at };
    } else {
      map.walk = undefined;
    }
    return map.walk ? map.nodes.get(map.walk.at) : nearest(node, key);
  }

  const byHeight = (one, other) => map.nodes.get(one).y - map.nodes.get(other).y;

  function nearest(node, key) {
    const here = middleOf(node);
    const [stepX, stepY] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[
      key
    ];
    let best;
    let least = Number.POSITIVE_INFINITY;
    for (const other of map.nodes.values()) {
      const there = middleOf(other);
      const [x, y] = [there.x - here.x, there.y - here.y];
      const along = x * stepX + y * stepY;
      const cost = along + 3 * Math.abs(x * stepY + y * stepX);
      if (along > 8 && cost < least) [best, least] = [other, cost];
    }
    return best;
  }

  const open = (id) => globalThis.mlRoadmap.send({ kind: 'open', topicId: id });
  const nodeAt = (target) => map?.nodes.get(target.closest?.('[data-node]')?.dataset.node);

  // Search

  function find(query, jump = true) {
    map.query = query;
    const words = fold(query).split(/\s+/).filter(Boolean);
    const found =
      words.length === 0
        ? []
        : [...map.nodes.values()].filter((node) => words.every((word) => node.find.includes(word)));
    map.matches = found;
    map.picture.classList.toggle('is-searching', words.length > 0);
    for (const node of map.nodes.values()) node.element.classList.toggle('match', found.includes(node));
    if (jump) showMatch(0);
    if (found.length === 0) byId('map-found').textContent = words.length > 0 ? 'Nothing found' : '';
  }

  function showMatch(index) {
    const count = map.matches.length;
    if (count === 0) return;
    map.match = (index + count) % count;
    const node = map.matches[map.match];
    byId('map-found').textContent = `${map.match + 1} of ${count}`;
    rove(node);
    emphasize(node);
    moveTo({ ...middleOf(node), scale: Math.max(view.scale, 0.75) });
  }

  // What comes from the extension

  function showStates({ statuses, counts, steps, trackId }) {
    for (const [id, status] of Object.entries(statuses)) {
      const node = map.nodes.get(id);
      if (!node) continue;
      const { element } = node;
      element.classList.remove(...Object.keys(map.words));
      element.classList.add(status);
      element.classList.toggle('step', Object.hasOwn(steps, id));
      element.dataset.status = status;
      const number = Object.hasOwn(steps, id) ? `${steps[id]}` : '';
      element.setAttribute('aria-label', `${number && `${number} `}${node.title}, ${map.words[status]}`);
      element.querySelector('.state').setAttribute('href', `#state-${status}`);
      element.querySelector('.number text').textContent = number;
    }
    for (const element of map.picture.querySelectorAll('[data-count]'))
      element.textContent = counts[element.dataset.count] ?? '';
    if (byId('map-track')) byId('map-track').value = trackId ?? '';
    if (map.shown && map.nodes.has(map.shown)) tell(map.nodes.get(map.shown));
  }

  async function paint(svg) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    // Twice the size, unless the canvas could not hold it.
    const scale = Math.min(
      2,
      Math.sqrt(5e7 / (image.width * image.height)),
      16_000 / Math.max(image.width, image.height),
    );
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.floor(image.width * scale), Math.floor(image.height * scale)];
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    globalThis.mlRoadmap.send({
      kind: 'export',
      format: 'png',
      data: canvas.toDataURL('image/png').split(',')[1],
    });
  }

  // What the learner does

  document.addEventListener('drawn', read);
  window.addEventListener('message', ({ data }) => {
    if (!map) return;
    if (data?.kind === 'states') showStates(data);
    if (data?.kind === 'picture') void paint(data.svg);
  });
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('button');
    if (button?.dataset.zoom) zooms[button.dataset.zoom]();
    if (button?.dataset.open) open(button.dataset.open);
    if (button?.dataset.go) goTo(map.nodes.get(button.dataset.go));
    if (!button && !dragged) goTo(nodeAt(target));
  });
  document.addEventListener('dblclick', ({ target }) => {
    const node = nodeAt(target);
    if (node) open(node.id);
  });
  document.addEventListener('input', ({ target }) => target.id === 'map-search' && find(target.value));
  document.addEventListener('change', ({ target }) => {
    if (target.id === 'map-track') globalThis.mlRoadmap.send({ kind: 'track', trackId: target.value });
  });
  document.addEventListener('focusin', ({ target }) => {
    const node = nodeAt(target);
    if (!node) return;
    rove(node);
    emphasize(node);
    if (!globalThis.mlRoadmap.isGivingFocus()) bringIn(node);
  });
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType !== 'mouse' || drag || !map) return;
    const node = nodeAt(target);
    if (node) emphasize(node);
    else if (map.picture.contains(target))
      emphasize(nodeAt(document.activeElement) ?? map.matches[map.match]);
  });
  document.addEventListener('keydown', (event) => {
    if (!map || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.id === 'map-search') searchKey(event);
    else if (map.picture.contains(event.target)) mapKey(event, nodeAt(event.target));
  });

  function searchKey(event) {
    if (event.key === 'Enter') showMatch((map.match ?? 0) + (event.shiftKey ? -1 : 1));
    else if (event.key === 'ArrowDown') goTo(map.matches[map.match] ?? map.nodes.get(map.focused));
    else return;
    event.preventDefault();
  }

  function mapKey(event, node) {
    const arrow = { ArrowRight: [60, 0], ArrowLeft: [-60, 0], ArrowDown: [0, 60], ArrowUp: [0, -60] }[
      event.key
    ];
    const all = [...map.nodes.values()];
    if (arrow && event.shiftKey) panBy(...arrow);
    else if (arrow && node) goTo(next(node, event.key));
    else if ((event.key === 'Enter' || event.key === ' ') && node) open(node.id);
    else if (event.key === '+' || event.key === '=') zooms.in();
    else if (event.key === '-') zooms.out();
    else if (event.key === '0') zooms.fit();
    else if (event.key === 'Home') goTo(all[0]);
    else if (event.key === 'End') goTo(all.at(-1));
    else if (event.key === '/') byId('map-search').focus();
    else return;
    event.preventDefault();
  }

  document.addEventListener(
    'wheel',
    (event) => {
      if (!map?.picture.contains(event.target)) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 20 : 1;
      if (event.ctrlKey || event.metaKey) zoomBy(Math.exp(-event.deltaY * unit * 0.005), event, false);
      else if (event.shiftKey && event.deltaX === 0) panBy(event.deltaY * unit, 0, false);
      else panBy(event.deltaX * unit, event.deltaY * unit, false);
    },
    { passive: false },
  );

  /** The fingers, or the mouse button, that are down on the map. */
  const held = new Map();
  let drag;
  let dragged = false;
  document.addEventListener('pointerdown', (event) => {
    dragged = false;
    if (!map?.picture.contains(event.target) || event.button !== 0) return;
    held.set(event.pointerId, event);
    drag = event;
  });
  document.addEventListener('pointermove', (event) => {
    const last = held.get(event.pointerId);
    if (!last) return;
    if (!dragged && Math.hypot(event.clientX - drag.clientX, event.clientY - drag.clientY) < 4) return;
    if (!dragged) map.picture.setPointerCapture(event.pointerId);
    dragged = true;
    map.picture.classList.add('is-dragged');
    const apart = () => {
      const [one, other] = [...held.values()];
      return other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
    };
    const before = apart();
    held.set(event.pointerId, event);
    panBy((last.clientX - event.clientX) / held.size, (last.clientY - event.clientY) / held.size, false);
    if (before > 0) zoomBy(apart() / before, event, false);
  });
  const release = ({ pointerId }) => {
    held.delete(pointerId);
    if (held.size > 0) return;
    drag = undefined;
    map?.picture.classList.remove('is-dragged');
  };
  document.addEventListener('pointerup', release);
  document.addEventListener('pointercancel', release);

  let watched;
  const sizes = new ResizeObserver(() => {
    if (map && view) draw();
  });
  const watch = () => {
    if (watched) sizes.unobserve(watched);
    watched = byId('map-view');
    if (watched) sizes.observe(watched);
  };
  document.addEventListener('drawn', watch);
  read();
  watch();
})();
